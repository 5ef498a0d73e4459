"""DOCX (ISO/IEC 29500-1 WordprocessingML): the body block by block, never the whole of it.

What a tracked change has deleted is no text; what it has inserted is. Running headers and footers
come before the section that they are printed on; footnotes, comments and text boxes as notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from annexgen.findings import Message
from annexgen.ingest.blocks import Block, Line, Place, Role
from annexgen.ingest.docx_tables import Tables
from annexgen.ingest.docx_texts import (
    PARAGRAPH,
    RELATIONSHIP,
    SECTION,
    TABLE,
    W,
    notes_in,
    paragraphs_of,
)
from annexgen.ingest.places import of_paragraph
from annexgen.ingest.properties import properties_of
from annexgen.packages.markup import each_child
from annexgen.packages.opening import Package, open_package
from annexgen.packages.refusal import Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MAIN = "word/document.xml"
_ROOT_RELATIONSHIPS = "_rels/.rels"
_STRICT = "http://purl.oclc.org/ooxml/"
"""What the names of the strict variant begin with (ISO/IEC 29500-1, annex A)."""
_RELATIONSHIPS = "word/_rels/document.xml.rels"
_WRAPPERS = (f"{W}sdt", f"{W}customXml", f"{W}ins", f"{W}moveTo")
_CONTENT = f"{W}sdtContent"
_NOTES = (
    ("word/footnotes.xml", Message("脚注", "footnote")),
    ("word/endnotes.xml", Message("尾注", "endnote")),
    ("word/comments.xml", Message("批注", "comment")),
)
_FURNITURE = {
    f"{W}headerReference": (Role.HEADER, Message("页眉", "header")),
    f"{W}footerReference": (Role.FOOTER, Message("页脚", "footer")),
}


STRICT = Message(
    "这是 Strict Open XML 格式，读不了；请在 Word 里另存为普通的“Word 文档（.docx）”再导入",
    "it is a Strict Open XML document, which cannot be read; save it in Word as a plain Word "
    "document (.docx)",
)


def read(path: Path) -> Iterator[Block]:
    """Yield the blocks of a DOCX file.

    Raises:
        Unreadable: where it cannot be read safely, perhaps after some blocks.
        OSError: where the file cannot be read.
    """
    with open_package(path) as package:
        if _is_strict(package):
            raise Unreadable(package.source, STRICT)
        yield from _Reader(package).blocks()


class _Reader:
    """Reads one file.

    Args:
        package: the file.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        self._tables = Tables(package.source)
        self._paragraphs = 0
        self._shown: set[tuple[Role, str]] = set()
        self._targets = _targets(package)

    def blocks(self) -> Iterator[Block]:
        """Yield what the file holds; the blocks of a section come when the section has ended."""
        section: list[Block] = []
        pieces = self._package.pieces(_MAIN)
        tags = (PARAGRAPH, TABLE, SECTION, *_WRAPPERS)
        for element in each_child(pieces, {f"{W}body"}, tags, self._package.source):
            section += self._of(element)
            ends = [element] if element.tag == SECTION else list(element.iter(SECTION))
            if ends:
                yield from self._furniture(ends[-1])
                yield from section
                section = []
        yield from section
        yield from self._notes()
        properties = properties_of(self._package)
        if properties is not None:
            yield properties

    def _of(self, element: Element) -> Iterator[Block]:
        """Yield the blocks of a child of the body."""
        if element.tag == PARAGRAPH:
            self._paragraphs += 1
            yield from self._lines(element)
        elif element.tag == TABLE:
            yield from self._tables.read(element)
        elif element.tag in _WRAPPERS or element.tag == _CONTENT:
            for child in element:
                if isinstance(child.tag, str):
                    yield from self._of(child)

    def _lines(self, paragraph: Element) -> Iterator[Line]:
        place = of_paragraph(self._package.source, self._paragraphs)
        for text in paragraphs_of([paragraph]):
            yield Line(text, place)
        for text in notes_in(paragraph):
            yield Line(text, place, role=Role.NOTE)

    # ------------------------------------------------------------------ around the body

    def _furniture(self, section: Element) -> Iterator[Line]:
        """Yield the running headers and footers of a section that were not there before it."""
        for child in section:
            if child.tag not in _FURNITURE:
                continue
            role, name = _FURNITURE[child.tag]
            part = self._targets.get(child.get(f"{RELATIONSHIP}id") or "", "")
            if part not in self._package.names:
                continue
            for text in _texts(self._package.xml(part)):
                if (role, text) not in self._shown:
                    self._shown.add((role, text))
                    yield Line(text, Place(self._package.source, name), role=role)

    def _notes(self) -> Iterator[Line]:
        for part, name in _NOTES:
            if part in self._package.names:
                for text in _texts(self._package.xml(part)):
                    yield Line(text, Place(self._package.source, name), role=Role.NOTE)


def _is_strict(package: Package) -> bool:
    if _ROOT_RELATIONSHIPS not in package.names:
        return False
    links = package.xml(_ROOT_RELATIONSHIPS)
    return any((link.get("Type") or "").startswith(_STRICT) for link in links)


def _texts(root: Element) -> Iterator[str]:
    """Yield the paragraphs of a part that are not blank."""
    for text in paragraphs_of(root.iter(PARAGRAPH)):
        if text.strip():
            yield text


def _targets(package: Package) -> Mapping[str, str]:
    """Return the parts that the main part refers to, by the relationship's identifier."""
    if _RELATIONSHIPS not in package.names:
        return {}
    targets = {}
    for entry in package.xml(_RELATIONSHIPS):
        target = entry.get("Target") or ""
        name = target.removeprefix("/") if target.startswith("/") else f"word/{target}"
        targets[entry.get("Id") or ""] = name
    return targets
