"""Sections set and written as WordprocessingML, one after another, here or in a worker process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import tee

from annexgen.document import (
    Furniture,
    Heading,
    PageSetup,
    Paragraph,
    Section,
    SplitLine,
    Table,
    TableLook,
    TextStyle,
)
from annexgen.fonts.metrics import FontMetrics
from annexgen.layout.pages import Placed
from annexgen.layout.parts import set_heading, set_sections
from annexgen.layout.text import TextSetter
from annexgen.layout.typesetting import WORD
from annexgen.render.docx.heights import row_plans
from annexgen.render.docx.markup import paragraph, run, twips
from annexgen.render.docx.styles import GAP, StyleNames
from annexgen.render.docx.tables import TableWriter
from annexgen.tuples import NamedTuple


class Stage(NamedTuple):
    """What sections are set and written with.

    Attributes:
        setter: sets the texts as Word does.
        names: which style shows what.
        tables: writes the tables.
        furniture: what pages print outside their text area.
    """

    setter: TextSetter
    names: StyleNames
    tables: TableWriter
    furniture: Furniture


def stage(
    styles: Mapping[str, TextStyle], furniture: Furniture, metrics: Mapping[str, FontMetrics]
) -> Stage:
    """Return what sections are set and written with.

    Args:
        styles: of the document.
        furniture: of the document.
        metrics: of each face, by its key.
    """
    names = StyleNames(styles)
    return Stage(TextSetter(styles, metrics, WORD), names, TableWriter(names), furniture)


class DocxSection(NamedTuple):
    """A section, ready to be written wherever it comes to stand.

    Attributes:
        heading: its heading.
        breaks: whether a page break is asked for before it.
        lead: see ``layout.parts.SetSection``.
        pages: how many pages it is on.
        looks: of its tables, in order.
        markup: what comes behind its heading, in UTF-8, with a ``tables.LOOK`` wherever a table
            names its style: styles are numbered in the order in which the file needs them.
    """

    heading: Heading
    breaks: bool
    lead: int
    pages: int
    looks: tuple[TableLook, ...]
    markup: bytes


def section_markups(
    sections: Iterable[Section],
    stage: Stage,
    setup: PageSetup,
    opening: Heading | None,
    *,
    ends_part: bool = True,
) -> Iterator[DocxSection]:
    """Set and write consecutive sections of a part.

    Args:
        sections: the sections, composed while they are read.
        stage: what they are set and written with.
        setup: the part's pages.
        opening: the part's heading, where they begin the part; None where they follow others in a
            form whose sections all begin on a fresh page.
        ends_part: whether the part ends with the last of them.
    """
    to_set, to_write = tee(sections)
    y = None if opening is None else set_heading(opening, stage.setter, setup).bottom
    follows = opening is None
    for placed, section in zip(
        set_sections(to_set, stage.setter, setup, stage.furniture, y, ends_part=ends_part),
        to_write,
        strict=True,
    ):
        yield DocxSection(
            section.heading,
            breaks=follows and section.new_page,
            lead=placed.lead,
            pages=len(placed.pages),
            looks=tuple(block.look for block in section.blocks if isinstance(block, Table)),
            markup="".join(block_markups(section, stage, placed.pages)).encode(),
        )
        follows = True


def heading_lines(heading: Heading, stage: Stage, setup: PageSetup) -> int:
    """Return how many lines a section's heading takes."""
    return len(stage.setter.broken(heading.text, heading.style, setup.text_width))


def block_markups(
    section: Section, stage: Stage, pages: Iterable[Iterable[Placed]]
) -> Iterator[str]:
    """Yield what comes behind a section's heading; ``pages`` is how it was set."""
    plans = row_plans(pages)
    after_table = False
    for block in section.blocks:
        match block:
            case Table():
                if after_table or block.space_before:
                    yield gap(block.space_before)
                yield from stage.tables.markup(block, next(plans))
            case SplitLine():
                content = f"{run(block.left)}<w:r><w:tab/></w:r>{run(block.right)}"
                yield paragraph(stage.names.split(block.style), content)
            case Paragraph():
                yield paragraph(stage.names.text(block.style), run(block.text))
        after_table = isinstance(block, Table)


def gap(height: float, mark: str = "") -> str:
    """Return the paragraph between two tables, which would else become one.

    Args:
        height: in pt.
        mark: run properties of its end.
    """
    line = max(twips(height), 20)
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/>'
    return paragraph(GAP, "", spacing + mark)
