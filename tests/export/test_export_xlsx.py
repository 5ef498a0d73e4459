"""The workbook as openpyxl reads it."""

from __future__ import annotations

import tracemalloc
import zipfile
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import openpyxl.utils.escape
import openxml_audit
import pytest
from export_trials import ROOT, WEIGHTED, real_annex, real_columns, weighted, written

from annexgen.document import Document, Table
from annexgen.export import xlsx
from annexgen.export.dictionary import columns
from annexgen.export.limits import CannotHold
from annexgen.export.records import records
from annexgen.export.xlsx.heights import HIGHEST
from annexgen.export.xlsx.limits import MOST_ROWS, as_number, fits_a_sheet
from annexgen.export.xlsx.sheet import Cell, Sheet
from annexgen.forms.compose import compose
from annexgen.forms.load import load_form
from annexgen.model import Annex

D = Decimal


@pytest.fixture(scope="module")
def annex() -> Annex:
    return real_annex()


@pytest.fixture(scope="module")
def document(annex: Annex) -> Document:
    return compose(annex, load_form(ROOT, annex.form))


@pytest.fixture(scope="module")
def data(annex: Annex, document: Document) -> bytes:
    return written(lambda out: xlsx.write(annex, document, real_columns(), out))


@pytest.fixture(scope="module")
def book(data: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(data))


def small_book(annex: Annex) -> Any:
    """Return a small annex's workbook."""
    document = compose(annex, load_form(ROOT, annex.form))
    return openpyxl.load_workbook(
        BytesIO(written(lambda out: xlsx.write(annex, document, columns(WEIGHTED), out)))
    )


def test_the_sheets(book: Any, annex: Annex) -> None:
    units = [f"{unit.code} {unit.name}"[:31] for unit in annex.units]
    assert book.sheetnames == ["指标一览", *units, "数据字典"]


def test_all_indicators_with_numbers_as_numbers(book: Any, annex: Annex) -> None:
    sheet = book["指标一览"]
    assert sheet.max_row == annex.indicator_count + 1
    names = [cell.value for cell in sheet[1]]
    assert names == [column.name for column in real_columns()]
    for row, record in zip(sheet.iter_rows(min_row=2), records(annex), strict=True):
        cells = dict(zip(names, row, strict=True))
        assert cells["预算数"].value == float(record.project.budget.total.text)
        assert cells["预算数"].number_format == "#,##0.00"
        assert cells["单位代码"].value == record.unit.code
        assert cells["指标值"].value == record.indicator.target_value
        number = record.target.number
        assert cells["数值"].value == (None if number is None else float(number))
        day = record.target.last_day
        assert cells["截止日期"].value == (day and datetime(day.year, day.month, day.day))


def test_the_header_is_frozen_and_filters(book: Any, annex: Annex) -> None:
    sheet = book["指标一览"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:AA{annex.indicator_count + 1}"
    assert sheet["A1"].font.bold


def test_a_unit_has_every_cell_of_its_form(book: Any, document: Document) -> None:
    for sheet, part in zip(book.worksheets[1:-1], document.parts, strict=True):
        shown = [
            str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None
        ]
        wanted = {part.heading.text}
        for section in part.sections:
            wanted.add(section.heading.text)
            for table in section.blocks:
                if isinstance(table, Table):
                    cells = [cell for row in table.rows for cell in row.cells if cell.text]
                    wanted |= {"\n".join(cell.text) for cell in cells}
        missing = wanted.difference(shown)
        assert all(text.endswith((".00", "0")) for text in missing), missing
        values = {cell.value for row in sheet.iter_rows() for cell in row}
        assert {float(text) for text in missing} <= values


def test_a_unit_looks_like_its_form(book: Any) -> None:
    sheet = book.worksheets[1]
    by_text = {cell.value: cell for row in sheet.iter_rows(max_row=20) for cell in row}
    amount = by_text[470]
    assert amount.number_format == "0.00"
    assert amount.border.left.style == "thin"
    assert amount.font.name == "宋体"
    header = by_text["指标值"]
    assert header.fill.fgColor.rgb == "FFF2F2F2"
    assert header.font.bold
    merged = {str(one) for one in sheet.merged_cells.ranges}
    assert {"A1:I1", "A5:A6", "B4:I4", "A10:A13"} <= merged
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.oddHeader.center.text == "301101 天津市人民政府办公厅（本级）"
    assert sheet.oddFooter.center.text == "— &P —"
    assert len(sheet.row_breaks.brk) == 5


def test_columns_are_as_wide_as_the_forms(book: Any, document: Document) -> None:
    sheet = book.worksheets[1]
    total = sum(sheet.column_dimensions[letter].width for letter in "ABCDEFGHI")
    pixels = document.parts[0].page.text_width * 96 / 72
    assert total * 7 == pytest.approx(pixels, abs=15)


def test_the_dictionary_tells_of_every_column(book: Any) -> None:
    rows = [[cell.value for cell in row] for row in book["数据字典"].iter_rows(min_row=2)]
    assert [row[0] for row in rows] == [column.name for column in real_columns()]
    assert all(all(row) for row in rows)


def test_the_same_bytes_and_no_time_of_day(data: bytes, annex: Annex, document: Document) -> None:
    again = written(lambda out: xlsx.write(annex, document, real_columns(), out))
    assert again == data
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = openpyxl.load_workbook(BytesIO(data)).properties
    assert properties.created == properties.modified == datetime(2025, 1, 1)
    assert (properties.title, properties.creator) == (annex.title, annex.department)


def test_a_text_is_never_a_formula_a_link_or_a_number(tmp_path: Path) -> None:
    book = small_book(weighted(tmp_path, name="'007'", purpose='"=1+1"'))
    for sheet in book.worksheets[:2]:
        cells = {cell.value: cell for row in sheet.iter_rows() for cell in row}
        assert cells["=1+1"].data_type == "s"
        assert cells["007"].data_type == "s"
        assert not any(cell.hyperlink for cell in cells.values())


def test_fields_of_the_form_are_columns(tmp_path: Path) -> None:
    sheet = small_book(weighted(tmp_path)).worksheets[0]
    row = dict(zip([c.value for c in sheet[1]], [c.value for c in sheet[2]], strict=True))
    assert (row["负责人"], row["权重"], row["数值"]) == ("张三", 60, 15000)


def test_a_long_text_gets_rows_enough(tmp_path: Path) -> None:
    sheet = small_book(weighted(tmp_path, purpose="整理档案，" * 300)).worksheets[1]
    cell = next(
        c for row in sheet.iter_rows() for c in row if str(c.value).startswith("整理档案，")
    )
    area = next(one for one in sheet.merged_cells.ranges if cell.coordinate in one)
    heights = [sheet.row_dimensions[row].height for row in range(area.min_row, area.max_row + 1)]
    assert len(heights) > 1
    assert max(heights) <= HIGHEST
    assert sum(heights) > 600


def test_a_text_that_no_cell_holds_is_refused(tmp_path: Path) -> None:
    annex = weighted(tmp_path, purpose="长" * 32_768)
    with pytest.raises(CannotHold, match="32767"):
        small_book(annex)


def test_rows_that_no_sheet_holds_are_refused() -> None:
    fits_a_sheet(MOST_ROWS - 1)
    with pytest.raises(CannotHold, match="json,csv"):
        fits_a_sheet(MOST_ROWS)


@pytest.mark.parametrize(
    ("text", "number"),
    [("470.00", 470.0), ("-5", -5.0), ("1234567890123.45", 1234567890123.45), ("9" * 16, None)],
)
def test_numbers_that_a_spreadsheet_would_round_stay_texts(text: str, number: float | None) -> None:
    assert as_number(D(text)) == number


def test_texts_are_what_they_look_like(tmp_path: Path) -> None:
    """XML's own characters, and what Office takes for an escaped one (_x0041_ is A)."""
    purpose = '甲&乙<丙>"丁" _x0041_ &amp;'
    sheets = small_book(weighted(tmp_path, purpose=f"'{purpose}'")).worksheets[:2]
    for sheet in sheets:
        texts = [str(cell.value) for row in sheet.iter_rows() for cell in row]
        assert any(openpyxl.utils.escape.unescape(text) == purpose for text in texts)


def test_the_package_is_valid(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "annex.xlsx"
    file.write_bytes(data)
    faults = openxml_audit.OpenXmlValidator().validate(file).errors
    assert {fault.id for fault in faults} <= {"Excel_InlineStrCells"}


class Nowhere(BytesIO):
    """Forgets what is written into it."""

    def write(self, data: Any) -> int:
        return len(data)


def test_rows_are_not_held() -> None:
    """What is held does not grow with the rows: 200,000 cells take 60 MB as objects."""
    tracemalloc.start()
    try:
        sheet = Sheet(Nowhere(), "", [100] * 10)
        for row in range(20_000):
            sheet.add([Cell(column, 0, f"第{row}行") for column in range(10)], 20.0)
            sheet.merge(row, 0, row, 1)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4 << 20


def test_a_units_rows_that_no_sheet_holds_are_refused() -> None:
    sheet = Sheet(BytesIO(), "", [100])
    sheet.row = MOST_ROWS - 1
    sheet.add([])
    with pytest.raises(CannotHold, match="json,csv"):
        sheet.add([])
