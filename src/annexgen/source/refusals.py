"""What YAML allows and content files do without: where it is found and what to write instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annexgen.findings import Message
from annexgen.positions import START_OF_FILE
from annexgen.source.nodes import Node, Scalar
from annexgen.source.rules import (
    ALIAS,
    ANCHOR,
    CONTROL_CHARACTER,
    DIRECTIVE,
    DUPLICATE_KEY,
    KEY_NOT_TEXT,
    MERGE_KEY,
    SEVERAL_DOCUMENTS,
    SWALLOWED_ITEM,
    TAG,
    TOO_DEEP,
)
from annexgen.source.text import first_unfit, replace_unfit, spans_of

if TYPE_CHECKING:
    from annexgen.positions import Span
    from annexgen.source.report import Report

_HEAD = re.compile(r"(?:[ \t]*(?:#.*)?\n|%.*(?:\n|\Z))*")
_DIRECTIVE = re.compile(r"^%.*", re.MULTILINE)
_PROPERTY = re.compile(r"(?:!<[^>]*>|[&!][^\s,\[\]{}]*)")
_GAP = re.compile(r"(?:[ \t\n]+(?:#.*)?)*")
_SWALLOWED = re.compile(r"\n[ \t]*(-[ \t]+[^\n]*)")
_WRITE_OUT = Message("把内容直接写在这里", "Write the content out here")


def without_directives(text: str, report: Report) -> str:
    """Refuse the ``%`` lines at the head of ``text`` and return it with blanks in their place."""
    head = _HEAD.match(text)
    if head is None or "%" not in head[0]:
        return text
    matches = list(_DIRECTIVE.finditer(head[0]))
    spans = spans_of(text, (match.span() for match in matches), START_OF_FILE)
    for match, span in zip(matches, spans, strict=True):
        report.add(
            DIRECTIVE,
            span,
            Message(f"内容文件不用 % 指令：{match[0]}", f"Directives are not allowed: {match[0]}"),
            Message("删去这一行", "Delete this line"),
        )
    blanked = _DIRECTIVE.sub(lambda match: " " * len(match[0]), head[0])
    return blanked + text[head.end() :]


def report_properties(report: Report, written: str, place: Span) -> int:
    """Refuse the anchors and tags that ``written``, a value at ``place``, begins with.

    Returns:
        Where in ``written`` the value itself begins.
    """
    stretches, start = [], 0
    while match := _PROPERTY.match(written, start):
        stretches.append(match.span())
        start = match.end() + len(_GAP.match(written, match.end())[0])  # type: ignore[index]
    for stretch, span in zip(stretches, spans_of(written, stretches, place), strict=True):
        sign = written[slice(*stretch)]
        rule, zh, en = (ANCHOR, "锚点", "Anchors") if sign[0] == "&" else (TAG, "标签", "Tags")
        report.add(
            rule,
            span,
            Message(f"内容文件不用{zh}：{sign}", f"{en} are not allowed: {sign}"),
            Message(
                f'删去；如果它是文字的一部分，给整段文字加引号，如 "{sign}…"',
                f'Delete it; where it is part of a text, put the text in quotes, e.g. "{sign}…"',
            ),
        )
    return start


def report_alias(report: Report, written: str, span: Span) -> None:
    """Refuse an alias such as ``*x``."""
    report.add(
        ALIAS,
        span,
        Message(f"内容文件不用引用：{written}", f"Aliases are not allowed: {written}"),
        Message(
            f'把内容直接写在这里；如果是文字，加引号："{written}"',
            f'Write the content out here; where it is a text, put it in quotes: "{written}"',
        ),
    )


def report_merge_key(report: Report, span: Span) -> None:
    """Refuse ``<<``."""
    message = Message("内容文件不用合并键 <<", "Merge keys (<<) are not allowed")
    report.add(MERGE_KEY, span, message, _WRITE_OUT)


def report_document(report: Report, span: Span) -> None:
    """Refuse a second document."""
    report.add(
        SEVERAL_DOCUMENTS,
        span,
        Message("一个文件只能写一份内容，这里又开始了一份", "A second document begins here"),
        Message(
            "删去这一行 ---，或另存为一个文件", "Delete this ---, or make it a file of its own"
        ),
    )


def report_duplicate(report: Report, key: Scalar, first_line: int) -> None:
    """Refuse a key that the mapping has already."""
    report.add(
        DUPLICATE_KEY,
        key.span,
        Message(
            f"“{key.text}”写了两次，第一次在第 {first_line} 行",
            f"“{key.text}” is written twice, first in line {first_line}",
        ),
        Message("两处合并，只留一处", "Keep one of the two"),
    )


def report_key(report: Report, node: Node) -> None:
    """Refuse a key that is empty, a list or a mapping."""
    if isinstance(node, Scalar):
        message = Message("冒号前面没有键", "There is no key before the colon")
    else:
        message = Message(
            "键只能是文字，这里是列表或一组键值", "A key is a text; here is a list or a mapping"
        )
    report.add(
        KEY_NOT_TEXT,
        node.span,
        message,
        Message("写成“键: 值”，如 项目名称: …", "Write “key: value”, e.g. 项目名称: …"),
    )


def report_depth(report: Report, span: Span, deepest: int) -> None:
    """Refuse to go on in a file that nests too deep."""
    report.add(
        TOO_DEEP,
        span,
        Message(f"层次超过 {deepest} 层，没有再读下去", f"The nesting goes over {deepest} levels"),
        Message(
            "检查括号 [ { 和缩进；项目文件一般只有五层",
            "Check the brackets [ { and the indentation; a project has five levels",
        ),
    )


def report_swallowed(report: Report, raw: str, place: Span) -> None:
    """Report lines that look like list items but continue the plain text ``raw`` at ``place``."""
    for span in spans_of(raw, (match.span(1) for match in _SWALLOWED.finditer(raw)), place):
        report.add(
            SWALLOWED_ITEM,
            span,
            Message(
                "这一行缩进过多，“-”成了上一行文字的一部分",
                "This line is indented too far: its “-” has become part of the text above",
            ),
            Message(
                "与上一个“-”左对齐；如果确是文字，给整段加引号",
                "Align it with the “-” above; where it is meant as text, put the text in quotes",
            ),
        )


def without_unfit_escape(report: Report, value: str, span: Span) -> str:
    """Refuse escapes for characters that no document can hold (NUL, say); put U+FFFD for them."""
    name = first_unfit(value)
    if name is None:
        return value
    report.add(
        CONTROL_CHARACTER,
        span,
        Message(f"反斜杠写法给出控制字符 {name}", f"An escape gives the control character {name}"),
        Message("删去它；反斜杠本身写作 \\\\", "Delete it; a backslash itself is written \\\\"),
    )
    return replace_unfit(value)
