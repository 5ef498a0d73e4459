"""The text of the file, streamed: cover, contents, then part after part, each a section of its own.

ISO/IEC 29500-1, 17.6: a section ends with the paragraph that holds its ``w:sectPr``; the last
section's stands behind all paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from annexgen.document import (
    Document,
    Heading,
    PageSetup,
    Paragraph,
    Part,
    Section,
    SplitLine,
    Table,
)
from annexgen.layout.pages import Layout
from annexgen.render.docx import contents
from annexgen.render.docx.bookmarks import ReadableNames, field_name
from annexgen.render.docx.heights import row_plans
from annexgen.render.docx.markup import DECLARATION, NAMESPACES, paragraph, run, twips
from annexgen.render.docx.styles import GAP, SECTION_END, StyleSheet
from annexgen.render.docx.tables import TableWriter


class Body:
    """Writes ``word/document.xml``.

    Args:
        document: what is written.
        layout: its pages, for page numbers and row heights.
        sheet: which style shows what.
        headers: the relationship of each running header.
        footer: the relationship of the page number.
    """

    def __init__(
        self,
        document: Document,
        layout: Layout,
        sheet: StyleSheet,
        headers: Mapping[str, str],
        footer: str,
    ) -> None:
        self._document = document
        self._places = layout.places
        self._sheet = sheet
        self._headers = headers
        self._footer = footer
        self._tables = TableWriter(sheet)
        self._heights = row_plans(layout.pages)
        self._names = ReadableNames()
        self._bookmark = 0

    def markup(self) -> Iterator[str]:
        """Yield the part piece by piece."""
        yield f"{DECLARATION}<w:document {NAMESPACES}><w:body>"
        sections = [*self._sections()]
        for index, (text, properties) in enumerate(sections):
            yield from text
            if index < len(sections) - 1:
                yield properties.paragraph()
            else:
                yield properties.last()
        yield "</w:body></w:document>"

    def _sections(self) -> Iterator[tuple[Iterator[str], _SectionEnd]]:
        """Yield the text of each section and what ends it."""
        document = self._document
        if document.cover:
            yield self._cover(), _SectionEnd(document.page)
        if document.contents is not None:
            yield self._contents(), _SectionEnd(document.page, footer=self._footer)
        for part in document.parts:
            header = self._headers.get(part.running_header, "")
            yield self._part(part), _SectionEnd(part.page, header=header, footer=self._footer)

    def _cover(self) -> Iterator[str]:
        for item in self._document.cover:
            yield paragraph(self._sheet.text(item.style), run(item.text))

    def _contents(self) -> Iterator[str]:
        given = self._document.contents
        if given is not None:
            yield paragraph(self._sheet.text(given.title_style), run(given.title))
            yield from contents.entries(self._document.headings(), self._places)

    def _part(self, part: Part) -> Iterator[str]:
        yield self._heading(part.heading)
        for index, section in enumerate(part.sections):
            yield from self._section(section, breaks=section.new_page and index > 0)

    def _section(self, section: Section, *, breaks: bool) -> Iterator[str]:
        yield self._heading(section.heading, breaks=breaks)
        after_table = False
        for block in section.blocks:
            match block:
                case Table():
                    if after_table or block.space_before:
                        yield _gap(block.space_before)
                    yield from self._tables.markup(block, next(self._heights))
                case SplitLine():
                    content = f"{run(block.left)}<w:r><w:tab/></w:r>{run(block.right)}"
                    yield paragraph(self._sheet.split(block.style), content)
                case Paragraph():
                    yield paragraph(self._sheet.text(block.style), run(block.text))
            after_table = isinstance(block, Table)

    def _heading(self, heading: Heading, *, breaks: bool = False) -> str:
        names = (field_name(heading.id), self._names.of(heading.id))
        starts, ends = "", ""
        for name in names:
            self._bookmark += 1
            starts += f'<w:bookmarkStart w:id="{self._bookmark}" w:name="{name}"/>'
            ends += f'<w:bookmarkEnd w:id="{self._bookmark}"/>'
        properties = "<w:pageBreakBefore/>" if breaks else ""
        style = f"Heading{min(heading.level, 2)}"
        return paragraph(style, starts + run(heading.text) + ends, properties)


class _SectionEnd:
    """What ends a section: its paper, margins, header and footer."""

    def __init__(self, setup: PageSetup, *, header: str = "", footer: str = "") -> None:
        self._properties = _properties(setup, header, footer)

    def paragraph(self) -> str:
        """Return the paragraph that ends the section; it is one point high."""
        return paragraph(SECTION_END, "", self._properties)

    def last(self) -> str:
        """Return what ends the file: Word wants a paragraph behind a table."""
        return paragraph(SECTION_END, "") + self._properties


def _properties(setup: PageSetup, header: str, footer: str) -> str:
    references = ""
    if header:
        references += f'<w:headerReference w:type="default" r:id="{header}"/>'
    if footer:
        references += f'<w:footerReference w:type="default" r:id="{footer}"/>'
    landscape = ' w:orient="landscape"' if setup.width > setup.height else ""
    margins = "".join(
        f' w:{side}="{twips(getattr(setup, side))}"'
        for side in ("top", "right", "bottom", "left", "header", "footer")
    )
    return (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{twips(setup.width)}" w:h="{twips(setup.height)}"{landscape}/>'
        f'<w:pgMar{margins} w:gutter="0"/><w:cols w:space="720"/></w:sectPr>'
    )


def _gap(height: float) -> str:
    """Return the paragraph between two tables, which would else become one."""
    line = max(twips(height), 20)
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/>'
    return paragraph(GAP, "", spacing)
