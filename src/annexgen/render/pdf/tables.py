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
        self._paragraphs: dict[int, _Paragraphs] = {}
        index = skeleton.add("Table", parent, f"/Summary{objects.text(table.caption)}")
        self._cells = cells = [[0] * len(table.columns) for _ in table.rows]
        for number, row in enumerate(table.rows):
            line = skeleton.add("TR", index)
            for column, _, _, colspan, rowspan, scope, _ in row.cells:
                tag = "TD" if scope is None else "TH"
                element = skeleton.add(tag, line, _attributes(scope, colspan, rowspan))
                for covered in cells[number : number + rowspan]:
                    covered[column] = element
        self._name_headers(table)

    def element(self, placed: PlacedCell) -> int:
        """Return which element shows a cell's part on this page."""
        return self._cells[placed.row][placed.cell.column]

    def paragraphs(self, placed: PlacedCell) -> list[tuple[int, tuple[Line, ...]]]:
        """Return which elements show which lines of a part of a cell with several paragraphs."""
        index = self.element(placed)
        paragraphs = self._paragraphs.get(index)
        if paragraphs is None:
            paragraphs = self._paragraphs[index] = _Paragraphs(self._skeleton, index, placed.cell)
        return paragraphs.content(placed.lines)

    def _name_headers(self, table: Table) -> None:
        """Give each data cell that is headed from above and from the left its headers' names."""
        above, left = self._heads(table)
        if not any(above) or not any(left):
            return
        for row, line in enumerate(table.rows):
            for column, _, _, colspan, rowspan, scope, _ in line.cells:
                if scope is not None:
                    continue
                heads = [
                    element
                    for heads in above[column : column + colspan]
                    for at, element in heads
                    if at < row
                ]
                side = [
                    element
                    for heads in left[row : row + rowspan]
                    for at, element in heads
                    if at < column
                ]
                if heads and side:
                    named = tuple(dict.fromkeys(heads + side))
                    self._skeleton.name_headers(self._cells[row][column], named)

    def _heads(self, table: Table) -> tuple[list[list[_Head]], list[list[_Head]]]:
        """Return the header cells of each column and of each row."""
        above: list[list[_Head]] = [[] for _ in table.columns]
        left: list[list[_Head]] = [[] for _ in table.rows]
        for row, line in enumerate(table.rows):
            for column, _, _, colspan, rowspan, scope, _ in line.cells:
                if scope is None:
                    continue
                index = self._cells[row][column]
                if scope is Scope.COLUMN:
                    for heads in above[column : column + colspan]:
                        heads.append(_Head(row, index))
                else:
                    for heads in left[row : row + rowspan]:
                        heads.append(_Head(column, index))
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


@lru_cache(maxsize=256)
def _attributes(scope: Scope | None, colspan: int, rowspan: int) -> str:
    """Return a cell's table attributes; spans of one are the standard's default."""
    columns = f"/ColSpan {colspan}" if colspan > 1 else ""
    rows = f"/RowSpan {rowspan}" if rowspan > 1 else ""
    return ("" if scope is None else _SCOPES[scope]) + columns + rows
