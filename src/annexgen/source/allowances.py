"""Allowances: a comment beside a place that says why a finding may stay there.

    指标值: ≥95   # annexgen: allow unit-missing -- 按批复原文

or in a line of its own above the place. Rules go by name or code, several by comma; the reason is
required. What an allowance allows is for ``checks`` to say; here they are only read.
"""

from __future__ import annotations

import re

from annexgen.positions import Span
from annexgen.source.comments import matching
from annexgen.tuples import NamedTuple

MARK = "annexgen:"
"""A file without this has no allowances."""

_COMMENT = r"#[ \t]*annexgen:[^\n]*"
_ALLOW = r"#[ \t]*annexgen:[ \t]*allow[ \t]+(.+?)[ \t]*(?:--|—+)[ \t]*(\S.*)"
_NAME = r"[^\s,，、]+"
"""Compiled where a file has the mark, as few do."""


class Allowance(NamedTuple):
    """A comment that allows findings of some rules in one line.

    Attributes:
        span: the comment.
        line: the line of the place that is meant.
        rules: the rules as written, each with its place; none where the comment is malformed.
        reason: why.
    """

    span: Span
    line: int
    rules: tuple[tuple[str, Span], ...]
    reason: str


def allowances(text: str) -> list[Allowance]:
    """Return the allowances in a content file, in their order.

    Args:
        text: the file's text, its lines ending in line feeds.
    """
    if MARK not in text:
        return []
    lines = text.split("\n")
    return [_allowance(text, match, lines) for match in matching(text, _COMMENT)]


def _allowance(text: str, match: re.Match[str], lines: list[str]) -> Allowance:
    number = text.count("\n", 0, match.start()) + 1
    column = match.start() - text.rfind("\n", 0, match.start())
    comment = match[0].rstrip()
    rules: tuple[tuple[str, Span], ...] = ()
    read = re.fullmatch(_ALLOW, comment)
    if read is not None:
        begin = column + read.start(1)
        rules = tuple(
            (name[0], Span(number, begin + name.start(), number, begin + name.end()))
            for name in re.finditer(_NAME, read[1])
        )
    line = number
    if not lines[number - 1][: column - 1].strip():
        line = _next_line(lines, number)
    span = Span(number, column, number, column + len(comment))
    return Allowance(span, line, rules, read[2] if read else "")


def _next_line(lines: list[str], number: int) -> int:
    """Return the first line below line ``number`` that says something."""
    for below in range(number, len(lines)):
        said = lines[below].lstrip()
        if said and not said.startswith("#"):
            return below + 1
    return number
