"""The whole file: pages in, sections encoded and written one after another.

Memory does not grow with the text: a section is written as soon as it is encoded, and a page
as soon as its last section is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from annexgen.document import Document
from annexgen.fonts.chain import FontChain
from annexgen.layout.pages import Layout, Line, Origin, Page, Rule
from annexgen.render.pdf import metadata, navigation, objects
from annexgen.render.pdf.content import Characters, Content, TextEncoder
from annexgen.render.pdf.embedding import Embedding
from annexgen.render.pdf.faces import Typefaces
from annexgen.render.pdf.file import PdfFile
from annexgen.render.pdf.section import EncodedSection, Piece, encode
from annexgen.render.pdf.structure import Structure

_BRANCH = 64


def render(
    document: Document,
    layout: Layout,
    chains: Mapping[str, FontChain],
    out: BinaryIO,
    *,
    tags: bool = True,
) -> None:
    """Write the pages of ``layout`` as a PDF file.

    Args:
        document: what the layout shows.
        layout: its pages.
        chains: of each face, by its key in ``document.faces``.
        out: where the file goes, from its first byte on.
        tags: whether to write a tagged file that conforms to PDF/A-2a and PDF/UA-1; an untagged
            one is for measuring.
    """
    assembly = _Assembly(document, layout, Typefaces(document.styles, chains), PdfFile(out), tags)
    assembly.write()


class _Assembly:
    """One run over a layout."""

    def __init__(
        self,
        document: Document,
        layout: Layout,
        typefaces: Typefaces,
        file: PdfFile,
        tags: bool,
    ) -> None:
        self._document = document
        self._pages = layout.pages
        self._places = layout.places
        self._texts = TextEncoder(typefaces)
        self._file = file
        self._tags = tags
        self._resources = file.reserve()
        first = file.reserve(len(self._pages))
        self._numbers = range(first, first + len(self._pages))
        self._branches = _branches(file, len(self._pages))
        self._structure = Structure(file, self._numbers) if tags else None
        self._embedding = Embedding(file, typefaces.fonts)
        self._headers: dict[object, int] = {}

    def write(self) -> None:
        """Write the file."""
        done = 0
        pending = _Pending()
        for first, pieces in _sections(self._pages):
            while done < first:
                self._page(done, pending.take(done))
                done += 1
            if pieces[0].fragment.origin is Origin.PART and self._structure is not None:
                self._structure.open_part()
            section = encode(pieces, self._texts, len(pending.of(first).owners), tags=self._tags)
            self._section(section, first, pending)
        for index in range(done, len(self._pages)):
            self._page(index, pending.take(index))
        self._finish()

    def _section(self, section: EncodedSection, first: int, pending: _Pending) -> None:
        """Write a section's streams, links and elements, and note what its pages must name."""
        file, structure = self._file, self._structure
        links = []
        for key, link in enumerate(section.links, structure.next_link_key() if structure else 0):
            target = objects.identifier(link.target)
            parent = key if structure else None
            body = objects.link(link.rectangles, link.contents, target, parent)
            links.append(file.add(body))
            pending.of(first + link.page).links.append(links[-1])
        base = structure.add(section, first, links) if structure else 0
        for index, encoded in enumerate(section.pages, first):
            page = pending.of(index)
            page.streams += [file.add_stream(stream) for stream in encoded.streams]
            page.owners += [base + owner for owner in encoded.owners]
        self._embedding.note(section.characters)

    def _page(self, index: int, parts: _Parts) -> None:
        """Write a page (7.7.3.3) whose sections are all written."""
        page = self._pages[index]
        streams = [*self._furniture(page), *parts.streams]
        more = ""
        if self._structure is not None:
            self._structure.add_page(index, parts.owners)
            more = f"/StructParents {index}/Tabs/S"
        if parts.links:
            more += f"/Annots{objects.array(map(objects.ref, parts.links))}"
        self._file.put(
            self._numbers[index],
            f"<</Type/Page/Parent {self._branches[index // _BRANCH]} 0 R"
            f"/MediaBox[0 0 {page.setup.width:g} {page.setup.height:g}]"
            f"/Resources {self._resources} 0 R"
            f"/Contents{objects.array(map(objects.ref, streams))}{more}>>",
        )

    def _furniture(self, page: Page) -> Iterator[int]:
        """Yield the streams of running header (one for all pages that share it) and page number."""
        height = page.setup.height
        if page.header or page.header_rule:
            key = (page.header, page.header_rule, height)
            if key not in self._headers:
                rules = (page.header_rule,) if page.header_rule else ()
                self._headers = {key: self._artifact("Header", page.header, height, rules)}
            yield self._headers[key]
        if page.footer is not None:
            yield self._artifact("Footer", (page.footer,), height)

    def _artifact(
        self, kind: str, lines: Sequence[Line], height: float, rules: Sequence[Rule] = ()
    ) -> int:
        characters = Characters()
        content = Content(self._texts, characters, height, tags=self._tags)
        if rules:
            content.paint((), rules)
        content.begin_artifact(f"/Type/Pagination/Subtype/{kind}")
        content.lines(lines)
        content.end()
        self._embedding.note(characters.by_slot())
        return self._file.add_stream(content.data(), flate=False)

    def _finish(self) -> None:
        """Write what the whole file has once, fonts last as they need all characters."""
        file, document = self._file, self._document
        fonts = objects.dictionary(self._embedding.finish())
        file.put(self._resources, objects.dictionary({"Font": fonts}))
        names = navigation.add_destinations(file, self._places, self._pages, self._numbers)
        outline = navigation.add_outline(file, document.headings())
        entries: dict[str, object] = {
            "Type": "/Catalog",
            "Pages": objects.ref(_page_tree(file, self._branches, self._numbers)),
            "Names": objects.dictionary({"Dests": objects.ref(names)}),
            "Outlines": objects.ref(outline) if outline else None,
            "PageMode": "/UseOutlines" if outline else None,
            "Lang": objects.text(document.language),
            "Metadata": objects.ref(metadata.add_metadata(file, document, conforming=self._tags)),
            "OutputIntents": objects.array([objects.ref(metadata.add_output_intent(file))]),
            "ViewerPreferences": objects.dictionary({"DisplayDocTitle": "true"}),
        }
        if self._structure is not None:
            self._structure.finish()
            entries["StructTreeRoot"] = objects.ref(self._structure.root)
            entries["MarkInfo"] = objects.dictionary({"Marked": "true"})
        root = file.add(objects.dictionary(entries))
        file.finish(root, file.add(metadata.information(document)))


class _Parts:
    """What a page must name: its streams, links and the owners of its marked content."""

    def __init__(self) -> None:
        self.streams: list[int] = []
        self.links: list[int] = []
        self.owners: list[int] = []


class _Pending:
    """The parts of the pages that are not yet written."""

    def __init__(self) -> None:
        self._parts: dict[int, _Parts] = {}

    def of(self, index: int) -> _Parts:
        """Return the parts of a page, to add to."""
        return self._parts.setdefault(index, _Parts())

    def take(self, index: int) -> _Parts:
        """Return the parts of a page, and forget them."""
        return self._parts.pop(index, None) or _Parts()


def _sections(pages: Sequence[Page]) -> Iterator[tuple[int, list[Piece]]]:
    """Yield each section's first page, by index, and its pieces."""
    first = 0
    pieces: list[Piece] = []
    for index, page in enumerate(pages):
        for fragment in page.fragments:
            if pieces and pieces[-1].fragment[:2] != fragment[:2]:
                yield first, pieces
                pieces = []
            if not pieces:
                first = index
            pieces.append(Piece(fragment, page.setup.height))
    if pieces:
        yield first, pieces


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
