"""The contents of two sides told as one: a filled TOC field whose entries come and go.

The page numbers are those of the published file with all accepted, as only a layout knows them; an
entry that goes keeps its old one. They are no revisions: a new line in one table would else mark
the number of every entry behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from annexgen.render.docx.contents import FIELD_BEGIN, FIELD_END
from annexgen.render.docx.markup import field, paragraph
from annexgen.review.tracked.marks import Pen
from annexgen.review.tracked.steps import BOTH, Sides
from annexgen.review.tracked.texts import Piece, joined
from annexgen.tuples import NamedTuple

_TAB = "<w:r><w:tab/></w:r>"


class Entry(NamedTuple):
    """A heading, as the contents list it.

    Attributes:
        level: of the heading.
        old: its text before; None where it was not there.
        new: its text now; None where it is not there any more.
        page: the number of its page.
        bookmark: where it stands.
        pen: writes what has changed.
    """

    level: int
    old: str | None
    new: str | None
    page: int
    bookmark: str
    pen: Pen


def entries(listed: Iterable[Entry]) -> Iterator[str]:
    """Yield the paragraphs of the contents; the field begins in the first and ends in the last."""
    lines = list(joined(_pieces(list(listed))))
    for at, line in enumerate(lines):
        begin = FIELD_BEGIN if at == 0 else ""
        end = FIELD_END if at == len(lines) - 1 else ""
        yield paragraph(line.style, begin + line.content + end, line.mark)


def _pieces(told: Sequence[Entry]) -> Iterator[Piece]:
    """Yield the entries as paragraphs.

    Both sides share the paragraph in which the field ends. So where the last entry of neither side
    is there on the other, the one that goes stands before the one that comes, in one paragraph; it
    is no link any more, as LibreOffice gets lost in two.
    """
    last_old = max(at for at, entry in enumerate(told) if entry.old is not None)
    last_new = max(at for at, entry in enumerate(told) if entry.new is not None)
    gone, come = told[last_old], told[last_new]
    if gone.new is not None or come.old is not None:
        yield from map(_piece, told)
        return
    yield from (_piece(entry) for at, entry in enumerate(told) if at not in (last_old, last_new))
    shared = _piece(come)
    yield shared._replace(sides=BOTH, content=_line(gone) + shared.content)


def _piece(entry: Entry) -> Piece:
    link = f'<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">{_line(entry)}</w:hyperlink>'
    return Piece(_sides(entry), link, entry.pen, f"TOC{min(entry.level, 2)}")


def _line(entry: Entry) -> str:
    """Return the runs of an entry: its text, the leader, and its page."""
    pen, sides = entry.pen, _sides(entry)
    text = pen.text(entry.old, entry.new)
    if not sides.new:
        return text + pen.runs(_TAB, sides) + pen.text(str(entry.page), None)
    number = field(f"PAGEREF {entry.bookmark} \\h", str(entry.page))
    return text + pen.runs(_TAB + number, sides)


def _sides(entry: Entry) -> Sides:
    return Sides(entry.old is not None, entry.new is not None)
