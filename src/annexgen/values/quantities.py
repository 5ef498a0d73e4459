"""Reading quantities and ranges: subject, period, bound, number, unit, bound, what is counted.

A text is read whole or not at all: what is left over makes it words (``Qualitative``).
"""

from __future__ import annotations

from annexgen.tuples import NamedTuple
from annexgen.values.bounds import AFTER, BEFORE, bound_after, bound_before, merged
from annexgen.values.dates import year_at
from annexgen.values.fold import as_written
from annexgen.values.measures import Measure, combined, fraction_at, measure_at
from annexgen.values.numbers import HANZI_NUMERALS
from annexgen.values.types import Bound, Quantity, Range, Spelling
from annexgen.values.units import EACH, EACH_LENGTHS, PERIODS

_SEPARATORS = frozenset("-—~至到")
_MOST_WORDS = 16
"""Most characters of a subject, and of what is counted."""
_NO_SUBJECT_END = frozenset("第前近大至到从由每又")
_NO_OF_START = frozenset("底末初中前内后余多性等")
_FILLERS = frozenset({"在", "于", "共", "共计", "合计", "总计", "计", "应", "须"})
_RANGE_BOUNDS = frozenset({"", "控制在", "保持在", "为", "达到"})


class _Head(NamedTuple):
    """What stands before the number."""

    subject: str
    per: str
    bound: str
    fraction: str


class _Tail(NamedTuple):
    """What stands after the number and its unit."""

    per: str
    bound: str
    of: str


def read_quantity(text: str, written: str) -> Quantity | Range | None:
    """Read a quantity or range; None where the text is neither.

    Args:
        text: the value, folded.
        written: the value as written.
    """
    start = _number_start(text)
    if start is None:
        return None
    head = _head(text[:start])
    first = head and measure_at(text, start, head.fraction)
    if head is None or first is None or year_at(text, start):
        return None
    if head.subject and (first.in_hanzi or not (head.bound or (first.unit and first.is_known))):
        return None
    if text[first.end : first.end + 1] in _SEPARATORS:
        return _range(text, written, head, first)
    tail = _tail(text, first)
    return tail and _quantity(written, head, first, tail)


def _number_start(text: str) -> int | None:
    """Return where the number begins: an Arabic one, else a Chinese one."""
    for at, char in enumerate(text):
        if "0" <= char <= "9":
            minus = text[at - 1 : at] == "-" and (at == 1 or bound_before(text[: at - 1]))
            return at - 1 if minus else at
    share = text.find("分之")
    if share > 0:
        return share + 2
    skip = len(_each_at(text, 0))
    return next((at for at in range(skip, len(text)) if text[at] in HANZI_NUMERALS), None)


def _head(text: str) -> _Head | None:
    """Read what stands before the number, from its end backwards."""
    if not text or text in BEFORE:
        return _Head("", "", text, "")
    fraction = fraction_at(text, len(text) - 3) if len(text) >= 3 else ""
    rest = text.removesuffix(fraction)
    bound = bound_before(rest)
    rest = rest.removesuffix(bound)
    each = _each_before(rest)
    rest = rest.removesuffix(each)
    if each and not bound:
        bound = bound_before(rest)
        rest = rest.removesuffix(bound)
    if rest in _FILLERS:
        rest = ""
    return _Head(rest, EACH.get(each, ""), bound, fraction) if _is_subject(rest) else None


def _is_subject(text: str) -> bool:
    """Say whether ``text`` may stand before a quantity without being taken for a part of it."""
    if not text:
        return True
    if len(text) > _MOST_WORDS or not text.isalpha() or text[-1] in _NO_SUBJECT_END:
        return False
    return not (bound_before(text) or _each_before(text) or text.endswith("分之"))


def _range(text: str, written: str, head: _Head, low: Measure) -> Range | None:
    start = low.end + (2 if text.startswith("——", low.end) else 1)
    fraction = fraction_at(text, start)
    high = measure_at(text, start + len(fraction), fraction or head.fraction)
    tail = high and _tail(text, high, ("之间",))
    if high is None or tail is None or tail.bound or head.bound not in _RANGE_BOUNDS:
        return None
    number = combined(low, high)
    if number is None or low.more or high.more or (high.in_hanzi and not high.unit):
        return None
    first, last = sorted((number, high.number))
    places = max(low.places, high.places)
    return Range(
        written,
        first,
        last,
        high.unit,
        head.per or high.per or tail.per,
        head.subject,
        tail.of,
        Spelling("", as_written(low.percent or high.percent, written), places),
    )


def _quantity(written: str, head: _Head, measure: Measure, tail: _Tail) -> Quantity | None:
    after = "余" if measure.more else tail.bound
    bound = merged(BEFORE.get(head.bound), Bound.MORE if measure.more else AFTER.get(tail.bound))
    unnamed = measure.in_hanzi and not measure.unit
    if bound is None or unnamed or (measure.more and tail.bound):
        return None
    return Quantity(
        written,
        bound,
        measure.number,
        measure.unit,
        head.per or measure.per or tail.per,
        head.subject,
        tail.of,
        Spelling(
            "…".join(filter(None, (as_written(head.bound, written), after))),
            as_written(measure.percent, written),
            measure.places,
        ),
    )


def _tail(text: str, measure: Measure, ends: tuple[str, ...] = ()) -> _Tail | None:
    """Read what stands after the number and its unit, to the end of the text."""
    at = measure.end
    if at == len(text):
        return _Tail("", "", "")
    for end in ends:
        at += len(end) if text.startswith(end, at) else 0
    bound = bound_after(text, at)
    at += len(bound)
    period, at = _period(text, at)
    if not bound:
        bound = bound_after(text, at)
        at += len(bound)
    of = text[at:]
    return _Tail(period, bound, of) if not of or _is_counted(of, measure) else None


def _is_counted(of: str, measure: Measure) -> bool:
    """Say whether ``of`` may be what is counted."""
    if not measure.unit or not measure.is_known or measure.in_hanzi:
        return False
    return len(of) <= _MOST_WORDS and of.isalpha() and of[0] not in _NO_OF_START


def _period(text: str, at: int) -> tuple[str, int]:
    """Read ``/年`` or ``每年``; return the period's normal name and where it ends."""
    if text[at : at + 1] == "/":
        for length in (3, 2, 1):
            period = PERIODS.get(text[at + 1 : at + 1 + length])
            if period:
                return period, at + 1 + length
        return "", at
    each = _each_at(text, at)
    return EACH.get(each, ""), at + len(each)


def _each_at(text: str, at: int) -> str:
    return next((word for n in EACH_LENGTHS if (word := text[at : at + n]) in EACH), "")


def _each_before(text: str) -> str:
    return next((word for n in EACH_LENGTHS if (word := text[-n:]) in EACH), "")
