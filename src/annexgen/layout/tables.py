"""Tables measured: the lines of each cell and the least height of each row.

In: a ``document.Table``. Out: a ``MeasuredTable``, which ``pieces`` cuts into pages. A row is as
high as its grid lines are apart: it holds one border width besides paddings and lines, and a table
is one border higher than its rows together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from annexgen.document import Cell, Table
from annexgen.layout.breaker import BrokenLine
from annexgen.layout.text import TextSetter


class MeasuredCell(NamedTuple):
    """A cell with its lines.

    Attributes:
        cell: what it shows.
        row: the first row it covers.
        end: the row after the last it covers.
        x: left edge from the table's left edge in pt.
        width: border to border in pt.
        lines: all its lines.
        leading: distance of their baselines in pt.
    """

    cell: Cell
    row: int
    end: int
    x: float
    width: float
    lines: tuple[BrokenLine, ...]
    leading: float

    @property
    def key(self) -> tuple[int, int]:
        """First row and first column, which no other cell of the table has."""
        return self.row, self.cell.column


@dataclass(frozen=True, slots=True)
class MeasuredTable:
    """A table with its lines and heights.

    Attributes:
        table: the table.
        cells: in reading order.
        heights: of each row in pt, by its cells of one row alone.
        spanning: the cells that cover several rows.
        edges: x of the column boundaries from the table's left edge.
    """

    table: Table
    cells: tuple[tuple[MeasuredCell, ...], ...]
    heights: tuple[float, ...]
    spanning: tuple[MeasuredCell, ...]
    edges: tuple[float, ...]

    def needed(self, cell: MeasuredCell, lines: int) -> float:
        """Return the height in pt that ``lines`` lines of ``cell`` need."""
        look = self.table.look
        return lines * cell.leading + 2 * look.padding_y + look.border


def measured(table: Table, setter: TextSetter) -> MeasuredTable:
    """Break every cell of ``table`` and find the heights of its rows."""
    edges = (0.0, *accumulate(table.columns))
    look = table.look
    air, padding = 2 * look.padding_y + look.border, 2 * look.padding_x
    rows, heights, spanning = [], [], []
    for index, row in enumerate(table.rows):
        cells = []
        height = look.min_row_height
        for cell in row.cells:
            one = _measured_cell(cell, index, edges, padding, setter)
            cells.append(one)
            if cell.rowspan > 1:
                spanning.append(one)
            else:
                height = max(height, len(one.lines) * one.leading + air)
        rows.append(tuple(cells))
        heights.append(height)
    return MeasuredTable(table, tuple(rows), tuple(heights), tuple(spanning), edges)


def _measured_cell(
    cell: Cell, row: int, edges: Sequence[float], padding: float, setter: TextSetter
) -> MeasuredCell:
    x = edges[cell.column]
    width = edges[cell.column + cell.colspan] - x
    lines = setter.broken_all(cell.text, cell.style, width - padding) if cell.text else ()
    leading = setter.leading(cell.style)
    return MeasuredCell(cell, row, row + cell.rowspan, x, width, lines, leading)
