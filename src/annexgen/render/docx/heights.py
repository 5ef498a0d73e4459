"""What the layout knows of each table's rows: their heights, and which of them lie on two pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from annexgen.layout.pages import Page, PlacedTable


def row_heights(pages: Iterable[Page]) -> Iterator[Mapping[int, float | None]]:
    """Yield for each table, in printing order, the height of its rows in pt.

    A row that is cut over pages has None: it is as high as its text.
    """
    table = None
    heights: dict[int, float | None] = {}
    for piece in _pieces(pages):
        if piece.table is not table:
            if table is not None:
                yield heights
            table, heights = piece.table, {}
        header = piece.table.header_rows
        for row, height in piece.heights.items():
            heights[row] = None if row in heights and row >= header else height
    if table is not None:
        yield heights


def _pieces(pages: Iterable[Page]) -> Iterator[PlacedTable]:
    for page in pages:
        for fragment in page.fragments:
            for item in fragment.items:
                if isinstance(item, PlacedTable):
                    yield item
