"""When two project names say the same, found without comparing every pair."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from unicodedata import normalize

_NOT_SAID = re.compile(r"[\W_]+")
_ENDINGS = re.compile("(?:项目|专项|经费|资金|支出|费用|工作)+$")
_SHORTEST = 4
"""A name that is shorter without its ending keeps it."""
_TELLING = frozenset(
    "零〇一二三四五六七八九十百千甲乙丙丁东南西北中上下左右前后内外大小新老旧男女高低初"
)
"""Characters that tell one thing from another of its kind: 一期 and 二期, 东区 and 西区."""


def core(name: str, year: int) -> str:
    """Return what a project's name says, without blanks and marks, this year, 项目 and 经费."""
    plain = _NOT_SAID.sub("", normalize("NFKC", name)).casefold()
    plain = re.sub(f"{year}年?度?", "", plain)
    short = _ENDINGS.sub("", plain)
    return short if len(short) >= _SHORTEST else plain


def neighbours(name: str) -> Iterator[str]:
    """Yield ``name`` with each of its characters left out.

    Two names that differ in one character, or by one that was left out, have one of these, or the
    name itself, in common (after Garbe's symmetric deletion).
    """
    for place in range(len(name)):
        yield name[:place] + name[place + 1 :]


def is_slip(one: str, other: str) -> bool:
    """Say whether two names, one character apart, differ by a slip and not by what tells them."""
    ours, theirs = Counter(one), Counter(other)
    apart = (ours - theirs) + (theirs - ours)
    return not any(char in _TELLING or char.isascii() for char in apart)
