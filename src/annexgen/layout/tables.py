"""Tables measured: the lines of each cell and the least height of each row.

In: a ``document.Table``. Out: a ``MeasuredTable``, which ``pieces`` cuts into pages. A row is as
high as its grid lines are apart: it holds one border width besides paddings and lines, and a table
is one border higher than its rows together.
"""

from __future__ import annotations

from itertools import accumulate

from annexgen.document import Cell, Table
from annexgen.layout.pages import SetText
from annexgen.layout.text import TextSetter
from annexgen.tuples import NamedTuple, made


class MeasuredCell(NamedTuple):
    """A cell with its lines.

    Attributes:
        cell: what it shows.
        row: the first row it covers.
        end: the row after the last it covers.
        x: left edge from the table's left edge in pt.
        width: border to border in pt.
        text: all its lines.
    """

    cell: Cell
    row: int
    end: int
    x: float
    width: float
    text: SetText

    @property
    def key(self) -> tuple[int, int]:
        """First row and first column, which no other cell of the table has."""
        return self.row, self.cell.column


class MeasuredTable(NamedTuple):
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
        return lines * cell.text.leading + 2 * look.padding_y + look.border


def measured(table: Table, setter: TextSetter) -> MeasuredTable:
    """Break every cell of ``table`` and find the heights of its rows."""
    edges = (0.0, *accumulate(table.columns))
    look, set_text = table.look, setter.set
    air, padding, least = 2 * look.padding_y + look.border, 2 * look.padding_x, look.min_row_height
    rows: list[tuple[MeasuredCell, ...]] = []
    heights, spanning = [], []
    for index, row in enumerate(table.rows):
        cells, needed = [], [least]
        for cell in row.cells:
            column, text, style, colspan, rowspan, _, _ = cell
            x = edges[column]
            width = edges[column + colspan] - x
            lines = set_text(text, style, width - padding)
            one = made(MeasuredCell, (cell, index, index + rowspan, x, width, lines))
            cells.append(one)
            if rowspan > 1:
                spanning.append(one)
            else:
                needed.append(len(lines.lines) * lines.leading + air)
        rows.append(tuple(cells))
        heights.append(max(needed))
    return MeasuredTable(table, tuple(rows), tuple(heights), tuple(spanning), edges)
