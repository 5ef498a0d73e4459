"""Sections set and encoded one after another, here or in a worker process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from annexgen.document import Furniture, Heading, PageSetup, Section, TextStyle
from annexgen.fonts.chain import FontChain
from annexgen.layout.pages import Fragment, Origin
from annexgen.layout.parts import set_heading, set_sections
from annexgen.layout.text import TextSetter
from annexgen.layout.typesetting import Typesetting
from annexgen.render.pdf.content import TextEncoder
from annexgen.render.pdf.faces import Typefaces
from annexgen.render.pdf.section import EncodedSection, Piece, encode
from annexgen.tuples import NamedTuple


class Stage(NamedTuple):
    """What sections are set and encoded with.

    Attributes:
        setter: sets the texts.
        texts: encodes them.
        furniture: what pages print outside their text area.
        tags: whether to write a tagged file that conforms to PDF/A-2a and PDF/UA-1; an untagged
            one is for measuring.
    """

    setter: TextSetter
    texts: TextEncoder
    furniture: Furniture
    tags: bool


def stage(
    styles: Mapping[str, TextStyle],
    furniture: Furniture,
    chains: Mapping[str, FontChain],
    *,
    tags: bool,
) -> Stage:
    """Return what sections are set and encoded with.

    Args:
        styles: of the document.
        furniture: of the document.
        chains: of each face, by its key.
        tags: whether to write a tagged file.
    """
    metrics = {face: chain.metrics for face, chain in chains.items()}
    texts = TextEncoder(Typefaces(styles, chains))
    return Stage(TextSetter(styles, metrics, Typesetting()), texts, furniture, tags)


class BodySection(NamedTuple):
    """A section (or a part's heading), ready to be written wherever it comes to stand.

    Attributes:
        heading: its heading.
        lead: see ``layout.parts.SetSection``.
        start: y of its heading's upper edge in pt, on its first page.
        encoded: the section.
    """

    heading: Heading
    lead: int
    start: float
    encoded: EncodedSection


def encoded_heading(heading: Heading, stage: Stage, setup: PageSetup) -> tuple[BodySection, float]:
    """Set and encode a part's heading.

    Returns:
        The heading, and the y below it in pt.
    """
    flow = set_heading(heading, stage.setter, setup)
    piece = Piece(Fragment(Origin.PART, heading.id, flow.pages[0]), setup.height)
    encoded = encode([piece], stage.texts, tags=stage.tags)
    return BodySection(heading, 1, flow.start, encoded), flow.bottom


def encoded_sections(
    sections: Iterable[Section],
    stage: Stage,
    setup: PageSetup,
    opening: Heading | None,
    *,
    ends_part: bool = True,
) -> Iterator[BodySection]:
    """Set and encode consecutive sections of a part.

    Args:
        sections: the sections, composed while they are read.
        stage: what they are set and encoded with.
        setup: the part's pages.
        opening: the part's heading, where they begin the part; None where they follow others in a
            form whose sections all begin on a fresh page.
        ends_part: whether the part ends with the last of them.
    """
    y, owned = None, 0
    if opening is not None:
        head, y = encoded_heading(opening, stage, setup)
        owned = len(head.encoded.pages[-1].owners)
    for heading, lead, pages, start in set_sections(
        sections, stage.setter, setup, stage.furniture, y, ends_part=ends_part
    ):
        pieces = [
            Piece(Fragment(Origin.SECTION, heading.id, items), setup.height) for items in pages
        ]
        begun = 0 if lead else owned
        encoded = encode(pieces, stage.texts, begun, tags=stage.tags)
        owned = len(encoded.pages[-1].owners) + (begun if len(pages) == 1 else 0)
        yield BodySection(heading, lead, start, encoded)


def caption_lines(heading: Heading, stage: Stage, setup: PageSetup) -> tuple[int, int]:
    """Return how many lines a section's heading takes, and its heading where a table goes on."""
    furniture, setter, width = stage.furniture, stage.setter, setup.text_width
    own = len(setter.broken(heading.text, heading.style, width))
    if not furniture.continued_pattern:
        return own, 0
    again = continued(furniture, heading.text)
    return own, len(setter.broken(again, furniture.continued_style, width))


def continued(furniture: Furniture, title: str) -> str:
    """Return what stands above a table that goes on."""
    return furniture.continued_pattern.replace("{}", title)
