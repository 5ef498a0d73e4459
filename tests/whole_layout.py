"""A whole document's pages at once, for trials that look at them.

The renderers go section by section and hold no pages; this puts the same pieces together in the
same order, so that what they say of a heading's page can be held against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from annexgen.document import Document, PageSetup, Part
from annexgen.fonts.metrics import FontMetrics
from annexgen.layout import contents as contents_pages
from annexgen.layout.cover import set_cover
from annexgen.layout.furniture import FurnitureSetter
from annexgen.layout.pages import Fragment, Line, Origin, Place, Rule
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


class Page(NamedTuple):
    """One page.

    Attributes:
        number: from 1, cover included; the sheet's number in the file.
        setup: paper and margins.
        fragments: the text area, in reading order.
        header: the running header; empty on cover and contents.
        header_rule: the rule under it.
        footer: the printed page number; None on the cover.
    """

    number: int
    setup: PageSetup
    fragments: tuple[Fragment, ...]
    header: tuple[Line, ...] = ()
    header_rule: Rule | None = None
    footer: Line | None = None


class Layout(NamedTuple):
    """All pages, and where each heading (by its identifier) ended up."""

    pages: Sequence[Page]
    places: Mapping[str, Place]


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
