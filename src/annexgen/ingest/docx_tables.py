"""WordprocessingML tables (ISO/IEC 29500-1, 17.4): merged cells as one cell on the table's grid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from annexgen.ingest.blocks import Block, Cell, Line, Place, Role, Table
from annexgen.ingest.docx_texts import (
    BESIDE,
    PARAGRAPH,
    TABLE,
    W,
    notes_in,
    paragraphs_of,
    without_line_ends,
)
from annexgen.ingest.places import of_cell, of_table
from annexgen.tuples import NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ROW = f"{W}tr"
_CELL = f"{W}tc"
_VALUE = f"{W}val"
_ROW_PROPERTIES = f"{W}trPr"
_CELL_PROPERTIES = f"{W}tcPr"
_WRAPPERS = frozenset({f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo"})
_MOST_COLUMNS = 1000
"""Grid columns that a span may reach; Word's tables have 63 at most."""


class _Raw(NamedTuple):
    """A cell of one row as the file has it.

    Attributes:
        column: first grid column.
        columns: how many it covers.
        goes_on: whether it goes on with the cell above it.
        paragraphs: its text.
        place: where it stands.
        element: the cell itself.
    """

    column: int
    columns: int
    goes_on: bool
    paragraphs: tuple[str, ...]
    place: Place
    element: Element


class Tables:
    """Reads the tables of a file, counting them.

    Args:
        source: the file, as the user named it.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._count = 0

    def read(self, table: Element) -> Iterator[Block]:
        """Yield a table, then what stands in its cells beside their text: tables, boxes."""
        self._count += 1
        rows = [row for row in _within(table, _ROW) if not _is_deleted(row)]
        is_kept = [row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows]
        raw = [
            list(self._cells(row, index, cut=_cut(index, is_kept)))
            for index, row in enumerate(rows)
        ]
        width = max((cell.column + cell.columns for row in raw for cell in row), default=0)
        yield Table(_merged(raw), len(rows), width, of_table(self._source, self._count))
        if next(table.iterdescendants(TABLE, *BESIDE), None) is not None:
            for cell in (cell for row in raw for cell in row):
                yield from self._beside(cell)

    def _beside(self, cell: _Raw) -> Iterator[Block]:
        """Yield what stands in a cell beside its text."""
        for paragraph in _within(cell.element, PARAGRAPH):
            for text in notes_in(paragraph):
                yield Line(text, cell.place, role=Role.NOTE)
        for nested in _within(cell.element, TABLE):
            yield from self.read(nested)

    def _cells(self, row: Element, index: int, *, cut: bool | None) -> Iterator[_Raw]:
        """Yield the cells of a row.

        Args:
            row: the row.
            index: which of the table's, from 0.
            cut: whether line breaks in it are the ends of lines; None where they may be.
        """
        column, begun = _number(row.find(_ROW_PROPERTIES), f"{W}gridBefore", 0), 0
        for element in _within(row, _CELL):
            properties = element.find(_CELL_PROPERTIES)
            columns = _number(properties, f"{W}gridSpan", 1)
            texts = paragraphs_of(_within(element, PARAGRAPH))
            if cut is not None:
                texts = (without_line_ends(text, is_cut=cut) for text in texts)
            paragraphs = tuple(texts)
            goes_on = _goes_on(properties) and not any(text.strip() for text in paragraphs)
            begun += not goes_on
            place = of_cell(self._source, self._count, index + 1, begun)
            yield _Raw(column, columns, goes_on, paragraphs, place, element)
            column += columns


def _cut(index: int, is_kept: Sequence[bool]) -> bool | None:
    """Say what line breaks in a row are, from which rows of the table may not run over pages.

    Our own files keep every row on one page but those that are higher than one, in which they break
    every line. Elsewhere a break may be either.
    """
    return None if is_kept[index] else any(is_kept)


def _within(element: Element, tag: str) -> Iterator[Element]:
    """Yield the children of that tag, also those in content controls and tracked insertions."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _within(child, tag)


def _is_deleted(row: Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _number(properties: Element | None, tag: str, default: int) -> int:
    found = properties.find(tag) if properties is not None else None
    text = found.get(_VALUE) if found is not None else None
    if text is None or not text.isascii() or not text.isdigit():
        return default
    return max(default, min(int(text[:9]), _MOST_COLUMNS))


def _goes_on(properties: Element | None) -> bool:
    merge = properties.find(f"{W}vMerge") if properties is not None else None
    return merge is not None and merge.get(_VALUE, "continue") == "continue"


def _merged(rows: Sequence[Sequence[_Raw]]) -> tuple[Cell, ...]:
    """Return the cells with those that go on below as one cell."""
    cells: list[Cell] = []
    open_: dict[int, int] = {}
    for index, row in enumerate(rows):
        still: dict[int, int] = {}
        for raw in row:
            above = open_.get(raw.column) if raw.goes_on else None
            if above is not None:
                cell = cells[above]
                cells[above] = Cell(
                    cell.row,
                    cell.column,
                    index + 1 - cell.row,
                    cell.columns,
                    cell.paragraphs,
                    cell.place,
                )
                still[raw.column] = above
            else:
                still[raw.column] = len(cells)
                cells.append(Cell(index, raw.column, 1, raw.columns, raw.paragraphs, raw.place))
        open_ = still
    return tuple(cells)
