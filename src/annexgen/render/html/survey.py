"""A first walk over the document for what the page's head and contents need before its body.

Sections may be composed while they are read. The survey reads each once and keeps only headings
and the few distinct kinds of table and page, so that memory does not grow with the tables.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from annexgen.document import Document, Fact, Heading, Part, Section, Table
from annexgen.render.html.kinds import Kinds

_USUAL_SIZE = 10.5
"""五号, in pt: what body text is where a document has none."""


class OutlinePart(NamedTuple):
    """A part as the contents list it."""

    heading: Heading
    facts: tuple[Fact, ...]
    sections: tuple[Heading, ...]


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


def survey(document: Document) -> Survey:
    """Read every part and section of ``document`` once, in order."""
    kinds, sizes = Kinds(), Counter[float]()
    outline = tuple(_read(part, document, kinds, sizes) for part in document.parts)
    sizes = sizes or Counter(style.size for style in document.styles.values())
    body_size = sizes.most_common(1)[0][0] if sizes else _USUAL_SIZE
    return Survey(kinds, outline, body_size)


def _read(part: Part, document: Document, kinds: Kinds, sizes: Counter[float]) -> OutlinePart:
    kinds.add_page(part)
    headings: list[Heading] = []
    for section in part.sections:
        headings.append(section.heading)
        _count(section, document, kinds, sizes)
    return OutlinePart(part.heading, part.facts, tuple(headings))


def _count(section: Section, document: Document, kinds: Kinds, sizes: Counter[float]) -> None:
    for block in section.blocks:
        if isinstance(block, Table):
            kinds.add_table(block)
            styles = Counter([cell.style for row in block.rows for cell in row.cells])
            for style, cells in styles.items():
                sizes[document.styles[style].size] += cells
