"""Nodes judged by a shape: every fault reported, what is sound passed on.

In: a node of ``source`` and a shape. Out: checked values with their places, from which the loaders
build the model without looking again. A faulty part is None, and its neighbours are still checked.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from annexgen.findings import Finding, Message, Rule
from annexgen.positions import Span
from annexgen.schema import rules
from annexgen.schema.amounts import amount_fault, is_amount
from annexgen.schema.shapes import (
    Anything,
    Field,
    Flag,
    ListOf,
    MapOf,
    Money,
    Number,
    Record,
    Shape,
    Text,
)
from annexgen.schema.suggest import nearest
from annexgen.source.nodes import Entry, MappingNode, Node, Scalar, SequenceNode

Report = Callable[[Finding], None]

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Checked:
    """A sound value.

    Attributes:
        value: a text for Text, Money and Number; a bool for Flag; a tuple of Checked for ListOf; a
            dict of Checked by key (MapOf) or by attribute name (Record); a Node for Anything.
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
    return _Checker(path, report).check(node, shape)


class _Checker:
    """Walks node and shape together."""

    def __init__(self, path: str, report: Report) -> None:
        self._path = path
        self._report = report

    def check(self, node: Node, shape: Shape) -> Checked | None:
        match shape:
            case Record():
                return self._record(node, shape)
            case MapOf():
                return self._mapping(node, shape)
            case ListOf():
                return self._list(node, shape)
            case Anything():
                return self._anything(node)
            case _:
                return self._scalar(node, shape)

    def _fault(self, rule: Rule, span: Span, message: Message, help_: Message | None) -> None:
        self._report(rule.at(self._path, span, message, help_))

    def _wrong_shape(self, node: Node, zh: str, en: str, help_: Message) -> None:
        found_zh, found_en = _describe(node)
        message = Message(f"这里应是{zh}，写的是{found_zh}", f"{en} is expected, found {found_en}")
        self._fault(rules.WRONG_SHAPE, node.span, message, help_)

    # ------------------------------------------------------------------ mappings

    def _entries(self, node: Node) -> tuple[Entry, ...] | None:
        if isinstance(node, MappingNode):
            return node.entries
        self._wrong_shape(
            node,
            "“键: 值”",
            "a mapping (key: value)",
            Message("下一行缩进两格，写成“键: 值”", "indent the next lines by two as `key: value`"),
        )
        return None

    def _record(self, node: Node, shape: Record) -> Checked | None:
        entries = self._entries(node)
        if entries is None:
            return None
        fields = {field.key: field for field in shape.fields}
        values: dict[str, Checked] = {}
        written: set[str] = set()
        for entry in entries:
            field = fields.get(entry.key.text)
            if field is None:
                self._unknown_key(entry.key, shape)
                continue
            written.add(field.key)
            checked = self.check(entry.value, field.shape)
            if checked is not None:
                values[field.name] = Checked(checked.value, checked.span, entry.key.span)
        self._missing_keys(node, shape, written)
        return Checked(values, node.span)

    def _unknown_key(self, key: Scalar, shape: Record) -> None:
        known = [field.key for field in shape.fields]
        meant = nearest(key.text, known)
        listed = "、".join(known)
        self._fault(
            rules.UNKNOWN_KEY,
            key.span,
            Message(f"不认识的键“{_short(key.text)}”", f"unknown key '{_short(key.text)}'"),
            Message(f"是不是“{meant}”？", f"did you mean '{meant}'?")
            if meant
            else Message(f"这里可以写：{listed}", f"known keys: {listed}"),
        )

    def _missing_keys(self, node: Node, shape: Record, written: set[str]) -> None:
        for field in shape.fields:
            if field.required and field.key not in written:
                self._fault(
                    rules.MISSING_KEY,
                    _first_key(node),
                    Message(f"缺少“{field.key}”", f"'{field.key}' is missing"),
                    _how_to_write(field),
                )

    def _mapping(self, node: Node, shape: MapOf) -> Checked | None:
        entries = self._entries(node)
        if entries is None:
            return None
        shapes = dict(shape.keys)
        values: dict[str, Checked] = {}
        for entry in entries:
            item = shapes.get(entry.key.text) if shapes else shape.item
            if item is None:
                self._unknown_level(entry.key, shape)
                continue
            checked = self.check(entry.value, item)
            if checked is not None:
                values[entry.key.text] = Checked(checked.value, checked.span, entry.key.span)
        return Checked(values, node.span)

    def _unknown_level(self, key: Scalar, shape: MapOf) -> None:
        known = [name for name, _ in shape.keys]
        meant = nearest(key.text, known)
        listed = "、".join(known)
        guess_zh = f"是不是“{meant}”？" if meant else ""
        guess_en = f"did you mean '{meant}'? " if meant else ""
        self._fault(
            rules.UNKNOWN_LEVEL,
            key.span,
            Message(
                f"表样里没有{shape.level}“{_short(key.text)}”",
                f"the form has no {shape.level} '{_short(key.text)}'",
            ),
            Message(f"{guess_zh}可以写：{listed}", f"{guess_en}known: {listed}"),
        )

    # ------------------------------------------------------------------ lists and free content

    def _list(self, node: Node, shape: ListOf) -> Checked | None:
        if not isinstance(node, SequenceNode):
            self._wrong_shape(
                node,
                "列表",
                "a list",
                Message(
                    "每条另起一行，以“- ”开头", "write each item on a line of its own after `- `"
                ),
            )
            return None
        if len(node.items) < shape.least:
            self._fault(
                rules.TOO_FEW,
                node.span,
                Message(
                    f"至少要有 {shape.least} 条，现有 {len(node.items)} 条",
                    f"at least {shape.least} items are needed, found {len(node.items)}",
                ),
                None,
            )
        items = [self.check(item, shape.item) for item in node.items]
        return Checked(tuple(item for item in items if item is not None), node.span)

    def _anything(self, node: Node) -> Checked | None:
        empty = isinstance(node, Scalar) and not node.text
        if not empty and self._entries(node) is None:
            return None
        return Checked(node, node.span)

    # ------------------------------------------------------------------ scalars

    def _scalar(self, node: Node, shape: Text | Money | Number | Flag) -> Checked | None:
        if not isinstance(node, Scalar):
            self._wrong_shape(
                node,
                "一段文字" if isinstance(shape, Text) else "一个值",
                "a text" if isinstance(shape, Text) else "a single value",
                Message("写在同一行冒号后面", "write it on the same line after the colon"),
            )
            return None
        text = node.text.strip()
        if not text:
            return self._empty(node, shape)
        match shape:
            case Text():
                sound = self._text(node, text, shape)
            case Money():
                sound = self._money(node, text)
            case Number():
                sound = self._number(node, text, shape)
            case Flag():
                return self._flag(node, text)
        return Checked(text, node.span) if sound else None

    def _empty(self, node: Scalar, shape: Text | Money | Number | Flag) -> Checked | None:
        if isinstance(shape, Text | Money) and shape.may_be_empty:
            return Checked("", node.span)
        self._fault(
            rules.EMPTY_TEXT,
            node.span,
            Message("内容不能为空", "the value is empty"),
            Message("写上内容；不需要就把整行删掉", "write a value, or delete the line"),
        )
        return None

    def _text(self, node: Scalar, text: str, shape: Text) -> bool:
        if shape.choices and text not in shape.choices:
            listed = "、".join(shape.choices)
            meant = nearest(text, shape.choices)
            help_ = Message(f"可以写：{listed}", f"allowed: {listed}")
            if meant:
                help_ = Message(
                    f"是不是“{meant}”？{help_.zh}", f"did you mean '{meant}'? {help_.en}"
                )
        elif shape.pattern and not re.fullmatch(shape.pattern, text):
            help_ = shape.pattern_help or Message(
                f"应符合 {shape.pattern}", f"must match {shape.pattern}"
            )
        else:
            return True
        message = Message(f"不能写“{_short(text)}”", f"'{_short(text)}' is not allowed")
        self._fault(rules.NOT_ALLOWED, node.span, message, help_)
        return False

    def _money(self, node: Scalar, text: str) -> bool:
        if is_amount(text):
            return True
        rule, message, help_ = amount_fault(text)
        self._fault(rule, node.span, message, help_)
        return False

    def _number(self, node: Scalar, text: str, shape: Number) -> bool:
        pattern = r"-?[0-9]+" if shape.whole else r"-?[0-9]+(\.[0-9]+)?"
        if not re.fullmatch(pattern, text):
            kind = ("整数", "a whole number") if shape.whole else ("数字", "a number")
            self._fault(
                rules.NOT_A_NUMBER,
                node.span,
                Message(
                    f"应是{kind[0]}，写的是“{_short(text)}”",
                    f"{kind[1]} is expected, found '{_short(text)}'",
                ),
                Message("只写阿拉伯数字", "write digits only"),
            )
            return False
        if shape.least <= float(text) <= shape.most:
            return True
        self._fault(
            rules.OUT_OF_RANGE,
            node.span,
            Message(f"数字超出范围：{text}", f"the number is out of range: {text}"),
            Message(
                f"应在 {shape.least} 到 {shape.most} 之间", f"write {shape.least} to {shape.most}"
            ),
        )
        return False

    def _flag(self, node: Scalar, text: str) -> Checked | None:
        if text in ("true", "false"):
            return Checked(text == "true", node.span)
        message = Message(f"不能写“{_short(text)}”", f"'{_short(text)}' is not allowed")
        self._fault(
            rules.NOT_ALLOWED,
            node.span,
            message,
            Message("写 true 或 false", "write true or false"),
        )
        return None


def _describe(node: Node) -> tuple[str, str]:
    """Say in both languages what a node is."""
    if isinstance(node, MappingNode):
        return "“键: 值”", "a mapping"
    if isinstance(node, SequenceNode):
        return "列表", "a list"
    if not node.text.strip():
        return "空白", "nothing"
    return f"文字“{_short(node.text)}”", f"the text '{_short(node.text)}'"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else flat[: _SHOWN - 1] + "…"


def _first_key(node: Node) -> Span:
    """Return the first key's span, so that a missing key points into its record."""
    if isinstance(node, MappingNode) and node.entries:
        return node.entries[0].key.span
    return node.span


def _how_to_write(field: Field) -> Message:
    example = {
        Money: f"{field.key}: 470.00",
        ListOf: f"{field.key}:，下面每条一行，以“- ”开头",
    }.get(type(field.shape), f"{field.key}: …")
    return Message(f"加一行“{example}”", f"add a line `{field.key}: …`")
