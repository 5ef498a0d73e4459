"""What ``schema.check`` says of each fault, in both languages.

Every method reports one fault and returns None, the value of a faulty part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from annexgen.findings import Finding, Message, Rule
from annexgen.positions import Span
from annexgen.schema import rules
from annexgen.schema.amounts import amount_fault
from annexgen.schema.shapes import Field, ListOf, MapOf, Money, Number, Record, Text
from annexgen.schema.suggest import nearest
from annexgen.source.nodes import MappingNode, Node, Scalar, SequenceNode

_SHOWN = 20


class Complaints:
    """The faults of one file.

    Args:
        path: of the file.
        report: takes each fault.
    """

    def __init__(self, path: str, report: Callable[[Finding], None]) -> None:
        self._path = path
        self._report = report

    def _fault(self, rule: Rule, span: Span, message: Message, help_: Message) -> None:
        self._report(rule.at(self._path, span, message, help_))

    # ------------------------------------------------------------------ shapes

    def _wrong_shape(self, node: Node, zh: str, en: str, help_: Message) -> None:
        found_zh, found_en = _describe(node)
        message = Message(f"这里应是{zh}，写的是{found_zh}", f"Expected {en}, found {found_en}")
        self._fault(rules.WRONG_SHAPE, node.span, message, help_)

    def no_mapping(self, node: Node) -> None:
        """Say that keys and values are expected."""
        help_ = Message(
            "下一行缩进两格，写成“键: 值”", "Indent the next lines by two, as “key: value”"
        )
        self._wrong_shape(node, "“键: 值”", "a mapping (key: value)", help_)

    def no_list(self, node: Node) -> None:
        """Say that a list is expected."""
        help_ = Message(
            "每条另起一行，以“- ”开头", "Write each item on a line of its own after “- ”"
        )
        self._wrong_shape(node, "列表", "a list", help_)

    def no_text(self, node: Node) -> None:
        """Say that a text is expected."""
        self._wrong_shape(node, "一段文字", "a text", _ON_THE_LINE)

    def no_value(self, node: Node) -> None:
        """Say that a number, sum or switch is expected."""
        self._wrong_shape(node, "一个值", "a single value", _ON_THE_LINE)

    # ------------------------------------------------------------------ keys and items

    def unknown_key(self, key: Scalar, known: Iterable[str]) -> None:
        """Say that ``key`` means nothing here, and which one is meant."""
        known = list(known)
        meant = nearest(key.text, known)
        listed = "、".join(known)
        self._fault(
            rules.UNKNOWN_KEY,
            key.span,
            Message(f"不认识的键“{_short(key.text)}”", f"Unknown key “{_short(key.text)}”"),
            Message(f"是不是“{meant}”？", f"Did you mean “{meant}”?")
            if meant
            else Message(f"这里可以写：{listed}", f"Known keys: {listed}"),
        )

    def unknown_level(self, key: Scalar, shape: MapOf) -> None:
        """Say that the form has no such level (or block), and which ones it has."""
        if not shape.level:
            self.unknown_key(key, shape.by_key)
            return
        meant = nearest(key.text, shape.by_key)
        listed = "、".join(shape.by_key)
        guess_zh = f"是不是“{meant}”？" if meant else ""
        guess_en = f"Did you mean “{meant}”? " if meant else ""
        self._fault(
            rules.UNKNOWN_LEVEL,
            key.span,
            Message(
                f"表样里没有{shape.level}“{_short(key.text)}”",
                f"The form has no {shape.level} “{_short(key.text)}”",
            ),
            Message(f"{guess_zh}可以写：{listed}", f"{guess_en}Known: {listed}"),
        )

    def missing_keys(self, node: MappingNode, shape: Record) -> None:
        """Report each required key that ``node`` lacks, at its first key."""
        written = {entry.key.text for entry in node.entries}
        place = node.entries[0].key.span if node.entries else node.span
        for field in shape.required:
            if field.key not in written:
                self._fault(
                    rules.MISSING_KEY,
                    place,
                    Message(f"缺少“{field.key}”", f"“{field.key}” is missing"),
                    _how_to_write(field),
                )

    def too_few(self, node: Node, count: int, least: int) -> None:
        """Say that there are only ``count`` items."""
        message = Message(
            f"至少要有 {least} 条，现有 {count} 条", f"At least {least} needed, found {count}"
        )
        help_ = Message("写在这里；不需要就删掉整个键", "Write it here, or delete the key")
        self._fault(rules.TOO_FEW, node.span, message, help_)

    def too_many(self, node: Node, count: int, most: int) -> None:
        """Say that there are as many as ``count`` items."""
        message = Message(
            f"最多只能有 {most} 条，现有 {count} 条", f"At most {most} allowed, found {count}"
        )
        help_ = Message("把多出的另写成一条", "Move the rest to an item of its own")
        self._fault(rules.TOO_MANY, node.span, message, help_)

    # ------------------------------------------------------------------ values

    def empty(self, node: Node) -> None:
        """Say that something must be written."""
        self._fault(
            rules.EMPTY_TEXT,
            node.span,
            Message("内容不能为空", "The value is empty"),
            Message(
                "写上内容；可以不写的项，也可以整行删掉",
                "Write a value; a line that may be left out can also be deleted",
            ),
        )

    def no_choice(self, node: Scalar, shape: Text) -> None:
        """Say which texts are allowed, and which one is meant."""
        text = node.text.strip()
        listed = "、".join(shape.choices)
        meant = nearest(text, shape.choices)
        help_ = Message(f"可以写：{listed}", f"Allowed: {listed}")
        if meant:
            help_ = Message(f"是不是“{meant}”？{help_.zh}", f"Did you mean “{meant}”? {help_.en}")
        self.not_allowed(node, text, help_)

    def no_match(self, node: Scalar, shape: Text) -> None:
        """Say how the text should look."""
        help_ = shape.pattern_help or Message(
            f"应符合 {shape.pattern}", f"It must match {shape.pattern}"
        )
        self.not_allowed(node, node.text.strip(), help_)

    def not_allowed(self, node: Node, text: str, help_: Message) -> None:
        """Say that ``text`` cannot stand here."""
        message = Message(f"不能写“{_short(text)}”", f"“{_short(text)}” is not allowed")
        self._fault(rules.NOT_ALLOWED, node.span, message, help_)

    def no_amount(self, node: Node, text: str) -> None:
        """Say what is wrong with a sum."""
        rule, message, help_ = amount_fault(text, _short(text))
        self._fault(rule, node.span, message, help_)

    def no_number(self, node: Node, text: str, shape: Number) -> None:
        """Say that a number is expected."""
        zh, en = ("整数", "a whole number") if shape.whole else ("数字", "a number")
        self._fault(
            rules.NOT_A_NUMBER,
            node.span,
            Message(f"应是{zh}，写的是“{_short(text)}”", f"Expected {en}, found “{_short(text)}”"),
            Message("只写阿拉伯数字", "Write digits only"),
        )

    def out_of_range(self, node: Node, text: str, shape: Number) -> None:
        """Say between which bounds a number must be."""
        bounds = f"{shape.least:g}", f"{shape.most:g}"
        self._fault(
            rules.OUT_OF_RANGE,
            node.span,
            Message(f"数字超出范围：{_short(text)}", f"Out of range: {_short(text)}"),
            Message(f"应在 {bounds[0]} 到 {bounds[1]} 之间", f"Write {bounds[0]} to {bounds[1]}"),
        )


_ON_THE_LINE = Message("写在同一行冒号后面", "Write it on the same line, after the colon")


def _describe(node: Node) -> tuple[str, str]:
    """Say in both languages what a node is."""
    if isinstance(node, MappingNode):
        return "“键: 值”", "a mapping"
    if isinstance(node, SequenceNode):
        return "列表", "a list"
    if not node.text.strip():
        return "空白", "nothing"
    return f"文字“{_short(node.text)}”", f"the text “{_short(node.text)}”"


def _short(text: str) -> str:
    flat = " ".join(text[: 4 * _SHOWN].split())
    return flat if len(flat) <= _SHOWN else flat[: _SHOWN - 1] + "…"


def _how_to_write(field: Field) -> Message:
    example = {
        Money: f"{field.key}: 470.00",
        ListOf: f"{field.key}:，下面每条一行，以“- ”开头",
    }.get(type(field.shape), f"{field.key}: …")
    return Message(f"加一行“{example}”", f"Add the line “{field.key}: …”")
