"""One content file: its bytes in, canonical bytes out, or why it is left as it is.

What was written is read again: unless it says what the file said, comments included, but for the
changes that are told, the file is left as it is.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from annexgen.findings import Finding, has_errors
from annexgen.formatting.order import places, put_in_order
from annexgen.formatting.parts import Change, Kind, Unclear
from annexgen.formatting.reading import Shaped, below, read_parts
from annexgen.formatting.signs import with_signs
from annexgen.formatting.values import normal_text
from annexgen.formatting.writing import write_parts
from annexgen.schema.shapes import Money, Number, Shape
from annexgen.source.comments import comments
from annexgen.source.nodes import MappingNode, Node, Scalar
from annexgen.source.reader import ReadResult, read_node
from annexgen.tuples import NamedTuple


class Formatted(NamedTuple):
    """What came of a content file.

    Attributes:
        path: POSIX path relative to the annex root.
        before: its bytes on the disk.
        after: its canonical bytes; the same where it was canonical, or is left as it is.
        changes: what is new.
        findings: why it cannot be read, so that it is left as it is.
        is_unclear: whether it is left as it is since it cannot be written anew exactly.
    """

    path: str
    before: bytes
    after: bytes
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()
    is_unclear: bool = False


def formatted(path: str, data: bytes, shape: Shape) -> Formatted:
    """Return a content file as it is to be written.

    Args:
        path: POSIX path relative to the annex root, for findings.
        data: its bytes.
        shape: of what it holds.
    """
    read, signs = with_signs(path, data)
    if has_errors(read.findings) or read.text is None:
        return Formatted(path, data, data, (), read.findings)
    if not isinstance(read.node, MappingNode) or not read.node.entries:
        return Formatted(path, data, data)
    try:
        after, changes = _written(read.text, read.node, shape)
    except Unclear:
        return Formatted(path, data, data, is_unclear=True)
    if after == data:
        return Formatted(path, data, data)
    if not _says_the_same(read, read_node(path, after), shape):
        return Formatted(path, data, data, is_unclear=True)
    changes = [*signs, *changes]
    return Formatted(path, data, after, tuple(_all_changes(read.text, data, after, changes)))


def _says_the_same(before: ReadResult, after: ReadResult, shape: Shape) -> bool:
    if before.node is None or after.node is None or before.text is None or after.text is None:
        return False
    shaped = Shaped(shape)
    if list(_said(before.node, shaped)) != list(_said(after.node, shaped)):
        return False
    return comments(before.text, before.node) == comments(after.text, after.node)


def _written(text: str, node: MappingNode, shape: Shape) -> tuple[bytes, list[Change]]:
    root, changes = read_parts(text, node, shape)
    if put_in_order(root, shape):
        changes.append(Change(Kind.ORDER))
    return write_parts(root).encode(), changes


def _all_changes(text: str, data: bytes, after: bytes, changes: list[Change]) -> Iterator[Change]:
    """Yield the changes in a file, those of its bytes first; what else changed is its layout."""
    if data.startswith(codecs.BOM_UTF8) or b"\r" in data:
        yield Change(Kind.ENCODING)
    yield from changes
    if not changes and text.encode() != after:
        yield Change(Kind.LAYOUT)


def _said(node: Node, shaped: Shaped) -> Iterator[object]:
    """Yield all that a tree says, in an order and a spelling that ``fmt`` does not change."""
    if isinstance(node, Scalar):
        text = normal_text(node.text, *shaped)
        yield text, node.quoted and not text and not isinstance(shaped.shape, Money | Number)
    elif isinstance(node, MappingNode):
        yield "{"
        for index in places([key.text for key, _ in node.entries], shaped.shape):
            key, value = node.entries[index]
            yield key.text
            yield from _said(value, below(shaped.shape, key.text))
        yield "}"
    else:
        yield "["
        for item in node.items:
            yield from _said(item, below(shaped.shape, None))
        yield "]"
