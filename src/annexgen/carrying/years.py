"""Years in a text: which of them move on with the annex, and which stay.

The annex's year moves, and the one after it (a deadline in the following January). What stays are
years that name a fact: earlier ones, the year from which something holds (``自2025年起``), plans
over several years (``2025—2027年``), and numbers of documents (``〔2025〕``).
"""

from __future__ import annotations

import re
from itertools import pairwise

from annexgen.tuples import NamedTuple

_HANZI = "零一二三四五六七八九"
_RUN = re.compile(
    r"(?<![0-9０-９])(?:[0-9]{4}|[０-９]{4})(?![0-9０-９])"
    r"|(?<![〇○零一二三四五六七八九])[〇○零一二三四五六七八九]{4}(?![〇○零一二三四五六七八九十百千万])"
)
"""Four digits that might be a year: ASCII, full-width, or Chinese."""
_YEAR = re.compile(r"[ \u3000]?(?:年|学年|财年|财政年)")
_DAY = re.compile(r"([-/.])[01]?[0-9]\1[0-3]?[0-9](?![0-9])")
_TO = re.compile(r"(?:[ \u3000]?年度?)?[ \u3000]?(?:[-—–~～至到]{1,2}|/)[ \u3000]?")
_SINCE = re.compile(r"[自从][ \u3000]?$")
_ON = re.compile(r"[ \u3000]?年度?(?:起|以来|以后|之后)")


class Mention(NamedTuple):
    """Four digits in a text.

    Attributes:
        year: that they name; None where they are no year.
        moves: whether it is to move on.
    """

    year: int | None
    moves: bool = False


def mentions(text: str, year: int, *, begins_with_year: bool = True) -> list[Mention]:
    """Return what every run of four digits in a text means, in its order.

    Args:
        text: the text.
        year: the annex's.
        begins_with_year: whether digits at the beginning, before a word, are a year
            (``2025冬季达沃斯年会``); in a target value they are a count.
    """
    runs = list(_RUN.finditer(text))
    ranges: dict[int, tuple[int, int]] = {}
    for index, (first, last) in enumerate(pairwise(runs)):
        if _is_range(text, first, last):
            ranges[index] = ranges[index + 1] = (_value(first[0]), _value(last[0]))
    return [
        _mention(text, run, year, ranges.get(index), begins_with_year)
        for index, run in enumerate(runs)
    ]


def _mention(
    text: str,
    run: re.Match[str],
    year: int,
    range_: tuple[int, int] | None,
    begins_with_year: bool,
) -> Mention:
    value = _value(run[0])
    if range_ is not None:
        return Mention(value, range_ in ((year, year), (year, year + 1)))
    if not 1900 <= value <= 2999 or not _is_year(text, run, begins_with_year):
        return Mention(None)
    return Mention(value, value in (year, year + 1) and not _is_fact(text, run))


def moved(text: str, found: list[Mention], by: int) -> str:
    """Return a text with the years that move written anew, in digits of the same kind.

    Args:
        text: the text.
        found: its mentions, or those of a text with the same digits.
        by: years to move on.
    """
    parts, done = [], 0
    for run, mention in zip(_RUN.finditer(text), found, strict=True):
        if mention.moves and mention.year is not None:
            parts += [text[done : run.start()], _written(mention.year + by, run[0])]
            done = run.end()
    return "".join(parts) + text[done:]


def kept_years(found: list[Mention]) -> tuple[int, ...]:
    """Return the years that a text names and that stay, each once."""
    years = (mention.year for mention in found if not mention.moves)
    return tuple(dict.fromkeys(year for year in years if year is not None))


def run_count(text: str) -> int:
    """Return how many mentions a text has."""
    return sum(1 for _ in _RUN.finditer(text))


def _is_range(text: str, first: re.Match[str], last: re.Match[str]) -> bool:
    """Say whether two runs are the ends of a range of years (``2025—2027年``)."""
    if not 1900 <= _value(first[0]) <= _value(last[0]) <= 2999:
        return False
    between = text[first.end() : last.start()]
    return _TO.fullmatch(between) is not None and _YEAR.match(text, last.end()) is not None


def _is_year(text: str, run: re.Match[str], begins_with_year: bool) -> bool:
    end = run.end()
    if _YEAR.match(text, end) or _DAY.match(text, end):
        return True
    if text[run.start() - 1 : run.start()] in ("（", "(") and text[end : end + 1] in ("）", ")"):
        return True
    return begins_with_year and run.start() == 0 and text[end : end + 1].isalpha()


def _is_fact(text: str, run: re.Match[str]) -> bool:
    """Say whether something holds from that year on."""
    before = text[max(run.start() - 2, 0) : run.start()]
    return _SINCE.search(before) is not None or _ON.match(text, run.end()) is not None


def _value(digits: str) -> int:
    if digits[0].isdigit():
        return int(digits)
    return int("".join("0" if char in "〇○" else str(_HANZI.index(char)) for char in digits))


def _written(year: int, like: str) -> str:
    """Return a year in the kind of digits that ``like`` has."""
    text = str(year)
    if like.isascii():
        return text
    if like[0].isdigit():
        return "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in text)
    nought = next((char for char in like if char in "〇○零"), "〇")
    return "".join(nought if digit == "0" else _HANZI[int(digit)] for digit in text)
