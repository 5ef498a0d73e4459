"""What two sides of a file, and of all project files, differ in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from annexgen.review.changes import ALLOW, Change, Changed, Effect, Kind
from annexgen.review.fingerprints import fingerprinted
from annexgen.review.matching import Pair, match_goals, match_projects, match_rows, moved
from annexgen.review.sheets import (
    DESCRIPTION,
    FUNDS,
    INDICATOR,
    LEVEL1,
    LEVEL2,
    NAME,
    PURPOSE,
    TARGET,
    TOTAL,
    Row,
    Sheet,
)
from annexgen.review.targets import between, percent_of
from annexgen.review.targets import moved as target_moved
from annexgen.schema.amounts import is_amount
from annexgen.source.names import project_id, sort_key

_FIELD_KINDS = {NAME: Kind.PROJECT_RENAMED, PURPOSE: Kind.PURPOSE_CHANGED}
_ROW_KINDS = {
    LEVEL1: Kind.INDICATOR_RECLASSED,
    LEVEL2: Kind.INDICATOR_RECLASSED,
    INDICATOR: Kind.INDICATOR_REWORDED,
    DESCRIPTION: Kind.INDICATOR_REWORDED,
}
PATH = "path"


def compare_projects(
    old: Iterable[Sheet], new: Iterable[Sheet], years: tuple[int, int], money_unit: str
) -> list[Changed]:
    """Return the projects that differ, by unit and file name.

    Args:
        old: the projects before whose files differ; those that are equal may be among them.
        new: the same now.
        years: of the annex on both sides.
        money_unit: of the budgets.
    """
    before = {_identity(sheet): sheet for sheet in old}
    after = {_identity(sheet): sheet for sheet in new}
    pairs: list[tuple[Sheet | None, Sheet | None]] = []
    pairs += [(before[one], after[one]) for one in before.keys() & after.keys()]
    left = [sheet for one, sheet in before.items() if one not in after]
    free = [sheet for one, sheet in after.items() if one not in before]
    matched = match_projects(left, free)
    pairs += [(left[one], free[other]) for one, other in matched]
    gone, come = {pair.old for pair in matched}, {pair.new for pair in matched}
    pairs += [(sheet, None) for index, sheet in enumerate(left) if index not in gone]
    pairs += [(None, sheet) for index, sheet in enumerate(free) if index not in come]
    changed = [compare_project(one, other, years, money_unit) for one, other in pairs]
    return sorted((one for one in changed if one.changes), key=_printing_order)


def compare_project(
    old: Sheet | None, new: Sheet | None, years: tuple[int, int], money_unit: str
) -> Changed:
    """Return what differs between two states of a project; one of them is there.

    Args:
        old: the project before; None for one that is new.
        new: the same now; None for one that is gone.
        years: of the annex on both sides.
        money_unit: of the budgets.
    """
    named = old or new
    assert named is not None  # noqa: S101 - a pair has a side
    changes = _project(old, new, years, money_unit)
    whose = (named.unit, named.name)
    return Changed(old, new, tuple(fingerprinted(whose, changes, _only(old, new))))


def compare_units(old: Mapping[str, Sheet], new: Mapping[str, Sheet], name: str) -> list[Changed]:
    """Return the unit.yaml files that differ, by path.

    Args:
        old: what they said before, by path.
        new: what they say now.
        name: the key of a unit's name.
    """
    found = []
    for path in sorted(old.keys() | new.keys()):
        before, after = old.get(path), new.get(path)
        if before is None or after is None:
            kind = Kind.UNIT_ADDED if after else Kind.UNIT_DROPPED
            texts = [sheet.get(name) if sheet else None for sheet in (before, after)]
            changes: Iterable[Change] = (
                Change(kind, old=texts[0], new=texts[1]),
                *_allowances(before, after),
            )
        else:
            changes = _flat_changes(before, after, Kind.UNIT_CHANGED)
        whole = _only(before, after)
        found.append(Changed(before, after, tuple(fingerprinted((path,), changes, whole))))
    return [one for one in found if one.changes]


def compare_annex(old: Sheet, new: Sheet) -> Changed | None:
    """Return what differs in annex.yaml; None where nothing does."""
    changes = tuple(fingerprinted((), _flat_changes(old, new, Kind.ANNEX_CHANGED)))
    return Changed(old, new, changes) if changes else None


def amount(text: str) -> Decimal | None:
    """Return a sum of money; None where the text is none."""
    return Decimal(text) if is_amount(text) else None


def _identity(sheet: Sheet) -> str:
    return project_id(sheet.unit, sheet.path.rpartition("/")[2])


def _printing_order(changed: Changed) -> tuple[str, object]:
    sheet = changed.sheet
    return sheet.unit, sort_key(sheet.path.rpartition("/")[2])


def _flat_changes(old: Sheet, new: Sheet, kind: Kind) -> Iterator[Change]:
    if _is_unreadable(old, new):
        yield Change(Kind.UNREADABLE)
        return
    for key in _keys(old.fields, new.fields):
        yield _field(kind, key, old, new)
    yield from _allowances(old, new)


def _allowances(
    old: Sheet | None, new: Sheet | None, pairs: Iterable[Pair] = ()
) -> Iterator[Change]:
    """Yield what comments excuse on one side only; none for a file that is gone.

    Args:
        old: the side before.
        new: the side now.
        pairs: of their indicators: what is excused at one of them is still the same.
    """
    if new is None:
        return
    places = {pair.old: pair.new for pair in pairs}
    before = _excused(old) if old else []
    moved_on = [(text, row if row is None else places.get(row, -1 - row)) for text, row in before]
    now = _excused(new)
    if old is not None:
        for at in _surplus(moved_on, now):
            row = _row_of(old, at)
            line = old.allowed_at[at].line
            yield Change(
                Kind.EXCEPTION_ENDED, ALLOW, old.allowed[at], None, row, row, old_line=line
            )
    for at in _surplus(now, moved_on):
        row = _row_of(new, at)
        line = new.allowed_at[at].line
        yield Change(Kind.EXCEPTION_MADE, ALLOW, None, new.allowed[at], row, row, new_line=line)


_Excused = tuple[str, int | None]


def _excused(sheet: Sheet) -> list[_Excused]:
    """Return what comments excuse, each with the place of its indicator."""
    return [(text, at.row) for text, at in zip(sheet.allowed, sheet.allowed_at, strict=True)]


def _surplus(some: Sequence[_Excused], others: Iterable[_Excused]) -> Iterator[int]:
    """Yield the places of those that ``others`` have not, or not as often."""
    left = Counter(some) - Counter(others)
    for at, one in enumerate(some):
        if left[one]:
            left[one] -= 1
            yield at


def _row_of(sheet: Sheet, at: int) -> Row | None:
    """Return the indicator at which something is excused."""
    place = sheet.allowed_at[at].row
    return None if place is None else sheet.rows[place]


def _is_unreadable(old: Sheet, new: Sheet) -> bool:
    """Say whether the sides cannot be compared, though their bytes differ."""
    return not (old.is_read and new.is_read)


def _keys(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    """Return the keys whose texts differ, in the order of the new side."""
    return [key for key in {**new, **old} if old.get(key) != new.get(key)]


def _only(old: Sheet | None, new: Sheet | None) -> Sheet | None:
    """Return the side that there is; None where there are both."""
    return old if new is None else new if old is None else None


def _project(
    old: Sheet | None, new: Sheet | None, years: tuple[int, int], money_unit: str
) -> Iterator[Change]:
    if old is None or new is None:
        yield _whole(old, new, money_unit)
        yield from _allowances(old, new)
        return
    if _identity(old) != _identity(new):
        yield Change(Kind.PROJECT_MOVED, PATH, old.path, new.path)
    if _is_unreadable(old, new):
        yield Change(Kind.UNREADABLE)
        return
    for key in _keys(old.fields, new.fields):
        if key == TOTAL or key in FUNDS:
            yield _budget(key, old, new, money_unit)
        else:
            yield _field(_FIELD_KINDS.get(key, Kind.FIELD_CHANGED), key, old, new)
    yield from _in_place(_goals(old, new), len(new.goals))
    pairs = match_rows(old.rows, new.rows)
    yield from _in_place(_rows(old.rows, new.rows, pairs, years), len(new.rows))
    yield from _allowances(old, new, pairs)


def _whole(old: Sheet | None, new: Sheet | None, money_unit: str) -> Change:
    """Return the change that a project has come or gone, with its money."""
    before, after = (sheet.get(TOTAL) if sheet else None for sheet in (old, new))
    effect = _money(before or "0", after or "0", money_unit)
    kind = Kind.PROJECT_DROPPED if new is None else Kind.PROJECT_ADDED
    effect = Effect() if effect is None else replace(effect, percent=None)
    return Change(kind, "", before, after, effect=effect)


def _field(kind: Kind, key: str, old: Sheet, new: Sheet, effect: Effect | None = None) -> Change:
    return Change(
        kind,
        key,
        old.fields.get(key),
        new.fields.get(key),
        old_line=old.lines.get(key),
        new_line=new.lines.get(key),
        effect=effect or Effect(),
    )


def _budget(key: str, old: Sheet, new: Sheet, money_unit: str) -> Change:
    effect = _money(old.get(key) or "0", new.get(key) or "0", money_unit)
    if effect is None or effect.delta is None:
        kind = Kind.BUDGET_CHANGED
    elif effect.delta:
        kind = Kind.BUDGET_RAISED if effect.delta > 0 else Kind.BUDGET_LOWERED
    else:
        kind = Kind.BUDGET_REWORDED
    return _field(kind, key, old, new, effect)


def _money(old: str, new: str, unit: str) -> Effect | None:
    before, after = amount(old), amount(new)
    if before is None or after is None:
        return None
    delta = between(before, after)
    if delta is None:
        return None
    return Effect(delta=delta, unit=unit, percent=percent_of(delta, before))


def _in_place(changes: Iterable[Change], last: int) -> list[Change]:
    """Return changes in the order of what they are of now, those of what is gone behind."""
    return sorted(changes, key=lambda one: last if one.new_place is None else one.new_place)


def _goals(old: Sheet, new: Sheet) -> Iterator[Change]:
    pairs = match_goals(old.goals, new.goals)
    yield from _one_sided(
        pairs,
        [
            Change(Kind.GOAL_DROPPED, old=goal, old_place=index, old_line=old.goal_lines[index])
            for index, goal in enumerate(old.goals)
        ],
        [
            Change(Kind.GOAL_ADDED, new=goal, new_place=index, new_line=new.goal_lines[index])
            for index, goal in enumerate(new.goals)
        ],
    )
    displaced = moved(pairs)
    for pair in pairs:
        texts = old.goals[pair.old], new.goals[pair.new]
        lines = old.goal_lines[pair.old], new.goal_lines[pair.new]
        if texts[0] != texts[1] or pair in displaced:
            kind = Kind.GOAL_MOVED if texts[0] == texts[1] else Kind.GOAL_REWORDED
            yield Change(kind, "", *texts, None, None, *pair, *lines)


def _rows(
    old: Sequence[Row], new: Sequence[Row], pairs: Sequence[Pair], years: tuple[int, int]
) -> Iterator[Change]:
    displaced = moved(pairs)
    for pair in pairs:
        yield from _row(old[pair.old], new[pair.new], pair, years, is_displaced=pair in displaced)
    yield from _one_sided(
        pairs,
        [
            Change(
                Kind.INDICATOR_DROPPED,
                old=row.target,
                old_row=row,
                old_place=index,
                old_line=row.line,
            )
            for index, row in enumerate(old)
        ],
        [
            Change(
                Kind.INDICATOR_ADDED,
                new=row.target,
                new_row=row,
                new_place=index,
                new_line=row.line,
            )
            for index, row in enumerate(new)
        ],
    )


def _one_sided(
    pairs: Sequence[Pair], dropped: Sequence[Change], added: Sequence[Change]
) -> Iterator[Change]:
    """Yield those of both lists that are in no pair."""
    gone, come = {pair.old for pair in pairs}, {pair.new for pair in pairs}
    yield from (change for index, change in enumerate(dropped) if index not in gone)
    yield from (change for index, change in enumerate(added) if index not in come)


def _row(
    old: Row, new: Row, pair: Pair, years: tuple[int, int], *, is_displaced: bool
) -> Iterator[Change]:
    keys = _keys(old.fields, new.fields)
    for key in keys:
        kind, effect = _ROW_KINDS.get(key, Kind.INDICATOR_FIELD_CHANGED), Effect()
        if key == TARGET:
            kind, effect = Kind.TARGET_CHANGED, Effect()
            if old.target and new.target:
                kind, effect = target_moved(old.target, new.target, new.name, new.levels[1], years)
        texts = old.fields.get(key), new.fields.get(key)
        yield Change(kind, key, *texts, old, new, *pair, old.line, new.line, effect)
    if is_displaced and not keys:
        yield Change(Kind.INDICATOR_MOVED, "", None, None, old, new, *pair, old.line, new.line)
