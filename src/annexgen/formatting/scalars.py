"""How a key or value is written: plain, in quotes, or over its lines as they were."""

from __future__ import annotations

import re

from annexgen.formatting.parts import Text, Unclear
from annexgen.source.nodes import Scalar

_FIRST = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]"
_PLAIN = re.compile(rf"{_FIRST}(?:.*\S)?")
_UNCLEAR = re.compile(r":\s|\s#|:$")
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""What should not stand in a file unseen: a text with it stays as it was escaped."""
_TYPED = re.compile(
    r"[-+.]?[0-9][-+0-9a-fA-F_,.:xXoOTtZz ]*|~|null|true|false|yes|no|on|off|y|n|<<|="
    r"|[-+]?\.(?:inf|nan)",
    re.IGNORECASE,
)
"""What YAML (1.1, or the core schema of 1.2) takes for a number, a date, a truth value, nothing."""
_HEADER = re.compile(r"([|>])([-+0-9]*)([ \t]+#.*)?[ \t]*")


def written(node: Scalar, raw: str, text: str, *, is_typed: bool = False) -> Text:
    """Return a value as it is to be written.

    Args:
        node: the value.
        raw: how it stands in the file.
        text: what it is to say; where it stands on several lines, that is not looked at.
        is_typed: whether the schema wants a number here, so that a plain one means the same.
    """
    if "\n" not in raw:
        return Text((one_line(node, raw, text, is_typed=is_typed),))
    if raw[0] in "|>":
        return _block(raw, node.text)
    first, *rest = raw.split("\n")
    return Text((first.rstrip(" \t"), *(line.strip(" \t") for line in rest)))


def one_line(node: Scalar, raw: str, text: str, *, is_typed: bool = False) -> str:
    """Return a key, or a value of one line, as it is to be written."""
    if not node.quoted and text == node.text:
        return raw
    if UNSEEN.search(text):
        return raw
    means_the_same = not node.quoted or is_typed or _TYPED.fullmatch(text) is None
    if means_the_same and _PLAIN.fullmatch(text) and not _UNCLEAR.search(text):
        return text
    if not text and (not node.quoted or is_typed):
        return ""
    return _quoted(text)


def written_key(node: Scalar, raw: str) -> str:
    """Return a key as it is to be written.

    Raises:
        Unclear: for a key that needs several lines.
    """
    if not node.quoted and "\n" not in raw:
        return raw
    key = one_line(node._replace(quoted=True), raw, node.text)
    if "\n" in key:
        raise Unclear
    return _quoted(key) if key == node.text and re.search("[:#]", key) else key


def _quoted(text: str) -> str:
    """Return a text in double quotes, or in single ones where it would need a backslash."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _block(raw: str, value: str) -> Text:
    """Return a block (``|``, ``>``) with its lines indented by nothing."""
    header, *lines = raw.split("\n")
    match = _HEADER.fullmatch(header)
    style, marks, comment = match.groups() if match else (header, "", None)
    indent = _indent(lines, value)
    if any(mark.isdigit() for mark in marks):
        marks = "2" + "".join(mark for mark in marks if not mark.isdigit())
    first = style + marks + (comment or "").rstrip()
    return Text((first, *(line[indent:] for line in lines)), is_block=True)


def _indent(lines: list[str], value: str) -> int:
    """Return the blanks before a block's lines that are no part of its text."""
    first = next((line for line in lines if line.strip(" ")), "")
    blanks = len(first) - len(first.lstrip(" "))
    said = value.lstrip("\n")
    return next((cut for cut in range(blanks) if said.startswith(first[cut:])), blanks)
