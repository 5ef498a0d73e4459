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
        above, left = self._heads(table)
        if not any(above) or not any(left):
            return
        elements = self._skeleton.elements
        for row, line in enumerate(table.rows):
            for cell in line.cells:
                if cell.scope is not None:
                    continue
                column = cell.column
                columns = above[column : column + cell.colspan]
                heads = [head for heads in columns for head in heads if head.at < row]
                rows = left[row : row + cell.rowspan]
                side = [head for heads in rows for head in heads if head.at < column]
                if heads and side:
                    named = tuple(dict.fromkeys([head.element for head in (*heads, *side)]))
                    elements[self._cells[row, column]].headers = named
                    for index in named:
                        elements[index].identified = True

    def _heads(self, table: Table) -> tuple[list[list[_Head]], list[list[_Head]]]:
        """Return the header cells of each column and of each row."""
        above: list[list[_Head]] = [[] for _ in table.columns]
        left: list[list[_Head]] = [[] for _ in table.rows]
        for row, line in enumerate(table.rows):
            for cell in line.cells:
                index = self._cells[row, cell.column]
                if cell.scope is Scope.COLUMN:
                    for heads in above[cell.column : cell.column + cell.colspan]:
                        heads.append(_Head(row, index))
                elif cell.scope is Scope.ROW:
                    for heads in left[row : row + cell.rowspan]:
                        heads.append(_Head(cell.column, index))
        return above, left


class _Head(NamedTuple):
    """A header cell: the row (of a column's) or column (of a row's) it begins in, its element."""

    at: int
    element: int


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
