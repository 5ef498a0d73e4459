"""Nodes judged by a shape: every fault reported, what is sound passed on.

In: a node of ``source`` and a shape. Out: checked values with their places, from which the loaders
build the model without looking again. A faulty part is None, and its neighbours are still checked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from annexgen.findings import Finding, Message
from annexgen.positions import Span
from annexgen.schema.amounts import is_amount
from annexgen.schema.complaints import Complaints
from annexgen.schema.shapes import (
    Anything,
    Flag,
    ListOf,
    MapOf,
    Money,
    Number,
    OneOrMany,
    Record,
    Shape,
    Text,
)
from annexgen.source.nodes import Entry, MappingNode, Node, Scalar, SequenceNode
from annexgen.tuples import NamedTuple, made

Report = Callable[[Finding], None]

_WHOLE = re.compile(r"-?[0-9]+")
_DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


class Checked(NamedTuple):
    """A sound value.

    Attributes:
        value: a text for Text, Money and Number; a bool for Flag; a tuple of Checked for ListOf and
            OneOrMany; a dict of Checked by key (MapOf) or by attribute name (Record); a Node for
            Anything.
        span: the value in the file.
        key: the key it stands under; None for list items and whole files.
    """

    value: Any
    span: Span
    key: Span | None = None


def check(node: Node, shape: Shape, path: str, report: Report) -> Checked | None:
    """Hold ``node`` against ``shape``.

    Args:
        node: what was read.
        shape: what is allowed.
        path: of the file, for findings.
        report: called with every fault.

    Returns:
        The checked value, or None if this part has a fault of its own. A record with a fault in one
        field is still returned, without that field.
    """
    return _Checker(path, report).check(node, shape, None)


class _Checker:
    """Walks node and shape together."""

    def __init__(self, path: str, report: Report) -> None:
        self._complain = Complaints(path, report)
        self._ways: dict[type, Callable[[Any, Any, Span | None], Checked | None]] = {
            Record: self._record,
            MapOf: self._mapping,
            ListOf: self._list,
            OneOrMany: self._one_or_many,
            Anything: self._anything,
            Text: self._text,
            Money: self._money,
            Number: self._number,
            Flag: self._flag,
        }

    def check(self, node: Node, shape: Shape, key: Span | None) -> Checked | None:
        return self._ways[type(shape)](node, shape, key)

    # ------------------------------------------------------------------ mappings

    def _record(self, node: Node, shape: Record, key: Span | None) -> Checked | None:
        if type(node) is not MappingNode:
            self._complain.no_mapping(node)
            return None
        ways, fields = self._ways, shape.by_key
        values: dict[str, Checked] = {}
        written = 0
        for name, value in node.entries:
            field = fields.get(name.text)
            if field is None:
                if not shape.is_open:
                    self._complain.unknown_key(name, fields)
                continue
            written += field.required
            checked = ways[type(field.shape)](value, field.shape, name.span)
            if checked is not None:
                values[field.name] = checked
        if written < len(shape.required):
            self._complain.missing_keys(node, shape)
        return made(Checked, (values, node.span, key))

    def _mapping(self, node: Node, shape: MapOf, key: Span | None) -> Checked | None:
        if type(node) is not MappingNode:
            self._complain.no_mapping(node)
            return None
        values: dict[str, Checked] = {}
        self._count(node, node.entries, shape.least, shape.most)
        for name, value in node.entries:
            item = shape.by_key.get(name.text) if shape.keys else shape.item
            if item is None:
                self._complain.unknown_level(name, shape)
                continue
            checked = self.check(value, item, name.span)
            if checked is not None:
                values[name.text] = checked
        return made(Checked, (values, node.span, key))

    def _count(
        self, node: Node, parts: tuple[Entry, ...] | tuple[Node, ...], least: int, most: int | None
    ) -> None:
        if len(parts) < least:
            self._complain.too_few(node, len(parts), least)
        elif most is not None and len(parts) > most:
            self._complain.too_many(node, len(parts), most)

    # ------------------------------------------------------------------ lists and free content

    def _list(self, node: Node, shape: ListOf, key: Span | None) -> Checked | None:
        if type(node) is not SequenceNode:
            self._complain.no_list(node)
            return None
        self._count(node, node.items, shape.least, None)
        return made(Checked, (self._items(node.items, shape.item), node.span, key))

    def _items(self, nodes: Iterable[Node], shape: Shape) -> tuple[Checked, ...]:
        way = self._ways[type(shape)]
        return tuple([item for node in nodes if (item := way(node, shape, None)) is not None])

    def _one_or_many(self, node: Node, shape: OneOrMany, key: Span | None) -> Checked | None:
        if type(node) is SequenceNode:
            return self._list(node, ListOf(shape.item), key)
        item = self._text(node, shape.item, None)
        return Checked((item,), node.span, key) if item else None

    def _anything(self, node: Node, shape: Anything, key: Span | None) -> Checked | None:
        empty = type(node) is Scalar and not node.text
        if not empty and type(node) is not MappingNode:
            self._complain.no_mapping(node)
            return None
        return Checked(node, node.span, key)

    # ------------------------------------------------------------------ scalars

    def _text(self, node: Node, shape: Text, key: Span | None) -> Checked | None:
        if type(node) is not Scalar:
            self._complain.no_text(node)
            return None
        text = node.text.strip()
        if not text and not shape.may_be_empty:
            self._complain.empty(node)
            return None
        if text and shape.choices and text not in shape.choices:
            self._complain.no_choice(node, shape)
            return None
        if text and shape.pattern and not re.fullmatch(shape.pattern, text):
            self._complain.no_match(node, shape)
            return None
        return made(Checked, (text, node.span, key))

    def _value(self, node: Node) -> str | None:
        """Return the text of a single value, which may be empty; None where it is none."""
        if type(node) is not Scalar:
            self._complain.no_value(node)
            return None
        return node.text.strip()

    def _money(self, node: Node, shape: Money, key: Span | None) -> Checked | None:
        text = self._value(node)
        if text is None:
            return None
        if not text and not shape.may_be_empty:
            self._complain.empty(node)
            return None
        if text and not is_amount(text):
            self._complain.no_amount(node, text)
            return None
        return made(Checked, (text, node.span, key))

    def _number(self, node: Node, shape: Number, key: Span | None) -> Checked | None:
        text = self._value(node)
        if text is None:
            return None
        if not text:
            self._complain.empty(node)
            return None
        if not (_WHOLE if shape.whole else _DECIMAL).fullmatch(text):
            self._complain.no_number(node, text, shape)
            return None
        if not shape.least <= float(text) <= shape.most:
            self._complain.out_of_range(node, text, shape)
            return None
        return made(Checked, (text, node.span, key))

    def _flag(self, node: Node, shape: Flag, key: Span | None) -> Checked | None:
        text = self._value(node)
        if text is None:
            return None
        if text not in ("true", "false"):
            help_ = Message("写 true 或 false", "Write true or false")
            self._complain.not_allowed(node, text, help_)
            return None
        return Checked(text == "true", node.span, key)
