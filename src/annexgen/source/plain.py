"""The quick way to read a content file that uses nothing but the plainest YAML.

Most files are keys, lists and texts of one line each. Going through the parser's events costs
0.34 ms for such a file, and going through its lines 0.18 ms; of what a project takes from file to
page that is a tenth. And where all files are plain, forms among them, the parser is not imported:
7 ms of each start. Whatever else a file holds (blocks, escapes, texts over several lines, faults of
any kind), ``builder`` reads it: this reader then gives up and knows nothing. The two give equal
trees; a test holds them against each other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annexgen.positions import Span
from annexgen.source.flow import OPENING, read_value
from annexgen.source.nodes import Entry, MappingNode, Scalar, SequenceNode
from annexgen.source.text import REPLACEMENT
from annexgen.tuples import made

if TYPE_CHECKING:
    from annexgen.source.nodes import Node

_DEEPEST = 8
_FIRST = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]"
_STRANGE = "\t", REPLACEMENT
_LINE = re.compile(
    rf"( *)((?:- +)*)(?:({_FIRST}[^\n:#]*):(?: +|$)|(?=[^\s#]))"
    rf"(?:({_FIRST}[^:#]*)|({_FIRST}.*|[{re.escape(OPENING)}#].*))?$| *(?:#.*)?$"
)
"""Blanks, dashes, key, a value that is clear, a value to be looked at."""
_UNCLEAR = re.compile(r":\s|\s#|:$")
"""In a text: what might be a key or a comment after all."""
_COMMENT = re.compile(r" +#.*$| *$")
_DASH = re.compile("- +")
_LONGEST_KEY = 900


class _Level:
    """A mapping or list whose lines are being read.

    Attributes:
        indent: blanks before its keys or dashes.
        entries: of a mapping so far; None for a list.
        items: of a list so far.
        names: the mapping's keys so far.
        start: line and column of its first key or dash.
        stop: line and column behind its last child.
        key: the key that waits for its value.
    """

    __slots__ = ("entries", "indent", "items", "key", "names", "start", "stop")

    def __init__(self, indent: int, line: int, *, is_mapping: bool) -> None:
        self.indent = indent
        self.entries: list[Entry] | None = [] if is_mapping else None
        self.items: list[Node] = []
        self.names: set[str] = set()
        self.start = self.stop = (line, indent + 1)
        self.key: Scalar | None = None

    def put(self, node: Node, stop: tuple[int, int]) -> None:
        """Take in the next child, which ends at ``stop``."""
        self.stop = stop
        if self.entries is None:
            self.items.append(node)
        elif self.key is not None:
            self.entries.append(made(Entry, (self.key, node)))
            self.key = None

    def begin(self, key: str, line: int, column: int) -> bool:
        """Take in the next key; say whether it is one that is understood."""
        names = self.names
        if self.entries is None or key in names or key == "<<":
            return False
        if key[-1] == " " or len(key) > _LONGEST_KEY:
            return False
        names.add(key)
        self.key = made(Scalar, (key, made(Span, (line, column, line, column + len(key))), False))
        return True

    def fill(self) -> None:
        """Give the key that waits for a value an empty one, behind its colon."""
        if self.key is not None:
            line, column = self.key.span.end_line, self.key.span.end_column + 1
            self.put(Scalar("", Span(line, column, line, column)), (line, column))

    def node(self) -> Node:
        """Return what has been read."""
        self.fill()
        span = made(Span, self.start + self.stop)
        if self.entries is None:
            return made(SequenceNode, (tuple(self.items), span))
        return made(MappingNode, (tuple(self.entries), span))


def read_plain(text: str) -> Node | None:
    """Return the tree of a mapping in the plainest YAML; None where ``builder`` must read it.

    Args:
        text: the file's, as ``text.without_unfit`` gives it.
    """
    if any(strange in text for strange in _STRANGE):
        return None
    levels: list[_Level] = []
    for number, line in enumerate(text.split("\n"), 1):
        match = _LINE.match(line)
        if match is None or (match[1] is not None and not _take(levels, match, number)):
            return None
    return _finished(levels)


def _take(levels: list[_Level], match: re.Match[str], number: int) -> bool:
    """Take in a line that holds something; say whether it is understood."""
    blanks, dashes, key, value, other = match.groups()
    indent, is_item = len(blanks), dashes != ""
    top = levels[-1] if levels else None
    if top is None or top.indent != indent or (top.entries is None) is not is_item:
        if not _go_to(levels, number, indent, is_item=is_item):
            return False
    elif top.key is not None:
        top.fill()
    if is_item:
        indent = _enter(levels, number, indent, dashes, is_mapping=key is not None)
    elif key is None:
        return False
    top = levels[-1]
    if key is not None and not top.begin(key, number, indent + 1):
        return False
    if value is not None:
        value, column = value.rstrip(" "), match.start(4) + 1
        stop = number, column + len(value)
        read = made(Scalar, (value, made(Span, (number, column, *stop)), False))
        if top.entries is not None and top.key is not None:
            top.entries.append(made(Entry, (top.key, read)))
            top.key, top.stop = None, stop
        else:
            top.put(read, stop)
    elif other is not None and other[0] != "#":
        node = _value(match.string, match.start(5), number)
        if node is None:
            return False
        top.put(node, node.span[2:])
    return len(levels) <= 2 * _DEEPEST


def _enter(levels: list[_Level], line: int, indent: int, dashes: str, *, is_mapping: bool) -> int:
    """Open the lists behind the first of ``dashes``, and the mapping that a key behind them begins.

    Returns:
        The indentation of what follows.
    """
    first, *more = _DASH.findall(dashes) if dashes.count("-") > 1 else (dashes,)
    indent += len(first)
    for dash in more:
        levels.append(_Level(indent, line, is_mapping=False))
        indent += len(dash)
    if is_mapping:
        levels.append(_Level(indent, line, is_mapping=True))
    return indent


def _value(line: str, start: int, number: int) -> Node | None:
    """Return the value that begins at ``line[start]``; None where it is not plain."""
    if line[start] in OPENING:
        read = read_value(line, start, number)
        return read[0] if read is not None and _COMMENT.match(line, read[1]) else None
    text = line[start:]
    if _UNCLEAR.search(text):
        text, comment, _ = text.partition(" #")
        if not comment or _UNCLEAR.search(text) or not _COMMENT.match(line, start + len(text)):
            return None
    text = text.rstrip(" ")
    return Scalar(text, Span(number, start + 1, number, start + 1 + len(text)))


def _go_to(levels: list[_Level], line: int, indent: int, *, is_item: bool) -> bool:
    """Close the levels that end before a line, or open the one that begins with it.

    Returns:
        Whether the line is one of the innermost level then.
    """
    top = levels[-1] if levels else None
    while top is not None and top.indent > indent:
        done = levels.pop()
        if not levels:
            return False
        top = levels[-1]
        top.put(done.node(), done.stop)
    if top is not None and top.indent == indent:
        top.fill()
        return (top.entries is None) is is_item
    if top is not None and top.key is None:
        return False
    if len(levels) == _DEEPEST or (not levels and is_item):
        return False
    levels.append(_Level(indent, line, is_mapping=not is_item))
    return True


def _finished(levels: list[_Level]) -> Node | None:
    while len(levels) > 1:
        done = levels.pop()
        levels[-1].put(done.node(), done.stop)
    return levels[0].node() if levels else None
