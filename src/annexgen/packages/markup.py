"""XML that a stranger wrote, read so that it can neither grow nor reach out.

A document type is refused, and with it every entity: Office files have none (ISO/IEC 29500-2,
6.2.5). Depth and the length of names and texts are bounded by libxml2, which allows no exception.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Literal, TypedDict, cast

from annexgen.findings import Message
from annexgen.packages.refusal import Unreadable

if TYPE_CHECKING:
    from lxml.etree import XMLPullParser
    from lxml.etree import _Element as Element

DOCUMENT_TYPE = Message(
    "文件里有 DTD 或实体声明，正常的 Office 文件不会有，没有读取；"
    "请用 Word 或 Excel 打开后另存再试",
    "it declares a document type or entities, which Office files never do; open and save it in "
    "Word or Excel first",
)
TOO_LARGE = Message(
    "解开后大得不合常理，没有再读；请用 Word 或 Excel 打开核对，把附表另存为一个新文件再试",
    "it unpacks to more than any annex holds and was not read on; save the annex as a new file",
)
NOT_WELL_FORMED = Message(
    "文件里的 XML 有错，读不下去；请用 Word 或 Excel 打开并修复，另存后再试",
    "its XML has faults; open, repair and save it in Word or Excel first",
)

MOST_IN_MEMORY = 32 << 20
"""Bytes that a tree in memory is made from; the annex of 1,200 projects has 25 MB as a DOCX."""
MOST_TAGS = 4 << 20
"""The tags among them; that annex has 1.4 million. Each may take 150 bytes of memory."""


class _Manner(TypedDict):
    """How a parser reads."""

    resolve_entities: bool
    load_dtd: bool
    no_network: bool
    huge_tree: bool
    remove_comments: bool
    remove_pis: bool


_CAREFULLY = _Manner(
    resolve_entities=False,
    load_dtd=False,
    no_network=True,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
)
_STEP = 1 << 9
_FIRST = 1 << 16
"""Bytes within which the first element begins; in Office files it does after 60."""


def parse_xml(data: bytes, source: str) -> Element:
    """Return the root element of ``data``.

    Args:
        data: the whole of it.
        source: the file that it is from, as the user named it.

    Raises:
        Unreadable: where it is not well-formed, too deep, or declares a document type.
    """
    from lxml import etree

    _Held(source).add(data)
    _check_beginning(data[:_FIRST], source)
    with _told(source):
        return etree.fromstring(data, etree.XMLParser(**_CAREFULLY))


def each_child(
    pieces: Iterable[bytes], parents: Collection[str], tags: Iterable[str], source: str
) -> Iterator[Element]:
    """Yield children of elements one by one as they come in; each is gone when the next is asked.

    Args:
        pieces: the XML, in pieces of any size.
        parents: the tags of the elements, ``{namespace}name``.
        tags: of the children that are wanted; others are passed over.
        source: the file that it is from, as the user named it.

    Raises:
        Unreadable: as ``parse_xml`` does, when the reading comes to it.
    """
    parser = _parser(("end",), [*tags])
    held = _Held(source)
    for piece in _checked(pieces, source):
        held.add(piece)
        with _told(source):
            parser.feed(piece)
        for element in _elements(parser):
            above = element.getparent()
            if above is not None and above.tag in parents:
                yield element
                _forget(element)
                held = _Held(source)
    with _told(source):
        parser.close().clear()  # the parser itself goes only when garbage is searched for


def _parser(events: Iterable[Literal["start", "end"]], tags: list[str] | None) -> XMLPullParser:
    from lxml import etree

    return etree.XMLPullParser(events=events, tag=tags, **_CAREFULLY)


def _checked(pieces: Iterable[bytes], source: str) -> Iterator[bytes]:
    """Yield the same bytes, the first of them checked."""
    rest = iter(pieces)
    beginning = b""
    while len(beginning) < _FIRST and (piece := next(rest, b"")):
        beginning += piece
    _check_beginning(beginning, source)
    yield beginning
    yield from rest


def _check_beginning(data: bytes, source: str) -> None:
    """Refuse a document type, known when the first element begins; no entity is used before."""
    root = _first_element(data)
    if root is None:
        raise Unreadable(source, NOT_WELL_FORMED)
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(source, DOCUMENT_TYPE)


def _first_element(data: bytes) -> Element | None:
    """Return the first element, with little behind it: a parser lets go of its tree only late."""
    from lxml import etree

    parser = _parser(("start",), None)
    for start in range(0, len(data), _STEP):
        with suppress(etree.XMLSyntaxError):  # told when all is read
            parser.feed(data[start : start + _STEP])
        root = next(_elements(parser), None)
        if root is not None:
            return root
    return None


def _elements(parser: XMLPullParser) -> Iterator[Element]:
    return (cast("Element", element) for _, element in parser.read_events())


def _forget(element: Element) -> None:
    """Let go of an element and of all that was read before it.

    The element itself stays, since the parser still writes behind it.
    """
    element.clear()
    for part in (element, *element.iterancestors()):
        above = part.getparent()
        while above is not None and part.getprevious() is not None:
            del above[0]


class _Held:
    """Counts what a tree that is held in memory is made from.

    Args:
        source: the file, as the user named it.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._size = self._tags = 0

    def add(self, piece: bytes) -> None:
        """Count a further piece.

        Raises:
            Unreadable: where the tree would be beyond all measure.
        """
        self._size += len(piece)
        self._tags += piece.count(b"<")
        if self._size > MOST_IN_MEMORY or self._tags > MOST_TAGS:
            raise Unreadable(self._source, TOO_LARGE)


@contextmanager
def _told(source: str) -> Iterator[None]:
    from lxml import etree

    try:
        yield
    except etree.XMLSyntaxError as fault:
        raise Unreadable(source, NOT_WELL_FORMED) from fault
