"""The sheets that are plain tables: all indicators, and the data dictionary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import IO

from annexgen.export.dictionary import HEADINGS, Column, Type, Value, dictionary_rows
from annexgen.export.records import Record, records
from annexgen.export.xlsx.heights import ems
from annexgen.export.xlsx.limits import as_number, fits_a_sheet
from annexgen.export.xlsx.markup import area
from annexgen.export.xlsx.page import PLAIN_PAGE, as_table
from annexgen.export.xlsx.sheet import Cell, Sheet
from annexgen.export.xlsx.styles import AS_TEXT, GENERAL, Font, Style, StyleSheet
from annexgen.model import Annex

_FIRST_YEAR = 1901
"""Before 1901 spreadsheets count days differently, or not at all."""
_DAY_ZERO = date(1899, 12, 30)
"""From where they count; it makes up for the day that 1900 never had (18.17.4.1)."""
_HEADER = Style(AS_TEXT, Font(bold=True), "#f2f2f2", "thin", vertical="center")
_LONG_TEXT = Style(AS_TEXT, vertical="top", wraps=True)
_FORMATS = {
    Type.TEXT: AS_TEXT,
    Type.INTEGER: "0",
    Type.MONEY: "#,##0.00",
    Type.DECIMAL: GENERAL,
    Type.DATE: "yyyy-mm-dd",
}
_NARROWEST, _WIDEST = 10.0, 40.0
"""Of columns, in digits of the default font, as are all widths here."""
_AN_EM, _AROUND = 1.9, 3.0
_A_DIGIT, _MARGINS = 7, 5
"""Pixels of a digit in the default font, and what a column has beside its digits."""
_TRIED = 200
"""So many first rows are looked at to find a column's width."""
_DICTIONARY_WIDTHS = (16, 20, 70, 50)


def write_indicators(
    out: IO[bytes], annex: Annex, columns: Sequence[Column], styles: StyleSheet
) -> None:
    """Write all indicators, with filters and a header that stays in view.

    Raises:
        CannotHold: for more than a sheet has rows, or a text that no cell holds.
    """
    fits_a_sheet(annex.indicator_count)
    tried = tuple(islice(records(annex), _TRIED))
    widths = [_pixels(_width(column, tried)) for column in columns]
    sheet = Sheet(out, as_table(is_first=True), widths)
    _head(sheet, [column.name for column in columns], styles)
    own = [styles.number_of(Style(_FORMATS[column.type])) for column in columns]
    cells = [(index, column.read, own[index]) for index, column in enumerate(columns)]
    for record in records(annex):
        shown = ((index, style, _held(read(record))) for index, read, style in cells)
        sheet.add(Cell(*cell) for cell in shown if cell[2] is not None)
    last = sheet.row - 1, len(columns) - 1
    sheet.close(PLAIN_PAGE, filtered=area(0, 0, *last))


def write_dictionary(out: IO[bytes], columns: Iterable[Column], styles: StyleSheet) -> None:
    """Write the data dictionary."""
    sheet = Sheet(out, as_table(is_first=False), [_pixels(one) for one in _DICTIONARY_WIDTHS])
    _head(sheet, HEADINGS, styles)
    style = styles.number_of(_LONG_TEXT)
    for texts in dictionary_rows(columns):
        sheet.add(Cell(index, style, text) for index, text in enumerate(texts))
    sheet.close(PLAIN_PAGE)


def _head(sheet: Sheet, headings: Sequence[str], styles: StyleSheet) -> None:
    style = styles.number_of(_HEADER)
    sheet.add(Cell(index, style, heading) for index, heading in enumerate(headings))


def _width(column: Column, rows: Sequence[Record]) -> float:
    """Return a width in which the column's heading and most of its cells can be read."""
    texts = {str(column.read(record) or "") for record in rows}
    longest = max(ems(line) for text in (column.name, *texts) for line in text.split("\n"))
    return min(max(longest * _AN_EM + _AROUND, _NARROWEST), _WIDEST)


def _pixels(digits: float) -> int:
    return round(digits * _A_DIGIT) + _MARGINS


def _held(value: Value) -> str | float | None:
    """Return what a cell holds of a value; None for nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return (value - _DAY_ZERO).days if value.year >= _FIRST_YEAR else str(value)
    if isinstance(value, Decimal):
        number = as_number(value)
        return format(value, "f") if number is None else number
    return value
