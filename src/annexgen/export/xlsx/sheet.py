"""A sheet as a stream: row after row goes out as it comes, so that none is held.

ISO/IEC 29500-1, 18.3. Texts stand in their cells (18.18.11, ``inlineStr``) and not in a table of
the workbook's texts, which would have to be kept until the end. What stands behind the rows, above
all which cells are merged, is all that is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import IO

from annexgen.export.xlsx.limits import fits_a_cell, fits_rows
from annexgen.export.xlsx.markup import DECLARATION, MAIN, area, cell_text, letters
from annexgen.tuples import NamedTuple

_PIECE = 1 << 16
"""Characters that are gathered before they are written."""
_A_DIGIT = 7
"""Pixels of a digit in the default font."""
_IN_256THS = 256


class Cell(NamedTuple):
    """A cell of a row.

    Attributes:
        column: from 0.
        style: its number in the style sheet.
        value: what it holds; None for nothing.
    """

    column: int
    style: int
    value: str | float | None = None


class Sheet:
    """A sheet that is being written.

    Args:
        out: where to.
        setting: what stands before the columns: properties and views.
        widths: of the columns in pixels.

    Attributes:
        row: the next row, from 0.
    """

    def __init__(self, out: IO[bytes], setting: str, widths: Sequence[int]) -> None:
        self.row = 0
        self._out = out
        self._merged = bytearray()
        self._merged_count = 0
        self._pieces: list[str] = []
        self._size = 0
        self._put(f'{DECLARATION}<worksheet xmlns="{MAIN}">{setting}')
        self._put(f'<sheetFormatPr defaultRowHeight="15"/>{_columns(widths)}<sheetData>')

    def add(self, cells: Iterable[Cell], height: float | None = None) -> None:
        """Add a row.

        Args:
            cells: from left to right.
            height: in pt; None lets programs fit it.

        Raises:
            CannotHold: for a text that no cell holds, and more rows than a sheet has.
        """
        self.row += 1
        fits_rows(self.row)
        looks = "" if height is None else f' ht="{_whole_pixels(height)}" customHeight="1"'
        within = "".join([_cell(cell, self.row) for cell in cells])
        self._put(f'<row r="{self.row}"{looks}>{within}</row>')

    def merge(self, row: int, column: int, last_row: int, last_column: int) -> None:
        """Merge the cells of an area; its first cell's value is the one that is shown."""
        self._merged += f'<mergeCell ref="{area(row, column, last_row, last_column)}"/>'.encode()
        self._merged_count += 1

    def close(self, behind: str, *, filtered: str = "") -> None:
        """End the sheet.

        Args:
            behind: what stands behind the merged cells: paper, margins, header, page breaks.
            filtered: the area that has filters.
        """
        self._put("</sheetData>")
        if filtered:
            self._put(f'<autoFilter ref="{filtered}"/>')
        if self._merged_count:
            self._put(f'<mergeCells count="{self._merged_count}">')
            self._flush()
            self._out.write(self._merged)
            self._put("</mergeCells>")
        self._put(f"{behind}</worksheet>")
        self._flush()

    def _put(self, markup: str) -> None:
        self._pieces.append(markup)
        self._size += len(markup)
        if self._size > _PIECE:
            self._flush()

    def _flush(self) -> None:
        self._out.write("".join(self._pieces).encode())
        self._pieces.clear()
        self._size = 0


def _cell(cell: Cell, row: int) -> str:
    column, style, value = cell
    start = f'<c r="{letters(column)}{row}" s="{style}"'
    if value is None:
        return f"{start}/>"
    if isinstance(value, str):
        fits_a_cell(value)
        space = ' xml:space="preserve"' if value != value.strip() else ""
        return f'{start} t="inlineStr"><is><t{space}>{cell_text(value)}</t></is></c>'
    return f"{start}><v>{value:.16G}</v></c>"


def _columns(widths: Sequence[int]) -> str:
    """Return the columns: widths are told in digits of the default font (18.3.1.13)."""
    shown = "".join(
        f'<col min="{number}" max="{number}" width="{_in_digits(width)}" customWidth="1"/>'
        for number, width in enumerate(widths, start=1)
    )
    return f"<cols>{shown}</cols>"


def _in_digits(pixels: int) -> float:
    return (pixels * _IN_256THS // _A_DIGIT) / _IN_256THS


def _whole_pixels(height: float) -> float:
    """Return a height in pt that is a whole number of pixels, as Excel keeps them."""
    return int(height * 4 / 3 + 0.5) * 3 / 4
