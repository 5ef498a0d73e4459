"""The whole file: written sections in, put together and packed.

Cover and contents come first but need the number of each page, so the body is kept deflated until
its end is known. Of each section only its heading and page are remembered besides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from annexgen.document import Document, Heading, PageSetup
from annexgen.layout import contents as contents_pages
from annexgen.layout.cover import set_cover
from annexgen.render.docx import contents, ends
from annexgen.render.docx.body import DocxSection, Stage
from annexgen.render.docx.bookmarks import ReadableNames, field_name
from annexgen.render.docx.markup import DECLARATION, NAMESPACES, paragraph, run
from annexgen.render.docx.package import FOOTER, Parts, get_ready, header_name, write_package
from annexgen.render.docx.stretch import Stretch
from annexgen.render.docx.styles import Opening, TableStyles
from annexgen.render.docx.tables import LOOK


def pages_before(document: Document, stage: Stage, headings: Iterable[Heading]) -> int:
    """Return how many pages come before the body: those of cover and contents.

    Args:
        document: whose cover and contents they are; its parts are not read.
        stage: what sets them.
        headings: what the contents list.
    """
    setter, setup = stage.setter, document.page
    pages = len(set_cover(document.cover, setter, setup))
    if document.contents is not None:
        pages += len(contents_pages.plan(document.contents, headings, setter, setup))
    return pages


class DocxAssembly:
    """A DOCX file in the making.

    Args:
        stage: what sections are set and written with.
        base: a DOCX file whose styles, theme and settings come before ours.
        alone: whether no worker process uses the other cores.
    """

    def __init__(self, stage: Stage, base: bytes | None = None, *, alone: bool = False) -> None:
        self._stage = stage
        self._base = base
        self._body = Stretch(beside=alone)
        self._headers: dict[str, str] = {}
        self._tables = TableStyles()
        self._opening = Opening()
        self._names = ReadableNames()
        self._bookmark = 0
        self._headings: list[tuple[Heading, int]] = []
        self._pages = 0
        self._ending = ""
        get_ready()

    def begin_part(self, heading: Heading, running_header: str, setup: PageSetup) -> None:
        """Begin a part on a fresh page with its heading."""
        if self._ending:
            self._add(ends.between(self._ending))
        header = ""
        if running_header:
            name = header_name(len(self._headers) + 1)
            header = self._headers.setdefault(run(running_header), name)
        self._ending = ends.properties(setup, header, FOOTER)
        self._opening.note_part(heading, setup)
        self._headings.append((heading, self._pages))
        self._pages += 1
        self._add(self._heading(heading))

    def add(self, section: DocxSection) -> None:
        """Write the next section of the part."""
        first = self._pages - 1 + section.lead
        self._opening.note_section(section.heading)
        self._headings.append((section.heading, first))
        self._pages = first + section.pages
        self._add(self._heading(section.heading, breaks=section.breaks))
        before, *behind = section.markup.split(LOOK.encode())
        self._body.add(before)
        for look, markup in zip(section.looks, behind, strict=True):
            self._add(self._tables.name(look))
            self._body.add(markup)

    def finish(self, document: Document, out: BinaryIO) -> int:
        """Write the file and return the number of pages.

        Args:
            document: what the file says of itself, its cover and contents; its parts are not read.
            out: where the file goes.
        """
        front = Stretch()
        before = pages_before(document, self._stage, (heading for heading, _ in self._headings))
        for text in self._front(document, before):
            front.add(text.encode())
        front.close(ends_member=False)
        if self._ending:
            self._add(ends.last(self._ending))
        self._add("</w:body></w:document>")
        self._body.close(ends_member=True)
        parts = Parts(document, self._headers, self._stage.names, self._opening, self._tables)
        write_package(parts, [front, self._body], out, self._base)
        return before + self._pages

    def _add(self, text: str) -> None:
        self._body.add(text.encode())

    def _heading(self, heading: Heading, *, breaks: bool = False) -> str:
        names = (field_name(heading.id), self._names.of(heading.id))
        starts, marks = "", ""
        for name in names:
            self._bookmark += 1
            starts += f'<w:bookmarkStart w:id="{self._bookmark}" w:name="{name}"/>'
            marks += f'<w:bookmarkEnd w:id="{self._bookmark}"/>'
        properties = "<w:pageBreakBefore/>" if breaks else ""
        style = f"Heading{min(heading.level, 2)}"
        return paragraph(style, starts + run(heading.text) + marks, properties)

    # ------------------------------------------------------------------ cover and contents

    def _front(self, document: Document, before: int) -> Iterator[str]:
        """Yield what comes before the body, which begins behind ``before`` pages."""
        yield f"{DECLARATION}<w:document {NAMESPACES}><w:body>"
        names, given = self._stage.names, document.contents
        if document.cover:
            for item in document.cover:
                yield paragraph(names.text(item.style), run(item.text))
            end = ends.between if given is not None or self._headings else ends.last
            yield end(ends.properties(document.page))
        if given is not None:
            yield paragraph(names.text(given.title_style), run(given.title))
            yield from contents.entries(
                (heading, before + page + 1) for heading, page in self._headings
            )
            end = ends.between if self._headings else ends.last
            yield end(ends.properties(document.page, footer=FOOTER))
