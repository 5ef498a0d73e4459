"""The building blocks that say what a YAML file may hold.

One definition serves three readers: ``schema.check`` judges nodes by it, ``schema.jsonschema``
prints it for editors, and the loaders rely on it. Descriptions are Chinese: editors see them on
hover.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

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
class OneOrMany:
    """A single text, or a list of them; either way a tuple comes of it."""

    item: Text


@dataclass(frozen=True, slots=True)
class MapOf:
    """Keys from a closed set (or any, where ``keys`` is empty), each with a value of its shape.

    Attributes:
        item: shape of the value where ``keys`` is empty.
        keys: the allowed keys in canonical order, with the shapes of their values.
        level: the name of what the keys are, for messages (一级指标); empty for plain keys.
        least: how many entries there must be.
        most: how many entries there may be; None for any number.
        by_key: the shapes by their keys.
    """

    item: Shape
    keys: tuple[tuple[str, Shape], ...] = ()
    level: str = ""
    least: int = 0
    most: int | None = None
    by_key: Mapping[str, Shape] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", dict(self.keys))


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
    """A mapping with these keys in canonical order.

    Attributes:
        fields: the keys.
        description: for the editor, Chinese.
        is_open: whether further keys are passed over, as nobody can say yet which there are.
        by_key: the fields by their keys.
        required: the fields that may not be left out.
    """

    fields: tuple[Field, ...]
    description: str = ""
    is_open: bool = False
    by_key: Mapping[str, Field] = field(init=False, repr=False, compare=False)
    required: tuple[Field, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {field.key: field for field in self.fields})
        object.__setattr__(self, "required", tuple(f for f in self.fields if f.required))


Shape = Text | Money | Number | Flag | Anything | ListOf | OneOrMany | MapOf | Record
