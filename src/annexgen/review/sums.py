"""The budgets of whole units and of the annex on both sides, from as few files as will do.

A unit's sum needs the budgets of its unchanged projects as well: of a unit whose money moved they
are read, and then of the whole annex, unless that is too large.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from annexgen.review.changes import Changed, Sums
from annexgen.review.compare import amount
from annexgen.review.sheets import TOTAL, Sheet
from annexgen.review.tally import money
from annexgen.review.targets import between
from annexgen.review.unchanged import Unchanged, budget_in
from annexgen.tuples import NamedTuple

MOST_READ = 20_000
"""Unchanged projects that are read for the sum of the whole annex."""

_NOTHING = Decimal("0.00")


class UnitSums(NamedTuple):
    """Sums by the unit's code, and of the whole annex; None where that is not known."""

    units: dict[str, Sums]
    annex: Sums | None


def sums(changed: Sequence[Changed], unchanged: Unchanged) -> UnitSums:
    """Add up the budgets of the units whose money moved.

    Args:
        changed: the projects that differ.
        unchanged: all other project files.
    """
    moved = {code for code, delta in money(changed).items() if delta}
    if not moved:
        return UnitSums({}, None)
    is_small = len(unchanged) <= MOST_READ
    same = budgets(unchanged, unchanged.units if is_small else moved)
    old, new = dict(same), dict(same)
    for one in changed:
        for side, sheet in ((old, one.old), (new, one.new)):
            if sheet is not None:
                side[sheet.unit] = _plus(side.get(sheet.unit, _NOTHING), _budget(sheet))
    units = {code: _sums(old.get(code, _NOTHING), new.get(code, _NOTHING)) for code in moved}
    annex = _sums(_all(old), _all(new)) if is_small else None
    return UnitSums({code: pair for code, pair in sorted(units.items()) if pair is not None}, annex)


def budgets(unchanged: Unchanged, units: Iterable[str]) -> dict[str, Decimal | None]:
    """Return what the unchanged projects of some units come to; None where one is not known."""
    found: dict[str, Decimal | None] = {}
    for path, data in unchanged.files(units).items():
        code = path.split("/")[1]
        found[code] = _plus(found.get(code, _NOTHING), budget_in(path, data))
    return found


def _budget(sheet: Sheet) -> Decimal | None:
    return amount(sheet.get(TOTAL))


def _plus(sum_: Decimal | None, more: Decimal | None) -> Decimal | None:
    return None if sum_ is None or more is None else between(-more, sum_)


def _all(units: Mapping[str, Decimal | None]) -> Decimal | None:
    result: Decimal | None = _NOTHING
    for sum_ in units.values():
        result = _plus(result, sum_)
    return result


def _sums(old: Decimal | None, new: Decimal | None) -> Sums | None:
    return None if old is None or new is None else Sums(old, new)
