"""The cells of a fixed table put into its grid, as HTML puts its cells (HTML, 4.9.12.1).

A form lists the cells of each row from left to right; which columns they cover follows from the
spans, also of the cells above.
"""

from __future__ import annotations

from collections.abc import Sequence

from annexgen.schema.check import Checked
from annexgen.tuples import NamedTuple


class PlacedPart(NamedTuple):
    """A cell of a form and the grid position of its upper left corner."""

    part: Checked
    row: int
    column: int


class GridFault(NamedTuple):
    """What keeps the cells from covering the grid.

    Attributes:
        part: the cell or row in which it shows.
        row: from 1.
        column: from 1; the first column that is concerned.
        kind: ``overlap``, ``outside``, ``below`` (a span goes on below the last row) or ``gap``.
    """

    part: Checked
    row: int
    column: int
    kind: str


def placed(rows: Sequence[Checked], columns: int) -> tuple[list[list[PlacedPart]], list[GridFault]]:
    """Place the cells of ``rows`` in a grid of so many columns.

    Returns:
        The cells of each row, and what is wrong with them.
    """
    taken: set[tuple[int, int]] = set()
    grid: list[list[PlacedPart]] = []
    faults: list[GridFault] = []
    for y, row in enumerate(rows):
        cells: list[PlacedPart] = []
        x = 0
        for part in row.value:
            while (y, x) in taken:
                x += 1
            colspan, rowspan = span_of(part, "colspan"), span_of(part, "rowspan")
            area = {(y + dy, x + dx) for dy in range(rowspan) for dx in range(colspan)}
            if kind := _fault(area, taken, columns, len(rows)):
                faults.append(GridFault(part, y + 1, x + 1, kind))
            taken |= area
            cells.append(PlacedPart(part, y, x))
            x += colspan
        gap = next((x for x in range(columns) if (y, x) not in taken), None)
        if gap is not None:
            faults.append(GridFault(row, y + 1, gap + 1, "gap"))
        grid.append(cells)
    return grid, faults


def span_of(part: Checked, name: str) -> int:
    """Return the ``colspan`` or ``rowspan`` of a cell."""
    return int(part.value[name].value) if name in part.value else 1


def _fault(area: set[tuple[int, int]], taken: set[tuple[int, int]], columns: int, rows: int) -> str:
    if area & taken:
        return "overlap"
    if any(x >= columns for _, x in area):
        return "outside"
    return "below" if any(y >= rows for y, _ in area) else ""
