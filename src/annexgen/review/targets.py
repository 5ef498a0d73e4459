"""Which way a target value (指标值) moved, and whether it asks for more or for less."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import (
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    Inexact,
    InvalidOperation,
    Overflow,
)

from annexgen.checks.naming import is_fault
from annexgen.review.changes import Effect, Kind, Weight
from annexgen.tuples import NamedTuple
from annexgen.values import (
    Bound,
    Deadline,
    Duration,
    Qualitative,
    Quantity,
    Range,
    TargetValue,
    parse,
)
from annexgen.values.numbers import shifted
from annexgen.values.scales import common

_COST = "成本"
_SAVINGS = ("节约", "节省", "节支", "压减", "降低", "下降", "减少", "执行率", "完成率")
"""Words in a name under 成本 of which more is better."""
_ENDLESS = Decimal("Infinity")
_MONEY = {"元": -4, "万元": 0, "亿元": 4}
"""Powers of ten that make 万元 of an amount."""
_PERCENT = "%"
_MONTH = "月"
_REMARK = re.compile(r"(?<=.)(?:（[^（）]*）|\([^()]*\))\s*\Z", re.DOTALL)
_EXACT = Context(prec=60, traps=[Inexact, InvalidOperation, Overflow])
_ROUNDING = Context(
    prec=60, rounding=ROUND_HALF_UP, traps=[InvalidOperation, DivisionByZero, Overflow]
)
_PRECISION = {
    Bound.ABOUT: 0,
    Bound.AT_LEAST: 1,
    Bound.AT_MOST: 1,
    Bound.MORE: 2,
    Bound.LESS: 2,
    Bound.EXACT: 3,
}
"""Of two bounds at one number, the higher lets fewer results pass."""

_KINDS = {
    Weight.STRICTER: Kind.TARGET_TIGHTENED,
    Weight.WEAKER: Kind.TARGET_LOOSENED,
    Weight.SAME: Kind.TARGET_CHANGED,
    Weight.UNKNOWN: Kind.TARGET_CHANGED,
}

Moved = tuple[Kind, Effect]


def moved(old: str, new: str, name: str, level2: str, years: tuple[int, int]) -> Moved:
    """Class the change of a target value.

    Args:
        old: the value before.
        new: the value now.
        name: 三级指标, which says which way is better (投诉率).
        level2: 二级指标: of costs, less is better.
        years: of the annex before and now, for deadlines that name none.
    """
    (old, remark), (new, other) = _apart(old), _apart(new)
    kind, effect = _moved(parse(old), parse(new), name, level2, years)
    if remark != other and kind is Kind.TARGET_REWORDED:
        return Kind.TARGET_CHANGED, Effect()
    return kind, effect


def _apart(text: str) -> tuple[str, str]:
    """Return a value and the brackets at its end: ``≥100人（次）`` is no less a number for them."""
    match = _REMARK.search(text)
    return (text[: match.start()], match[0].strip()) if match else (text, "")


def _moved(
    before: TargetValue, after: TargetValue, name: str, level2: str, years: tuple[int, int]
) -> Moved:
    if before.normal == after.normal:
        return Kind.TARGET_REWORDED, Effect(Weight.SAME)
    if isinstance(before, Deadline) and isinstance(after, Deadline):
        return _deadline(before, after, years)
    if isinstance(after, Qualitative) != isinstance(before, Qualitative):
        if isinstance(after, Qualitative):
            return Kind.TARGET_LOOSENED, Effect(Weight.WEAKER)
        return Kind.TARGET_TIGHTENED, Effect(Weight.STRICTER)
    if isinstance(before, (Quantity, Range)) and isinstance(after, (Quantity, Range)):
        return _numbers(before, after, less=_less_is_better(before, after, name, level2))
    return _stretches(_stretch(before), _stretch(after))


def between(old: Decimal, new: Decimal) -> Decimal | None:
    """Return how much ``new`` is more, exactly; None for numbers too long to be meant."""
    try:
        return _EXACT.subtract(new, old)
    except ArithmeticError:
        return None


def percent_of(delta: Decimal, old: Decimal) -> Decimal | None:
    """Return ``delta`` in percent of ``old``, to one decimal, halves up; None where that is 0."""
    if not old:
        return None
    try:
        return _ROUNDING.quantize(
            _ROUNDING.divide(_ROUNDING.multiply(delta, Decimal(100)), abs(old)), Decimal("0.1")
        )
    except ArithmeticError:
        return None


def _less_is_better(before: TargetValue, after: TargetValue, name: str, level2: str) -> bool:
    """Say whether a lower number asks for more: by the name, the bound, then the kind."""
    if is_fault(name):
        return True
    bounds = [value.bound for value in (before, after) if isinstance(value, Quantity)]
    if any(bound.is_lower for bound in bounds):
        return False
    if any(bound.is_upper for bound in bounds):
        return True
    return _COST in level2 and not any(word in name for word in _SAVINGS)


def _numbers(before: Quantity | Range, after: Quantity | Range, *, less: bool) -> Moved:
    if (before.subject, before.of) != (after.subject, after.of):
        return Kind.TARGET_CHANGED, Effect()
    told = _in_one_unit(before, after)
    if told is None or before.per != after.per:
        return Kind.TARGET_UNIT_CHANGED, Effect()
    unit, old, new = told
    if old == new and type(before) is type(after) and _bound(before) is _bound(after):
        return Kind.TARGET_REWORDED, Effect(Weight.SAME)
    if isinstance(before, Quantity) and isinstance(after, Quantity):
        return _quantities(before, after, _effect(old[0], new[0], unit, less=less))
    at = 0 if any(_bound(value).is_lower for value in (before, after)) else 1
    moved = _effect(old[at], new[at], unit, less=less)
    return _ranges(_reach(before, old), _reach(after, new), moved, at)


class _Told(NamedTuple):
    """Where two values begin and end, in one unit."""

    unit: str
    old: tuple[Decimal, Decimal]
    new: tuple[Decimal, Decimal]


def _in_one_unit(before: Quantity | Range, after: Quantity | Range) -> _Told | None:
    """Tell two values in one unit; money of two units in 万元. None where that cannot be."""
    old, new = _ends(before), _ends(after)
    if _is_bare_zero(before) or _is_bare_zero(after):
        return _Told(before.unit or after.unit, old, new)
    if before.unit != after.unit and before.unit in _MONEY and after.unit in _MONEY:
        return _Told("万元", _in_wan(old, before.unit), _in_wan(new, after.unit))
    both = common(before.unit, after.unit)
    if both is None:
        return None
    return _Told(both.unit, _times(old, both.first), _times(new, both.second))


def _in_wan(ends: tuple[Decimal, Decimal], unit: str) -> tuple[Decimal, Decimal]:
    low, high = (shifted(number, _MONEY[unit]) for number in ends)
    return low, high


def _times(ends: tuple[Decimal, Decimal], factor: int) -> tuple[Decimal, Decimal]:
    """Return the numbers in a smaller unit, without zeros that the factor leaves behind a point."""
    if factor == 1:
        return ends
    low, high = (shifted(_ROUNDING.multiply(number, Decimal(factor)), 0) for number in ends)
    return low, high


def _is_bare_zero(value: Quantity | Range) -> bool:
    """Say whether a value is a zero without a unit, which is nothing of whatever is counted."""
    return isinstance(value, Quantity) and not value.number and not value.unit


def _bound(value: Quantity | Range) -> Bound:
    return value.bound if isinstance(value, Quantity) else Bound.EXACT


def _reach(value: Quantity | Range, ends: tuple[Decimal, Decimal]) -> tuple[Decimal, Decimal]:
    """Return from where to where results meet a value: ``≥80`` goes on without an end."""
    bound = _bound(value)
    return (
        -_ENDLESS if bound.is_upper else ends[0],
        _ENDLESS if bound.is_lower else ends[1],
    )


def _ends(value: Quantity | Range) -> tuple[Decimal, Decimal]:
    if isinstance(value, Range):
        return value.low, value.high
    return value.number, value.number


def _effect(old: Decimal, new: Decimal, unit: str, *, less: bool) -> Effect:
    """Return how far a number moved, as if nothing else had changed."""
    delta = between(old, new)
    if delta is None or not delta:
        return Effect()
    unit = "个百分点" if unit == _PERCENT else unit
    weight = Weight.STRICTER if (delta < 0) is less else Weight.WEAKER
    return Effect(weight, delta, unit, percent_of(delta, old))


def _quantities(before: Quantity, after: Quantity, moved: Effect) -> Moved:
    """Class two numbers of one unit by their bounds and by how far they moved."""
    turned = (before.bound.is_lower and after.bound.is_upper) or (
        before.bound.is_upper and after.bound.is_lower
    )
    if turned:
        return Kind.TARGET_CHANGED, replace(moved, weight=Weight.UNKNOWN)
    tighter, delta = _bound_weight(before, after), moved.delta
    if delta is None:
        return _KINDS[tighter], Effect(tighter)
    vague = Bound.ABOUT in (before.bound, after.bound)
    if vague and tighter == moved.weight:
        return _KINDS[tighter], moved
    if tighter not in (moved.weight, Weight.SAME, Weight.UNKNOWN):
        moved = replace(moved, weight=Weight.UNKNOWN)
    return (Kind.TARGET_RAISED if delta > 0 else Kind.TARGET_LOWERED), moved


def _bound_weight(before: Quantity, after: Quantity) -> Weight:
    """Say whether the bound alone lets fewer results pass; unwritten ones may mean either."""
    if before.bound is after.bound:
        return Weight.SAME
    for one in (before, after):
        if one.bound is Bound.EXACT and not one.stated:
            other = after if one is before else before
            if other.bound is not Bound.ABOUT:
                return Weight.SAME
    if _PRECISION[after.bound] == _PRECISION[before.bound]:
        return Weight.SAME
    more = _PRECISION[after.bound] > _PRECISION[before.bound]
    return Weight.STRICTER if more else Weight.WEAKER


def _ranges(
    old: tuple[Decimal, Decimal], new: tuple[Decimal, Decimal], moved: Effect, at: int
) -> Moved:
    """Class two ranges, or a range and a number, by their ends; ``at`` is the one that counts."""
    if old[0] <= new[0] and new[1] <= old[1]:
        return Kind.TARGET_TIGHTENED, Effect(Weight.STRICTER)
    if new[0] <= old[0] and old[1] <= new[1]:
        return Kind.TARGET_LOOSENED, Effect(Weight.WEAKER)
    return (Kind.TARGET_RAISED if new[at] > old[at] else Kind.TARGET_LOWERED), moved


def _deadline(before: Deadline, after: Deadline, years: tuple[int, int]) -> Moved:
    if (before.task, before.lead, before.every) != (after.task, after.lead, after.every):
        return Kind.TARGET_CHANGED, Effect()
    if before.within is not None and after.within is not None:
        return _within(before.within, after.within)
    if before.every == after.every == _MONTH:
        return _by_time(_days_of_month(before, after), "天", None)
    moved = [
        _days(last_day(before, years[0]), last_day(after, years[1]))
        for last_day in (Deadline.last_day, Deadline.last_day_by_letter)
    ]
    if moved == [0, 0] and before.last is after.last is None:
        return Kind.TARGET_REWORDED, Effect(Weight.SAME)
    return _by_time(next(filter(None, moved), None), "天", None)


def _stretch(value: TargetValue) -> Duration | None:
    """Return the time that a value allows and says no more of: ``2小时内``, ``≤120分钟``."""
    if isinstance(value, Deadline):
        return None if value.every or value.lead or value.task else value.within
    if isinstance(value, Quantity) and value.bound is Bound.AT_MOST:
        is_more = value.per or value.subject or value.of
        return None if is_more else Duration(value.number, value.unit)
    return None


def _stretches(before: Duration | None, after: Duration | None) -> Moved:
    """Class values of two sorts, which compare only where both are a stretch of time."""
    if before is None or after is None or common(before.unit, after.unit) is None:
        return Kind.TARGET_CHANGED, Effect()
    if before.normal == after.normal:
        return Kind.TARGET_REWORDED, Effect(Weight.SAME)
    return _within(before, after)


def _within(before: Duration, after: Duration) -> Moved:
    """Class two times within which something is done (``2小时内``)."""
    both = common(before.unit, after.unit)
    if both is None:
        return Kind.TARGET_UNIT_CHANGED, Effect()
    old, new = (
        _times((one.least or one.number, one.number), factor)
        for one, factor in ((before, both.first), (after, both.second))
    )
    if old == new and before.unit != after.unit:
        return Kind.TARGET_REWORDED, Effect(Weight.SAME)
    return _by_time(between(old[1], new[1]), both.unit, old[1])


def _days(old: date | None, new: date | None) -> Decimal | None:
    return None if old is None or new is None else Decimal((new - old).days)


def _days_of_month(before: Deadline, after: Deadline) -> Decimal | None:
    """Return by how many days a monthly deadline (``每月10日前``) moved; None for no two days."""
    days = [one.first.day if one.first and not one.last else None for one in (before, after)]
    return None if days[0] is None or days[1] is None else Decimal(days[1] - days[0])


def _by_time(delta: Decimal | None, unit: str, old: Decimal | None) -> Moved:
    if not delta:
        return Kind.TARGET_CHANGED, Effect()
    percent = None if old is None else percent_of(delta, old)
    if delta > 0:
        return Kind.DEADLINE_LATER, Effect(Weight.WEAKER, delta, unit, percent)
    return Kind.DEADLINE_EARLIER, Effect(Weight.STRICTER, delta, unit, percent)
