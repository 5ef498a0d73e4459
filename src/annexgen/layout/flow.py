"""Sections set into pages: where each heading, paragraph and table begins and goes on.

In: a section and the place where the page before left off. Out: what it puts on each page. One that
begins on a fresh page is set the same wherever it stands, so its pages can be kept and reused.

Spacing as in Word: air below one block and above the next add up; air above is dropped where a page
breaks of itself, kept where a break was asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from annexgen.document import (
    Block,
    Furniture,
    Heading,
    PageSetup,
    Paragraph,
    Section,
    SplitLine,
    Table,
)
from annexgen.layout.pages import Line, Placed, PlacedText
from annexgen.layout.pieces import TableCutter
from annexgen.layout.tables import measured
from annexgen.layout.text import TextSetter
from annexgen.tuples import NamedTuple

_LEAST_LINES = 2
_SPLIT_LINE_GAP = 12.0


class Flow(NamedTuple):
    """What a piece of the document puts on the pages.

    Attributes:
        pages: the items on each page; the first is empty where nothing fits on the page begun.
        start: y of the first item's upper edge in pt, on the first page that is not empty.
        bottom: y below the last item in pt.
    """

    pages: tuple[tuple[Placed, ...], ...]
    start: float
    bottom: float


class Column:
    """The text area of page after page, filled from top to bottom.

    Args:
        setter: what sets the texts.
        setup: the pages.
        y: where to begin in pt; None for a fresh page.
    """

    def __init__(self, setter: TextSetter, setup: PageSetup, y: float | None = None) -> None:
        self._setter = setter
        self._setup = setup
        self._bottom = setup.height - setup.bottom
        self._pages: list[list[Placed]] = [[]]
        self._y = setup.top if y is None else y
        self._fresh = y is None
        self._broken = False
        self._start: float | None = None

    def flow(self) -> Flow:
        """Return what has been placed."""
        start = self._setup.top if self._start is None else self._start
        return Flow(tuple(map(tuple, self._pages)), start, self._y)

    def break_page(self) -> None:
        """Go on with a fresh page."""
        self._pages.append([])
        self._y = self._setup.top
        self._fresh = True
        self._broken = True

    def keep(self, height: Callable[[], float]) -> None:
        """Break the page unless ``height()`` pt are free on it.

        On a fresh page the height is not asked for: most sections begin on one, and it costs the
        measuring of a table.
        """
        if not self._fresh and self._y + height() > self._bottom + 0.01:
            self.break_page()

    def text(self, source: Heading | Paragraph, *, whole: bool = False) -> None:
        """Place a heading or paragraph.

        Args:
            source: what to place.
            whole: whether to keep its lines on one page.
        """
        setter, setup = self._setter, self._setup
        style = setter.styles[source.style]
        lines = setter.broken(source.text, source.style, setup.text_width)
        begun = 0
        while begun < len(lines):
            before = 0.0 if begun or (self._fresh and self._broken) else style.space_before
            room = self._bottom - self._y - before
            count = _fitting(
                len(lines) - begun, room, style.leading, fresh=self._fresh, whole=whole
            )
            if count == 0:
                self.break_page()
                continue
            top = self._y + before
            placed = setter.placed(
                lines[begun : begun + count], source.style, setup.left, top, setup.text_width
            )
            self._put(PlacedText(source, placed), top, top + count * style.leading)
            begun += count
            if begun < len(lines):
                self.break_page()
        self._y += style.space_after

    def split_line(self, source: SplitLine) -> None:
        """Place a line with a text at each margin; where both do not fit, the right one wraps."""
        setter, setup = self._setter, self._setup
        style = setter.styles[source.style]
        top = self._y + style.space_before
        lines = split_lines(setter, source, setup, top)
        height = _height_of(lines, style.leading)
        self._put(PlacedText(source, lines), top, top + height + style.space_after)

    def table(self, source: Table, furniture: Furniture, title: str, tail: float = 0.0) -> None:
        """Place a table; where it goes on, it is titled again.

        Args:
            source: the table.
            furniture: how it is titled again.
            title: of its section.
            tail: height in pt of what must stand below its last row.
        """
        setup = self._setup
        cutter = table_cutter(source, self._setter, setup, tail)
        self.keep(lambda: source.space_before + cutter.least_height())
        if not (self._fresh and self._broken):
            self._y += source.space_before
        while not cutter.done:
            room = self._bottom - self._y
            piece = cutter.take(setup.left, self._y, room, fresh=self._fresh)
            if piece is not None:
                self._put(piece.table, self._y, self._y + piece.height)
            if not cutter.done:
                self.break_page()
                if cutter.begun:
                    self._title_again(furniture, title)

    def _title_again(self, furniture: Furniture, title: str) -> None:
        setter, setup = self._setter, self._setup
        if not (furniture.continued_pattern and setter.typesetting.continued):
            return
        key = furniture.continued_style
        style = setter.styles[key]
        text = furniture.continued_pattern.replace("{}", title)
        lines = setter.broken(text, key, setup.text_width)
        placed = setter.placed(lines, key, setup.left, self._y, setup.text_width)
        bottom = self._y + len(lines) * style.leading + style.space_after
        self._put(PlacedText(Paragraph(text, key), placed, repeated=True), self._y, bottom)
        self._fresh = True

    def _put(self, item: Placed, top: float, bottom: float) -> None:
        if self._start is None:
            self._start = top
        self._pages[-1].append(item)
        self._y = bottom
        self._fresh = False


def table_cutter(
    table: Table, setter: TextSetter, setup: PageSetup, tail: float = 0.0
) -> TableCutter:
    """Return what gives ``table`` away piece by piece."""
    return TableCutter(measured(table, setter), setter, setup.text_height, tail)


def split_lines(
    setter: TextSetter, source: SplitLine, setup: PageSetup, top: float
) -> tuple[Line, ...]:
    """Return the lines of ``source``, the right text last, at the right margin."""
    width = setup.text_width
    broken = setter.broken(source.left, source.style, width)
    left = setter.placed(broken, source.style, setup.left, top, width)
    right = setter.broken(source.right, source.style, width)
    leading = setter.leading(source.style)
    used = left[-1].x + left[-1].width - setup.left
    beside = (
        len(right) == 1
        and used + _SPLIT_LINE_GAP + setter.width(source.right, source.style) <= width
    )
    below = top + (len(left) - (1 if beside else 0)) * leading
    placed = setter.placed(right, source.style, setup.left, below, width)
    edge = setup.left + width
    return (*left, *(line._replace(x=edge - line.width) for line in placed))


def _height_of(lines: Sequence[Line], leading: float) -> float:
    """Return the height in pt of ``lines``, some of which may share a baseline."""
    return lines[-1].baseline - lines[0].baseline + leading


def _fitting(left: int, room: float, leading: float, *, fresh: bool, whole: bool) -> int:
    """Return how many of ``left`` lines to place: no single line is parted from its others."""
    count = min(left, int((room + 0.01) / leading))
    if count == left:
        return left
    if fresh:
        return max(count, 1)
    if whole or count < _LEAST_LINES:
        return 0
    return count if left - count >= _LEAST_LINES else count - 1 if count > _LEAST_LINES else 0


def set_section(
    section: Section,
    setter: TextSetter,
    setup: PageSetup,
    furniture: Furniture,
    y: float | None = None,
    *,
    is_last: bool = False,
) -> Flow:
    """Set one section.

    Args:
        section: what to set.
        setter: what sets the texts.
        setup: its pages.
        furniture: how tables that go on are titled.
        y: where to begin on the page begun, in pt; None for a fresh page.
        is_last: whether its part ends with it.
    """
    column = Column(setter, setup, y)
    last = section.blocks[-1] if section.blocks and is_last else None
    column.keep(lambda: _opening_height(section, setter, setup))
    column.text(section.heading, whole=True)
    for block in section.blocks:
        match block:
            case Table():
                tail = setter.typesetting.tail if block is last else 0.0
                column.table(block, furniture, section.heading.text, tail)
            case SplitLine():
                column.split_line(block)
            case Paragraph():
                column.text(block)
    return column.flow()


def _opening_height(section: Section, setter: TextSetter, setup: PageSetup) -> float:
    """Return the height of the heading and of what must stand on its page."""
    height = _text_height(section.heading, setter, setup)
    for block in section.blocks:
        if isinstance(block, SplitLine):
            style = setter.styles[block.style]
            lines = split_lines(setter, block, setup, 0.0)
            taken = _height_of(lines, style.leading)
            height += style.space_before + taken + style.space_after
            continue
        return height + _least_height(block, setter, setup)
    return height


def _text_height(source: Heading | Paragraph, setter: TextSetter, setup: PageSetup) -> float:
    style = setter.styles[source.style]
    lines = setter.broken(source.text, source.style, setup.text_width)
    return style.space_before + len(lines) * style.leading + style.space_after


def _least_height(block: Block, setter: TextSetter, setup: PageSetup) -> float:
    if isinstance(block, Table):
        cutter = table_cutter(block, setter, setup)
        return block.space_before + cutter.least_height()
    assert isinstance(block, Paragraph)  # noqa: S101 - the caller passes over split lines
    style = setter.styles[block.style]
    return style.space_before + _LEAST_LINES * style.leading
