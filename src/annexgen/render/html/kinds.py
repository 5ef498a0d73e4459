"""Which tables and pages of a document look alike, so that the stylesheet says each look once.

A strict Content-Security-Policy allows no ``style`` attribute. What differs from table to table
(column widths, labels, paddings) and from part to part (paper, running header) therefore becomes a
class for each distinct kind, numbered in the order of first appearance.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from annexgen.document import PageSetup, Part, Table, TableLook
from annexgen.tuples import NamedTuple


class TableKind(NamedTuple):
    """What all tables of one class share.

    Attributes:
        columns: column widths in pt.
        labels: what the header rows say above each column; empty without header rows.
        look: paddings, borders and fills.
        space_before: air above the table in pt.
        style: the text style of most cells, which the others are set apart from.
    """

    columns: tuple[float, ...]
    labels: tuple[str, ...]
    look: TableLook
    space_before: float
    style: str


class PageKind(NamedTuple):
    """What all printed pages of one class share."""

    page: PageSetup
    running_header: str


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds of a document, with their class names."""

    tables: dict[TableKind, str] = field(default_factory=dict)
    pages: dict[PageKind, str] = field(default_factory=dict)

    def add_table(self, kind: TableKind) -> None:
        """Give ``kind`` a class, if it is new."""
        self.tables.setdefault(kind, f"table-{len(self.tables) + 1}")

    def add_page(self, part: Part) -> None:
        """Give the kind of the pages of ``part`` a class, if it is new."""
        self.pages.setdefault(page_kind(part), f"page-{len(self.pages) + 1}")


def page_kind(part: Part) -> PageKind:
    """Return the kind of the pages that ``part`` is printed on."""
    return PageKind(part.page, part.running_header)


def table_kind(table: Table) -> TableKind:
    """Return the kind that ``table`` belongs to."""
    return TableKind(
        columns=table.columns,
        labels=_labels(table),
        look=table.look,
        space_before=table.space_before,
        style=_commonest_style(table),
    )


def _labels(table: Table) -> tuple[str, ...]:
    """Return the text of the lowest header cell above each column."""
    if not table.header_rows:
        return ()
    labels = [""] * len(table.columns)
    for row in table.rows[: table.header_rows]:
        for cell in row.cells:
            text = "".join(cell.text)
            labels[cell.column : cell.column + cell.colspan] = [text] * cell.colspan
    return tuple(labels)


def _commonest_style(table: Table) -> str:
    """Return the style of most body cells; of equals, the one that comes first."""
    counts = Counter([cell.style for row in table.rows[table.header_rows :] for cell in row.cells])
    return counts.most_common(1)[0][0] if counts else ""
