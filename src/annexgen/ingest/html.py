"""Reader of web pages: what ``annexgen build`` writes, and what Word, WPS and browsers save.

The page is read as a stream of tags, so that memory grows with its largest table only. What nobody
reads as the page's text is no text of a table: navigation, buttons, hidden and deleted text. It is
told as a note, so that nothing is lost in silence. A form itself is read: some portals have the
whole page in one, and values in its fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from annexgen.findings import Message
from annexgen.ingest import places
from annexgen.ingest.blocks import Block, Line, Role
from annexgen.ingest.html_tables import TableBuilder
from annexgen.ingest.html_text import text_pieces
from annexgen.ingest.html_unseen import Unseen, unseen
from annexgen.ingest.properties import properties
from annexgen.packages.markup import TOO_LARGE
from annexgen.packages.refusal import Unreadable
from annexgen.source.folding import joins

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import ParserTarget

OWN_GENERATOR = "annexgen"
"""What our pages name as their generator; they keep every blank."""
_BREAKS_AT_BLANKS = ("LibreOffice", "OpenOffice")
"""Generators that break lines only where the text has a blank; Word breaks Chinese anywhere."""
RUNNING_HEADER = "data-running-header"
"""The attribute in which our pages tell what is printed above a part's pages."""

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_APART = frozenset(
    (
        *(
            "html",
            "body",
            "main",
            "header",
            "footer",
            "hgroup",
            "search",
            "form",
            "article",
            "section",
        ),
        *("aside", "address", "div", "center", "dialog", "details", "summary", "fieldset"),
        *("legend", "figure", "figcaption", "blockquote", "p", "pre", "hr", *_HEADINGS),
        *("ul", "ol", "menu", "dir", "li", "dl", "dt", "dd"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"),
    )
)
"""Elements that begin and end a paragraph."""
_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_CELLS = frozenset({"td", "th"})
_TAB = "mso-tab-count"
"""What Word names the blanks by that stand for a tab."""
_FIELDS = frozenset(("", "text", "search", "tel", "url", "email", "number", "date", "month"))
"""Types of ``<input>`` whose value is shown as it is."""
_NOTES = re.compile(r"mso-element\s*:\s*(?:foot|end)note-list|mso-element\s*:\s*comment-list")
_BLANKS = re.compile(r"[ \t\n\f\r]+")
_MOST_NESTED = 2000
"""Elements within one another; browsers show no more than 512."""
_LINE_BREAK = "\u2028"
"""Stands for ``<br>`` until blanks are folded."""
_NEAR = 16
"""Characters at a line's end that decide whether a blank belongs there."""
_SPLIT_LINE = "split-line"
"""The class of our lines with a text at each margin."""

_MOST_HELD = 64 << 20
"""Characters that are held until a table has ended."""
_CELL_AS_CHARACTERS, _TABLE_AS_CHARACTERS = 64, 512
"""What they cost beside their text."""

TOO_DEEP = Message(
    "标签一层套一层，超过 2000 层，不会是附表；请用 Word 或浏览器打开，另存为新的文件再导入",
    "its elements are nested over 2000 deep, as in no annex; open it in Word or a browser and save "
    "it as a new file",
)


def read(path: Path) -> Iterator[Block]:
    """Yield the lines and tables of a page.

    Raises:
        Unreadable: where its encoding cannot be made out, or it is beyond all measure.
        OSError: where it cannot be read.
    """
    from lxml import etree

    page = _Page(str(path))
    parser = etree.HTMLParser(target=cast("ParserTarget", page), encoding="utf-8")
    for piece in text_pieces(path):
        parser.feed(piece.encode())
        yield from page.taken()
    parser.close()
    yield from page.taken()


@dataclass(slots=True)
class _OpenTable:
    """A table that is being read.

    Attributes:
        builder: takes in its cells.
        slot: of a table within a table, its place among those that follow the outermost one.
        paragraphs: of the cell that is being read; None between cells.
    """

    builder: TableBuilder
    slot: int
    paragraphs: list[str] | None = None

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin a row or a cell."""
        if tag == "tr":
            self.builder.open_row()
        elif tag in _CELLS:
            self.builder.open_cell(attributes)
            self.paragraphs = []

    def end(self, tag: str) -> None:
        """End a row group or a cell."""
        if tag in _GROUPS:
            self.builder.close_group()
        elif tag in _CELLS and self.paragraphs is not None:
            self.builder.close_cell(self.paragraphs)
            self.paragraphs = None


class _Page:
    """Takes in the tags of a page and makes blocks of them; a target of the parser."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._is_own = False
        self._breaks_at_blanks = False
        self._author = ""
        self._blocks: list[Block] = []
        self._within: list[Block | None] = []
        self._tables: list[_OpenTable] = []
        self._table_count = self._line_count = 0
        self._text: list[str] = []
        self._level: int | None = None
        self._depth = self._held = 0
        self._unseen: Unseen | None = None
        self._noting = self._splitting = 0

    def taken(self) -> list[Block]:
        """Return the blocks that are whole, and forget them."""
        blocks, self._blocks = self._blocks, []
        return blocks

    # ------------------------------------------------------------------ what the parser calls

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take in the beginning of an element."""
        self._depth += 1
        if self._depth > _MOST_NESTED:
            raise Unreadable(self._source, TOO_DEEP)
        if tag == "meta":
            self._take_meta(attributes.get("name", ""), attributes.get("content", ""))
        if self._unseen is not None:
            self._unseen.start(tag, self._depth)
            return
        if tag in _APART:
            self._end_paragraph()
        self._unseen = unseen(tag, attributes, self._depth, is_own=self._is_own)
        if self._unseen is None:
            self._begin(tag, attributes)

    def end(self, tag: str) -> None:
        """Take in the end of an element."""
        depth = self._depth
        if self._unseen is None:
            self._finish(tag)
        elif self._unseen.end(depth):
            self._tell(self._unseen)
            self._unseen = None
        self._noting, self._splitting = (
            0 if since == depth else since for since in (self._noting, self._splitting)
        )
        self._depth -= 1

    def data(self, text: str) -> None:
        """Take in text."""
        if self._unseen is not None:
            self._hold(self._unseen.data(text))
        else:
            self._hold(len(text))
            self._text.append("\t" if self._splitting and text == " " else text)

    def comment(self, text: str) -> None:
        """Pass over a comment; Word hides in them what is for Word alone."""

    def close(self) -> None:
        """End the page."""
        self._end_paragraph()

    # ------------------------------------------------------------------ what becomes of it

    def _take_meta(self, name: str, content: str) -> None:
        """Take in what the page's head says of it."""
        if name == "generator":
            self._is_own = content == OWN_GENERATOR
            self._breaks_at_blanks = content.startswith(_BREAKS_AT_BLANKS)
        elif name == "author":
            self._author = content
        elif name == "description" and self._is_own:
            subject, _, title = content.removeprefix(self._author).strip(" ").partition(" ")
            told = properties(title, self._author, subject)
            self._blocks += [told] if told is not None else []

    def _begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "br":
            self._text.append(_LINE_BREAK)
        elif tag == "input" and attributes.get("type", "").lower() in _FIELDS:
            self._text.append(attributes.get("value", ""))
        elif _TAB in attributes.get("style", ""):
            self._text.append("\t")
            self._unseen = Unseen(self._depth, None)
        else:
            self._begin_part(tag, attributes)

    def _begin_part(self, tag: str, attributes: Mapping[str, str]) -> None:
        if RUNNING_HEADER in attributes:
            self._put_line(attributes[RUNNING_HEADER], Role.HEADER)
        if _NOTES.search(attributes.get("style", "")):
            self._noting = self._noting or self._depth
        if self._is_own and _SPLIT_LINE in attributes.get("class", "").split():
            self._splitting = self._depth
        if tag in _HEADINGS:
            self._level = _HEADINGS[tag]
        elif tag == "table":
            self._open_table()
        elif self._tables:
            self._hold(_CELL_AS_CHARACTERS)
            self._tables[-1].begin(tag, attributes)

    def _finish(self, tag: str) -> None:
        if tag in _APART:
            self._end_paragraph()
        if tag in _HEADINGS:
            self._level = None
        elif tag == "table":
            self._close_table()
        elif self._tables:
            self._tables[-1].end(tag)

    def _hold(self, size: int) -> None:
        """Count what is held until the paragraph, or the table around it, has ended."""
        self._held += size
        if self._held > _MOST_HELD:
            raise Unreadable(self._source, TOO_LARGE)

    def _open_table(self) -> None:
        self._table_count += 1
        builder = TableBuilder(self._source, self._table_count)
        self._tables.append(_OpenTable(builder, len(self._within)))
        if len(self._tables) > 1:
            self._hold(_TABLE_AS_CHARACTERS)
            self._within.append(None)

    def _close_table(self) -> None:
        """Put the table among the blocks; those within it follow it."""
        if not self._tables:
            return
        closed = self._tables.pop()
        table = closed.builder.table()
        if self._tables:
            self._within[closed.slot] = table
            return
        self._blocks += [block for block in (table, *self._within) if block is not None]
        self._within.clear()

    def _end_paragraph(self) -> None:
        text = "".join(self._text)
        self._text.clear()
        self._held = self._held if self._tables else 0
        if not self._is_own:
            lines = (
                _folded(one, breaks_at_blanks=self._breaks_at_blanks)
                for one in text.split(_LINE_BREAK)
            )
            text = _LINE_BREAK.join(lines)
        if not text.strip():
            return
        text = text.replace(_LINE_BREAK, "\n")
        if self._tables and self._tables[-1].paragraphs is not None:
            self._tables[-1].paragraphs.append(text)
        else:
            self._put_line(text, Role.NOTE if self._noting else Role.BODY)

    def _tell(self, part: Unseen) -> None:
        """Put what an element holds that is not the page's text among the blocks, as a note."""
        if part.text:
            table = self._tables[-1].builder if self._tables else None
            last = places.of_paragraph(self._source, max(1, self._line_count))
            self._put(Line(part.text, part.place(table.here() if table else last), role=Role.NOTE))

    def _put_line(self, text: str, role: Role) -> None:
        self._line_count += 1
        place = places.of_paragraph(self._source, self._line_count)
        self._put(Line(text, place, self._level, role))

    def _put(self, line: Line) -> None:
        if len(self._tables) > 1:
            self._within.append(line)
        else:
            self._blocks.append(line)


def _folded(text: str, *, breaks_at_blanks: bool) -> str:
    """Return a text without the breaks and indents of its page: all blanks become one.

    A tab within a line stays: office programs write it where the text has one.

    Args:
        text: as it stands in the page.
        breaks_at_blanks: whether lines were broken at blanks alone; else a break between Chinese
            characters was made where there was none.
    """
    pieces = _BLANKS.split(text)
    blanks = _BLANKS.findall(text)
    folded = pieces[0]
    for blank, piece in zip(blanks, pieces[1:], strict=True):
        is_break = "\n" in blank or "\r" in blank
        if is_break and not breaks_at_blanks and joins(folded[-_NEAR:], piece[:_NEAR]):
            folded += piece
        else:
            folded += ("\t" if "\t" in blank and not is_break else " ") + piece
    return folded.strip(" \t")
