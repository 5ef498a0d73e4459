"""A content file as it was written: scalars, mappings and lists, each with its place.

Nothing is typed here: a scalar is the text that was written, so ``470.00``, ``0010`` and ``是``
stay what they are. What they mean is for ``schema`` to say.
"""

from __future__ import annotations

from collections.abc import Iterator

from annexgen.positions import Span
from annexgen.tuples import NamedTuple


class Scalar(NamedTuple):
    """A text.

    Attributes:
        text: the value, East Asian line breaks joined, quotes and escapes resolved.
        span: the value in the file, quotes included.
        quoted: whether it was written in quotes or as a block (``|``, ``>``), so that an empty text
            was written on purpose.
    """

    text: str
    span: Span
    quoted: bool = False


class Entry(NamedTuple):
    """A key and its value."""

    key: Scalar
    value: Node


class MappingNode(NamedTuple):
    """Keys and values in the order of the file; a duplicate key has been reported and dropped."""

    entries: tuple[Entry, ...]
    span: Span


class SequenceNode(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    span: Span


Node = Scalar | MappingNode | SequenceNode


def scalars(node: Node) -> Iterator[Scalar]:
    """Yield all keys and texts of a tree, in the order of the file."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, MappingNode):
        for key, value in node.entries:
            yield key
            yield from scalars(value)
    else:
        for item in node.items:
            yield from scalars(item)
