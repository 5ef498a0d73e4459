"""Dates as they are written in targets: years, months, days, quarters and the ends of these.

A ``Point`` is what one phrase says (``2025年2月``, ``12月底``, ``上半年``); what it leaves out (the
year, as a rule) is the annex's. Days that do not exist can be written, so they can be read: they
have no ``date``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

from annexgen.tuples import NamedTuple
from annexgen.values.numbers import HANZI_DIGITS, HANZI_NUMERALS, digits_end, is_digit, number_at

_PARTS = {
    "上旬": "上旬", "中旬": "中旬", "下旬": "下旬", "初": "初", "中": "中", "底": "底", "末": "底",
}  # fmt: skip
_PART_DAYS = {"初": 10, "上旬": 10, "中": 20, "中旬": 20}
_PART_MONTHS = {"初": 3, "中": 6}
_HALVES = {"上半年": (1, 6), "下半年": (7, 12)}
_RELATIVE_YEARS = {
    "本年度": 0, "当年度": 0, "本年": 0, "当年": 0, "今年": 0, "次年度": 1, "下年度": 1, "次年": 1,
    "明年": 1, "下一年": 1,
}  # fmt: skip
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_CANDIDATE = re.compile("[0-9零〇一二三四五六七八九十]+(?=[年月]|[-/.][0-9]{1,2}[-/.][0-9])")
"""Digits or numerals that a date may begin with."""


class Point(NamedTuple):
    """A date, or a period that stands for its end.

    Attributes:
        year: as written; None where none is.
        years_on: 1 for 次年 and 明年, else 0.
        season: 一季度 … 四季度, 上半年 or 下半年, else empty.
        month: 1 to 12 (or what was written); None for a year or season.
        day: 1 to 31 (or what was written); None for a whole month.
        part: 初, 上旬, 中, 中旬, 下旬 or 底 of the month, season or year; else empty.
    """

    year: int | None = None
    years_on: int = 0
    season: str = ""
    month: int | None = None
    day: int | None = None
    part: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it is a whole month, season or year, not a day or an end."""
        return self.day is None and not self.part

    @property
    def is_plausible(self) -> bool:
        """Whether it is meant for a date, and not for a count of months (``18月``)."""
        return not self.is_whole or self.month is None or 1 <= self.month <= 12

    @property
    def normal(self) -> str:
        """The date in normal spelling: ``2025年12月底``, ``一季度``."""
        return self._year_text + self._rest

    def after(self, year: int | None) -> Point:
        """Return the same date without its year where that is ``year``."""
        return self._replace(year=None) if self.year == year else self

    def exists(self, year: int) -> bool:
        """Say whether there is such a day; 29 February hangs on the year.

        Args:
            year: of the annex, for a date that names none.
        """
        return self.last_day(year) is not None

    def last_day(self, year: int) -> date | None:
        """Return its last day (12月: 31 December); None where there is no such day.

        Args:
            year: of the annex, for a date that names none.
        """
        month = self._months[1]
        if not 1 <= month <= 12:
            return None
        year = self._year(year)
        day = self.day
        if day is None:
            day = _PART_DAYS.get(self.part if self.month else "") or _length(year, month)
        with suppress(ValueError):
            return date(year, month, day)
        return None

    def day_before(self, year: int) -> date | None:
        """Return the day before its first; None where there is no such day.

        Args:
            year: of the annex, for a date that names none.
        """
        with suppress(ValueError, OverflowError):
            return date(self._year(year), self._months[0], self.day or 1) - timedelta(days=1)
        return None

    def _year(self, year: int) -> int:
        return (self.year or year) + self.years_on

    @property
    def _months(self) -> tuple[int, int]:
        """The first and last month."""
        if self.month is not None:
            return self.month, self.month
        if self.season:
            first, last = _season_months(self.season)
            return first, first if self.part == "初" else last
        return 1, _PART_MONTHS.get(self.part, 12)

    @property
    def _year_text(self) -> str:
        if self.years_on:
            return "次年"
        return "" if self.year is None else f"{self.year}年"

    @property
    def _rest(self) -> str:
        if self.month is not None:
            day = "" if self.day is None else f"{self.day}日"
            return f"{self.month}月{day}{self.part}"
        if self.season:
            return self.season + self.part
        if self.day is not None:
            return f"{self.day}日"
        if self._year_text:
            return self.part
        return f"年{self.part}" if self.part else "全年"


class Read(NamedTuple):
    """A date read from a text, and the place after its last character."""

    point: Point
    end: int


def point_at(text: str, start: int) -> Read | None:
    """Read the date that begins at ``start``; None where there is none."""
    return _iso(text, start) or _written(text, start)


def points_in(text: str) -> Iterator[Read]:
    """Yield the dates in a running text that name a year of four digits or a month."""
    end = 0
    for found in _CANDIDATE.finditer(text):
        read = point_at(text, found.start()) if found.start() >= end else None
        if read and (read.point.year or read.point.month is not None):
            yield read
            end = read.end


def year_at(text: str, start: int) -> tuple[int, int] | None:
    """Read a year of four digits with 年 (``2025年``, ``二〇二五年``); return it and its end."""
    digits = text[start : start + 4]
    if len(digits) < 4 or text[start + 4 : start + 5] != "年":
        return None
    if not is_digit(digits, 0):
        digits = "".join(str(HANZI_DIGITS.get(char, "-")) for char in digits)
    if digits_end(digits, 0) != 4 or not "1900" <= digits <= "2999":
        return None
    return int(digits), start + 5


def _iso(text: str, start: int) -> Read | None:
    """Read ``2025-12-31``, ``2025/12/31`` or ``2025.12.31``."""
    sign = text[start + 4 : start + 5]
    if sign not in ("-", "/", ".") or digits_end(text, start) != start + 4:
        return None
    month_end = digits_end(text, start + 5)
    if text[month_end : month_end + 1] != sign or month_end - start not in (6, 7):
        return None
    end = digits_end(text, month_end + 1)
    year = int(text[start : start + 4])
    if not 1900 <= year <= 2999 or end - month_end not in (2, 3):
        return None
    return Read(
        Point(year, month=int(text[start + 5 : month_end]), day=int(text[month_end + 1 : end])), end
    )


def _written(text: str, start: int) -> Read | None:
    year, years_on, at = _year_words(text, start)
    for reader in (_month, _season):
        read = reader(text, at)
        if read and (at > start or read.point.is_plausible):
            return Read(read.point._replace(year=year, years_on=years_on), read.end)
    if at == start:
        return _year_end(text, at)
    part, end = part_at(text, at + 1 if text[at : at + 1] in ("年", "度") else at)
    return Read(Point(year, years_on, part=part), end)


def _year_words(text: str, start: int) -> tuple[int | None, int, int]:
    """Read a year or a word for one; return it, how many years on, and where it ends."""
    written = year_at(text, start)
    if written:
        year, end = written
        return year, 0, end + 1 if text[end : end + 1] == "度" else end
    for length in (3, 2):
        years_on = _RELATIVE_YEARS.get(text[start : start + length])
        if years_on is not None:
            return None, years_on, start + length
    return None, 0, start


def _year_end(text: str, at: int) -> Read | None:
    """Read 年底, 年末, 年初, 年中, 全年 and the 年 of 年内."""
    if text.startswith("全年", at):
        return Read(Point(), at + 2)
    if text[at : at + 1] != "年":
        return None
    at += 2 if text.startswith("年度", at) else 1
    part, end = part_at(text, at)
    if part or text[at : at + 1] == "内":
        return Read(Point(part=part), end)
    return None


def _month(text: str, at: int) -> Read | None:
    month = small_at(text, at)
    if month is None or text[month[1] : month[1] + 1] != "月":
        return None
    end = month[1] + 1
    day = small_at(text, end)
    if day and text[day[1] : day[1] + 1] in ("日", "号"):
        return Read(Point(month=month[0], day=day[0]), day[1] + 1)
    part, end = part_at(text, end + 1 if text[end : end + 1] == "份" else end)
    return Read(Point(month=month[0], part=part), end)


def _season(text: str, at: int) -> Read | None:
    half = text[at : at + 3]
    if half in _HALVES:
        part, end = part_at(text, at + 3)
        return Read(Point(season=half, part=part), end)
    start = at + 1 if text[at : at + 1] in ("第", "前") else at
    number = small_at(text, start)
    if number is None or not 1 <= number[0] <= 4:
        return None
    end = number[1] + 1 if text[number[1] : number[1] + 1] == "个" else number[1]
    is_first = text[at : at + 1] == "前"
    if not text.startswith("季度", end) or (end != number[1] and not is_first):
        return None
    season = f"前{season_of(number[0])}" if is_first else season_of(number[0])
    part, end = part_at(text, end + 2)
    return Read(Point(season=season, part=part), end)


def _season_months(season: str) -> tuple[int, int]:
    if season in _HALVES:
        return _HALVES[season]
    whole = season[0] == "前"
    last = 3 * ("一二三四".index(season[1 if whole else 0]) + 1)
    return 1 if whole else last - 2, last


def season_of(number: int) -> str:
    """Return the name of a quarter from its number, 1 to 4."""
    return f"{'一二三四'[number - 1]}季度"


def part_at(text: str, at: int) -> tuple[str, int]:
    """Read 底, 初, 上旬 and the like; return the part and its end, or nothing and ``at``."""
    for length in (2, 1):
        part = _PARTS.get(text[at : at + length])
        if part:
            return part, at + length
    return "", at


def small_at(text: str, at: int) -> tuple[int, int] | None:
    """Read a number of one or two digits, or a Chinese numeral; return it and its end."""
    end = digits_end(text, at)
    if end > at:
        return (int(text[at:end]), end) if end - at <= 2 else None
    number = number_at(text, at) if text[at : at + 1] in HANZI_NUMERALS else None
    return (int(number.value), number.end) if number and number.value < 100 else None


def _length(year: int, month: int) -> int:
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if leap else _MONTH_DAYS[month - 1]
