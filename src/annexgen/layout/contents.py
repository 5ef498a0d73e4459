"""The contents: one line for each heading, with leader and page number.

The lines are broken with room for the widest number, so how many pages the contents take is known
before any number is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from annexgen.document import Contents, Heading, PageSetup, Paragraph
from annexgen.layout.breaker import BrokenLine
from annexgen.layout.flow import Column
from annexgen.layout.pages import Line, Place, Placed, PlacedEntry, PlacedText
from annexgen.layout.text import TextSetter
from annexgen.tuples import NamedTuple

_LEADER = "…"
_WIDEST_NUMBER = "0000"


class ContentsLine(NamedTuple):
    """An entry with its place, but without its number.

    Attributes:
        target: the heading it leads to.
        style: key of its style.
        lines: its text, broken.
        y: upper edge in pt.
    """

    target: Heading
    style: str
    lines: tuple[BrokenLine, ...]
    y: float


class ContentsPage(NamedTuple):
    """A page of the contents: its title (on the first), and its entries."""

    title: tuple[PlacedText, ...]
    entries: tuple[ContentsLine, ...]


def plan(
    contents: Contents, headings: Iterable[Heading], setter: TextSetter, setup: PageSetup
) -> list[ContentsPage]:
    """Break the contents into pages, at least one."""
    title, y = _title(contents, setter, setup)
    pages: list[ContentsPage] = []
    entries: list[ContentsLine] = []
    bottom = setup.height - setup.bottom
    tail = setter.typesetting.tail
    for entry, before, after, height, follows in _entries(contents, headings, setter, setup):
        top = y + (before if entries or not pages else 0.0)
        if top + height + max(follows, tail) > bottom + 0.01 and (entries or title):
            pages.append(ContentsPage(title, tuple(entries)))
            title, entries = (), []
            top = setup.top
        entries.append(entry._replace(y=top))
        y = top + height + after
    pages.append(ContentsPage(title, tuple(entries)))
    return pages


def _title(
    contents: Contents, setter: TextSetter, setup: PageSetup
) -> tuple[tuple[PlacedText, ...], float]:
    column = Column(setter, setup)
    column.text(Paragraph(contents.title, contents.title_style), whole=True)
    flow = column.flow()
    titles = tuple(item for item in flow.pages[0] if isinstance(item, PlacedText))
    return titles, flow.bottom


class _Measured(NamedTuple):
    entry: ContentsLine
    before: float
    after: float
    height: float
    follows: float


def _entries(
    contents: Contents, headings: Iterable[Heading], setter: TextSetter, setup: PageSetup
) -> Iterator[_Measured]:
    """Yield each entry with its air and height; a part's entry wants its first section's beside."""
    second = setter.styles[contents.level_styles[1]]
    for heading in headings:
        key = contents.level_styles[min(heading.level, 2) - 1]
        style = setter.styles[key]
        lines = setter.broken(heading.text, key, setup.text_width - _number_room(setter, key))
        follows = second.space_before + second.leading if heading.level == 1 else 0.0
        yield _Measured(
            ContentsLine(heading, key, lines, 0.0),
            style.space_before,
            style.space_after,
            len(lines) * style.leading,
            follows,
        )


def _number_room(setter: TextSetter, key: str) -> float:
    """Return the width in pt kept free for the number and the shortest leader."""
    return setter.width(_WIDEST_NUMBER, key) + 2 * setter.styles[key].size


def fill(
    page: ContentsPage, places: Mapping[str, Place], setter: TextSetter, setup: PageSetup
) -> tuple[Placed, ...]:
    """Return the items of a contents page, numbers and leaders filled in."""
    return (*page.title, *(_filled(entry, places, setter, setup) for entry in page.entries))


def _filled(
    entry: ContentsLine, places: Mapping[str, Place], setter: TextSetter, setup: PageSetup
) -> PlacedEntry:
    key, size = entry.style, setter.styles[entry.style].size
    width = setup.text_width - _number_room(setter, key)
    lines = setter.placed(entry.lines, key, setup.left, entry.y, width)
    last = lines[-1]
    number = str(places[entry.target.id].page)
    edge = setup.left + setup.text_width
    number_width = setter.width(number, key)
    leader_end = edge - setter.width(_WIDEST_NUMBER, key)
    gap = leader_end - (last.x + last.width) - size / 2
    dots = int(gap / setter.width(_LEADER, key))
    return PlacedEntry(
        entry.target,
        lines,
        _single(_LEADER * dots, key, leader_end, last.baseline, setter) if dots > 0 else None,
        Line(number, key, edge - number_width, last.baseline, number_width),
    )


def _single(text: str, key: str, end: float, baseline: float, setter: TextSetter) -> Line:
    width = setter.width(text, key)
    return Line(text, key, end - width, baseline, width)
