"""One scalar of a content file written anew, and nothing else touched.

What was written is read again: unless all texts of the file are what they were, but for the one
that was to change, the file stays as it is.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from annexgen.fixing.meaning import same_meaning
from annexgen.positions import Span
from annexgen.source.nodes import MappingNode, Node, Scalar
from annexgen.source.reader import read_node
from annexgen.tuples import NamedTuple

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")


class _Written(NamedTuple):
    """A scalar in a tree: where it stands and what it says."""

    span: Span
    text: str


def replaced(path: str, data: bytes, span: Span, text: str) -> bytes | None:
    """Return a content file with another text in one scalar.

    Args:
        path: of the file, for reading it.
        data: its bytes.
        span: where the scalar stands.
        text: what it is to say.

    Returns:
        None where that cannot be done exactly, or would change what the scalar means: a text on
        several lines, one with escapes, a place where no scalar stands.
    """
    before = _texts(path, data)
    old = next((one.text for one in before if one.span == span), None)
    if old is None or span.line != span.end_line or "\n" in text:
        return None
    if text == old.strip() or not same_meaning(old.strip(), text):
        return None
    wanted = [text if one.span == span else one.text for one in before]
    for changed in _attempts(data, span, text):
        if [one.text for one in _texts(path, changed)] == wanted:
            return changed
    return None


def _texts(path: str, data: bytes) -> list[_Written]:
    """Return all keys and values of a content file, in their order."""
    node = read_node(path, data).node
    return [] if node is None else list(_walk(node))


def _walk(node: Node) -> Iterator[_Written]:
    if isinstance(node, Scalar):
        yield _Written(node.span, node.text)
    elif isinstance(node, MappingNode):
        for key, value in node.entries:
            yield from _walk(key)
            yield from _walk(value)
    else:
        for item in node.items:
            yield from _walk(item)


def _attempts(data: bytes, span: Span, text: str) -> Iterator[bytes]:
    """Yield ``data`` with the scalar written in its own style, then in quotes."""
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    lines = _LINE.findall(data[len(mark) :].decode("utf-8"))
    line = lines[span.line - 1]
    raw = line[span.column - 1 : span.end_column - 1]
    for written in _spellings(raw, text):
        lines[span.line - 1] = line[: span.column - 1] + written + line[span.end_column - 1 :]
        yield mark + "".join(lines).encode()


def _spellings(raw: str, text: str) -> Iterator[str]:
    """Yield the ways to write ``text`` where ``raw`` stands."""
    if not raw:
        yield f" {text}"
    elif raw[0] == "'":
        yield f"'{text.replace(chr(39), chr(39) * 2)}'"
    elif raw[0] != '"':
        yield text
        yield _quoted(text)
    elif "\\" not in raw:
        yield _quoted(text)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
