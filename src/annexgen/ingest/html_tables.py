"""A table of a web page while it is read: each cell is given its place in the grid.

The algorithm is HTML's own for forming a table (WHATWG HTML 4.9.12.1): a cell takes the next column
that no cell from above covers, and none reaches beyond its row group.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annexgen.ingest import places
from annexgen.ingest.blocks import Cell, Place, Table
from annexgen.ingest.table_limits import MOST_CELLS, MOST_COLUMNS, TOO_LONG, TOO_WIDE
from annexgen.packages.refusal import Unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_MOST_ROWS_SPANNED = 65_534
_MOST_COVERED = MOST_CELLS << 3
"""Columns that all cells of a table together may span: what it costs to lay them out."""


@dataclass(slots=True)
class _Opened:
    """A cell whose row span may still be cut."""

    row: int
    column: int
    rows: int
    columns: int
    number: int
    paragraphs: tuple[str, ...] = ()


@dataclass(slots=True)
class TableBuilder:
    """Takes in rows and cells as they come.

    Attributes:
        source: the file, as the user named it.
        number: of the table in the file, from 1.
    """

    source: str
    number: int
    _cells: list[_Opened] = field(default_factory=list)
    _covered_until: list[int] = field(default_factory=list)
    _covered: int = 0
    _row: int = -1
    _column: int = 0
    _in_row: int = 0
    _group_starts: int = 0

    def open_row(self) -> None:
        """Begin a row."""
        self._row += 1
        self._column = self._in_row = 0

    def close_group(self) -> None:
        """End a row group: no cell reaches beyond it."""
        after = self._row + 1
        for cell in reversed(self._cells):
            if cell.row < self._group_starts:
                break
            cell.rows = min(cell.rows, after - cell.row)
        self._covered_until = [min(until, after) for until in self._covered_until]
        self._group_starts = after

    def open_cell(self, attributes: Mapping[str, str]) -> None:
        """Begin a cell, in a row of its own where none was begun."""
        if self._row < self._group_starts:
            self.open_row()
        covered = self._covered_until
        while self._column < len(covered) and covered[self._column] > self._row:
            self._column += 1
        columns = max(1, _number(attributes.get("colspan"), 1))
        rows = _number(attributes.get("rowspan"), 1) or _MOST_ROWS_SPANNED
        rows = min(rows, _MOST_ROWS_SPANNED)
        first, after = self._column, self._column + columns
        self._covered += columns
        if after > MOST_COLUMNS:
            raise Unreadable(self.source, TOO_WIDE)
        if len(self._cells) >= MOST_CELLS or self._covered > _MOST_COVERED:
            raise Unreadable(self.source, TOO_LONG)
        covered += [0] * (after - len(covered))
        covered[first:after] = [max(until, self._row + rows) for until in covered[first:after]]
        self._in_row += 1
        self._cells.append(_Opened(self._row, first, rows, columns, self._in_row))
        self._column = after

    def close_cell(self, paragraphs: Sequence[str]) -> None:
        """Give the cell that was begun last its text."""
        self._cells[-1].paragraphs = tuple(paragraphs)

    def here(self) -> Place:
        """Return the place of the cell that was begun last, or of the table before its first."""
        if not self._cells:
            return places.of_table(self.source, self.number)
        last = self._cells[-1]
        return places.of_cell(self.source, self.number, last.row + 1, last.number)

    def table(self) -> Table | None:
        """Return the table; None where it has no cells."""
        self.close_group()
        if not self._cells:
            return None
        cells = tuple(
            Cell(
                one.row,
                one.column,
                one.rows,
                one.columns,
                one.paragraphs,
                places.of_cell(self.source, self.number, one.row + 1, one.number),
            )
            for one in self._cells
        )
        place = places.of_table(self.source, self.number)
        return Table(cells, self._row + 1, len(self._covered_until), place)


def _number(text: str | None, default: int) -> int:
    """Return a number as HTML reads one: the digits at the beginning."""
    digits = (text or "").strip().lstrip("+")
    count = next((at for at, char in enumerate(digits) if char not in "0123456789"), len(digits))
    return int(digits[: min(count, 9)]) if count else default
