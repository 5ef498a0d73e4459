"""A table's structure elements: rows, cells, scopes, spans, and the headers of each data cell.

ISO 14289-1, 7.5; ISO 32000-1, 14.8.4.3.4 and 14.8.5.7. The whole table becomes one element however
many pages it runs over; the cells get their content page by page. Many tables of a form are shaped
alike, so what follows from the shape is worked out once for each shape.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from annexgen.document import Cell, Scope, Table
from annexgen.layout.pages import Line, PlacedCell
from annexgen.render.pdf import objects
from annexgen.render.pdf.skeleton import Group, Skeleton, group
from annexgen.tuples import NamedTuple

_SCOPES = {Scope.COLUMN: "/Scope/Column", Scope.ROW: "/Scope/Row"}
_MOST_SHAPES = 1 << 10


class _ShapeCell(NamedTuple):
    """What of a cell its table's structure depends on."""

    column: int
    colspan: int
    rowspan: int
    scope: Scope | None
    paragraphs: int


_Shape = tuple[int, tuple[tuple[_ShapeCell, ...], ...]]
"""How many columns a table has, and the cells of each row."""


class TableElements:
    """The elements of one table.

    Args:
        skeleton: of the section that the table is in; gets the elements.
        parent: index of the element that the table is in.
        table: the whole table.
    """

    def __init__(self, skeleton: Skeleton, parent: int, table: Table) -> None:
        shape = (
            len(table.columns),
            tuple(
                [
                    tuple(
                        [
                            (column, colspan, rowspan, scope, len(text))
                            for column, text, _, colspan, rowspan, scope, _ in row.cells
                        ]
                    )
                    for row in table.rows
                ]
            ),
        )
        laid = _laid_out(shape)
        self._cells = laid.cells
        summary = f"/Summary{objects.text(table.caption)}"
        self._base = skeleton.add_group(laid.group, parent, summary)
        self._paragraphs: dict[int, _Paragraphs] = {}

    def element(self, row: int, column: int) -> int:
        """Return which element shows the cell, or the part of one, that begins there on a page."""
        return self._base + self._cells[row][column]

    def paragraphs(self, placed: PlacedCell) -> list[tuple[int, tuple[Line, ...]]]:
        """Return which elements show which lines of a part of a cell with several paragraphs."""
        index = self.element(placed.row, placed.cell.column)
        paragraphs = self._paragraphs.get(index)
        if paragraphs is None:
            paragraphs = self._paragraphs[index] = _Paragraphs(index + 1, placed.cell)
        return paragraphs.content(placed.lines)


class _Laid(NamedTuple):
    """What follows from a table's shape.

    Attributes:
        group: its elements; the paragraphs of a cell that has several follow it.
        cells: for each row and column that a cell begins in, or that a part of it may, its element.
    """

    group: Group
    cells: list[list[int]]


@lru_cache(maxsize=_MOST_SHAPES)
def _laid_out(shape: _Shape) -> _Laid:
    columns, rows = shape[0], [[_ShapeCell(*cell) for cell in row] for row in shape[1]]
    cells = [[0] * columns for _ in rows]
    tags, parents, attributes, leaves = ["Table"], [0], [""], []
    for number, row in enumerate(rows):
        line = len(tags)
        _put(tags, parents, attributes, "TR", 0)
        for cell in row:
            element = len(tags)
            tag = "TD" if cell.scope is None else "TH"
            _put(tags, parents, attributes, tag, line, _attributes(cell))
            for covered in cells[number : number + cell.rowspan]:
                covered[cell.column] = element
            if cell.paragraphs == 1:
                leaves.append(element)
            for _ in range(cell.paragraphs if cell.paragraphs > 1 else 0):
                leaves.append(len(tags))
                _put(tags, parents, attributes, "P", element)
    headers = dict(_headers(columns, rows, cells))
    return _Laid(group(tags, parents, attributes, headers, leaves), cells)


def _put(
    tags: list[str],
    parents: list[int],
    attributes: list[str],
    tag: str,
    parent: int,
    own: str = "",
) -> None:
    tags.append(tag)
    parents.append(parent)
    attributes.append(own)


def _headers(
    columns: int, rows: list[list[_ShapeCell]], cells: list[list[int]]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield the headers of each data cell that is headed from above and from the left."""
    above, left = _heads(columns, rows, cells)
    for row, line in enumerate(rows):
        for cell in line:
            if cell.scope is not None:
                continue
            column = cell.column
            top = [one for heads in above[column : column + cell.colspan] for one in heads]
            side = [one for heads in left[row : row + cell.rowspan] for one in heads]
            heads = [head.element for head in top if head.at < row]
            sides = [head.element for head in side if head.at < column]
            if heads and sides:
                yield cells[row][column], tuple(dict.fromkeys(heads + sides))


def _heads(
    columns: int, rows: list[list[_ShapeCell]], cells: list[list[int]]
) -> tuple[list[list[_Head]], list[list[_Head]]]:
    """Return the header cells of each column and of each row."""
    above: list[list[_Head]] = [[] for _ in range(columns)]
    left: list[list[_Head]] = [[] for _ in rows]
    for row, line in enumerate(rows):
        for cell in line:
            index = cells[row][cell.column]
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
    """The paragraphs of a cell that has several, filled line by line, page after page.

    Args:
        first: index of the first paragraph's element; the others follow.
        cell: the cell.
    """

    def __init__(self, first: int, cell: Cell) -> None:
        self._starts = [n == 0 for text in cell.text for n in range(text.count("\n") + 1)]
        self._seen = 0
        self._next = first
        self._current: int | None = None

    def content(self, lines: tuple[Line, ...]) -> list[tuple[int, tuple[Line, ...]]]:
        """Return each paragraph's element with its lines on this page."""
        groups: list[tuple[int, list[Line]]] = []
        for line in lines:
            if self._begins(line) or self._current is None:
                self._current = self._next
                self._next += 1
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


def _attributes(cell: _ShapeCell) -> str:
    """Return a cell's table attributes; spans of one are the standard's default."""
    columns = f"/ColSpan {cell.colspan}" if cell.colspan > 1 else ""
    rows = f"/RowSpan {cell.rowspan}" if cell.rowspan > 1 else ""
    return ("" if cell.scope is None else _SCOPES[cell.scope]) + columns + rows
