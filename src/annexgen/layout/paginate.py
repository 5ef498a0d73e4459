"""Stage 4: a document in, its pages out.

The cover, then the contents, then the parts, each on a fresh page. The contents' length does not
depend on its numbers, so one pass over the body gives every number.

This holds all pages at once, for whoever wants to look at them. The renderers go section by section
through ``parts`` instead, and set cover and contents when they know how long the body is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from annexgen.document import Document, PageSetup, Paragraph, Part
from annexgen.fonts.metrics import FontMetrics
from annexgen.layout import contents as contents_pages
from annexgen.layout.flow import Column
from annexgen.layout.furniture import FurnitureSetter
from annexgen.layout.pages import Fragment, Layout, Origin, Page, Place, Placed
from annexgen.layout.parts import SetSection, set_heading, set_sections
from annexgen.layout.text import TextSetter
from annexgen.layout.typesetting import Typesetting

_DEFAULT = Typesetting()


def lay_out(
    document: Document,
    metrics: Mapping[str, FontMetrics],
    typesetting: Typesetting = _DEFAULT,
) -> Layout:
    """Break ``document`` into pages.

    Args:
        document: what to lay out.
        metrics: of each face, by its key in ``document.faces``.
        typesetting: which refinements to use.
    """
    return _Paginator(document, metrics, typesetting).layout()


def set_cover(
    cover: Sequence[Paragraph], setter: TextSetter, setup: PageSetup
) -> tuple[tuple[Placed, ...], ...]:
    """Set a cover; one without paragraphs has no page."""
    if not cover:
        return ()
    column = Column(setter, setup)
    for paragraph in cover:
        column.text(paragraph)
    return column.flow().pages


class _Paginator:
    """One run over a document."""

    def __init__(
        self, document: Document, metrics: Mapping[str, FontMetrics], typesetting: Typesetting
    ) -> None:
        self._document = document
        self._setter = TextSetter(document.styles, metrics, typesetting)
        self._furniture = FurnitureSetter(document.furniture, self._setter)
        self._places: dict[str, Place] = {}

    def layout(self) -> Layout:
        document, setter = self._document, self._setter
        cover = [
            Page(number, document.page, (Fragment(Origin.COVER, "", items),))
            for number, items in enumerate(set_cover(document.cover, setter, document.page), 1)
        ]
        planned = []
        if document.contents is not None:
            planned = contents_pages.plan(
                document.contents, document.headings(), setter, document.page
            )
        body: list[Page] = []
        for part in document.parts:
            body += self._part(part, len(cover) + len(planned) + len(body) + 1)
        listed = []
        for number, page in enumerate(planned, len(cover) + 1):
            items = contents_pages.fill(page, self._places, setter, document.page)
            fragment = Fragment(Origin.CONTENTS, "", items)
            listed.append(self._page(number, document.page, "", [fragment]))
        return Layout((*cover, *listed, *body), self._places)

    def _page(
        self, number: int, setup: PageSetup, header: str, fragments: Sequence[Fragment]
    ) -> Page:
        furniture = self._furniture
        return Page(
            number,
            setup,
            tuple(fragments),
            header=furniture.header(header, setup),
            header_rule=furniture.rule(header, setup),
            footer=furniture.footer(number, setup),
        )

    def _part(self, part: Part, first: int) -> Iterator[Page]:
        """Yield the pages of ``part``, numbered from ``first``."""
        flow = set_heading(part.heading, self._setter, part.page)
        self._places[part.heading.id] = Place(first, flow.start)
        pages = [[Fragment(Origin.PART, part.heading.id, flow.pages[0])]]
        for section in set_sections(
            part.sections, self._setter, part.page, self._document.furniture, flow.bottom
        ):
            self._add(section, pages, first)
        for number, fragments in enumerate(pages, first):
            yield self._page(number, part.page, part.running_header, fragments)

    def _add(self, section: SetSection, pages: list[list[Fragment]], first: int) -> None:
        """Put a section behind what ``pages`` hold, and note where it stands."""
        begins = len(pages) - 1 + section.lead
        self._places[section.heading.id] = Place(first + begins, section.start)
        for index, items in enumerate(section.pages, begins):
            if index == len(pages):
                pages.append([])
            pages[index].append(Fragment(Origin.SECTION, section.heading.id, items))
