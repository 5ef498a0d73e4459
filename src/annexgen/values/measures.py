"""A number with its unit, as targets write them: ``95%``, ``1.5万人次``, ``三次``."""

from __future__ import annotations

from decimal import Decimal

from annexgen.tuples import NamedTuple
from annexgen.values.numbers import MULTIPLIERS, Number, number_at, shifted
from annexgen.values.units import MONEY, PERCENTS, Unit, unit_at

FRACTIONS = {"百分之": "%", "千分之": "‰", "万分之": "‱"}
"""From the words before a number that make it a share to the share's sign."""
_HUNDRED_PERCENT = "百分百"
_MONEY_POWERS = {"元": 0, "万元": 4, "亿元": 8}
_MORE = frozenset("余多")


class Measure(NamedTuple):
    """A number with its unit, read from a text.

    Attributes:
        number: with 万 and 亿 multiplied out but for money.
        end: the place after its last character.
        unit: ``%`` for percent, empty where none is written.
        per: the period, or empty.
        percent: the percent as written, or empty.
        places: digits after the decimal point as written.
        power: of ten, by which the number was multiplied for a 万 or 亿.
        has_myriad: whether 万, 亿 or the like is written.
        more: whether 余 or 多 says that it is more.
        is_known: whether the unit is on the list.
        in_hanzi: whether the number is a Chinese numeral.
    """

    number: Decimal
    end: int
    unit: str = ""
    per: str = ""
    percent: str = ""
    places: int = 0
    power: int = 0
    has_myriad: bool = False
    more: bool = False
    is_known: bool = True
    in_hanzi: bool = False


def fraction_at(text: str, at: int) -> str:
    """Return 百分之 or the like, where it begins at ``at``; else nothing."""
    word = text[at : at + 3]
    return word if word in FRACTIONS else ""


def measure_at(text: str, start: int, fraction: str = "") -> Measure | None:
    """Read the number that begins at ``start`` with its unit, if it has one.

    Args:
        text: folded.
        start: where the number begins.
        fraction: 百分之 or the like, where that stands before it.
    """
    number = number_at(text, start)
    if number is None:
        if text.startswith(_HUNDRED_PERCENT, start) and not fraction:
            return Measure(Decimal(100), start + 3, "%", percent=_HUNDRED_PERCENT)
        return None
    if fraction:
        unit = FRACTIONS[fraction]
        return Measure(number.value, number.end, unit, "", fraction, number.places)
    return _percent(text, number) or _counted(text, number)


def combined(low: Measure, high: Measure) -> Decimal | None:
    """Return the number of ``low`` in the unit of ``high``; None where their units differ.

    A range's first number may leave out what the second one says: ``3—5万元``, ``3万—5万元``.
    """
    if low.unit == high.unit and not (high.unit == "" and high.has_myriad):
        return low.number
    if low.unit:
        return None
    if low.has_myriad:
        return shifted(low.number, -_MONEY_POWERS.get(high.unit, 0))
    return shifted(low.number, high.power)


def _percent(text: str, number: Number) -> Measure | None:
    for spelling in PERCENTS:
        if text.startswith(spelling, number.end):
            end = number.end + len(spelling)
            return Measure(number.value, end, "%", "", spelling, number.places)
    return None


def _counted(text: str, number: Number) -> Measure:
    """Read what follows a number: 余 or 多, 万 or 亿, the unit."""
    at = _after_more(text, number.end)
    power, unit = 0, unit_at(text, at)
    if unit is None or not unit.is_known:
        power, at = _multiplier(text, at)
        at = _after_more(text, at)
        unit = unit_at(text, at) if power else unit
    more = text[number.end : at].strip("".join(MULTIPLIERS)) != ""
    if unit is None or (number.in_hanzi and not _fits_hanzi(unit)):
        return _measure(number, Unit("", "", at, is_known=False), power, power, more)
    if unit.name in MONEY:
        return _money(text, number, unit, power, more)
    return _measure(number, unit, power, power, more)


def _fits_hanzi(unit: Unit) -> bool:
    """Say whether a Chinese numeral may stand before ``unit`` (十分 is an adverb)."""
    return unit.is_known and unit.name != "分"


def _money(text: str, number: Number, unit: Unit, power: int, more: bool) -> Measure:
    """Give an amount the unit 元, 万元 or 亿元 that its last word names (``3百万元``: 300 万元)."""
    if unit.name != "元":
        return _measure(number, unit, power, power, more)
    written = power
    if number.in_hanzi:
        power = {"万": 4, "亿": 8}.get(text[number.end - 1], 0)
    name = "亿元" if power >= 8 else "万元" if power >= 4 else "元"
    shift = written - _MONEY_POWERS[name]
    return _measure(number, unit._replace(name=name), shift, written, more)


def _measure(number: Number, unit: Unit, shift: int, written: int, more: bool) -> Measure:
    return Measure(
        shifted(number.value, shift) if shift else number.value,
        unit.end,
        unit.name,
        unit.per,
        "",
        number.places,
        shift,
        written > 0,
        more,
        unit.is_known,
        number.in_hanzi,
    )


def _after_more(text: str, at: int) -> int:
    return at + 1 if text[at : at + 1] in _MORE else at


def _multiplier(text: str, at: int) -> tuple[int, int]:
    for length in (2, 1):
        power = MULTIPLIERS.get(text[at : at + length])
        if power:
            return power, at + length
    return 0, at
