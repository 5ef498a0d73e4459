"""What a target value (指标值) can be: a quantity, a range, a deadline, or words.

Each type keeps the text as written and gives a normal form: one spelling for all that mean the
same, which reads as itself again.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from annexgen.tuples import NamedTuple
from annexgen.values.dates import Point
from annexgen.values.numbers import plain


class Bound(StrEnum):
    """On which side of the number a result meets the target; the value is its sign."""

    AT_LEAST = "≥"
    AT_MOST = "≤"
    MORE = ">"
    LESS = "<"
    EXACT = "="
    ABOUT = "约"

    @property
    def is_lower(self) -> bool:
        """Whether more than the number meets the target as well."""
        return self in (Bound.AT_LEAST, Bound.MORE)

    @property
    def is_upper(self) -> bool:
        """Whether less than the number meets the target as well."""
        return self in (Bound.AT_MOST, Bound.LESS)


class Spelling(NamedTuple):
    """How a quantity was written, where the normal form would write it otherwise.

    Attributes:
        bound: the sign or word of the bound (``≥``, ``不低于``, ``以上``); empty where none is
            written, with ``…`` in the number's place where it stands on both sides.
        percent: the percent as written (``%``, ``％``, ``百分比``, ``百分之``); else empty.
        places: digits after the decimal point as written (two for ``1.50万``).
    """

    bound: str = ""
    percent: str = ""
    places: int = 0


class Quantity(NamedTuple):
    """A number with its unit and bound: ``≥1000人``, ``不高于9万元``, ``每月2次``.

    Attributes:
        text: as written.
        bound: which results meet it; ``EXACT`` also where no bound is written.
        number: the number, 万 and 亿 multiplied out but for money, whose units are 万元 and 亿元.
        unit: 人, 万元, 页/件 …; ``%`` for any spelling of percent; empty where none is written.
        per: the period it counts for (年, 季度, 月 …), or empty.
        subject: words before it (``同比增长``), or empty.
        of: words after it, mostly what is counted (``2次会议``: 会议), or empty.
        spelling: how bound, percent and decimals are written.
    """

    text: str
    bound: Bound
    number: Decimal
    unit: str
    per: str = ""
    subject: str = ""
    of: str = ""
    spelling: Spelling = Spelling()

    @property
    def stated(self) -> bool:
        """Whether a bound is written (``=`` counts)."""
        return bool(self.spelling.bound)

    @property
    def normal(self) -> str:
        """The quantity in normal spelling: ``≥95%``, ``2次/月``."""
        sign = "" if self.bound is Bound.EXACT else self.bound.value
        return _framed(self, f"{sign}{plain(self.number)}{self.unit}")


class Range(NamedTuple):
    """Two numbers between which a result meets the target: ``3—5次``, ``90%～95%``.

    Attributes:
        text: as written.
        low: the lower number.
        high: the higher number, in the same unit.
        unit, per, subject, of, spelling: as in ``Quantity``.
    """

    text: str
    low: Decimal
    high: Decimal
    unit: str
    per: str = ""
    subject: str = ""
    of: str = ""
    spelling: Spelling = Spelling()

    @property
    def normal(self) -> str:
        """The range in normal spelling: ``90%—95%``, ``3—5次``."""
        low = plain(self.low) + (self.unit if self.unit in _SIGNS else "")
        return _framed(self, f"{low}—{plain(self.high)}{self.unit}")


class Duration(NamedTuple):
    """A stretch of time in which something is due: ``5个工作日``, ``3—5天``.

    Attributes:
        number: how many, the longer where two are given.
        unit: 小时, 天, 个工作日 …
        least: the shorter of two; None where one is given.
    """

    number: Decimal
    unit: str
    least: Decimal | None = None

    @property
    def normal(self) -> str:
        """The stretch in normal spelling."""
        least = "" if self.least is None else f"{plain(self.least)}—"
        return f"{least}{plain(self.number)}{self.unit}"


class Deadline(NamedTuple):
    """A time by which or in which something is done: ``12月底前``, ``2小时内响应``.

    Attributes:
        text: as written.
        first: the date, or the first of two (``2025年1-12月``); None for a duration.
        last: the second of two dates; None where one is given.
        before: whether it says 前 (``2025年2月前``).
        within: the duration (``5个工作日内``); None where dates are given.
        every: the period in which it recurs (``每月10日前``: 月), or empty.
        lead: words before it, such as what the duration counts from (``工作完成后``), or empty.
        task: words after it (``完成``, ``响应``), or empty.
    """

    text: str
    first: Point | None = None
    last: Point | None = None
    before: bool = False
    within: Duration | None = None
    every: str = ""
    lead: str = ""
    task: str = ""

    @property
    def points(self) -> tuple[Point, ...]:
        """The dates that are named."""
        return tuple(point for point in (self.first, self.last) if point is not None)

    @property
    def years(self) -> tuple[int, ...]:
        """The years that are named, in order, each once."""
        return tuple(dict.fromkeys(p.year for p in self.points if p.year is not None))

    def last_day(self, year: int) -> date | None:
        """Return the last day it allows when a named month counts whole (``7月前``: 31 July).

        Args:
            year: of the annex, for dates that name none.

        Returns:
            None for durations, for what recurs within the year, and for days that do not exist.
        """
        point = self.last or self.first
        if point is None or self.every not in ("", "年"):
            return None
        return point.last_day(self._year(year))

    def last_day_by_letter(self, year: int) -> date | None:
        """Return the last day it allows by its letter: ``7月前`` ends on 30 June.

        The arguments and None are those of ``last_day``.
        """
        point = self.last or self.first
        if not (self.before and point and point.is_whole) or self.every not in ("", "年"):
            return self.last_day(year)
        return point.day_before(self._year(year))

    @property
    def normal(self) -> str:
        """The deadline in normal spelling: ``11月前``, ``1个工作日内``, ``2025年1月至12月``."""
        return f"{self.lead}{self._when}{self.task}"

    @property
    def _when(self) -> str:
        if self.within is not None:
            return f"{self.within.normal}内"
        every = f"每{self.every}" if self.every else ""
        first = self.first.normal if self.first else ""
        if self.every not in ("", "年"):
            first = first.removeprefix("年")
        if self.last is None:
            return f"{every}{first}{'前' if self.before else ''}"
        year = self.first.year if self.first else None
        return f"{every}{first}至{self.last.after(year).normal}{'前' if self.before else ''}"

    def _year(self, year: int) -> int:
        return (self.first and self.first.year) or year


class Qualitative(NamedTuple):
    """What is not counted: ``有效保障``, ``及时``; and all that cannot be read.

    Attributes:
        text: as written.
        normal: without stray blanks and full stop, Latin letters and digits in half width.
    """

    text: str
    normal: str


TargetValue = Quantity | Range | Deadline | Qualitative

_SIGNS = frozenset("%‰‱")


def _framed(value: Quantity | Range, measure: str) -> str:
    if not value.per:
        return f"{value.subject}{measure}{value.of}"
    if value.of:
        return f"{value.subject}每{value.per}{measure}{value.of}"
    return f"{value.subject}{measure}/{value.per}"
