"""The budgets of whole units and of the annex on both sides, from as few files as will do.

A unit's sum needs the budgets of its unchanged projects as well: of a unit whose money moved they
are read, of the whole annex only where it is not too large. Only their budgets are looked at.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from annexgen.review.changes import Changed, Sums
from annexgen.review.compare import amount
from annexgen.review.sheets import TOTAL, Sheet, project_sheet
from annexgen.review.tally import money
from annexgen.review.targets import between
from annexgen.schema.content import project_shape

MOST_READ = 2_000
"""Unchanged projects that are read for the sum of the whole annex."""

_NOTHING = Decimal("0.00")
_BUDGET = re.compile(
    rb"^\xe9\xa2\x84\xe7\xae\x97\xe6\x95\xb0: *([0-9]+(?:\.[0-9]{1,2})?) *\r?$", re.MULTILINE
)
"""A budget (预算数) in its usual spelling."""

Read = Callable[[Iterable[str]], Mapping[str, bytes]]


class UnitSums(NamedTuple):
    """Sums by the unit's code, and of the whole annex; None where that is not known."""

    units: dict[str, Sums]
    annex: Sums | None


def sums(changed: Sequence[Changed], unchanged: Sequence[str], read: Read) -> UnitSums:
    """Add up the budgets of the units whose money moved.

    Args:
        changed: the projects that differ.
        unchanged: the paths of all other project files.
        read: reads some of these.
    """
    moved = {code for code, delta in money(changed).items() if delta}
    if not moved:
        return UnitSums({}, None)
    is_small = len(unchanged) <= MOST_READ
    same = _same(read(path for path in unchanged if is_small or _unit(path) in moved))
    old, new = dict(same), dict(same)
    for one in changed:
        for side, sheet in ((old, one.old), (new, one.new)):
            if sheet is not None:
                side[sheet.unit] = _plus(side.get(sheet.unit, _NOTHING), _budget(sheet))
    units = {code: _sums(old.get(code, _NOTHING), new.get(code, _NOTHING)) for code in moved}
    annex = _sums(_all(old), _all(new)) if is_small else None
    return UnitSums({code: pair for code, pair in sorted(units.items()) if pair is not None}, annex)


def _same(files: Mapping[str, bytes]) -> dict[str, Decimal | None]:
    found: defaultdict[str, Decimal | None] = defaultdict(lambda: _NOTHING)
    for path, data in files.items():
        code = _unit(path)
        found[code] = _plus(found[code], _budget_in(path, data))
    return dict(found)


def _budget_in(path: str, data: bytes) -> Decimal | None:
    """Return a file's budget; the whole file is only read where that stands unusually."""
    usual = _BUDGET.findall(data)
    if len(usual) == 1:
        return Decimal(usual[0].decode("ascii"))
    return _budget(project_sheet(path, data, project_shape(None)))


def _budget(sheet: Sheet) -> Decimal | None:
    return amount(sheet.get(TOTAL))


def _unit(path: str) -> str:
    return path.split("/")[1]


def _plus(sum_: Decimal | None, more: Decimal | None) -> Decimal | None:
    return None if sum_ is None or more is None else between(-more, sum_)


def _all(units: Mapping[str, Decimal | None]) -> Decimal | None:
    result: Decimal | None = _NOTHING
    for sum_ in units.values():
        result = _plus(result, sum_)
    return result


def _sums(old: Decimal | None, new: Decimal | None) -> Sums | None:
    return None if old is None or new is None else Sums(old, new)
