"""A first walk over the document for what the page's head and contents need before its body.

Sections may be composed while they are read. The survey reads each once and keeps only headings
and the few distinct kinds of table and page, so that memory does not grow with the tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from annexgen.document import Document, Fact, Heading, Part, Section, Table
from annexgen.render.html.kinds import Kinds, TableKind, table_kind
from annexgen.tuples import NamedTuple

_USUAL_SIZE = 10.5
"""五号, in pt: what body text is where a document has none."""


class OutlinePart(NamedTuple):
    """A part as the contents list it."""

    heading: Heading
    facts: tuple[Fact, ...]
    sections: tuple[Heading, ...]


class SectionLook(NamedTuple):
    """What a section adds to the looks of its document.

    Attributes:
        tables: the kinds of its tables, in order.
        cells: how many table cells have a style, by its key.
    """

    tables: tuple[TableKind, ...]
    cells: Counter[str]


class Survey(NamedTuple):
    """What is known of a document before its body is written.

    Attributes:
        kinds: how its tables and pages look.
        outline: its headings.
        body_size: the em size in pt of most cells, else of most styles.
    """

    kinds: Kinds
    outline: tuple[OutlinePart, ...]
    body_size: float


def look_at(section: Section) -> SectionLook:
    """Return how the tables of ``section`` look."""
    tables = [block for block in section.blocks if isinstance(block, Table)]
    cells = Counter([cell.style for table in tables for row in table.rows for cell in row.cells])
    return SectionLook(tuple([table_kind(table) for table in tables]), cells)


def survey(document: Document, look: Callable[[Section], SectionLook] = look_at) -> Survey:
    """Read every part and section of ``document`` once, in order.

    Args:
        document: what is to be shown.
        look: gives the look of a section, which the caller may know already.
    """
    kinds, cells = Kinds(), Counter[str]()
    outline = tuple([_read(part, kinds, cells, look) for part in document.parts])
    sizes = Counter[float]()
    for style, count in cells.items():
        sizes[document.styles[style].size] += count
    sizes = sizes or Counter(style.size for style in document.styles.values())
    body_size = sizes.most_common(1)[0][0] if sizes else _USUAL_SIZE
    return Survey(kinds, outline, body_size)


def _read(
    part: Part, kinds: Kinds, cells: Counter[str], look: Callable[[Section], SectionLook]
) -> OutlinePart:
    kinds.add_page(part)
    headings: list[Heading] = []
    for section in part.sections:
        headings.append(section.heading)
        seen = look(section)
        for kind in seen.tables:
            kinds.add_table(kind)
        cells.update(seen.cells)
    return OutlinePart(part.heading, part.facts, tuple(headings))
