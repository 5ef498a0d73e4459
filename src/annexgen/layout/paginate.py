"""Stage 4: a document in, its pages out.

The cover, then the contents, then the parts, each on a fresh page. The contents' length does not
depend on its numbers, so one pass over the body gives every number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from annexgen.document import Document, Furniture, PageSetup, Part
from annexgen.fonts.metrics import FontMetrics
from annexgen.layout import contents as contents_pages
from annexgen.layout.flow import Column, Flow, set_section
from annexgen.layout.pages import (
    Fragment,
    Layout,
    Line,
    Origin,
    Page,
    Place,
    PlacedText,
    Rule,
)
from annexgen.layout.text import TextSetter
from annexgen.layout.typesetting import Typesetting

_RULE_GAP = 2.0
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


class _Paginator:
    """One run over a document."""

    def __init__(
        self, document: Document, metrics: Mapping[str, FontMetrics], typesetting: Typesetting
    ) -> None:
        self._document = document
        self._setter = TextSetter(document.styles, metrics, typesetting)
        self._places: dict[str, Place] = {}

    def layout(self) -> Layout:
        document, setter = self._document, self._setter
        cover = list(self._cover())
        planned = []
        if document.contents is not None:
            planned = contents_pages.plan(
                document.contents, document.headings(), setter, document.page
            )
        body: list[Page] = []
        for part in document.parts:
            body += self._part(part, len(cover) + len(planned) + len(body) + 1)
        listed = [
            self._page(
                len(cover) + index,
                document.page,
                Fragment(
                    Origin.CONTENTS,
                    "",
                    contents_pages.fill(page, self._places, setter, document.page),
                ),
            )
            for index, page in enumerate(planned, 1)
        ]
        return Layout((*cover, *listed, *body), self._places)

    def _cover(self) -> Iterator[Page]:
        """Yield the cover, which prints no number."""
        document = self._document
        if not document.cover:
            return
        column = Column(self._setter, document.page)
        for paragraph in document.cover:
            column.text(paragraph)
        for number, items in enumerate(column.flow().pages, 1):
            yield Page(number, document.page, (Fragment(Origin.COVER, "", items),))

    def _page(self, number: int, setup: PageSetup, *fragments: Fragment, header: str = "") -> Page:
        furniture = self._document.furniture
        return Page(
            number,
            setup,
            fragments,
            header=self._header(header, setup),
            header_rule=_header_rule(furniture, setup, self._setter) if header else None,
            footer=self._footer(number, setup),
        )

    def _header(self, text: str, setup: PageSetup) -> tuple[Line, ...]:
        key = self._document.furniture.header_style
        if not text:
            return ()
        lines = self._setter.broken(text, key, setup.text_width)
        top = setup.header - (len(lines) - 1) * self._setter.leading(key)
        return self._setter.placed(lines, key, setup.left, top, setup.text_width)

    def _footer(self, number: int, setup: PageSetup) -> Line:
        furniture = self._document.furniture
        key = furniture.number_style
        text = furniture.number_pattern.replace("{}", str(number))
        lines = self._setter.broken(text, key, setup.text_width)
        top = setup.height - setup.footer - self._setter.leading(key)
        return self._setter.placed(lines, key, setup.left, top, setup.text_width)[0]

    def _part(self, part: Part, first: int) -> Iterator[Page]:
        """Yield the pages of ``part``, numbered from ``first``."""
        number = first
        column = Column(self._setter, part.page)
        column.text(part.heading, whole=True)
        flow = column.flow()
        self._places[part.heading.id] = Place(number, flow.start)
        fragments = [Fragment(Origin.PART, part.heading.id, flow.pages[0])]
        y: float | None = flow.bottom
        for index, section in enumerate(part.sections):
            if index and section.new_page:
                yield self._page(number, part.page, *fragments, header=part.running_header)
                number, fragments, y = number + 1, [], None
            flow = set_section(
                section,
                self._setter,
                part.page,
                self._document.furniture,
                y,
                is_last=index == len(part.sections) - 1,
            )
            self._places[section.heading.id] = _place(flow, number)
            for at, items in enumerate(flow.pages):
                if at:
                    yield self._page(number, part.page, *fragments, header=part.running_header)
                    number, fragments = number + 1, []
                if items:
                    fragments.append(Fragment(Origin.SECTION, section.heading.id, items))
            y = flow.bottom
        yield self._page(number, part.page, *fragments, header=part.running_header)


def _place(flow: Flow, number: int) -> Place:
    """Return where the heading stands that ``flow`` begins with."""
    skipped = next(
        index
        for index, items in enumerate(flow.pages)
        if any(isinstance(item, PlacedText) for item in items)
    )
    return Place(number + skipped, flow.start)


def _header_rule(furniture: Furniture, setup: PageSetup, setter: TextSetter) -> Rule | None:
    if furniture.header_rule <= 0:
        return None
    y = setup.header + setter.leading(furniture.header_style) + _RULE_GAP
    return Rule(setup.left, y, setup.left + setup.text_width, y, furniture.header_rule)
