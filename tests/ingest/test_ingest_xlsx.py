"""Workbooks are read: those that an export writes, and those of other hands."""

from __future__ import annotations

import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from block_texts import grid, shown
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from annexgen.ingest import xlsx
from annexgen.ingest.blocks import Block, Line, Role, Table
from annexgen.ingest.number_formats import as_shown
from annexgen.ingest.table_limits import TOO_LONG
from annexgen.packages.refusal import Unreadable
from hostile_packages import SPREADSHEET, TYPES, pack, peak_memory, sheet_parts
from import_trials import published
from printed_annex import printed_projects

ROOT = Path(__file__).parents[2]
THIN = Border(*[Side(style="thin")] * 4)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> list[Block]:
    """The real annex as the workbook that an export writes."""
    folder = tmp_path_factory.mktemp("exported")
    command = [sys.executable, "-m", "annexgen", "export", "--to", "xlsx", "--root", str(ROOT)]
    subprocess.run([*command, "--output", str(folder)], check=True, capture_output=True)
    return list(xlsx.read(folder / "annex.xlsx"))


def read(folder: Path, write: Callable[[Worksheet], object]) -> list[Block]:
    """Read a workbook of one sheet."""
    book = Workbook()
    write(book.active)
    book.save(folder / "a.xlsx")
    return list(xlsx.read(folder / "a.xlsx"))


def drawn(sheet: Worksheet, area: str) -> None:
    """Draw borders around the cells of an area."""
    for row in sheet[area]:
        for cell in row:
            cell.border = THIN


def without_repeats(rows: list[list[str]]) -> list[list[str]]:
    return [[text for at, text in enumerate(row) if text != row[at - 1] or not at] for row in rows]


def test_our_own_workbook_gives_the_printed_tables(own: list[Block]) -> None:
    tables = [block for block in own if isinstance(block, Table)]
    printed = [
        part for one in printed_projects() for part in (one.head_grid(), one.indicator_grid())
    ]
    assert [without_repeats(grid(one)) for one in tables] == [
        without_repeats(one) for one in printed
    ]


def test_our_own_workbook_gives_the_printed_lines_and_nothing_else(own: list[Block]) -> None:
    lines = [block for block in own if isinstance(block, Line)]
    body = [line.text for line in lines if line.role is Role.BODY]
    units = [line.text for line in lines if line.role is Role.HEADER]
    expected = [
        text for one in printed_projects() for text in (one.heading, f"{one.unit_line}\t单位：万元")
    ]
    assert [text for text in body if text not in units] == expected
    assert len(units) == 5
    assert {line.role for line in lines} == {Role.BODY, Role.HEADER, Role.FOOTER}


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (470, "0.00", "470.00"),
        (470, "General", "470"),
        (7086.56, "General", "7086.56"),
        (0.1 + 0.2, "General", "0.3"),
        (6000.5, "#,##0.00", "6,000.50"),
        (6000, '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', "¥6,000.00"),
        (0.955, "0.0%", "95.5%"),
        (0.95, "0%", "95%"),
        (5, '"≥"0"人"', "≥5人"),
        (5, "[Red][$¥-804]0.0", "¥5.0"),
        (2.675, "0.00", "2.68"),
        (0.5, "#.##", ".5"),
        (12345678, "#,##0.00,", "12,345.68"),
        (-5, "0.00;(0.00)", "(5.00)"),
        (-5, "0.00", "-5.00"),
        (0, '0;-0;"无"', "无"),
        (7, ";;;", "7"),
        (5, "0.00E+00", "5"),
        (5, "# ?/?", "5"),
        (1e300, "0", "1" + "0" * 300),
        (True, "General", "TRUE"),
        (date(2025, 12, 31), "yyyy-mm-dd", "2025-12-31"),
        (date(2025, 2, 1), 'yyyy"年"m"月"d"日";@', "2025年2月1日"),
        (date(2025, 2, 1), "[$-804]yyyy年m月d日", "2025年2月1日"),
        (datetime(2025, 2, 1, 13, 5), "yyyy/m/d hh:mm", "2025/2/1 13:05"),
        (datetime(2025, 2, 1, 13, 5, 9), '上午/下午h"时"mm"分"ss"秒"', "下午1时05分09秒"),
        (date(2025, 2, 1), "d-mmm-yy", "2025-02-01"),
        (date(1900, 1, 1), "yyyy-mm-dd", "1900-01-01"),
        (date(1900, 3, 1), "yyyy-mm-dd", "1900-03-01"),
        (10**9, "yyyy-mm-dd", "1000000000"),
        (0.5, "[h]:mm", "0.5"),
        ("≥1000人", "@", "≥1000人"),
        ("a_x005F_x000A_b", "@", "a_x000A_b"),
        (" 甲\n乙 ", "@", " 甲¶乙 "),
    ],
)
def test_a_value_is_read_as_the_sheet_shows_it(
    tmp_path: Path, value: object, code: str, expected: str
) -> None:
    def write(sheet: Worksheet) -> None:
        sheet["B2"] = value
        sheet["B2"].number_format = code

    assert shown(read(tmp_path, write)) == [f" | {expected}"]


@pytest.mark.parametrize("code", ['"' * 200 + "[", "[" * 200, '"[' * 100, "\\" * 201, "0" * 999])
def test_a_format_that_is_none_takes_no_time(code: str) -> None:
    began = time.process_time()
    as_shown(Decimal(7), code)
    assert time.process_time() - began < 3


def test_merged_cells_are_one_cell_and_gaps_are_blank_cells(tmp_path: Path) -> None:
    def write(sheet: Worksheet) -> None:
        for cell, text in {"A1": "一", "D1": "二", "B2": "三", "A3": "四", "E3": "五"}.items():
            sheet[cell] = text
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("D1:E2")

    assert shown(read(tmp_path, write)) == ["一↓2 |  |  | 二×2↓2 / 三 |  / 四 |  |  |  | 五"]


def test_a_tall_row_of_several_rows_is_one_row(tmp_path: Path) -> None:
    def write(sheet: Worksheet) -> None:
        for cell, text in {"A1": "甲", "B1": "乙", "A4": "丙", "B4": "丁"}.items():
            sheet[cell] = text
        sheet.merge_cells("A1:A3")
        sheet.merge_cells("B1:B3")

    assert shown(read(tmp_path, write)) == ["甲 | 乙 / 丙 | 丁"]


def test_borders_tell_tables_from_lines(tmp_path: Path) -> None:
    def write(sheet: Worksheet) -> None:
        for row in (["标题"], ["单位甲", "", "单位：万元"], ["a", "b", "c"], [], ["尾注"]):
            sheet.append(row)
        drawn(sheet, "A3:C4")

    assert shown(read(tmp_path, write)) == ["标题", "单位甲\t单位：万元", "a | b | c", "尾注"]


def test_a_blank_row_ends_a_table(tmp_path: Path) -> None:
    def write(sheet: Worksheet) -> None:
        sheet["A1"], sheet["A3"], sheet["A9"] = "甲", "乙", "丙"

    assert shown(read(tmp_path, write)) == ["甲", "乙", "丙"]


def test_cells_are_named_as_in_excel(tmp_path: Path) -> None:
    def write(sheet: Worksheet) -> None:
        sheet.title = "某单位"
        sheet["AB7"] = "甲"

    table = read(tmp_path, write)[0]
    assert isinstance(table, Table)
    assert table.cells[-1].place.where.zh == "工作表“某单位”AB7"


def test_comments_headers_and_hidden_sheets_are_told(tmp_path: Path) -> None:
    def write(sheet: Worksheet) -> None:
        sheet["A1"] = "甲"
        sheet["A1"].comment = Comment("请核对", "某人")
        sheet.oddHeader.center.text = "301101 && 办公厅"
        sheet.oddFooter.center.text = "第 &P 页"
        hidden = sheet.parent.create_sheet("旧")
        hidden["A1"] = "藏"
        hidden.sheet_state = "hidden"

    lines = [block for block in read(tmp_path, write) if isinstance(block, Line)]
    assert [(line.role, line.text) for line in lines] == [
        (Role.HEADER, "301101 & 办公厅"),
        (Role.FOOTER, "第 1 页"),
        (Role.NOTE, "请核对"),
        (Role.NOTE, xlsx.HIDDEN.zh),
    ]
    assert lines[-1].place.where.zh == "工作表“旧”"


def test_what_a_hidden_row_or_column_holds_is_told_and_not_read(tmp_path: Path) -> None:
    def write(sheet: Worksheet) -> None:
        for row in ("甲1", "乙2", "丙3"), ("丁4", "戊5", "己6"), ("庚7", "辛8", "壬9"):
            sheet.append(list(row))
        sheet.merge_cells("A2:A3")
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True

    found = read(tmp_path, write)
    assert shown(one for one in found if isinstance(one, Table)) == [
        "甲1 |  | 丙3 / 丁4↓2 |  |  /  | 壬9"
    ]
    notes = [(one.text, one.place.where.zh) for one in found if isinstance(one, Line)]
    assert notes == [
        ("乙2", "工作表“Sheet”B1（隐藏的列）"),
        ("戊5", "工作表“Sheet”B2（隐藏的行）"),
        ("己6", "工作表“Sheet”C2（隐藏的行）"),
        ("辛8", "工作表“Sheet”B3（隐藏的列）"),
    ]


def test_sheets_that_repeat_others_are_told_once_another_program_has_saved_them(
    tmp_path: Path,
) -> None:
    file = published(ROOT, tmp_path, "xlsx")

    def repeats() -> list[str]:
        lines = [block for block in xlsx.read(file) if isinstance(block, Line)]
        return [line.place.where.zh for line in lines if line.text == xlsx.REPEATS.zh]

    assert repeats() == []
    load_workbook(file).save(file)
    assert repeats() == ["工作表“指标一览”", "工作表“数据字典”"]


def test_a_formula_that_was_never_computed_is_named(tmp_path: Path) -> None:
    def write(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B2"] = 1, "=A1*2"

    with pytest.raises(Unreadable) as caught:
        read(tmp_path, write)
    assert "工作表“Sheet”B2 的公式没有算出的值" in caught.value.message.zh


def test_formulas_errors_and_strings_of_all_kinds_are_read(tmp_path: Path) -> None:
    rows = (
        '<row><c><f>1+1</f><v>2</v></c><c t="str"><f>"a"</f><v>a_x000D__x000A_b</v></c>'
        '<c t="e"><f>1/0</f><v>#DIV/0!</v></c><c t="b"><v>0</v></c><c t="d"><v>2025-01-01</v></c>'
        '<c t="s"><v>0</v></c><c t="inlineStr"><is><r><t>乙</t></r><r><t>丙</t></r></is></c>'
        '<c t="str"><f>""</f><v></v></c><c><v>1e999</v></c></row>'
    )
    strings = '<si><r><t xml:space="preserve"> 甲</t></r><rPh sb="0" eb="1"><t>jia</t></rPh></si>'
    path = pack(tmp_path / "a.xlsx", sheet_parts(rows, strings=strings))
    assert shown(xlsx.read(path)) == [
        "2 | a¶b | #DIV/0! | FALSE | 2025-01-01 |  甲 | 乙丙 |  | 1e999"
    ]


@pytest.mark.parametrize(
    ("rows", "others"),
    [
        ('<row r="2"/><row r="1"/>', ""),
        ('<row r="x"/>', ""),
        ('<row r="1"><c r="B1"/><c r="A1"/></row>', ""),
        ('<row r="1"><c r="A2"/></row>', ""),
        ('<row><c t="s"><v>7</v></c></row>', ""),
        ('<row><c t="s"><v>-1</v></c></row>', ""),
        ('<row><c s="x"/></row>', ""),
        ("", '<mergeCells><mergeCell ref="A1:??"/></mergeCells>'),
        ("</sheetData>", ""),
    ],
)
def test_a_damaged_sheet_is_refused(tmp_path: Path, rows: str, others: str) -> None:
    with pytest.raises(Unreadable):
        list(xlsx.read(pack(tmp_path / "a.xlsx", sheet_parts(rows, others))))


def test_a_strict_workbook_that_counts_from_1904_is_read(tmp_path: Path) -> None:
    parts = sheet_parts('<row><c s="1"><v>44196</v></c></row>')
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    parts["xl/styles.xml"] = f'<styleSheet xmlns="{SPREADSHEET}">{styles}</styleSheet>'
    workbook = str(parts["xl/workbook.xml"])
    parts["xl/workbook.xml"] = workbook.replace(
        "<x:sheets>", '<x:workbookPr date1904="1"/><x:sheets>'
    )
    links = str(parts["xl/_rels/workbook.xml.rels"])
    styled = f'<Relationship Id="c" Type="{TYPES}/styles" Target="styles.xml"/></Relationships>'
    parts["xl/_rels/workbook.xml.rels"] = links.replace("</Relationships>", styled)
    strict = {
        name: str(part).replace(SPREADSHEET, "http://purl.oclc.org/ooxml/spreadsheetml/main")
        for name, part in parts.items()
    }
    assert shown(xlsx.read(pack(tmp_path / "a.xlsx", parts))) == ["2025/1/1"]
    assert shown(xlsx.read(pack(tmp_path / "b.xlsx", strict))) == ["2025/1/1"]


def test_what_a_merged_cell_hides_is_told(tmp_path: Path) -> None:
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row>"
    merged = '<mergeCells><mergeCell ref="A1:B9"/><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    path = pack(tmp_path / "a.xlsx", sheet_parts(rows, merged.replace("A1:XFD1048576", "C1:D9")))
    assert shown(xlsx.read(path)) == ["1×2", "2"]
    with pytest.raises(Unreadable):
        list(xlsx.read(pack(path, sheet_parts(rows, merged))))


def test_a_table_of_a_million_cells_is_refused_in_little_memory(tmp_path: Path) -> None:
    row = '<row><c t="inlineStr"><is><t>甲</t></is></c></row>'
    rows = row * 3000 + row.replace("<row>", f"<row>{'<c/>' * 900}") * 3000
    path = pack(tmp_path / "a.xlsx", sheet_parts(rows))
    program = """
from pathlib import Path
from annexgen.ingest import xlsx
from annexgen.ingest.number_formats import as_shown
from annexgen.packages.refusal import Unreadable
try:
    list(xlsx.read(Path(sys.argv[1])))
except Unreadable as refusal:
    print(refusal.message.zh)
"""
    told, peak = peak_memory(program, path)
    assert told == f"{path}：{TOO_LONG.zh}"
    assert peak < 160 << 20


def test_other_parts_do_not_fill_the_memory(tmp_path: Path) -> None:
    junk = "<x>" + "<y/>" * 5_000_000 + "</x>"
    path = pack(tmp_path / "a.xlsx", sheet_parts("", junk))
    with pytest.raises(Unreadable, match="unpacks to more than any annex holds"):
        list(xlsx.read(path))


def test_a_sheet_named_as_ours_is_read_where_it_is_not_ours(tmp_path: Path) -> None:
    def write(sheet: Worksheet) -> None:
        sheet.title = "指标一览"
        sheet["A1"] = "甲"
        sheet.parent.create_sheet("数据字典")["A1"] = "乙"

    assert shown(read(tmp_path, write)) == ["甲", "乙"]


def test_a_workbook_without_its_sheet_is_refused(tmp_path: Path) -> None:
    parts = sheet_parts("")
    del parts["xl/s.xml"]
    with pytest.raises(Unreadable):
        list(xlsx.read(pack(tmp_path / "a.xlsx", parts)))
    assert zipfile.is_zipfile(tmp_path / "a.xlsx")
