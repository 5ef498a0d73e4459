"""The signs and words of a bound, before and after the number.

以上, 以下 and 以内 include the number, 超过, 不足 and 不满 do not (民法典, article 1259).
"""

from __future__ import annotations

from annexgen.values.types import Bound


def _spelled(words: dict[Bound, str]) -> dict[str, Bound]:
    return {word: bound for bound, line in words.items() for word in line.split()}


BEFORE = _spelled(
    {
        Bound.AT_LEAST: """
            ≥ >= ≥= 不低于 不少于 不小于 不得低于 不得少于 不能低于 不能少于 不应低于 不应少于
            应不低于 应不少于 大于等于 大于或等于 高于或等于 至少 最少 最低 达到 应达到 达 保持在
        """,
        Bound.AT_MOST: """
            ≤ <= ≤= 不高于 不超过 不多于 不大于 不得超过 不得高于 不得多于 不能超过 不应超过
            应不超过 小于等于 小于或等于 低于或等于 至多 最多 最高 控制在 不突破 不超
        """,
        Bound.MORE: "> 大于 高于 多于 超过 超",
        Bound.LESS: "< 小于 低于 少于 不足 不满 不到",
        Bound.EXACT: "= 等于 为",
        Bound.ABOUT: "≈ 约 大约 约占 约为 大概",
    }
)
"""What may stand before the number, signs as ``fold`` leaves them."""

AFTER = _spelled(
    {
        Bound.AT_LEAST: "及以上 或以上 以上",
        Bound.AT_MOST: "及以下 或以下 以下 以内 之内 内",
        Bound.ABOUT: "左右 上下",
    }
)
"""What may stand after the number and its unit."""

BEFORE_LENGTHS = tuple(sorted({len(word) for word in BEFORE}, reverse=True))
_AFTER_LENGTHS = tuple(sorted({len(word) for word in AFTER}, reverse=True))


def bound_before(head: str) -> str:
    """Return the longest bound with which ``head`` ends, or nothing."""
    for length in BEFORE_LENGTHS:
        if head[-length:] in BEFORE and len(head) >= length:
            return head[-length:]
    return ""


def bound_after(text: str, at: int) -> str:
    """Return the longest bound that begins at ``at``, or nothing; 内 counts at the end only."""
    for length in _AFTER_LENGTHS:
        word = text[at : at + length]
        if word in AFTER:
            return word if word != "内" or at + 1 == len(text) else ""
    return ""


def merged(before: Bound | None, after: Bound | None) -> Bound | None:
    """Return the one bound that both say; None where they contradict each other.

    ``超过95%以上`` stays a ``MORE``: the word before decides where both look to the same side.
    """
    if before is None or after is None:
        return before or after or Bound.EXACT
    if before is after or (before.is_lower and after.is_lower):
        return before
    return before if before.is_upper and after.is_upper else None
