"""The neutral document between the forms and the renderers: headings, paragraphs, tables, cells.

Stage 3 of the flow. In: ``forms.compose`` builds it from a model and a form. Out: ``layout`` breaks
it into pages, ``render`` writes it as DOCX, PDF and HTML. It knows no project and no output format,
so all three outputs show the same table, cell for cell and span for span.

Lengths are in points (1/72 inch) unless a name says otherwise; colours are ``#rrggbb``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import overload

from annexgen.tuples import NamedTuple


class Align(StrEnum):
    """Horizontal alignment of the lines of a paragraph or cell."""

    START = "start"
    CENTER = "center"
    END = "end"
    JUSTIFY = "justify"


class VAlign(StrEnum):
    """Vertical place of a text in its cell."""

    TOP = "top"
    MIDDLE = "middle"


class Scope(StrEnum):
    """What a header cell heads (ISO 14289-1, 7.5; HTML ``scope``)."""

    COLUMN = "col"
    ROW = "row"


class Face(NamedTuple):
    """One typeface and weight, under the name that each output knows it by.

    Attributes:
        fonts: the fonts that the layout measures with and the PDF embeds, by name; a character is
            drawn from the first that has it.
        east_asia: the DOCX font for Chinese, e.g. 宋体.
        latin: the DOCX font for Latin letters and digits.
        css: the HTML font stack.
        bold: whether DOCX and HTML mark the text as bold.
    """

    fonts: tuple[str, ...]
    east_asia: str
    latin: str
    css: str
    bold: bool


class TextStyle(NamedTuple):
    """How the text of one role looks, in every output.

    Attributes:
        face: key into ``Document.faces``.
        size: em size in pt.
        leading: distance of baselines in pt, exact.
        align: where lines stand.
        space_before: air above the paragraph in pt (in cells the cell's padding counts instead).
        space_after: air below the paragraph in pt.
        indent: indent of every line from the left edge in pt.
        hanging: further indent of the lines after the first in pt.
        colour: ``#rrggbb``.
        label: the style's name in Word's list of styles, for the editors (``表格文字``).
    """

    face: str
    size: float
    leading: float
    align: Align = Align.START
    space_before: float = 0.0
    space_after: float = 0.0
    indent: float = 0.0
    hanging: float = 0.0
    colour: str = "#000000"
    label: str = ""


class PageSetup(NamedTuple):
    """A page's paper and margins in pt; landscape is a width larger than the height.

    Attributes:
        width: of the paper.
        height: of the paper.
        top: margin above the text area.
        right: margin right of the text area.
        bottom: margin below the text area.
        left: margin left of the text area.
        header: from the paper's top edge to the top of the running header's line.
        footer: from the paper's bottom edge to the bottom of the page number's line.
    """

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    header: float
    footer: float

    @property
    def text_width(self) -> float:
        """Width of the text area in pt."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """Height of the text area in pt."""
        return self.height - self.top - self.bottom


class Heading(NamedTuple):
    """A heading that the contents, the outline and links lead to.

    Attributes:
        id: stable identifier: DOCX bookmark, PDF named destination, HTML id.
        level: outline level: 1 a part, 2 a section.
        text: what is printed, number included.
        style: key into ``Document.styles``.
    """

    id: str
    level: int
    text: str
    style: str


class Paragraph(NamedTuple):
    r"""A paragraph of running text; ``\n`` in it is a forced line break."""

    text: str
    style: str


class SplitLine(NamedTuple):
    """One line with a text at each margin: who the table is of, and its money unit."""

    left: str
    right: str
    style: str


class Cell(NamedTuple):
    r"""A table cell at the upper left of the area it spans.

    Attributes:
        column: first column it covers, from 0.
        text: its paragraphs; empty for an empty cell. ``\n`` is a forced line break.
        style: key into ``Document.styles``.
        colspan: columns it covers.
        rowspan: rows it covers.
        scope: what it heads; None for a data cell.
        valign: vertical place of its text.
    """

    column: int
    text: tuple[str, ...]
    style: str
    colspan: int = 1
    rowspan: int = 1
    scope: Scope | None = None
    valign: VAlign = VAlign.MIDDLE


class Row(NamedTuple):
    """A row: the cells that begin in it, by column; a column covered from above has none here."""

    cells: tuple[Cell, ...]


class TableLook(NamedTuple):
    """What all cells of a table share, in pt.

    Attributes:
        padding_x: air left and right of a cell's text.
        padding_y: air above and below a cell's text.
        border: width of the grid lines.
        min_row_height: least height of a row.
        header_fill: background of header rows; None for none.
    """

    padding_x: float
    padding_y: float
    border: float
    min_row_height: float
    header_fill: str | None


class Table(NamedTuple):
    """A table with a full grid: every grid position belongs to exactly one cell.

    Attributes:
        caption: what the table is, for readers who hear it.
        columns: column widths in pt.
        rows: from top to bottom.
        header_rows: how many first rows are the header, repeated on every page.
        look: paddings, borders and fills.
        space_before: air above the table in pt.
    """

    caption: str
    columns: tuple[float, ...]
    rows: tuple[Row, ...]
    header_rows: int
    look: TableLook
    space_before: float = 0.0

    def grid(self) -> list[list[Cell]]:
        """Return a matrix in which each position holds the cell that covers it."""
        matrix: list[list[Cell | None]] = [[None] * len(self.columns) for _ in self.rows]
        for index, row in enumerate(self.rows):
            for cell in row.cells:
                for covered in matrix[index : index + cell.rowspan]:
                    covered[cell.column : cell.column + cell.colspan] = [cell] * cell.colspan
        full: list[list[Cell]] = []
        for line in matrix:
            cells = [cell for cell in line if cell is not None]
            if len(cells) != len(line):
                raise ValueError("a table's cells must cover its whole grid")
            full.append(cells)
        return full


Block = Paragraph | SplitLine | Table


class Section(NamedTuple):
    """One numbered section: a heading and its blocks.

    Attributes:
        heading: level 2.
        blocks: from top to bottom.
        new_page: whether it always begins on a fresh page (the first of a part does so anyway).
    """

    heading: Heading
    blocks: tuple[Block, ...]
    new_page: bool


class LazySections(Sequence[Section]):
    """Sections that are composed anew each time they are read, so that few need be held at once.

    Attributes:
        headings: of each section.
        make: composes the section at an index.
    """

    __slots__ = ("headings", "make")

    def __init__(self, headings: tuple[Heading, ...], make: Callable[[int], Section]) -> None:
        self.headings = headings
        self.make = make

    def __len__(self) -> int:
        return len(self.headings)

    @overload
    def __getitem__(self, index: int) -> Section: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Section, ...]: ...

    def __getitem__(self, index: int | slice) -> Section | tuple[Section, ...]:
        places = range(len(self.headings))[index]
        return self.make(places) if isinstance(places, int) else tuple(map(self.make, places))


class Fact(NamedTuple):
    """A figure about a part or the whole document, for readers on screen: 项目, 12 个."""

    label: str
    value: str


class Part(NamedTuple):
    """A run of sections under one heading and one running header; begins on a fresh page.

    Attributes:
        heading: level 1.
        running_header: what its pages print at the top.
        page: paper and margins of its pages.
        sections: may be empty; read in order, as they may be composed while they are read.
        facts: its totals.
    """

    heading: Heading
    running_header: str
    page: PageSetup
    sections: Sequence[Section]
    facts: tuple[Fact, ...] = ()

    def headings(self) -> Iterator[Heading]:
        """Yield its heading and those of its sections; no section is composed for it."""
        yield self.heading
        if isinstance(self.sections, LazySections):
            yield from self.sections.headings
        else:
            yield from (section.heading for section in self.sections)


class Contents(NamedTuple):
    """The contents page(s): a title, then a linked line for each heading with its page number.

    Attributes:
        title: 目录.
        title_style: key into ``Document.styles``.
        level_styles: style of the line of a level-1 and of a level-2 heading.
    """

    title: str
    title_style: str
    level_styles: tuple[str, str]


class Furniture(NamedTuple):
    """What every page prints outside its text area.

    Attributes:
        header_style: key into ``Document.styles`` for the running header.
        header_rule: width in pt of the rule under the running header; 0 for none.
        number_pattern: the page number with its ornament, ``— {} —``.
        number_style: key into ``Document.styles`` for the page number.
        continued_pattern: what stands above a table that goes on from the page before, with ``{}``
            for its section's heading (``{}（续）``); empty for none.
        continued_style: key into ``Document.styles`` for that line.
    """

    header_style: str
    header_rule: float
    number_pattern: str
    number_style: str
    continued_pattern: str = ""
    continued_style: str = ""


class Document(NamedTuple):
    """A whole document in printing order: cover, contents, parts.

    Pages are counted from the cover, so that a printed number is also the sheet's number in the
    file; the cover itself prints none.

    Attributes:
        title: for the file's properties and the HTML title.
        author: the issuing department.
        subject: one line on what it is.
        language: BCP 47, ``zh-CN``.
        date: the document's date, from the content; never the clock.
        faces: the typefaces by the name styles use.
        styles: the text styles by role.
        page: paper and margins of cover and contents.
        furniture: running header and page number.
        cover: the cover's paragraphs; empty for no cover.
        contents: the contents page; None for none.
        parts: the body.
        facts: the totals of the whole document.
    """

    title: str
    author: str
    subject: str
    language: str
    date: date
    faces: Mapping[str, Face]
    styles: Mapping[str, TextStyle]
    page: PageSetup
    furniture: Furniture
    cover: tuple[Paragraph, ...]
    contents: Contents | None
    parts: Sequence[Part]
    facts: tuple[Fact, ...] = ()

    def headings(self) -> Iterator[Heading]:
        """Yield every heading in printing order, as the contents lists them."""
        for part in self.parts:
            yield from part.headings()
