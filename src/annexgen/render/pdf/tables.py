"""A table's structure elements: rows, cells, scopes, spans, and the headers of each data cell.

ISO 14289-1, 7.5; ISO 32000-1, 14.8.4.3.4 and 14.8.5.7. The whole table becomes one element however
many pages it runs over; the cells get their content page by page.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from annexgen.document import Cell, Scope, Table
from annexgen.layout.pages import Line, PlacedCell
from annexgen.render.pdf import objects
from annexgen.render.pdf.skeleton import Skeleton

_SCOPES = {Scope.COLUMN: "/Scope/Column", Scope.ROW: "/Scope/Row"}


class TableElements:
    """The elements of one table.

    Args:
        skeleton: of the section that the table is in; gets the elements.
        parent: index of the element that the table is in.
        table: the whole table.
    """

    def __init__(self, skeleton: Skeleton, parent: int, table: Table) -> None:
        self._skeleton = skeleton
        self._origins = _origins(table)
        self._cells: dict[tuple[int, int], int] = {}
        self._paragraphs: dict[int, _Paragraphs] = {}
        index = skeleton.add("Table", parent, f"/Summary{objects.text(table.caption)}")
        for number, row in enumerate(table.rows):
            line = skeleton.add("TR", index)
            for cell in row.cells:
                tag = "TD" if cell.scope is None else "TH"
                attributes = _attributes(cell.scope, cell.colspan, cell.rowspan)
                self._cells[number, cell.column] = skeleton.add(tag, line, attributes)
        self._name_headers(table)

    def content(self, placed: PlacedCell) -> list[tuple[int, tuple[Line, ...]]]:
        """Return which element shows which lines of a cell's part on this page."""
        cell = placed.cell
        index = self._cells[self._origins[placed.row][cell.column], cell.column]
        if len(cell.text) == 1 or not placed.lines:
            return [(index, placed.lines)] if placed.lines else []
        paragraphs = self._paragraphs.get(index)
        if paragraphs is None:
            paragraphs = self._paragraphs[index] = _Paragraphs(self._skeleton, index, cell)
        return paragraphs.content(placed.lines)

    def _name_headers(self, table: Table) -> None:
        """Give each data cell that is headed from above and from the left its headers' names."""
        areas = _areas(table)
        heads = [area for area in areas.values() if area.scope is not None]
        if not {Scope.COLUMN, Scope.ROW} <= {head.scope for head in heads}:
            return
        elements = self._skeleton.elements
        for (row, column), index in self._cells.items():
            if elements[index].tag == "TH":
                continue
            cell = areas[row, column]
            above = [head for head in heads if head.heads_column_of(cell)]
            left = [head for head in heads if head.heads_row_of(cell)]
            if above and left:
                named = tuple(self._cells[head.row, head.column] for head in (*above, *left))
                elements[index].headers = named
                for header in named:
                    elements[header].identified = True


class _Paragraphs:
    """The paragraphs of a cell that has several, filled line by line, page after page."""

    def __init__(self, skeleton: Skeleton, cell_index: int, cell: Cell) -> None:
        self._skeleton = skeleton
        self._cell_index = cell_index
        self._starts = [n == 0 for text in cell.text for n in range(text.count("\n") + 1)]
        self._seen = 0
        self._current: int | None = None

    def content(self, lines: tuple[Line, ...]) -> list[tuple[int, tuple[Line, ...]]]:
        """Return each paragraph's element with its lines on this page."""
        groups: list[tuple[int, list[Line]]] = []
        for line in lines:
            if self._begins(line) or self._current is None:
                self._current = self._skeleton.add("P", self._cell_index)
            if not groups or groups[-1][0] != self._current:
                groups.append((self._current, []))
            groups[-1][1].append(line)
        return [(index, tuple(group)) for index, group in groups]

    def _begins(self, line: Line) -> bool:
        """Say whether a paragraph begins here, not only a forced line."""
        if not line.starts:
            return False
        self._seen += 1
        return self._starts[self._seen - 1] if self._seen <= len(self._starts) else False


class _Area(NamedTuple):
    """Where a cell lies in its table's grid."""

    scope: Scope | None
    row: int
    column: int
    rows: int
    columns: int

    def heads_column_of(self, cell: _Area) -> bool:
        """Say whether this header cell stands above ``cell``."""
        return (
            self.scope is Scope.COLUMN
            and self.row < cell.row
            and self.column < cell.column + cell.columns
            and cell.column < self.column + self.columns
        )

    def heads_row_of(self, cell: _Area) -> bool:
        """Say whether this header cell stands left of ``cell``."""
        return (
            self.scope is Scope.ROW
            and self.column < cell.column
            and self.row < cell.row + cell.rows
            and cell.row < self.row + self.rows
        )


def _areas(table: Table) -> dict[tuple[int, int], _Area]:
    return {
        (row, cell.column): _Area(cell.scope, row, cell.column, cell.rowspan, cell.colspan)
        for row, line in enumerate(table.rows)
        for cell in line.cells
    }


def _origins(table: Table) -> list[list[int]]:
    """Return for each grid position the row in which the cell that covers it begins."""
    origins = [[row] * len(table.columns) for row in range(len(table.rows))]
    for row, line in enumerate(table.rows):
        for cell in line.cells:
            for covered in range(row + 1, row + cell.rowspan):
                end = cell.column + cell.colspan
                origins[covered][cell.column : end] = [row] * cell.colspan
    return origins


@lru_cache(maxsize=256)
def _attributes(scope: Scope | None, colspan: int, rowspan: int) -> str:
    """Return a cell's table attributes; spans of one are the standard's default."""
    columns = f"/ColSpan {colspan}" if colspan > 1 else ""
    rows = f"/RowSpan {rowspan}" if rowspan > 1 else ""
    return ("" if scope is None else _SCOPES[scope]) + columns + rows
