"""The building blocks that say what a YAML file may hold.

One definition serves three readers: ``schema.check`` judges nodes by it, ``schema.jsonschema``
prints it for editors, and the loaders rely on it. Descriptions are Chinese: editors see them on
hover.
"""

from __future__ import annotations

from dataclasses import dataclass

from annexgen.findings import Message


@dataclass(frozen=True, slots=True)
class Text:
    """A text, taken as written but for blanks at both ends.

    Attributes:
        may_be_empty: whether the value may be left empty.
        choices: the only texts allowed; empty for any.
        pattern: a regular expression for the whole text; empty for any.
        pattern_help: what to write, for a text that does not match.
    """

    may_be_empty: bool = False
    choices: tuple[str, ...] = ()
    pattern: str = ""
    pattern_help: Message | None = None


@dataclass(frozen=True, slots=True)
class Money:
    """A sum: digits and at most two decimals, kept as written (``470.00``).

    Attributes:
        may_be_empty: whether the cell may be left empty.
    """

    may_be_empty: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A plain decimal number between two bounds, both included."""

    least: float = 0
    most: float = 1_000_000
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """``true`` or ``false``."""


@dataclass(frozen=True, slots=True)
class Anything:
    """A mapping of any content; another stage reads it."""


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list.

    Attributes:
        item: shape of each item.
        least: how many items there must be.
    """

    item: Shape
    least: int = 1


@dataclass(frozen=True, slots=True)
class MapOf:
    """Keys from a closed set (or any, where ``keys`` is empty), each with a value of its shape.

    Attributes:
        item: shape of the value where ``keys`` is empty.
        keys: the allowed keys in canonical order, with the shapes of their values.
        level: the name of what the keys are, for messages (一级指标).
    """

    item: Shape
    keys: tuple[tuple[str, Shape], ...] = ()
    level: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record.

    Attributes:
        key: as written in the file.
        name: the attribute it becomes.
        shape: of its value.
        description: for the editor, Chinese.
        required: whether it may not be left out.
    """

    key: str
    name: str
    shape: Shape
    description: str = ""
    required: bool = True


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with these keys and no others, in canonical order."""

    fields: tuple[Field, ...]
    description: str = ""


Shape = Text | Money | Number | Flag | Anything | ListOf | MapOf | Record
