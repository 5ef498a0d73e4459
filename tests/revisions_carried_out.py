"""Revisions of a DOCX carried out on its XML, all of them, and the text that is left.

Written from ISO/IEC 29500-1, 17.13.5, without a look at what writes them: ``Printed`` fails where
either outcome is no sound document.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zipfile import ZipFile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
Element = etree._Element
KINDS = {"accept": ("ins", "del"), "reject": ("del", "ins")}


@dataclass(frozen=True)
class Printed:
    """What a reader sees.

    Attributes:
        body: each paragraph's text, with a tab for a tab, and each table's grid of texts, the text
            of a merged cell in every position it covers.
        headers: the running header of each section.
    """

    body: tuple[str | tuple[tuple[str, ...], ...], ...]
    headers: tuple[str, ...]

    def without_page_numbers(self) -> Printed:
        """Return the same without the numbers in the contents."""
        told = (re.sub(r"\t\d+$", "\t", one) if isinstance(one, str) else one for one in self.body)
        return Printed(tuple(told), self.headers)


def accepted(docx: bytes) -> Printed:
    """Return what is printed when all revisions are accepted."""
    return _printed(docx, "accept")


def rejected(docx: bytes) -> Printed:
    """Return what is printed when all revisions are rejected."""
    return _printed(docx, "reject")


def printed(docx: bytes) -> Printed:
    """Return what is printed of a file without revisions."""
    return _printed(docx, None)


def carried_out_by_row(docx: bytes, accepts: Iterable[bool]) -> bytes:
    """Return the file in which each row that comes or goes is accepted or rejected by itself."""
    with ZipFile(io.BytesIO(docx)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    root = etree.fromstring(members["word/document.xml"])
    rows = [row for row in root.iter(W + "tr") if _happens(row)]
    for row, accept in zip(rows, accepts, strict=False):
        if (_happens(row) == "ins") is accept:
            _carry_out(row, "accept" if accept else "reject")
        else:
            _remove(row)
    members["word/document.xml"] = etree.tostring(root)
    out = io.BytesIO()
    with ZipFile(out, "w") as package:
        for name, data in members.items():
            package.writestr(name, data)
    return out.getvalue()


def _happens(row: Element) -> str:
    """Return whether a row comes (``ins``), goes (``del``), or stays."""
    return next((kind for kind in ("ins", "del") if row.find(f"{W}trPr/{W}{kind}") is not None), "")


def revisions(docx: bytes) -> list[Element]:
    """Return every revision of a file, headers included."""
    with ZipFile(io.BytesIO(docx)) as package:
        roots = [
            etree.fromstring(package.read(name))
            for name in package.namelist()
            if name.startswith("word/") and name.endswith(".xml")
        ]
    return [one for root in roots for one in root.iter(W + "ins", W + "del", W + "pPrChange")]


def _printed(docx: bytes, how: str | None) -> Printed:
    with ZipFile(io.BytesIO(docx)) as package:
        document = etree.fromstring(package.read("word/document.xml"))
        related = etree.fromstring(package.read("word/_rels/document.xml.rels"))
        parts = {
            one.get("Id", ""): etree.fromstring(package.read(f"word/{one.get('Target')}"))
            for one in related
            if "header" in one.get("Type", "")
        }
    for root in (document, *parts.values()):
        if how is None:
            assert not list(root.iter(W + "ins", W + "del"))
        else:
            _carry_out(root, how)
    (body,) = document.iter(W + "body")
    headers = [
        "".join(_text(p) for p in parts[reference.get(R + "id", "")].iter(W + "p"))
        for reference in document.iter(W + "headerReference")
    ]
    if how is not None:
        _check_links(document)
    return Printed(tuple(_blocks(body)), tuple(headers))


def _carry_out(root: Element, how: str) -> None:
    stays, goes = KINDS[how]
    _drop_rows(root, goes)
    for runs in _of_runs(root, goes):
        _remove(runs)
    for runs in _of_runs(root, stays):
        for run in runs:
            runs.addprevious(run)
        _remove(runs)
    for text in root.iter(W + "delText"):
        assert how == "reject"
        text.tag = W + "t"
    for change in list(root.iter(W + "pPrChange")):
        now = _parent(change)
        if how == "reject":
            _parent(now).replace(now, change[0])
        else:
            now.remove(change)
    for paragraph in list(root.iter(W + "p")):
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{goes}") is not None:
            _join_to_next(paragraph)
    for mark in list(root.iter(W + stays)):
        _remove(mark)


def _drop_rows(root: Element, goes: str) -> None:
    for row in list(root.iter(W + "tr")):
        if row.find(f"{W}trPr/{W}{goes}") is not None:
            _remove(row)
    for table in list(root.iter(W + "tbl")):
        if table.find(W + "tr") is None:
            _remove(table)


def _of_runs(root: Element, kind: str) -> list[Element]:
    """Return the revisions that hold runs, not those in the properties of a row or paragraph."""
    found = list(root.iter(W + kind))
    return [one for one in found if _parent(one).tag not in (W + "rPr", W + "trPr")]


def _join_to_next(paragraph: Element) -> None:
    """Take a paragraph's end away: what is left of it begins the next paragraph."""
    left = [part for part in paragraph if part.tag != W + "pPr"]
    follows = paragraph.getnext()
    if any(_text(part) or part.tag == W + "r" for part in left):
        assert follows is not None
        assert follows.tag == W + "p", "a paragraph cannot be joined to a table"
        at = 1 if follows.find(W + "pPr") is not None else 0
        for part in reversed(left):
            follows.insert(at, part)
    _remove(paragraph)


def _remove(element: Element) -> None:
    _parent(element).remove(element)


def _parent(element: Element) -> Element:
    parent = element.getparent()
    assert parent is not None
    return parent


def _blocks(body: Element) -> Iterator[str | tuple[tuple[str, ...], ...]]:
    for block in body:
        if block.tag == W + "p":
            yield _text(block)
        elif block.tag == W + "tbl":
            following = block.getnext()
            assert following is not None
            assert following.tag == W + "p", "two tables without a paragraph become one"
            yield tuple(_grid(block))
        elif block.tag == W + "sdt":
            yield from _blocks(block[-1])


def _text(element: Element) -> str:
    told = ""
    for part in element.iter():
        if part.tag == W + "t":
            told += part.text or ""
        elif part.tag == W + "br" and part.get(W + "type") is None:
            told += "\n"
        elif part.tag == W + "tab" and _parent(part).tag == W + "r":
            told += "\t"
    return told


def _grid(table: Element) -> Iterator[tuple[str, ...]]:
    """Yield the texts of a table's rows; a cell goes on only below one that is as wide."""
    columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
    above: dict[int, tuple[int, str]] = {}
    for row in table.findall(W + "tr"):
        here: dict[int, tuple[int, str]] = {}
        line: list[str] = []
        for cell in row.findall(W + "tc"):
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            width = int(span.get(W + "val", "1")) if span is not None else 1
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            assert cell[-1].tag == W + "p", "a cell ends with a paragraph"
            text = "\n".join(_text(p) for p in cell.findall(W + "p"))
            if merge is not None and merge.get(W + "val") != "restart":
                assert above[len(line)][0] == width, "a merged cell goes on as wide as it begins"
                assert not text
                text = above[len(line)][1]
            if merge is not None:
                here[len(line)] = (width, text)
            line += [text] * width
        assert len(line) == columns
        above = here
        yield tuple(line)


def _check_links(document: Element) -> None:
    """Make sure that every entry of the contents leads somewhere, and that fields are whole."""
    names = {mark.get(W + "name") for mark in document.iter(W + "bookmarkStart")}
    for link in document.iter(W + "hyperlink"):
        if _text(link):
            assert link.get(W + "anchor") in names
    open_fields = 0
    for mark in document.iter(W + "fldChar"):
        open_fields += {"begin": 1, "separate": 0, "end": -1}[mark.get(W + "fldCharType", "")]
        assert open_fields in (0, 1, 2)
    assert not open_fields
