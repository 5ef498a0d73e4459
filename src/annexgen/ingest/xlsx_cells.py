"""The text that a workbook's cell shows: strings, numbers in their format, what a formula gave."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from annexgen.findings import Message
from annexgen.ingest.number_formats import GENERAL, as_shown
from annexgen.ingest.xlsx_workbook import Format, Workbook, number, text_of, unescaped
from annexgen.packages.opening import DAMAGED
from annexgen.packages.refusal import Unreadable
from annexgen.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_REFERENCE = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
_LARGEST = 308
"""The power of ten up to which a workbook's numbers go."""
_PLAIN = Format(GENERAL, has_border=False)


class Reference(NamedTuple):
    """A place in a sheet, counted from 0."""

    row: int
    column: int

    @property
    def name(self) -> str:
        """Return it as spreadsheets write it (``B7``)."""
        letters, column = "", self.column + 1
        while column:
            column, letter = divmod(column - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return f"{letters}{self.row + 1}"


def reference(text: str, workbook: Workbook) -> Reference:
    """Return the place that ``B7`` names.

    Raises:
        Unreadable: where it names none.
    """
    match = _REFERENCE.fullmatch(text.replace("$", ""))
    if match is None:
        raise Unreadable(workbook.package.source, DAMAGED)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return Reference(int(match[2]) - 1, column - 1)


class SheetCell(NamedTuple):
    """A cell as the sheet has it.

    Attributes:
        place: in the sheet.
        text: that it shows; empty for a blank cell.
        has_border: whether a line is drawn at one of its sides.
    """

    place: Reference
    text: str
    has_border: bool


def cells_of(row: Element, index: int, sheet: str, workbook: Workbook) -> Iterator[SheetCell]:
    """Yield the cells of a row.

    Args:
        row: the element.
        index: which row it is, from 0.
        sheet: its sheet's name.
        workbook: that the cells refer to.

    Raises:
        Unreadable: where a cell is damaged, or its formula was never computed.
    """
    column = -1
    for cell in row.iterchildren("{*}c"):
        name = cell.get("r")
        place = Reference(index, column + 1) if name is None else reference(name, workbook)
        if place.row != index or place.column <= column:
            raise Unreadable(workbook.package.source, DAMAGED)
        column = place.column
        style = number(cell.get("s", "0"), workbook.package)
        format_ = workbook.formats[style] if style < len(workbook.formats) else _PLAIN
        yield SheetCell(place, _text(cell, place, format_, sheet, workbook), format_.has_border)


def _text(cell: Element, place: Reference, format_: Format, sheet: str, workbook: Workbook) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return text_of(cell)
    value = cell.findtext("{*}v") or ""
    if not value and kind != "str" and cell.find("{*}f") is not None:
        raise Unreadable(workbook.package.source, _never_computed(sheet, place.name))
    if kind == "s":
        index = number(value, workbook.package) if value else -1
        if index >= len(workbook.strings):
            raise Unreadable(workbook.package.source, DAMAGED)
        return workbook.strings[index] if value else ""
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    return _number(value, format_, workbook) if kind == "n" else unescaped(value)


def _number(value: str, format_: Format, workbook: Workbook) -> str:
    """Return a number as its format shows it; what is no number as it stands."""
    try:
        exact = Decimal(value)
    except InvalidOperation:
        return value
    if not exact.is_finite() or abs(exact.adjusted()) > _LARGEST:
        return value
    return as_shown(exact, format_.code, from_1904=workbook.from_1904)


def _never_computed(sheet: str, cell: str) -> Message:
    return Message(
        f"工作表“{sheet}”{cell} 的公式没有算出的值；请用 Excel 或 WPS 打开，保存一次再导入",
        f"the formula in {cell} of sheet '{sheet}' was never computed; open the workbook in Excel "
        "or WPS and save it",
    )
