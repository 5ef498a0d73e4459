"""Changes carried out: what they make of the old side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from annexgen.review.changes import Change, Changed, Kind
from annexgen.review.sheets import Row, Sheet

Part = TypeVar("Part")


def applied(projects: Iterable[Sheet], changed: Iterable[Changed]) -> dict[str, Sheet]:
    """Return the projects by path after the changes."""
    result = {sheet.path: sheet for sheet in projects}
    come: dict[str, Sheet] = {}
    for one in changed:
        old = result.pop(one.old.path) if one.old else None
        if one.new is None:
            continue
        come[one.new.path] = one.new if old is None else _sheet(old, one.changes)
    return result | come


def _sheet(old: Sheet, changes: Sequence[Change]) -> Sheet:
    fields, path = dict(old.fields), old.path
    goals: dict[int, str] = {}
    rows: dict[int, dict[str, str]] = {}
    gone: tuple[set[int], set[int]] = (set(), set())
    allowed = list(old.allowed)
    for change in changes:
        is_goal = change.kind.startswith("goal-")
        if change.old_place is not None:
            gone[not is_goal].add(change.old_place)
        if change.kind is Kind.PROJECT_MOVED:
            assert change.new is not None
            path = change.new
        elif change.kind is Kind.EXCEPTION_ENDED:
            allowed.remove(str(change.old))
        elif change.kind is Kind.EXCEPTION_MADE:
            allowed.append(str(change.new))
        elif is_goal:
            if change.new_place is not None:
                assert change.new is not None
                goals[change.new_place] = change.new
        elif change.new_row is not None or change.old_row is not None:
            _row(old, change, rows)
        else:
            _set(fields, change)
    return replace(
        old,
        path=path,
        fields=fields,
        allowed=tuple(sorted(allowed)),
        goals=_filled(old.goals, gone[0], goals),
        rows=_filled(old.rows, gone[1], {at: Row(row) for at, row in rows.items()}),
    )


def _row(old: Sheet, change: Change, rows: dict[int, dict[str, str]]) -> None:
    if change.new_place is None:
        return
    if change.old_place is None:
        assert change.new_row is not None
        rows[change.new_place] = dict(change.new_row.fields)
        return
    row = rows.setdefault(change.new_place, dict(old.rows[change.old_place].fields))
    if change.field:
        _set(row, change)


def _set(fields: dict[str, str], change: Change) -> None:
    assert fields.get(change.field) == change.old
    if change.new is None:
        del fields[change.field]
    else:
        fields[change.field] = change.new


def _filled(old: Sequence[Part], gone: set[int], placed: dict[int, Part]) -> tuple[Part, ...]:
    """Put what the changes place at its place, and what they do not name into the gaps."""
    kept = iter([part for at, part in enumerate(old) if at not in gone])
    count = len(old) - len(gone) + len(placed)
    return tuple(placed[at] if at in placed else next(kept) for at in range(count))
