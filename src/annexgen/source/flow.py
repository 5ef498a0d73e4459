"""Quoted texts and collections in brackets that stand on one line, for the quick reader.

A form describes its cells this way, ``- {text: "{{ project.name }}", colspan: 6}``. Taken in are
texts in quotes without escapes, plain texts without the signs that mean something in YAML 1.2.2
(7.3.3, 7.4), and lists and mappings of these; anything else is left to ``builder``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annexgen.positions import Span
from annexgen.source.nodes import Entry, MappingNode, Scalar, SequenceNode

if TYPE_CHECKING:
    from annexgen.source.nodes import Node

OPENING = "\"'[{"
"""The signs that such a value begins with."""

_DEEPEST = 8
_TOKEN = re.compile(
    r" *(?:\"([^\"\\]*)\"|'([^']*)'(?!')"
    r"|([^\s\-?:,\[\]{}#&*!|>'\"%@`][^:#?,\[\]{}]*?)(?= *[,\]}]|: )|([\[{]))"
)
_SEPARATOR = re.compile(r" *([,\]}]) *")
_COLON = re.compile(r": +")


class _Unclear(Exception):  # noqa: N818 - no fault: the parser reads it instead
    """What is written is not as simple as this reader wants it."""


def read_value(text: str, start: int, line: int) -> tuple[Node, int] | None:
    """Read the value that begins at ``text[start]``, one of the signs ``OPENING``.

    Args:
        text: the line.
        start: where the value begins.
        line: its number, for the spans.

    Returns:
        The node and where it ends in ``text``; None where ``builder`` must read it.
    """
    try:
        return _Reader(text, line).value(start, 0)
    except _Unclear:
        return None


class _Reader:
    """Walks through one line."""

    def __init__(self, text: str, line: int) -> None:
        self._text = text
        self._line = line

    def value(self, at: int, depth: int) -> tuple[Node, int]:
        """Return the node that begins at ``at`` and where it ends."""
        match = _TOKEN.match(self._text, at)
        if match is None or depth == _DEEPEST:
            raise _Unclear
        kind, end = match.lastindex or 0, match.end()
        if kind == 4:
            node, end = self._collection(match[4], end, depth)
            return node, end
        if kind == 3:
            return Scalar(match[3], self._span(match.start(3), end)), end
        return Scalar(match[kind], self._span(match.start(kind) - 1, end), quoted=True), end

    def _collection(self, bracket: str, at: int, depth: int) -> tuple[Node, int]:
        """Return the list or mapping behind an opening bracket, and where it ends."""
        begin, is_list = at - 1, bracket == "["
        close = "]" if is_list else "}"
        items: list[Node] = []
        entries: list[Entry] = []
        sign = ","
        while sign == ",":
            if is_list:
                item, at = self.value(at, depth + 1)
                items.append(item)
            else:
                entry, at = self._entry(at, depth + 1)
                entries.append(entry)
            match = _SEPARATOR.match(self._text, at)
            if match is None:
                raise _Unclear
            sign, end, at = match[1], match.end(1), match.end()
        if sign != close or len({entry.key.text for entry in entries}) < len(entries):
            raise _Unclear
        span = self._span(begin, end)
        if is_list:
            return SequenceNode(tuple(items), span), end
        return MappingNode(tuple(entries), span), end

    def _entry(self, at: int, depth: int) -> tuple[Entry, int]:
        key, at = self.value(at, depth)
        colon = _COLON.match(self._text, at)
        if colon is None or not isinstance(key, Scalar) or key.quoted or key.text == "<<":
            raise _Unclear
        value, at = self.value(colon.end(), depth)
        return Entry(key, value), at

    def _span(self, start: int, end: int) -> Span:
        return Span(self._line, start + 1, self._line, end + 1)
