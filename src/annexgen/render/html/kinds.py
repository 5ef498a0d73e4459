"""Which tables and pages of a document look alike, so that the stylesheet says each look once.

A strict Content-Security-Policy allows no ``style`` attribute. What differs from table to table
(column widths, labels, paddings) and from part to part (paper, running header) therefore becomes a
class for each distinct kind, numbered in the order of first appearance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from annexgen.document import Document, PageSetup, Part, Table, TableLook


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

    @classmethod
    def of(cls, document: Document) -> Kinds:
        """Collect the kinds of ``document`` in reading order."""
        kinds = cls()
        for part in document.parts:
            kinds.pages.setdefault(page_kind(part), f"page-{len(kinds.pages) + 1}")
        for table in tables(document):
            kinds.tables.setdefault(table_kind(table), f"table-{len(kinds.tables) + 1}")
        return kinds


def tables(document: Document) -> Iterator[Table]:
    """Yield the document's tables in reading order."""
    for part in document.parts:
        for section in part.sections:
            for block in section.blocks:
                if isinstance(block, Table):
                    yield block


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
    counts = Counter(cell.style for row in table.rows[table.header_rows :] for cell in row.cells)
    return counts.most_common(1)[0][0] if counts else ""
