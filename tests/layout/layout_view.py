"""A layout as the texts that a reader sees, page by page."""

from __future__ import annotations

from annexgen.layout.pages import PlacedCell, PlacedEntry, PlacedTable, PlacedText
from whole_layout import Layout, Page


def texts(page: Page) -> list[str]:
    """Return what the page says, a string for each heading, paragraph, cell or entry."""
    out = []
    for fragment in page.fragments:
        for item in fragment.items:
            match item:
                case PlacedText():
                    out.append("".join(line.text for line in item.lines))
                case PlacedTable():
                    out += ["".join(line.text for line in cell.lines) for cell in item.cells]
                case PlacedEntry():
                    out.append("".join(line.text for line in item.lines) + f"/{item.number.text}")
    return out


def placed_tables(layout: Layout) -> list[PlacedTable]:
    return [
        item
        for page in layout.pages
        for fragment in page.fragments
        for item in fragment.items
        if isinstance(item, PlacedTable)
    ]


def placed_cells(layout: Layout) -> list[PlacedCell]:
    return [cell for table in placed_tables(layout) for cell in table.cells]
