"""The building blocks that say what a YAML file may hold.

One definition serves three readers: ``schema.check`` judges nodes by it, ``schema.jsonschema``
prints it for editors, and the loaders rely on it. Descriptions are Chinese: editors see them on
hover.
"""

from __future__ import annotations

from collections.abc import Mapping

from annexgen.findings import Message
from annexgen.tuples import NamedTuple


class Text(NamedTuple):
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


class Money(NamedTuple):
    """A sum: digits and at most two decimals, kept as written (``470.00``).

    Attributes:
        may_be_empty: whether the cell may be left empty.
    """

    may_be_empty: bool = False


class Number(NamedTuple):
    """A plain decimal number between two bounds, both included."""

    least: float = 0
    most: float = 1_000_000
    whole: bool = False


class Flag:
    """``true`` or ``false``."""

    __slots__ = ()


class Anything:
    """A mapping of any content; another stage reads it."""

    __slots__ = ()


class ListOf(NamedTuple):
    """A list.

    Attributes:
        item: shape of each item.
        least: how many items there must be.
    """

    item: Shape
    least: int = 1


class OneOrMany(NamedTuple):
    """A single text, or a list of them; either way a tuple comes of it."""

    item: Text


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

    __slots__ = ("by_key", "item", "keys", "least", "level", "most")

    def __init__(
        self,
        item: Shape,
        keys: tuple[tuple[str, Shape], ...] = (),
        level: str = "",
        least: int = 0,
        most: int | None = None,
    ) -> None:
        self.item = item
        self.keys = keys
        self.level = level
        self.least = least
        self.most = most
        self.by_key: Mapping[str, Shape] = dict(keys)


class Field(NamedTuple):
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


class Record:
    """A mapping with these keys in canonical order.

    Attributes:
        fields: the keys.
        description: for the editor, Chinese.
        is_open: whether further keys are passed over, as nobody can say yet which there are.
        by_key: the fields by their keys.
        required: the fields that may not be left out.
    """

    __slots__ = ("by_key", "description", "fields", "is_open", "required")

    def __init__(
        self, fields: tuple[Field, ...], description: str = "", is_open: bool = False
    ) -> None:
        self.fields = fields
        self.description = description
        self.is_open = is_open
        self.by_key: Mapping[str, Field] = {field.key: field for field in fields}
        self.required = tuple(field for field in fields if field.required)


Shape = Text | Money | Number | Flag | Anything | ListOf | OneOrMany | MapOf | Record
