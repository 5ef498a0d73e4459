"""Marks for review: a comment above a place that says why an editor should look at it.

    # 待核：沿用 2025 年
    指标值: ≥1000人

``new year`` writes them; whoever has looked deletes the line.
"""

from __future__ import annotations

from annexgen.positions import Span
from annexgen.source.comments import matching

MARK = "待核："
"""A file without this has nothing to review."""

_COMMENT = rf"#[ \t]*{MARK}[^\n]*"


def marks(text: str) -> list[Span]:
    """Return the places of the marks in a content file, in their order.

    Args:
        text: the file's text, its lines ending in line feeds.
    """
    found = matching(text, _COMMENT) if MARK in text else []
    spans = []
    for match in found:
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        spans.append(Span(line, column, line, column + len(match[0].rstrip())))
    return spans
