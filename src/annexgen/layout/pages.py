"""The result of the layout: pages with every line, cell and rule in its place.

Stage 4 of the flow. ``layout.parts`` makes it section by section; ``render.pdf`` draws it as it is,
``render.docx`` takes page numbers and row heights from it. All lengths are in pt, measured from the
paper's upper left corner, y downwards. Made by the hundred thousand, so these are plain tuples.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from annexgen.document import Cell, Heading, Paragraph, SplitLine, Table
from annexgen.tuples import NamedTuple


class Kern(NamedTuple):
    """Extra space after one character of a line.

    Attributes:
        at: the character's index in the line's text.
        amount: in 1/1000 em; negative draws the next character nearer.
    """

    at: int
    amount: float


class Line(NamedTuple):
    """One typeset line in one face and size.

    Attributes:
        text: what is drawn; blanks at the break are not part of it.
        style: key into ``Document.styles``: face, size and colour.
        x: left edge of the first character.
        baseline: y of the baseline.
        width: advance of the whole line, kerns included.
        kerns: spaces that differ from the plain advance, by rising index.
        starts: whether a paragraph (or forced line) begins with this line.
        joint: what was left out at the break before this line, so that the lines of a paragraph,
            each behind its joint, join to its text; empty between hanzi.
    """

    text: str
    style: str
    x: float
    baseline: float
    width: float
    kerns: tuple[Kern, ...] = ()
    starts: bool = False
    joint: str = ""


class SetText:
    """A text set into its column, at no place yet: the same object wherever the text comes again.

    Attributes:
        lines: from the column's left edge and the text's upper edge.
        style: key into ``Document.styles``.
        leading: distance of the baselines in pt.
    """

    __slots__ = ("leading", "lines", "style")

    def __init__(self, lines: tuple[Line, ...], style: str, leading: float) -> None:
        self.lines = lines
        self.style = style
        self.leading = leading

    @property
    def height(self) -> float:
        """Height in pt."""
        return len(self.lines) * self.leading

    def part(self, start: int, stop: int) -> SetText:
        """Return the lines from ``start`` up to ``stop`` as a text of their own."""
        rise = start * self.leading
        cut = [line._replace(baseline=line.baseline - rise) for line in self.lines[start:stop]]
        return SetText(tuple(cut), self.style, self.leading)

    def at(self, x: float, y: float) -> tuple[Line, ...]:
        """Return the lines with the column's left edge at ``x``, the text's upper one at ``y``."""
        return tuple(
            [line._replace(x=x + line.x, baseline=y + line.baseline) for line in self.lines]
        )


class Rule(NamedTuple):
    """A straight stroke from one point to another."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float


class Box(NamedTuple):
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    fill: str


class PlacedText(NamedTuple):
    """A heading, paragraph or split line on a page.

    Attributes:
        source: what it shows.
        lines: its text on this page.
        repeated: whether it only repeats what an earlier page said (a table's title with （续）);
            such text is decoration for a reader who hears the document.
    """

    source: Heading | Paragraph | SplitLine
    lines: tuple[Line, ...]
    repeated: bool = False


class PlacedCell(NamedTuple):
    """A cell, or the part of it that lies on this page.

    Attributes:
        cell: what it shows.
        row: index in the table of the first row it covers on this page.
        rows: how many rows it covers on this page.
        x: left edge.
        y: upper edge.
        width: to the right edge.
        height: to the lower edge.
        text: its text on this page.
        text_x: left edge of the text's column.
        text_y: upper edge of the text.
        repeated: whether this text was drawn on an earlier page already (a header row again, or a
            merged cell that goes on); such text is decoration for a reader who hears the table.
    """

    cell: Cell
    row: int
    rows: int
    x: float
    y: float
    width: float
    height: float
    text: SetText
    text_x: float
    text_y: float
    repeated: bool = False

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of its text, in their places."""
        return self.text.at(self.text_x, self.text_y)


class PlacedTable(NamedTuple):
    """The rows of a table that lie on one page, header rows (repeated or not) first.

    Attributes:
        table: the whole table.
        cells: in reading order: row by row, each from left to right.
        heights: of the rows on this page, by the row's index in the table; a row that is split
            over pages is on each of them.
        edges: x of the column boundaries.
        levels: y of the row boundaries.
    """

    table: Table
    cells: tuple[PlacedCell, ...]
    heights: Mapping[int, float]
    edges: Sequence[float]
    levels: Sequence[float]


class PlacedEntry(NamedTuple):
    """One line of the contents: its text, leader and page number, and where it leads.

    Attributes:
        target: the heading it leads to.
        lines: the heading's text, one line or more.
        leader: the dots between text and number; None where there is no room.
        number: the page number.
    """

    target: Heading
    lines: tuple[Line, ...]
    leader: Line | None
    number: Line


Placed = PlacedText | PlacedTable | PlacedEntry


class Origin(StrEnum):
    """What a fragment is a piece of."""

    COVER = "cover"
    CONTENTS = "contents"
    PART = "part"
    SECTION = "section"


class Fragment(NamedTuple):
    """What one piece of the document puts on one page: the unit of encoding and of caching.

    Attributes:
        origin: cover, contents, a part's heading, or a section.
        id: the identifier of the part's or section's heading; empty for cover and contents.
        items: in reading order.
    """

    origin: Origin
    id: str
    items: tuple[Placed, ...]


class Place(NamedTuple):
    """Where a heading stands: page number and the y of its upper edge."""

    page: int
    y: float
