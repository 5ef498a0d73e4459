"""The whole file: encoded sections in, written one after another.

Memory does not grow with the text: a section is written as soon as it comes. What needs a page
number (contents, page numbers, links, outline) comes last, when the length of the body is known;
of each page only its object number and those of its streams are kept until then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import BinaryIO

from annexgen.document import Document, Heading, PageSetup
from annexgen.layout import contents
from annexgen.layout.cover import set_cover
from annexgen.layout.furniture import FurnitureSetter
from annexgen.layout.pages import Fragment, Origin, Place
from annexgen.render.pdf import metadata, navigation, objects
from annexgen.render.pdf.body import BodySection, Stage, continued, encoded_heading
from annexgen.render.pdf.content import Characters, Content
from annexgen.render.pdf.embedding import Embedding
from annexgen.render.pdf.faces import Slot
from annexgen.render.pdf.file import PdfFile
from annexgen.render.pdf.footers import Footers
from annexgen.render.pdf.regions import EndRegion, Ends, PageObjects, PartRegion
from annexgen.render.pdf.section import Caption, EncodedSection, Piece, encode
from annexgen.render.pdf.structure import Structure

_BRANCH = 64


class _Page:
    """A page that is being filled.

    Attributes:
        number: its object number.
        setup: paper and margins.
        header: the stream of its running header; None for none.
        streams: the streams of its text area.
        owners: for each MCID the object number of its element.
        owners_object: where these are written; 0 as long as they are not.
        links: its link annotations.
    """

    __slots__ = ("header", "links", "number", "owners", "owners_object", "setup", "streams")

    def __init__(self, number: int, setup: PageSetup, header: int | None) -> None:
        self.number = number
        self.setup = setup
        self.header = header
        self.streams: Sequence[int] = []
        self.owners: list[int] = []
        self.owners_object = 0
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
        self._begun = (0, 0, 0)
        self._characters: dict[Slot, set[str]] = {}

    @property
    def place(self) -> int:
        """Where the next part begins: what a ``PartRegion`` depends on besides the part."""
        return self._file.next_number

    def begin_part(
        self, heading: Heading, running_header: str, setup: PageSetup, *, keeps: bool = False
    ) -> None:
        """Begin a part on a fresh page with its heading.

        Args:
            heading: of the part.
            running_header: of its pages.
            setup: of its pages.
            keeps: whether ``end_part`` is to return it.
        """
        self._file.begin_region(keeps=keeps)
        structure = self._structure
        named = len(structure.identified) if structure is not None else 0
        self._begun = len(self._body), len(self._headings), named
        self._characters = {}
        if structure is not None:
            structure.open_part()
        self._part = setup, self._header(running_header, setup)
        self.add(encoded_heading(heading, self._stage, setup)[0])

    def end_part(self) -> PartRegion | None:
        """End the part, and return it where it is to be kept."""
        self._end_page()
        structure = self._structure
        element = structure.close_part() if structure is not None else 0
        region = self._file.end_region()
        if region is None:
            return None
        pages, headings, named = self._begun
        return PartRegion(
            region,
            element,
            tuple(
                PageObjects(page.number, page.header, tuple(page.streams), page.owners_object)
                for page in self._body[pages:]
            ),
            tuple((heading, at - pages, y) for heading, at, y in self._headings[headings:]),
            tuple(structure.identified[named:]) if structure is not None else (),
            {slot: "".join(sorted(drawn)) for slot, drawn in sorted(self._characters.items())},
        )

    def splice(self, part: PartRegion, setup: PageSetup) -> None:
        """Write a part again; ``place`` must be what it was when the part was kept."""
        self._file.splice(part.region)
        before = len(self._body)
        for number, header, streams, owners in part.pages:
            page = _Page(number, setup, header)
            page.streams, page.owners_object = streams, owners
            if self._structure is not None:
                self._structure.note_page(len(self._body), owners)
            self._body.append(page)
        self._headings += [(heading, before + at, y) for heading, at, y in part.headings]
        if self._structure is not None:
            self._structure.adopt(part.element, part.identified)
        self._embedding.note(part.characters)

    def add(self, section: BodySection) -> None:
        """Write the next section of the part."""
        first = len(self._body) - 1 + section.lead
        self._headings.append((section.heading, first, section.start))
        while len(self._body) < first + len(section.encoded.pages):
            self._open_page()
        self._write(section.encoded, self._body[first:], section.heading)

    def finish(self, document: Document, ends: Ends | None = None) -> int:
        """Write the rest and return the number of pages.

        Args:
            document: what the file says of itself, its cover and contents; its parts are not read.
            ends: remembers the ends of files; None for no memory.
        """
        end = self._ended(document, ends)
        fonts = objects.dictionary(self._embedding.finish())
        self._file.put(self._resources, objects.dictionary({"Font": fonts}))
        self._file.finish(end.root, self._file.add(metadata.information(document)))
        return end.pages

    def _ended(self, document: Document, ends: Ends | None) -> EndRegion:
        """Write what comes behind the body, or copy it where nothing of it has changed."""
        self._file.begin_region(keeps=ends is not None)
        if ends is None:
            return self._end(document)
        state = self._state(document)
        kept = ends.end(state)
        if kept is not None and kept.region is not None and kept.region.first == self.place:
            self._file.splice(kept.region)
            self._embedding.note(kept.characters)
            return kept
        end = self._end(document)
        ends.keep_end(state, end)
        return end

    def _state(self, document: Document) -> tuple[bytes, ...]:
        """Return all that the end depends on besides form, fonts and annex.yaml."""
        said = self.place, self._stage.tags, document._replace(parts=(), facts=())
        headings = [f"{page} {top} {tuple(heading)}" for heading, page, top in self._headings]
        pages = [
            f"{one.number} {one.header} {one.owners_object} {tuple(one.setup)} {[*one.streams]}"
            for one in self._body
        ]
        state = [repr(said), "\n".join(headings), "\n".join(pages)]
        structure = self._structure.state() if self._structure is not None else ()
        return (*map(str.encode, state), *structure)

    def _end(self, document: Document) -> EndRegion:
        """Write contents, pages and what the whole file has once."""
        self._characters = {}
        stage = self._stage
        footers = Footers(self._furniture, stage.setter, stage.texts, tags=stage.tags)
        front = self._front(document)
        pages = [*front, *self._body]
        branches = _branches(self._file, len(pages))
        keys = [*range(len(self._body), len(pages)), *range(len(self._body))]
        for index, (page, key) in enumerate(zip(pages, keys, strict=True)):
            footer = footers.stream(index + 1, page.setup) if index >= self._covers else None
            self._put_page(page, key, branches[index // _BRANCH], footer)
        self._note(footers.characters.by_slot())
        root = self._put_catalog(document, pages, branches, len(front))
        drawn = {slot: "".join(sorted(drawn)) for slot, drawn in sorted(self._characters.items())}
        return EndRegion(self._file.end_region(), root, len(pages), drawn)

    # ------------------------------------------------------------------ sections

    def _open_page(self) -> None:
        if len(self._body) > self._begun[0]:
            self._end_page()
        setup, header = self._part
        self._body.append(_Page(self._file.reserve(), setup, header))

    def _end_page(self) -> None:
        """Write the owners of the last page's content, of which no more comes."""
        self._write_owners(self._body[-1], len(self._body) - 1)

    def _write_owners(self, page: _Page, key: int) -> None:
        if self._structure is not None:
            page.owners_object = self._structure.add_page(page.owners)
            self._structure.note_page(key, page.owners_object)
            page.owners = []

    def _note(self, characters: Mapping[Slot, str]) -> None:
        """Note what is drawn, for the fonts and for the part."""
        self._embedding.note(characters)
        for slot, drawn in characters.items():
            self._characters.setdefault(slot, set()).update(drawn)

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
                    number = file.add_stream(stream)
                else:
                    assert heading is not None  # noqa: S101 - only sections have captions
                    number = self._caption(stream, heading, page.setup)
                page.streams = [*page.streams, number]
            page.owners += [base + owner for owner in encoded.owners]
        for link, number in zip(section.links, links, strict=True):
            parent = None if structure is None else structure.link_key()
            target = objects.identifier(link.target)
            file.put(number, objects.link(link.rectangles, link.contents, target, parent))
            pages[link.page].links.append(number)
        self._note(section.characters)

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
        self._note(characters.by_slot())
        return self._file.add_stream(content.data(), flate=False)

    # ------------------------------------------------------------------ furniture

    def _header(self, text: str, setup: PageSetup) -> int | None:
        """Write the stream of a running header, one for all pages that share it."""
        lines, rule = self._furniture.header(text, setup), self._furniture.rule(text, setup)
        if not lines and rule is None:
            return None
        characters = Characters()
        content = Content(self._stage.texts, characters, setup.height, tags=self._stage.tags)
        if rule is not None:
            content.paint((), (rule,))
        content.begin_artifact("/Type/Pagination/Subtype/Header")
        content.lines(lines)
        content.end()
        self._note(characters.by_slot())
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
        pages = [_Page(self._file.reserve(), setup, None) for _ in pieces]
        self._write(encode(pieces, self._stage.texts, tags=self._stage.tags), pages)
        for page, at in zip(pages, count(key)):
            self._write_owners(page, at)
        return pages

    def _put_page(self, page: _Page, key: int, parent: int, footer: bytes | None) -> None:
        """Write a page (7.7.3.3); ``footer`` draws its number, ``key`` is the parent tree's."""
        streams = page.streams if page.header is None else [page.header, *page.streams]
        if footer is not None:
            streams = [*streams, self._file.add_stream(footer, flate=False)]
        more = f"/StructParents {key}/Tabs/S" if self._structure is not None else ""
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
    ) -> int:
        """Write what the whole file has once, but for the fonts; return the catalog's number."""
        file = self._file
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
        return file.add(objects.dictionary(entries))


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
