"""Parts set into pages, section by section: the unit of work of everything that needs pages.

In: a part's heading and sections. Out: for each section what it puts on which page, counted from
the page on which the section before it ended; nothing here knows a page number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annexgen.document import Furniture, Heading, PageSetup, Section
from annexgen.layout.flow import Column, Flow, set_section
from annexgen.layout.pages import Placed
from annexgen.layout.text import TextSetter
from annexgen.tuples import NamedTuple


class SetSection(NamedTuple):
    """A section in its pages.

    Attributes:
        heading: its heading.
        lead: how many pages its first page comes after the one on which the section (or part
            heading) before it ended: 0 where it goes on there, 1 where it begins a page.
        pages: the items on each of its pages, none of them empty.
        start: y of its heading's upper edge in pt, on its first page.
    """

    heading: Heading
    lead: int
    pages: tuple[tuple[Placed, ...], ...]
    start: float


def set_heading(heading: Heading, setter: TextSetter, setup: PageSetup) -> Flow:
    """Set a part's heading at the top of a fresh page."""
    column = Column(setter, setup)
    column.text(heading, whole=True)
    return column.flow()


def set_sections(
    sections: Iterable[Section],
    setter: TextSetter,
    setup: PageSetup,
    furniture: Furniture,
    y: float | None,
    *,
    ends_part: bool = True,
) -> Iterator[SetSection]:
    """Set consecutive sections of a part.

    Args:
        sections: what to set, composed while it is read.
        setter: what sets the texts.
        setup: the part's pages.
        furniture: how tables that go on are titled.
        y: where the first goes on below its part's heading, in pt; None where it follows another
            section of a form whose sections all begin on a fresh page.
        ends_part: whether the part ends with the last of them.
    """
    follows = y is None
    for section, is_last in _with_last(sections):
        fresh = follows and section.new_page
        flow = set_section(
            section,
            setter,
            setup,
            furniture,
            None if fresh else y,
            is_last=is_last and ends_part,
        )
        skipped = 0 if flow.pages[0] else 1
        lead = 1 if fresh else skipped
        yield SetSection(section.heading, lead, flow.pages[skipped:], flow.start)
        follows, y = True, flow.bottom


def _with_last(sections: Iterable[Section]) -> Iterator[tuple[Section, bool]]:
    """Yield each section, and whether it is the last."""
    held: Section | None = None
    for section in sections:
        if held is not None:
            yield held, False
        held = section
    if held is not None:
        yield held, True
