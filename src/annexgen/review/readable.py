"""A content file as lines that speak for themselves, for ``git show`` and ``git log -p``.

    指标值: ≥1500人      becomes      参加活动人数 · 指标值: ≥1500人

Each line of the file becomes one line, so that ``git blame`` and an editor's line numbers stay
right; how a text is quoted and indented is left out, comments stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto

from annexgen.findings import has_errors
from annexgen.review.sheets import INDICATOR, INDICATORS
from annexgen.source.nodes import MappingNode, Node, Scalar, SequenceNode, scalars
from annexgen.source.reader import ReadResult, read_node

_COMMENT = re.compile(r"(?:^|\s)#.*")
_MARKER = re.compile(rb"(?:<{7,}|\|{7,}|={7,}|>{7,})(?:[ \r\n]|\Z)")
_BETWEEN = " · "


class _Side(Enum):
    """Whose a line of a file with conflicts is."""

    BOTH = auto()
    OURS = auto()
    BASE = auto()
    THEIRS = auto()
    MARKER = auto()


_SIDES = {b"<": _Side.OURS, b"|": _Side.BASE, b"=": _Side.THEIRS}


def readable(path: str, data: bytes) -> bytes:
    """Return a content file's lines so that each says what it is about.

    Args:
        path: the file, for the reader.
        data: its bytes; from a fault on they are returned as they are.
    """
    read = read_node(path, data)
    told = _told(read)
    if told is not None:
        return told
    lines = data.splitlines(keepends=True)
    if any(map(_is_marker, lines)):
        return _with_conflicts(path, lines)
    sound = min((one.span.line for one in read.findings if one.span), default=1) - 1
    told = _told(read_node(path, b"".join(lines[:sound])))
    return data if told is None else told + b"".join(lines[sound:])


def _with_conflicts(path: str, lines: Sequence[bytes]) -> bytes:
    """Return the lines of a file in which a merge has left conflicts, each side by itself."""
    sides = list(_sides(lines))
    told = list(lines)
    for wanted in (_Side.THEIRS, _Side.OURS):
        at = [index for index, side in enumerate(sides) if side in (_Side.BOTH, wanted)]
        version = readable(path, b"".join(lines[index] for index in at))
        for index, line in zip(at, version.splitlines(keepends=True), strict=True):
            told[index] = line
    return b"".join(told)


def _sides(lines: Iterable[bytes]) -> Iterator[_Side]:
    side = _Side.BOTH
    for line in lines:
        if _is_marker(line):
            side = _SIDES.get(line[:1], _Side.BOTH)
        yield _Side.MARKER if _is_marker(line) else side


def _is_marker(line: bytes) -> bool:
    """Say whether a line is one of those that frame a conflict."""
    return _MARKER.match(line) is not None


def _told(read: ReadResult) -> bytes | None:
    """Return the lines of a file; None where it has a fault, or is no mapping."""
    if not isinstance(read.node, MappingNode) or read.text is None or has_errors(read.findings):
        return None
    lines = _Lines(read.text)
    for line, said in _said(read.node, ()):
        lines.put(line, said)
    lines.mark_texts(read.node)
    return lines.text().encode()


class _Lines:
    """The lines of a file, filled while its tree is walked."""

    def __init__(self, text: str) -> None:
        self._raw = text.split("\n")
        self._told: dict[int, list[str]] = {}
        self._ends = [0] * (len(self._raw) + 1)

    def put(self, line: int, text: str) -> None:
        """Say something in a line, counted from 1."""
        self._told.setdefault(line, []).append(text)

    def mark_texts(self, node: Node) -> None:
        """Note up to which column each line holds texts, in which no comment can be."""
        for scalar in scalars(node):
            span = scalar.span
            for line in range(span.line, span.end_line):
                self._ends[line] = len(self._raw[line - 1])
            self._ends[span.end_line] = max(self._ends[span.end_line], span.end_column - 1)

    def text(self) -> str:
        """Return all lines, each with its comment."""
        return "\n".join(self._line(number) for number in range(1, len(self._raw) + 1))

    def _line(self, number: int) -> str:
        found = _COMMENT.search(self._raw[number - 1][self._ends[number] :])
        comment = found[0].strip() if found else ""
        return "  ".join(filter(None, ("; ".join(self._told.get(number, ())), comment)))


def _said(node: Node, about: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Yield what each line says, below what ``about`` leads to."""
    if isinstance(node, Scalar):
        text = node.text.strip().replace("\n", " ⏎ ")
        yield node.span.line, f"{_BETWEEN.join(about)}: {text}".rstrip() if about else text
    elif isinstance(node, SequenceNode):
        for item in node.items:
            yield from _item(item, about)
    else:
        for key, value in node.entries:
            inside = (*about, key.text)
            starts_here = isinstance(value, Scalar) and value.span.line == key.span.line
            if not starts_here:
                yield key.span.line, _BETWEEN.join(inside)
            yield from _said(value, () if inside == (INDICATORS,) else inside)


def _item(item: Node, about: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Yield the lines of a list's item; an indicator's name leads all its fields."""
    name = _indicator_name(item)
    if name is None or not isinstance(item, MappingNode):
        yield from _said(item, about)
        return
    for key, value in item.entries:
        if key.text == INDICATOR:
            yield value.span.line, _BETWEEN.join((*about, name))
        else:
            yield from _said(value, (name, key.text))


def _indicator_name(item: Node) -> str | None:
    """Return an indicator's name; None for what is none."""
    for key, value in item.entries if isinstance(item, MappingNode) else ():
        if key.text == INDICATOR and isinstance(value, Scalar):
            return value.text.strip()
    return None
