"""The whole file of two sides told as one: written sections in, put together and packed.

As ``render.docx.assembly``, whose styles, pages and package it has; the cover and the contents come
first but need what is known at the end, so the body is kept deflated until then.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from annexgen.document import Document, Heading, PageSetup
from annexgen.render.docx import ends
from annexgen.render.docx.body import Stage
from annexgen.render.docx.bookmarks import ReadableNames, field_name
from annexgen.render.docx.markup import DECLARATION, NAMESPACES, paragraph, run
from annexgen.render.docx.package import FOOTER, Parts, header_name, write_package
from annexgen.render.docx.stretch import Stretch
from annexgen.render.docx.styles import Opening, TableStyles
from annexgen.render.docx.tables import LOOK
from annexgen.review.tracked import contents
from annexgen.review.tracked.contents import Entry
from annexgen.review.tracked.marks import Pen, Pens
from annexgen.review.tracked.sections import Written
from annexgen.review.tracked.steps import Sides
from annexgen.tuples import NamedTuple

_BREAK = "<w:pageBreakBefore/>"
_GOES = "\n"
"""Tells a heading that goes from the one of the same identifier that comes elsewhere."""


class Placed(NamedTuple):
    """A heading of one side.

    Attributes:
        heading: its identifier, level, text and style.
        page: the number of its page.
        breaks: whether a page break is asked for before it.
    """

    heading: Heading
    page: int
    breaks: bool = False


class PartEnd(NamedTuple):
    """What ends a part.

    Attributes:
        sides: on which sides it ends there.
        setup: its pages.
        old: its running header before.
        new: its running header now.
        pen: writes what has changed.
    """

    sides: Sides
    setup: PageSetup
    old: str
    new: str
    pen: Pen


class TrackedAssembly:
    """A file in the making.

    Args:
        stage: what sections are set and written with.
        pens: write the revisions.
        kept: the identifiers of all headings of the side now.
        base: a DOCX file whose styles, theme and settings come before ours.
    """

    def __init__(
        self, stage: Stage, pens: Pens, kept: frozenset[str], base: bytes | None = None
    ) -> None:
        self._stage = stage
        self._pens = pens
        self._kept = kept
        self._base = base
        self._body = Stretch()
        self._headers: dict[str, str] = {}
        self._tables = TableStyles()
        self._opening = Opening()
        self._names = ReadableNames()
        self._entries: list[Entry] = []

    def begin_part(
        self, old: Placed | None, new: Placed | None, setup: PageSetup, pen: Pen
    ) -> None:
        """Begin a part with its heading."""
        self._opening.note_part(_placed(old, new).heading, setup)
        self._add(self._headed(old, new, pen))

    def end_part(self, end: PartEnd) -> None:
        """End a part, unless it is the last."""
        mark = end.pen.mark(end.sides)
        self._add(ends.between(mark + ends.properties(end.setup, self._header(end), FOOTER)))

    def add(self, old: Placed | None, new: Placed | None, written: Written, pen: Pen) -> None:
        """Write the next section of the part."""
        self._opening.note_section(_placed(old, new).heading)
        self._add(self._headed(old, new, pen))
        before, *behind = written.markup.split(LOOK)
        self._add(before)
        for look, markup in zip(written.looks, behind, strict=True):
            self._add(self._tables.name(look) + markup)

    def finish(
        self, documents: tuple[Document, Document], last: PartEnd | None, pen: Pen, out: BinaryIO
    ) -> None:
        """Write the file.

        Args:
            documents: both sides; the file is what the second says of itself.
            last: what ends the last part; None where there is none.
            pen: writes what has changed in cover and contents.
            out: where the file goes.
        """
        front = Stretch()
        for text in self._front(*documents, pen, has_body=last is not None):
            front.add(text.encode())
        front.close(ends_member=False)
        if last is not None:
            self._add(ends.last(ends.properties(last.setup, self._header(last), FOOTER)))
        self._add("</w:body></w:document>")
        self._body.close(ends_member=True)
        document = documents[1]
        parts = Parts(document, self._headers, self._stage.names, self._opening, self._tables)
        write_package(parts, [front, self._body], out, self._base)

    def _add(self, text: str) -> None:
        self._body.add(text.encode())

    def _header(self, end: PartEnd) -> str:
        """Return the relationship of a part's running header; empty where it has none."""
        sides = Sides(*(bool(text) for text in (end.old, end.new)))
        runs = run(end.new) if end.old == end.new else end.pen.text(end.old, end.new)
        if not any(sides):
            return ""
        return self._headers.setdefault(runs, header_name(len(self._headers) + 1))

    # ------------------------------------------------------------------ headings

    def _headed(self, old: Placed | None, new: Placed | None, pen: Pen) -> str:
        """Return a heading's paragraph, and note it for the contents."""
        heading, page, _ = _placed(old, new)
        identifier = heading.id
        if new is None and identifier in self._kept:
            identifier += _GOES
        anchor = field_name(identifier)
        texts = [placed.heading.text if placed else None for placed in (old, new)]
        self._entries.append(Entry(heading.level, texts[0], texts[1], page, anchor, pen))
        starts, stops = self._bookmarks(anchor, self._names.of(identifier))
        style = f"Heading{min(heading.level, 2)}"
        content = starts + pen.text(*texts) + stops
        return paragraph(style, content, _properties(style, old, new, pen))

    def _bookmarks(self, *names: str) -> tuple[str, str]:
        """Return what begins and what ends bookmarks of these names."""
        starts, stops = "", ""
        for name in names:
            number = self._pens.number()
            starts += f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
            stops += f'<w:bookmarkEnd w:id="{number}"/>'
        return starts, stops

    # ------------------------------------------------------------------ cover and contents

    def _front(self, old: Document, new: Document, pen: Pen, *, has_body: bool) -> Iterator[str]:
        """Yield what comes before the body."""
        yield f"{DECLARATION}<w:document {NAMESPACES}><w:body>"
        names = self._stage.names
        if new.cover:
            for before, after in zip(old.cover, new.cover, strict=True):
                yield paragraph(names.text(after.style), pen.text(before.text, after.text))
            end = ends.between if new.contents is not None or has_body else ends.last
            yield end(ends.properties(new.page))
        if old.contents is not None and new.contents is not None:
            title = pen.text(old.contents.title, new.contents.title)
            yield paragraph(names.text(new.contents.title_style), title)
            yield from contents.entries(self._entries)
            end = ends.between if has_body else ends.last
            yield end(ends.properties(new.page, footer=FOOTER))


def _placed(old: Placed | None, new: Placed | None) -> Placed:
    placed = new or old
    assert placed is not None  # noqa: S101 - it is there on one side
    return placed


def _properties(style: str, old: Placed | None, new: Placed | None, pen: Pen) -> str:
    """Return a heading's paragraph properties behind its style."""
    breaks = _BREAK if _placed(old, new).breaks else ""
    if old is None or new is None:
        return breaks + pen.mark(Sides(old is not None, new is not None))
    if old.breaks == new.breaks:
        return breaks
    before = _BREAK if old.breaks else ""
    return breaks + pen.properties(f'<w:pStyle w:val="{style}"/>{before}')
