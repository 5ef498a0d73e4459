"""Line breaks inside a text: none between East Asian characters, a blank elsewhere.

YAML 1.2.2 folds the line break of a plain, quoted or ``>`` scalar into a blank (§6.5, §8.1.3).
Chinese knows no blank between words, so a break that was only made for the editor's sake must leave
none: the rule is that of pandoc's ``east_asian_line_breaks``, both neighbours are East Asian wide.
Quotation marks, dashes, ellipses and signs of ambiguous width (UAX #11: “ ” — … ① ≥) count as wide
beside a wide neighbour. A blank that was typed within a line stays.

In: the raw text of a scalar and what the parser made of it. Out: the value.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING
from unicodedata import category, east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LINE_FEEDS = re.compile(r"\n*")
_FOLD = re.compile(r"(?<![ \t])[ \t]*\n[ \t\n]*")
_DOUBLE_QUOTED = re.compile(
    r"(?P<fold>(?<![ \t])[ \t]*\n[ \t\n]*)"
    r"|\\(?P<escaped_break>\n[ \t\n]*)"
    r"|\\(?:x(?P<x>.{2})|u(?P<u>.{4})|U(?P<U>.{8}))"
    r"|\\(?P<sign>.)"
)
_SIGNS = dict(zip("0abtnvfreN_LP", "\0\a\b\t\n\v\f\r\x1b\x85\xa0\u2028\u2029", strict=True))


class _Breadth(Enum):
    WIDE = auto()
    NARROW = auto()
    MARK = auto()


def unfold(raw: str, style: str | None, value: str) -> str:
    """Return the value of a scalar that stands on several lines.

    Args:
        raw: the scalar as it stands in the file, quotes or block header included, line breaks as
            line feeds.
        style: its first sign (``'``, ``"``, ``>``, ``|``); anything else for a plain scalar.
        value: the parser's value, in which a folded break is a blank.
    """
    if style == "|":
        return value
    if style == ">":
        return _unfold_block(raw, value)
    if style == '"':
        return _join(*_double_quoted_lines(raw[1:-1]))
    if style == "'":
        raw = raw[1:-1].replace("''", "'")
    return _join(_FOLD.split(raw), [fold.count("\n") for fold in _FOLD.findall(raw)])


def joins(left: str, right: str) -> bool:
    """Say whether no blank belongs between a line that ends in ``left`` and one of ``right``."""
    if not left or not right:
        return False
    before, after = _breadth(left[-1]), _breadth(right[0])
    if before is after is _Breadth.MARK:
        return _hugs_wide(reversed(left)) or _hugs_wide(right)
    return before is not _Breadth.NARROW and after is not _Breadth.NARROW


def _breadth(char: str) -> _Breadth:
    width = east_asian_width(char)
    if width in {"W", "F"}:
        return _Breadth.WIDE
    ambiguous = width == "A" and not category(char).startswith("L")
    return _Breadth.MARK if ambiguous else _Breadth.NARROW


def _hugs_wide(chars: Iterable[str]) -> bool:
    breadths = (_breadth(char) for char in chars)
    return next((b for b in breadths if b is not _Breadth.MARK), None) is _Breadth.WIDE


def _join(lines: Sequence[str], breaks: Sequence[int]) -> str:
    """Join ``lines``; ``breaks`` counts the line breaks between each and the next."""
    parts = [lines[0]]
    for left, right, count in zip(lines, lines[1:], breaks, strict=False):
        if count == 1:
            parts.append("" if joins(left, right) else " ")
        else:
            parts.append("\n" * (count - 1))
        parts.append(right)
    return "".join(parts)


def _double_quoted_lines(body: str) -> tuple[list[str], list[int]]:
    """Return the lines of a double-quoted text, escapes resolved, and the breaks between them."""
    lines, breaks, parts, done = [], [], [], 0
    for match in _DOUBLE_QUOTED.finditer(body):
        parts.append(body[done : match.start()])
        done = match.end()
        if match["fold"]:
            lines.append("".join(parts))
            breaks.append(match["fold"].count("\n"))
            parts.clear()
        else:
            parts.append(_escape(match))
    lines.append("".join(parts) + body[done:])
    return lines, breaks


def _escape(match: re.Match[str]) -> str:
    if match["escaped_break"]:
        return "\n" * (match["escaped_break"].count("\n") - 1)
    if match["sign"]:
        return _SIGNS.get(match["sign"], match["sign"])
    return chr(int(match["x"] or match["u"] or match["U"], 16))


def _unfold_block(raw: str, value: str) -> str:
    """Take the blanks out of a ``>`` text that are line breaks between East Asian characters.

    The value is the content of each line in turn, with one blank between two for a folded break,
    else line feeds; so lines and value are walked side by side.
    """
    at = len(value) - len(value.lstrip("\n"))
    contents = _block_contents(raw, value[at:])
    parts = [value[:at]]
    for content, following in zip(contents, [*contents[1:], ""], strict=True):
        if not value.startswith(content, at):
            return value
        at += len(content)
        if following and value.startswith(" ", at):
            trimmed = content.rstrip(" ")
            parts.append(trimmed if joins(trimmed, following) else content + " ")
            at += 1
        else:
            end = _LINE_FEEDS.match(value, at).end()  # type: ignore[union-attr]
            parts.append(content + value[at:end])
            at = end
    return "".join(parts) + value[at:]


def _block_contents(raw: str, value: str) -> list[str]:
    """Return the lines of a block scalar without header, indentation and empty lines."""
    lines = raw.split("\n")[1:]
    first = next((line for line in lines if line.strip(" ")), "")
    blanks = len(first) - len(first.lstrip(" "))
    indent = next((k for k in range(blanks) if value.startswith(first[k:])), blanks)
    return [line[indent:] for line in lines if len(line) > indent]
