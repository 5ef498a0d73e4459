"""A target value in parts that programs can compute with."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from annexgen.tuples import NamedTuple
from annexgen.values import Deadline, Quantity, Range, parse


class Kind(StrEnum):
    """What a target value is; the value is its name in JSON."""

    QUANTITY = "quantity"
    RANGE = "range"
    DEADLINE = "deadline"
    QUALITATIVE = "qualitative"

    @property
    def word(self) -> str:
        """Its name in the tables."""
        return _WORDS[self]


_WORDS = {
    Kind.QUANTITY: "定量",
    Kind.RANGE: "区间",
    Kind.DEADLINE: "时限",
    Kind.QUALITATIVE: "定性",
}

BOUND_WORDS = {"≥": "不低于", "≤": "不高于", ">": "高于", "<": "低于", "=": "等于", "约": "约"}
"""What the tables call the bounds: a sign such as = would be taken for a formula."""


class Understood(NamedTuple):
    """What ``annexgen.values`` reads in a target value; parts that it has not are None or empty.

    Attributes:
        kind: what it is.
        normal: its normal spelling; the same for all that mean the same.
        bound: ≥ ≤ > < = or 约, of a quantity.
        number: of a quantity, or of the time within which something is due.
        low: the lower end of a range, or of a time from … to ….
        high: the upper end.
        unit: of the numbers.
        per: the period that the numbers count for.
        last_day: the last day that a deadline with a date allows.
    """

    kind: Kind
    normal: str
    bound: str = ""
    number: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    per: str = ""
    last_day: date | None = None


@lru_cache(maxsize=1 << 14)
def understand(text: str, year: int) -> Understood:
    """Read a target value.

    Args:
        text: as written.
        year: of the annex, for dates that name none.
    """
    value = parse(text)
    if isinstance(value, Quantity):
        number, per = value.number, value.per
        return Understood(
            Kind.QUANTITY, value.normal, value.bound.value, number, unit=value.unit, per=per
        )
    if isinstance(value, Range):
        low, high = value.low, value.high
        return Understood(
            Kind.RANGE, value.normal, low=low, high=high, unit=value.unit, per=value.per
        )
    if isinstance(value, Deadline):
        return _deadline(value, year)
    return Understood(Kind.QUALITATIVE, value.normal)


def _deadline(value: Deadline, year: int) -> Understood:
    read = Understood(Kind.DEADLINE, value.normal, per=value.every, last_day=value.last_day(year))
    within = value.within
    if within is None:
        return read
    if within.least is None:
        return read._replace(number=within.number, unit=within.unit)
    return read._replace(low=within.least, high=within.number, unit=within.unit)
