"""On which pages each side's sections come to stand, and how high the rows of their tables are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annexgen.document import Block, PageSetup, Part, Section
from annexgen.layout.pages import Placed
from annexgen.layout.parts import SetSection, set_heading, set_sections
from annexgen.render.docx.body import Stage, heading_lines
from annexgen.tuples import NamedTuple


class Sized(NamedTuple):
    """A section as the layout has it.

    Attributes:
        lead: see ``layout.parts.SetSection``.
        pages: the items on each of its pages.
    """

    lead: int
    pages: tuple[tuple[Placed, ...], ...]


_Key = tuple[tuple[Block, ...], int, float | None, bool]


class Setter:
    """Sets the sections of a part; what both sides have alike is set once.

    Args:
        stage: what they are set with.
    """

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._known: dict[_Key, Sized] = {}

    def sized(self, part: Part | None, sections: Sequence[Section]) -> list[Sized]:
        """Return how the sections of a part are set; none of a part that is not there."""
        if part is None:
            return []
        y = set_heading(part.heading, self._stage.setter, part.page).bottom
        if not all(section.new_page for section in sections):
            return [_sized(one) for one in self._set(sections, part.page, y, ends=True)]
        last = len(sections) - 1
        return [
            self._alone(section, part.page, y if at == 0 else None, ends=at == last)
            for at, section in enumerate(sections)
        ]

    def _alone(self, section: Section, setup: PageSetup, y: float | None, *, ends: bool) -> Sized:
        """Return how a section is set that depends on no other."""
        lines = heading_lines(section.heading, self._stage, setup)
        key = (section.blocks, lines, y, ends)
        known = self._known.get(key)
        if known is None:
            (placed,) = self._set([section], setup, y, ends=ends)
            known = self._known[key] = _sized(placed)
        return known

    def _set(
        self, sections: Sequence[Section], setup: PageSetup, y: float | None, *, ends: bool
    ) -> Iterator[SetSection]:
        stage = self._stage
        return set_sections(sections, stage.setter, setup, stage.furniture, y, ends_part=ends)


class PageCounter:
    """Counts the pages of one side.

    Args:
        before: how many come before its first part.
    """

    def __init__(self, before: int) -> None:
        self._pages = before

    def part(self) -> int:
        """Take in a part's heading, and return the number of its page."""
        self._pages += 1
        return self._pages

    def section(self, sized: Sized) -> int:
        """Take in a section, and return the number of its first page."""
        first = self._pages + sized.lead
        self._pages = first - 1 + len(sized.pages)
        return first


def _sized(placed: SetSection) -> Sized:
    return Sized(placed.lead, placed.pages)
