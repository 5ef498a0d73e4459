"""The texts of WordprocessingML paragraphs (ISO/IEC 29500-1, 17.3), and how line breaks count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from annexgen.ingest.spelling import joined

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PARAGRAPH = f"{W}p"
TABLE = f"{W}tbl"
SECTION = f"{W}sectPr"

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TEXT_BOX = f"{W}txbxContent"
_TEXTS = frozenset({f"{W}t", f"{_MATH}t"})
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_GONE = (f"{W}del", f"{W}moveFrom", f"{_COMPATIBILITY}Fallback")
_UNSEEN = frozenset({*_GONE, f"{W}pPr", f"{W}rPr", _TEXT_BOX})
"""What holds no text of its paragraph: deleted, properties, a second version, boxes beside it."""
_PROPERTIES = f"{W}pPr"
_DELETED_END = f"{W}rPr/{W}del"
_RUN = f"{W}r"
_HIDING = f"{W}vanish"
_HIDDEN = f"{W}rPr/{_HIDING}"
_OFF = ("0", "false", "off")
"""How a property is told to be off (ISO/IEC 29500-1, 22.9.2.7)."""
_PICTURES = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
BESIDE = (*_PICTURES, _TEXT_BOX, _HIDING)
"""What holds, or tells of, something that is no part of the text around it."""
_NUMBERED = re.compile(
    r"\s*(?:[0-9]{1,2}[.．、)）](?![0-9])|[(（][0-9一二三四五六七八九十]{1,3}[)）]"
    r"|[①-⑳]|[一二三四五六七八九十]{1,3}、)"
)
_SENTENCE_END = ("。", "；", ";", "！", "!", "？", "?", "：", ":")


def paragraphs_of(paragraphs: Iterable[Element]) -> Iterator[str]:
    r"""Yield the texts of paragraphs, ``\n`` for a line break.

    A paragraph whose end a tracked change has deleted goes on with the next.
    """
    before = ""
    for paragraph in paragraphs:
        before += "".join(_pieces(paragraph))
        if not _end_is_deleted(paragraph):
            yield before
            before = ""
    if before:
        yield before


def notes_in(paragraph: Element) -> Iterator[str]:
    """Yield what is no part of a paragraph's text: hidden text, boxes, a word for each picture."""
    hidden = "".join(_hidden(run) for run in paragraph.iter(_RUN)).strip()
    if hidden:
        yield f"［隐藏文字］{hidden}"
    for element in paragraph.iter(*BESIDE):
        if element.tag == _HIDING or _is_within(element, f"{_COMPATIBILITY}Fallback"):
            continue
        if element.tag == _TEXT_BOX:
            texts = paragraphs_of(element.iter(PARAGRAPH))
            yield from (text for text in texts if text.strip())
        elif next(element.iter(_TEXT_BOX), None) is None:
            yield "［图片］"


def without_line_ends(text: str, *, is_cut: bool) -> str:
    r"""Join the lines of a paragraph that were broken for the sake of their width.

    Args:
        text: of a paragraph, ``\n`` for a line break.
        is_cut: whether all breaks are line ends: in a row that alone may run over pages, where
            our own files break every line.
    """
    lines = text.split("\n")
    kept = [lines[0]]
    for line in lines[1:]:
        ends = not is_cut and (not kept[-1].strip() or kept[-1].rstrip().endswith(_SENTENCE_END))
        if ends or not line.strip() or _NUMBERED.match(line):
            kept.append(line)
        elif is_cut:
            kept[-1] += line
        else:
            kept[-1] = joined([kept[-1].rstrip(), line.strip()])
    return "\n".join(kept)


def _pieces(element: Element) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in _TEXTS:
            yield child.text or ""
        elif tag in _SIGNS:
            if child.get(f"{W}type") in (None, "textWrapping"):
                yield _SIGNS[tag]
        elif tag not in _UNSEEN and len(child) and not _is_hidden(child):
            yield from _pieces(child)


def _hidden(run: Element) -> str:
    """Return the text of a hidden run; empty for any other, and for one that is deleted."""
    if not _is_hidden(run) or any(_is_within(run, tag) for tag in _GONE):
        return ""
    return "".join(_pieces(run))


def _is_hidden(run: Element) -> bool:
    """Say whether Word shows nothing of a run (17.3.2.41)."""
    property_ = run.find(_HIDDEN) if run.tag == _RUN else None
    return property_ is not None and property_.get(f"{W}val") not in _OFF


def _end_is_deleted(paragraph: Element) -> bool:
    properties = paragraph.find(_PROPERTIES)
    return properties is not None and properties.find(_DELETED_END) is not None


def _is_within(element: Element, tag: str) -> bool:
    return next(element.iterancestors(tag), None) is not None
