"""Which characters may begin or end a line, and which are set closer or wider.

GB/T 15834-2011 (5.1: punctuation at a line's start and end; 5.1.5 dash and ellipsis are not cut,
5.1.9 connectors and interpuncts do not begin a line, 5.1.10 a solidus does neither) and CLREQ 3.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from annexgen.tuples import NamedTuple

OPENING = "（《〈「『【〔〖［｛“‘〝"
CLOSING = "，。、；：）》〉」』】〕〗］｝”’〞"

NO_START = CLOSING + "？！％‰℃°′″…～·•‧々〻ーー" + ",.;:?!)]}%"
"""No line begins with one of these."""

NO_END = OPENING + "([{￥＄￡¥$£"
"""No line ends with one of these."""

_COMMON_HANZI = ("\u4e00", "\u9fff")
_OTHER_HANZI = (
    *(("\u2e80", "\u2fdf"), ("\u3005", "\u3007"), ("\u3400", "\u4dbf"), ("\uf900", "\ufaff")),
    ("\U00020000", "\U0003ffff"),
)
_ALNUM = "0-9A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f"
_OTHER_LETTER = rf"(?![{_ALNUM}])[^\W\d_]"
"""A hanzi, that is; a class of all hanzi takes the pattern 1.3 ms to be made."""
_UNIT_WORDS = (
    "万元|亿元|万人次|人次|万人|万户|万件|个工作日|工作日|小时|分钟|个月|季度|年度|年级|平方米|平方公里"
    "|立方米|公里|千米|公斤|千克|百分比|百分点|个百分点|亿|万"
)

# Every class of Chinese marks takes 0.09 ms to be compiled, in each place; so each stands once.


def _any_of(characters: str) -> str:
    return f"[{re.escape(characters)}]"


_OPENING = f"{_any_of(NO_END)}*+"
_CLOSING = f"(?:{_any_of(NO_START)}|—(?!—))*"
_RUN = (
    rf"[≥≤><＞＜＝=≈±+−]*[{_ALNUM}]+"
    rf"(?:(?:[.,:/\\@#&_?=+%~'’\-–]+|(?<=[0-9])[—～](?=[0-9]))[{_ALNUM}]+)*"
    rf"(?:(?:[%％‰℃°]+|(?<=[0-9]))(?:{_UNIT_WORDS}|{_OTHER_LETTER})?)?"
)
_CORE = rf"(?:——+|……+|{_RUN}|\S)"


def _units(core: str) -> str:
    """Return the pattern of a core with its punctuation, of openings without any, or of blanks."""
    return rf"{_OPENING}{core}{_CLOSING}|\S+|\s+"


_UNIT = re.compile(rf"[ \u3000]+|{_units(_CORE)}")

_WORD = rf"[≥≤><＞＜＝=≈±+−]*[{_ALNUM}]+(?:[.,][0-9]+)*[/\\@#&_?=+~\-]*"
_SEAM = re.compile(rf"(?P<word>[{_ALNUM}]+)|{_any_of(OPENING + CLOSING)}{{2,}}")

TRIMMED_AT_END = frozenset(CLOSING)
"""What can give up its right half at a line's end."""


def unit_pattern(text: str) -> re.Pattern[str]:
    """Return what stays on one line of ``text`` where a line can hold it.

    That is a hanzi or a run of Latin letters and digits with its sign and unit of measurement,
    together with its punctuation, and what solidi join; or a stretch of blanks.
    """
    return _joined_by_solidi() if "/" in text or "／" in text else _UNIT


@cache
def _joined_by_solidi() -> re.Pattern[str]:
    """Return the pattern for texts with a solidus; apart, as making it takes 2 ms."""
    return re.compile(rf"[ \u3000]+|{_units(f'{_CORE}(?:[/／]{_OPENING}{_CORE})*')}")


@cache
def cluster() -> re.Pattern[str]:
    """Return what still stays together in a unit that no line can hold.

    That is a word or number or character, with its punctuation. Few texts ask for it.
    """
    return re.compile(_units(rf"(?:{_WORD}|\S)"))


class Seam(NamedTuple):
    """A place between two characters that is set wider or closer.

    Attributes:
        at: index of the character before it.
        is_wider: whether a hanzi meets a Latin letter or digit there; else two marks meet, which
            are set closer.
    """

    at: int
    is_wider: bool


def seams(text: str) -> Iterator[Seam]:
    """Yield the seams of ``text`` in their order."""
    for found in _SEAM.finditer(text):
        start, end = found.span()
        if found.lastgroup is None:
            for at in range(start, end - 1):
                if text[at] in CLOSING or text[at + 1] in OPENING:
                    yield Seam(at, is_wider=False)
            continue
        if start and _is_hanzi(text[start - 1]):
            yield Seam(start - 1, is_wider=True)
        if end < len(text) and _is_hanzi(text[end]):
            yield Seam(end - 1, is_wider=True)


def _is_hanzi(char: str) -> bool:
    first, last = _COMMON_HANZI
    return first <= char <= last or any(first <= char <= last for first, last in _OTHER_HANZI)
