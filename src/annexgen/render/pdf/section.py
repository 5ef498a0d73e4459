"""One section, encoded: content streams, structure, links and characters.

Everything here depends on the section alone (and on the fonts' order), not on page numbers, object
numbers or other sections: an encoded section can be kept, or made in another process. A heading
holds the section's number, so only its place is kept, and the rest stays valid with another number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annexgen.document import Heading, SplitLine
from annexgen.layout.grid import boxes, rules
from annexgen.layout.pages import Fragment, Line, Origin, PlacedEntry, PlacedTable, PlacedText
from annexgen.render.pdf.content import Characters, Content, TextEncoder
from annexgen.render.pdf.faces import Slot
from annexgen.render.pdf.skeleton import OUTER, ElementsTemplate, Skeleton
from annexgen.render.pdf.tables import TableElements
from annexgen.tuples import NamedTuple


class Link(NamedTuple):
    """A link on one of the section's pages.

    Attributes:
        page: the section's how many-th page.
        target: identifier of the heading it leads to.
        contents: what a reader hears.
        rectangles: left, bottom, right, top of each line, y upwards.
    """

    page: int
    target: str
    contents: str
    rectangles: tuple[tuple[float, float, float, float], ...]


class Caption(NamedTuple):
    """The place of the section's heading, or of its repetition above a table that goes on.

    Attributes:
        mcid: of the heading's marked content; None for a repetition, which is an artifact.
        start: index of the first line that stands here.
        stop: index behind the last.
        baseline: y of the first one's baseline in pt.
    """

    mcid: int | None
    start: int
    stop: int
    baseline: float


class EncodedPage(NamedTuple):
    """What a section puts on one page.

    Attributes:
        streams: compressed content streams and captions, to be drawn in this order.
        owners: for each MCID, from the section's first on, the index of its element.
    """

    streams: tuple[bytes | Caption, ...]
    owners: tuple[int, ...]


class EncodedSection(NamedTuple):
    """A section, or the cover, the contents or a part's heading, ready to be written.

    Attributes:
        pages: one for each page that the section is on.
        elements: its structure.
        links: its link annotations.
        characters: what it draws, by slot.
    """

    pages: tuple[EncodedPage, ...]
    elements: ElementsTemplate
    links: tuple[Link, ...]
    characters: Mapping[Slot, str]


class Piece(NamedTuple):
    """A section's fragment on one page, and the height in pt of that page's paper."""

    fragment: Fragment
    height: float


def encode(
    pieces: Sequence[Piece], texts: TextEncoder, first_mcid: int = 0, *, tags: bool = True
) -> EncodedSection:
    """Encode a section.

    Args:
        pieces: its fragments, on consecutive pages.
        texts: encodes the document's texts.
        first_mcid: the first marked content number that is free on its first page.
        tags: whether to mark content and make structure elements.
    """
    encoder = _Encoder(pieces[0].fragment.origin, texts, first_mcid, tags=tags)
    pages = [encoder.page(piece) for piece in pieces]
    return EncodedSection(
        pages=tuple(
            EncodedPage(streams, tuple(owners))
            for streams, owners in zip(pages, encoder.skeleton.owners, strict=True)
        ),
        elements=encoder.skeleton.template(len(encoder.links)),
        links=tuple(encoder.links),
        characters=encoder.characters.by_slot(),
    )


class _Encoder:
    """One run over a section's pages."""

    def __init__(self, origin: Origin, texts: TextEncoder, first_mcid: int, *, tags: bool) -> None:
        self._texts = texts
        self._tags = tags
        self._origin = origin
        self.characters = Characters()
        self.skeleton = Skeleton(first_mcid)
        self.links: list[Link] = []
        self._page = -1
        self._height = 0.0
        self._open: tuple[object, int] = (None, OUTER)
        self._table: tuple[object, TableElements | None] = (None, None)
        self._root = OUTER
        if tags and origin is not Origin.PART:
            self._root = self.skeleton.add("Sect", OUTER)
        self._lists: list[int] = []
        self._heading_lines = 0

    def page(self, piece: Piece) -> tuple[bytes | Caption, ...]:
        """Encode what the section puts on its next page."""
        self.skeleton.begin_page()
        self._page += 1
        self._height = piece.height
        streams: list[bytes | Caption] = []
        content: Content | None = None
        for item in piece.fragment.items:
            if isinstance(item, PlacedText) and self._is_caption(item):
                if content is not None:
                    streams.append(content.finish())
                    content = None
                streams.append(self._caption(item))
                continue
            content = content or self._content()
            match item:
                case PlacedText():
                    self._text(item, content)
                case PlacedTable():
                    self._cells(item, content)
                case PlacedEntry():
                    self._entry(item, content)
        if content is not None:
            streams.append(content.finish())
        return tuple(streams)

    def _is_caption(self, item: PlacedText) -> bool:
        """Say whether a text holds the section's number."""
        is_heading = item.repeated or isinstance(item.source, Heading)
        return is_heading and self._origin is Origin.SECTION

    def _caption(self, item: PlacedText) -> Caption:
        count, baseline = len(item.lines), item.lines[0].baseline
        if item.repeated:
            return Caption(None, 0, count, baseline)
        start, mcid = self._heading_lines, 0
        self._heading_lines += count
        if self._tags:
            source, element = self._open
            if source is not item.source:
                element = self.skeleton.add(self._tag(item.source), self._root)
                self._open = (item.source, element)
            mcid = self.skeleton.mark(element)
        return Caption(mcid, start, start + count, baseline)

    def _content(self) -> Content:
        return Content(self._texts, self.characters, self._height, tags=self._tags)

    def _text(self, item: PlacedText, content: Content) -> None:
        """Draw a text; what goes on from the page before goes into the same element."""
        if item.repeated or not item.lines:
            self._artifact(item.lines, content)
            return
        source, element = self._open
        if source is not item.source and self._tags:
            element = self.skeleton.add(self._tag(item.source), self._root)
            self._open = (item.source, element)
        blank = isinstance(item.source, SplitLine)
        self._marked(element, item.lines, content, split=blank)

    def _tag(self, source: object) -> str:
        if isinstance(source, Heading):
            return f"H{source.level}"
        if self._origin is Origin.COVER and len(self.skeleton.tags) == 1:
            return "Title"
        return "P"

    def _cells(self, item: PlacedTable, content: Content) -> None:
        content.paint(boxes(item), rules(item))
        cells = [cell for cell in item.cells if cell.text.lines]
        if not self._tags:
            for cell in cells:
                content.text(cell.text, cell.text_x, cell.text_y)
            return
        table, elements = self._table
        if elements is None or table is not item.table:
            elements = TableElements(self.skeleton, self._root, item.table)
            self._table = (item.table, elements)
        tags, mark, element_at = self.skeleton.tags, self.skeleton.mark, elements.element
        for cell in cells:
            source, row, _, _, _, _, _, text, x, y, is_repeated = cell
            if is_repeated:
                content.begin_artifact()
                content.text(text, x, y)
                content.end()
            elif len(source.text) > 1:
                for element, lines in elements.paragraphs(cell):
                    self._marked(element, lines, content)
            else:
                element = element_at(row, source.column)
                content.cell(tags[element], mark(element), text, x, y)

    def _entry(self, item: PlacedEntry, content: Content) -> None:
        """Draw a line of the contents: all of it is a link, but for the leader."""
        element = OUTER
        if self._tags:
            element = self._link_element(item.target.level)
        self._marked(element, item.lines, content)
        if item.leader is not None:
            self._artifact((item.leader,), content)
        self._marked(element, (item.number,), content)
        if self._tags:
            self.skeleton.hold_link(element, len(self.links))
        rectangles = self._rectangles(item)
        self.links.append(Link(self._page, item.target.id, item.target.text, rectangles))

    def _link_element(self, level: int) -> int:
        """Return the Link of a new entry; a deeper level is a list within the list (14.8.4.3.3)."""
        skeleton = self.skeleton
        del self._lists[level:]
        while len(self._lists) < level:
            outer = self._lists[-1] if self._lists else self._root
            self._lists.append(skeleton.add("TOC", outer))
        entry = skeleton.add("TOCI", self._lists[-1])
        return skeleton.add("Link", skeleton.add("Reference", entry))

    def _rectangles(self, item: PlacedEntry) -> tuple[tuple[float, float, float, float], ...]:
        """Return the area of each line; the last reaches to the end of the page number."""
        rectangles = []
        for line in item.lines:
            face = self._texts.inks[line.style]
            y, right = self._height - line.baseline, line.x + line.width
            if line is item.lines[-1]:
                right = item.number.x + item.number.width
            rectangles.append((line.x, y - 0.2 * face.size, right, y + 0.9 * face.size))
        return tuple(rectangles)

    def _marked(
        self, element: int, lines: Sequence[Line], content: Content, *, split: bool = False
    ) -> None:
        if not self._tags:
            content.lines(lines, split=split)
            return
        content.begin(self.skeleton.tags[element], self.skeleton.mark(element))
        content.lines(lines, split=split)
        content.end()

    def _artifact(self, lines: Sequence[Line], content: Content) -> None:
        if lines:
            content.begin_artifact()
            content.lines(lines)
            content.end()
