"""A workbook (ISO/IEC 29500-1, 18) but for its sheets: their names, the strings, the formats."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from annexgen.ingest.number_formats import BUILT_IN, GENERAL
from annexgen.packages.markup import TOO_LARGE, each_child
from annexgen.packages.opening import DAMAGED, Package
from annexgen.packages.refusal import Unreadable
from annexgen.tuples import NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAIN_PART = "xl/workbook.xml"
_MOST_CHARACTERS = 64 << 20
"""Of all shared strings together; the annex of 12,000 projects has 8 million."""
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_SURROGATES = range(0xD800, 0xE000)


class Format(NamedTuple):
    """How cells of a style look, as far as it matters here.

    Attributes:
        code: of their number format.
        has_border: whether a line is drawn at one of their sides.
    """

    code: str
    has_border: bool


class Sheet(NamedTuple):
    """A sheet of cells.

    Attributes:
        name: on its tab.
        part: that holds it.
        is_hidden: whether the workbook shows no tab for it.
    """

    name: str
    part: str
    is_hidden: bool


class Workbook(NamedTuple):
    """What the sheets have in common.

    Attributes:
        package: that it is read from.
        namespace: of its elements: the transitional or the strict one.
        sheets: with cells, by the order of their tabs.
        strings: the texts that cells refer to.
        formats: that cells refer to.
        from_1904: whether days are counted from 1904.
    """

    package: Package
    namespace: str
    sheets: Sequence[Sheet]
    strings: Sequence[str]
    formats: Sequence[Format]
    from_1904: bool

    def tag(self, name: str) -> str:
        """Return an element's name with its namespace."""
        return f"{{{self.namespace}}}{name}"


def workbook_in(package: Package) -> Workbook:
    """Read all of a workbook but its sheets.

    Raises:
        Unreadable: where a part is missing or damaged.
    """
    root = package.xml(MAIN_PART)
    namespace = str(root.tag).rpartition("}")[0].removeprefix("{")
    parts = parts_of(package, MAIN_PART)
    by_kind = dict(parts.values())
    properties = root.find("{*}workbookPr")
    return Workbook(
        package,
        namespace,
        tuple(_sheets(root, parts)),
        tuple(_strings(package, by_kind.get("sharedStrings"), namespace)),
        tuple(_formats(package, by_kind.get("styles"))),
        properties is not None and properties.get("date1904", "") in ("1", "true"),
    )


def parts_of(package: Package, part: str) -> Mapping[str, tuple[str, str]]:
    """Return the parts that a part refers to: kind and name, by the reference's id."""
    folder, _, name = part.rpartition("/")
    links = f"{folder}/_rels/{name}.rels"
    if links not in package.names:
        return {}
    found = {}
    for link in package.xml(links).iter("{*}Relationship"):
        if link.get("TargetMode", "").lower() != "external":
            kind = link.get("Type", "").rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/", folder, link.get("Target", "")))
            found[link.get("Id", "")] = (kind, target.lstrip("/"))
    return found


def text_of(element: Element) -> str:
    """Return a string's text without the readings above it (``rPh``)."""
    pieces = [
        piece.text or ""
        for piece in element.iter("{*}t")
        if not any(str(above.tag).endswith("}rPh") for above in piece.iterancestors())
    ]
    return unescaped("".join(pieces))


def unescaped(text: str) -> str:
    """Return a string without the escapes that ISO/IEC 29500-1, 22.9.2.19 has for controls."""
    if "_x" in text:
        text = _ESCAPED.sub(_character, text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return "\ufffd" if code in _SURROGATES else chr(code)


def _sheets(root: Element, parts: Mapping[str, tuple[str, str]]) -> Iterator[Sheet]:
    for sheet in root.iter("{*}sheet"):
        references = (value for key, value in sheet.items() if str(key).endswith("}id"))
        kind, part = parts.get(str(next(references, "")), ("", ""))
        if kind == "worksheet":
            yield Sheet(sheet.get("name", ""), part, sheet.get("state", "visible") != "visible")


def _strings(package: Package, part: str | None, namespace: str) -> Iterator[str]:
    if part is None:
        return
    size = 0
    parents, tag = {f"{{{namespace}}}sst"}, f"{{{namespace}}}si"
    for item in each_child(package.pieces(part), parents, [tag], package.source):
        text = text_of(item)
        size += len(text)
        if size > _MOST_CHARACTERS:
            raise Unreadable(package.source, TOO_LARGE)
        yield text


def _formats(package: Package, part: str | None) -> Iterator[Format]:
    if part is None:
        return
    root = package.xml(part)
    codes = dict(BUILT_IN)
    for one in root.iterfind("{*}numFmts/{*}numFmt"):
        codes[number(one.get("numFmtId"), package)] = one.get("formatCode", GENERAL)
    borders = [_is_drawn(border) for border in root.iterfind("{*}borders/{*}border")]
    for style in root.iterfind("{*}cellXfs/{*}xf"):
        border = number(style.get("borderId", "0"), package)
        code = codes.get(number(style.get("numFmtId", "0"), package), GENERAL)
        yield Format(code, border < len(borders) and borders[border])


def _is_drawn(border: Element) -> bool:
    return any(side.get("style", "none") != "none" for side in border)


def number(text: str | None, package: Package) -> int:
    """Return a count or an index.

    Raises:
        Unreadable: where it is none.
    """
    if text is None or not text.isascii() or not text.isdigit() or len(text) > 9:
        raise Unreadable(package.source, DAMAGED)
    return int(text)
