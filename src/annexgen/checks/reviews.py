"""What an annex that was carried to another year has still to be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annexgen.checks.marked import marked_text
from annexgen.findings import Finding, Message, Rule, Severity
from annexgen.source.reviews import MARK, marks

LEFT = Rule(
    "ANX113",
    "left-to-review",
    Severity.WARNING,
    Message("有沿用上年、还没有核对的地方", "Something carried over has not been reviewed"),
    Message(
        "annexgen new year 把上一年的金额和指标值沿用过来，逐处标上“待核”；"
        "绩效目标随当年预算一年一定，照抄去年的目标，评价时对不上。",
        "annexgen new year carries last year's amounts and targets over, each with a mark; targets "
        "are set with the year's budget, and last year's cannot be what this year is judged by.",
    ),
    Message(
        "核对标记下面的一行，改好或确认不变，再删去“# 待核”这一行",
        "Look at the line below each mark; when it is right, delete the mark's line",
    ),
)
RULES = (LEFT,)

_MOST_LINES = 5
"""Lines that a finding names."""


def left_to_review(root: Path | None, path: str, data: bytes | None = None) -> Iterator[Finding]:
    """Yield one finding for a file with marks for review, which says how many.

    Args:
        root: the annex root; None for no files.
        path: the file.
        data: its bytes, where they have been read.
    """
    found = marks(marked_text(root, path, data, MARK.encode()))
    if not found:
        return
    numbers = [str(span.line) for span in found[:_MOST_LINES]]
    more = len(found) > _MOST_LINES
    zh = f"还有 {len(found)} 处待核（第 {'、'.join(numbers)}{'…' if more else ''} 行）"
    en = f"{len(found)} to review (line {', '.join(numbers)}{', …' if more else ''})"
    yield LEFT.at(path, found[0], Message(zh, en), LEFT.remedy)
