"""The whole file: encoded sections in, written one after another.

Memory does not grow with the text: a section is written as soon as it comes. What needs a page
number (contents, page numbers, links, outline) comes last, when the length of the body is known;
of each page only its object number and those of its streams are kept until then.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from annexgen.document import Document, Heading, PageSetup
from annexgen.layout import contents
from annexgen.layout.furniture import FurnitureSetter
from annexgen.layout.pages import Fragment, Line, Origin, Place, Rule
from annexgen.layout.paginate import set_cover
from annexgen.render.pdf import metadata, navigation, objects
from annexgen.render.pdf.body import BodySection, Stage, continued, encoded_heading
from annexgen.render.pdf.content import Characters, Content
from annexgen.render.pdf.embedding import Embedding
from annexgen.render.pdf.file import PdfFile
from annexgen.render.pdf.section import Caption, EncodedSection, Piece, encode
from annexgen.render.pdf.structure import Structure

_BRANCH = 64


class _Page:
    """A page that waits for its number.

    Attributes:
        number: its object number.
        setup: paper and margins.
        header: the stream of its running header; None for none.
        key: its key in the parent tree.
        streams: the streams of its text area.
        owners: for each MCID the object number of its element.
        links: its link annotations.
    """

    __slots__ = ("header", "key", "links", "number", "owners", "setup", "streams")

    def __init__(self, number: int, setup: PageSetup, header: int | None, key: int) -> None:
        self.number = number
        self.setup = setup
        self.header = header
        self.key = key
        self.streams: list[int] = []
        self.owners: list[int] = []
        self.links: list[int] = []


class Assembly:
    """A PDF file in the making.

    Args:
        out: where the file goes, from its first byte on.
        stage: what sections are set and encoded with.
    """

    def __init__(self, out: BinaryIO, stage: Stage) -> None:
        self._stage = stage
        self._furniture = FurnitureSetter(stage.furniture, stage.setter)
        self._file = PdfFile(out)
        self._resources = self._file.reserve()
        self._structure = Structure(self._file) if stage.tags else None
        self._embedding = Embedding(self._file, stage.texts.fonts)
        self._body: list[_Page] = []
        self._headings: list[tuple[Heading, int, float]] = []
        self._covers = 0
        self._part: tuple[PageSetup, int | None]

    def begin_part(self, heading: Heading, running_header: str, setup: PageSetup) -> None:
        """Begin a part on a fresh page with its heading."""
        if self._structure is not None:
            self._structure.open_part()
        self._part = setup, self._header(running_header, setup)
        self.add(encoded_heading(heading, self._stage, setup)[0])

    def add(self, section: BodySection) -> None:
        """Write the next section of the part."""
        first = len(self._body) - 1 + section.lead
        self._headings.append((section.heading, first, section.start))
        while len(self._body) < first + len(section.encoded.pages):
            self._open_page()
        self._write(section.encoded, self._body[first:], section.heading)

    def finish(self, document: Document) -> int:
        """Write the rest and return the number of pages.

        Args:
            document: what the file says of itself, its cover and contents; its parts are not read.
        """
        self._end_page()
        front = self._front(document)
        pages = [*front, *self._body]
        branches = _branches(self._file, len(pages))
        for index, page in enumerate(pages):
            printed = index + 1 if index >= self._covers else None
            self._put_page(page, branches[index // _BRANCH], printed)
        self._put_catalog(document, pages, branches, len(front))
        return len(pages)

    # ------------------------------------------------------------------ sections

    def _open_page(self) -> None:
        self._end_page()
        setup, header = self._part
        self._body.append(_Page(self._file.reserve(), setup, header, len(self._body)))

    def _end_page(self) -> None:
        """Note the owners of the last page's content, of which no more comes."""
        if self._structure is not None and self._body:
            page = self._body[-1]
            self._structure.add_page(page.key, page.owners)
            page.owners = []

    def _write(
        self, section: EncodedSection, pages: Sequence[_Page], heading: Heading | None = None
    ) -> None:
        """Write a section's streams and elements, and note what its pages must name."""
        file, structure = self._file, self._structure
        links = [file.reserve() for _ in section.links]
        base = 0
        if structure is not None:
            numbers = [page.number for page in pages]
            base = structure.add(section.elements, numbers, links)
        for page, encoded in zip(pages, section.pages, strict=True):
            for stream in encoded.streams:
                if isinstance(stream, bytes):
                    page.streams.append(file.add_stream(stream))
                elif heading is not None:
                    page.streams.append(self._caption(stream, heading, page.setup))
            page.owners += [base + owner for owner in encoded.owners]
        for link, number in zip(section.links, links, strict=True):
            parent = None if structure is None else structure.link_key()
            target = objects.identifier(link.target)
            file.put(number, objects.link(link.rectangles, link.contents, target, parent))
            pages[link.page].links.append(number)
        self._embedding.note(section.characters)

    def _caption(self, caption: Caption, heading: Heading, setup: PageSetup) -> int:
        """Write the stream of a section's heading, or of its repetition."""
        stage, text, style = self._stage, heading.text, heading.style
        if caption.mcid is None:
            text, style = continued(stage.furniture, text), stage.furniture.continued_style
        lines = stage.setter.broken(text, style, setup.text_width)[caption.start : caption.stop]
        top = caption.baseline - stage.setter.baseline(style)
        characters = Characters()
        content = Content(stage.texts, characters, setup.height, tags=stage.tags)
        if caption.mcid is None:
            content.begin_artifact()
        else:
            content.begin(f"H{heading.level}", caption.mcid)
        content.lines(stage.setter.placed(lines, style, setup.left, top, setup.text_width))
        content.end()
        self._embedding.note(characters.by_slot())
        return self._file.add_stream(content.data(), flate=False)

    # ------------------------------------------------------------------ furniture

    def _header(self, text: str, setup: PageSetup) -> int | None:
        """Write the stream of a running header, one for all pages that share it."""
        lines, rule = self._furniture.header(text, setup), self._furniture.rule(text, setup)
        if not lines and rule is None:
            return None
        return self._artifact("Header", lines, setup.height, (rule,) if rule else ())

    def _artifact(
        self, kind: str, lines: Sequence[Line], height: float, rules: Sequence[Rule] = ()
    ) -> int:
        characters = Characters()
        content = Content(self._stage.texts, characters, height, tags=self._stage.tags)
        if rules:
            content.paint((), rules)
        content.begin_artifact(f"/Type/Pagination/Subtype/{kind}")
        content.lines(lines)
        content.end()
        self._embedding.note(characters.by_slot())
        return self._file.add_stream(content.data(), flate=False)

    # ------------------------------------------------------------------ the end

    def _front(self, document: Document) -> list[_Page]:
        """Write cover and contents, and return their pages."""
        setter, setup = self._stage.setter, document.page
        cover = set_cover(document.cover, setter, setup)
        self._covers = len(cover)
        planned: Sequence[contents.ContentsPage] = ()
        if document.contents is not None:
            headings = (heading for heading, _, _ in self._headings)
            planned = contents.plan(document.contents, headings, setter, setup)
        before = len(cover) + len(planned)
        if self._structure is not None:
            self._structure.close_body(pages=before + len(self._body))
        places = {
            heading.id: Place(before + page + 1, start) for heading, page, start in self._headings
        }
        filled = [contents.fill(page, places, setter, setup) for page in planned]
        pages: list[_Page] = []
        for origin, sheets in ((Origin.COVER, cover), (Origin.CONTENTS, filled)):
            pieces = [Piece(Fragment(origin, "", items), setup.height) for items in sheets]
            if pieces:
                pages += self._front_section(pieces, setup, len(self._body) + len(pages))
        return pages

    def _front_section(self, pieces: Sequence[Piece], setup: PageSetup, key: int) -> list[_Page]:
        pages = [
            _Page(self._file.reserve(), setup, None, at) for at in range(key, key + len(pieces))
        ]
        self._write(encode(pieces, self._stage.texts, tags=self._stage.tags), pages)
        if self._structure is not None:
            for page in pages:
                self._structure.add_page(page.key, page.owners)
        return pages

    def _put_page(self, page: _Page, parent: int, printed: int | None) -> None:
        """Write a page (7.7.3.3); ``printed`` is the number on it."""
        streams = page.streams if page.header is None else [page.header, *page.streams]
        if printed is not None:
            footer = self._furniture.footer(printed, page.setup)
            streams = [*streams, self._artifact("Footer", (footer,), page.setup.height)]
        more = f"/StructParents {page.key}/Tabs/S" if self._structure is not None else ""
        if page.links:
            more += f"/Annots{objects.array(map(objects.ref, page.links))}"
        self._file.put(
            page.number,
            f"<</Type/Page/Parent {parent} 0 R"
            f"/MediaBox[0 0 {page.setup.width:g} {page.setup.height:g}]"
            f"/Resources {self._resources} 0 R"
            f"/Contents{objects.array(map(objects.ref, streams))}{more}>>",
        )

    def _put_catalog(
        self, document: Document, pages: Sequence[_Page], branches: Sequence[int], front: int
    ) -> None:
        """Write what the whole file has once, fonts last as they need all characters."""
        file = self._file
        fonts = objects.dictionary(self._embedding.finish())
        file.put(self._resources, objects.dictionary({"Font": fonts}))
        numbers = [page.number for page in pages]
        targets = (
            navigation.Target(heading.id, numbers[front + at], self._body[at].setup.height - start)
            for heading, at, start in self._headings
        )
        names = navigation.add_destinations(file, targets)
        outline = navigation.add_outline(file, (heading for heading, _, _ in self._headings))
        entries: dict[str, object] = {
            "Type": "/Catalog",
            "Pages": objects.ref(_page_tree(file, branches, numbers)),
            "Names": objects.dictionary({"Dests": objects.ref(names)}),
            "Outlines": objects.ref(outline) if outline else None,
            "PageMode": "/UseOutlines" if outline else None,
            "Lang": objects.text(document.language),
            "Metadata": objects.ref(
                metadata.add_metadata(file, document, conforming=self._stage.tags)
            ),
            "OutputIntents": objects.array([objects.ref(metadata.add_output_intent(file))]),
            "ViewerPreferences": objects.dictionary({"DisplayDocTitle": "true"}),
        }
        if self._structure is not None:
            self._structure.finish()
            entries["StructTreeRoot"] = objects.ref(self._structure.root)
            entries["MarkInfo"] = objects.dictionary({"Marked": "true"})
        root = file.add(objects.dictionary(entries))
        file.finish(root, file.add(metadata.information(document)))


def _branches(file: PdfFile, pages: int) -> range:
    """Reserve the page tree's inner nodes, so that no node holds thousands of pages."""
    count = -(-pages // _BRANCH)
    first = file.reserve(count)
    return range(first, first + count)


def _page_tree(file: PdfFile, branches: Sequence[int], pages: Sequence[int]) -> int:
    """Write the page tree (7.7.3) and return its root."""
    root = file.reserve()
    for index, number in enumerate(branches):
        held = pages[index * _BRANCH : (index + 1) * _BRANCH]
        kids = objects.array(map(objects.ref, held))
        file.put(number, f"<</Type/Pages/Parent {root} 0 R/Count {len(held)}/Kids{kids}>>")
    kids = objects.array(map(objects.ref, branches))
    file.put(root, f"<</Type/Pages/Count {len(pages)}/Kids{kids}>>")
    return root
