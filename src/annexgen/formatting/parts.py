"""What is to be written: blocks of parts with their comments, changed while they are made."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from annexgen.positions import Span

EMPTY_LINE = ""
"""Among comments: an empty line between them."""


@dataclass(slots=True)
class Text:
    """A value that is written as it stands here.

    Attributes:
        lines: the first goes behind the key or dash, the others go below it, one level in.
        is_block: whether the first line is the header of a block (``|``, ``>``).
    """

    lines: tuple[str, ...]
    is_block: bool = False


@dataclass(slots=True)
class Block:
    """A mapping or list with something in it.

    Attributes:
        column: where its parts begin in the file, from 0; None for one in brackets.
        parts: its entries or items.
        after: comments behind the last of them.
    """

    column: int | None
    parts: list[Part] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Part:
    """An entry of a mapping, or an item of a list.

    Attributes:
        name: the key's text; None for an item.
        key: the key as it is to be written.
        before: the comments above it.
        comment: the one at the end of its line, with the blanks before it.
        value: what it holds.
    """

    name: str | None = None
    key: str = ""
    before: list[str] = field(default_factory=list)
    comment: str = ""
    value: Text | Block = field(default_factory=lambda: Text(("",)))


class Kind(StrEnum):
    """What can change in a file."""

    ENCODING = "encoding"
    ORDER = "order"
    VALUE = "value"
    QUOTES = "quotes"
    LAYOUT = "layout"


@dataclass(frozen=True, slots=True)
class Change:
    """Something that is written otherwise than it was.

    Attributes:
        kind: what it is.
        span: where it was; None for the file as a whole.
        before: a value as it was; empty for the other kinds.
        after: the value as it is now.
    """

    kind: Kind
    span: Span | None = None
    before: str = ""
    after: str = ""


class Unclear(Exception):  # noqa: N818 - an outcome: the file is left as it is
    """Something in a file that cannot be written anew exactly."""
