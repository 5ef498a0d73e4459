"""The sheets that are plain tables: all indicators, and the data dictionary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from annexgen.export.dictionary import HEADINGS, Column, Type, Value, dictionary_rows
from annexgen.export.records import Record
from annexgen.export.xlsx.heights import ems
from annexgen.export.xlsx.limits import as_number, fits_a_cell, fits_a_sheet

if TYPE_CHECKING:
    from xlsxwriter import Workbook

    from annexgen.export.xlsx.looks import Format, Worksheet

_A4 = 9
_FIRST_YEAR = 1901
"""Before 1901 spreadsheets count days differently, or not at all."""
_HEADER = {"bold": True, "bg_color": "#f2f2f2", "border": 1, "valign": "vcenter", "num_format": "@"}
_FORMATS = {
    Type.TEXT: "@",
    Type.INTEGER: "0",
    Type.MONEY: "#,##0.00",
    Type.DECIMAL: "General",
    Type.DATE: "yyyy-mm-dd",
}
_NARROWEST, _WIDEST = 10.0, 40.0
"""Of columns, in digits of the default font, as are all widths here."""
_AN_EM, _AROUND = 1.9, 3.0
_TRIED = 200
"""So many first rows are looked at to find a column's width."""
_DICTIONARY_WIDTHS = (16, 20, 70, 50)


def write_indicators(
    book: Workbook,
    sheet: Worksheet,
    rows: Sequence[Record],
    columns: Sequence[Column],
) -> None:
    """Write all indicators, with filters and a header that stays in view.

    Raises:
        CannotHold: for more than a sheet has rows, or a text that no cell holds.
    """
    fits_a_sheet(len(rows))
    formats = [book.add_format({"num_format": _FORMATS[column.type]}) for column in columns]
    _head(book, sheet, [column.name for column in columns])
    for index, column in enumerate(columns):
        sheet.set_column(index, index, _width(column, rows))
    cells = [(index, column.read, formats[index]) for index, column in enumerate(columns)]
    for row, record in enumerate(rows, start=1):
        for index, read, form in cells:
            _put(sheet, row, index, read(record), form)
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)


def write_dictionary(book: Workbook, sheet: Worksheet, columns: Iterable[Column]) -> None:
    """Write the data dictionary."""
    _head(book, sheet, HEADINGS)
    form = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    for index, width in enumerate(_DICTIONARY_WIDTHS):
        sheet.set_column(index, index, width)
    for row, texts in enumerate(dictionary_rows(columns), start=1):
        for index, text in enumerate(texts):
            sheet.write_string(row, index, text, form)


def _head(book: Workbook, sheet: Worksheet, headings: Sequence[str]) -> None:
    form = book.add_format(_HEADER)
    for index, heading in enumerate(headings):
        sheet.write_string(0, index, heading, form)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(_A4)


def _width(column: Column, rows: Sequence[Record]) -> float:
    """Return a width in which the column's heading and most of its cells can be read."""
    texts = {str(column.read(record) or "") for record in rows[:_TRIED]}
    longest = max(ems(line) for text in (column.name, *texts) for line in text.split("\n"))
    return min(max(longest * _AN_EM + _AROUND, _NARROWEST), _WIDEST)


def _put(sheet: Worksheet, row: int, column: int, value: Value, form: Format) -> None:
    if value is None or value == "":
        return
    if isinstance(value, date) and value.year >= _FIRST_YEAR:
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), form)
        return
    number: Any = value if isinstance(value, int) else None
    if isinstance(value, Decimal):
        number = as_number(value)
        value = format(value, "f")
    if number is not None:
        sheet.write_number(row, column, number, form)
        return
    text = str(value)
    fits_a_cell(text)
    sheet.write_string(row, column, text, form)
