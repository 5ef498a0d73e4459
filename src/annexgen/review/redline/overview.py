"""What stands above the projects: how many, which targets, how the money moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from annexgen.findings.printable import visible
from annexgen.review.changes import Changed, Kind, Review, Sums, Weight
from annexgen.review.showing import Showing
from annexgen.review.tally import excused, money, not_approved, tally, tally_of_unit
from annexgen.review.wording import KINDS, signed, unit_title
from annexgen.tuples import NamedTuple

_TARGETS = tuple(kind for kind in Kind if kind.startswith(("target-", "deadline-", "indicator-")))


class Fact(NamedTuple):
    """A number of the summary; ``tone`` is ``stricter``, ``weaker`` … or empty."""

    label: str
    value: str
    tone: str = ""


class UnitRow(NamedTuple):
    """A row of the summary table.

    Attributes:
        anchor: the unit's code; empty for the row of the whole annex.
        title: its code and name.
        counts: of the things that the table's labels name.
        old, new: the sum of its budgets; empty where it did not move or is not known.
        delta: by how much it moved.
    """

    anchor: str
    title: str
    counts: tuple[int, ...]
    old: str
    new: str
    delta: str


class UnitTable(NamedTuple):
    """The changes by unit.

    Attributes:
        labels: what is counted; what is nought everywhere is left out.
        rows: a unit each, and last one for all; none where no project has changed.
    """

    labels: tuple[str, ...]
    rows: tuple[UnitRow, ...]


def facts(review: Review, showing: Showing) -> list[Fact]:
    """Return the numbers that sum up all changes; what is nought is left out."""
    say, sums = showing.say, tally(review)
    renamed, moved = _renamed(review.projects)
    numbers = (
        (say("改动的项目", "projects changed"), sums.changed, ""),
        (say("新增项目", "projects added"), sums.added, "added"),
        (say("取消项目", "projects dropped"), sums.dropped, "dropped"),
        (say("改名", "renamed"), renamed, ""),
        (say("移动", "moved"), moved, ""),
        (say("要求提高", "targets stricter"), sums.stricter, "stricter"),
        (say("要求降低", "targets weaker"), sums.weaker, "weaker"),
        (say("新例外", "new exceptions"), excused(review), "weaker"),
        (say("新问题", "new findings"), sums.arisen, "weaker"),
        (say("已改正的问题", "findings mended"), sums.mended, "stricter"),
    )
    found = [Fact(label, str(number), tone) for label, number, tone in numbers if number]
    if showing.approved:
        left = len(not_approved(review, showing.approved))
        found.append(Fact(say("待批准的变化", "changes to approve"), f"{left} / {sums.changes}"))
    if sums.delta:
        label = say(f"预算（{review.money_unit}）", f"budget ({review.money_unit})")
        found.append(Fact(label, signed(sums.delta)))
    return found


def kinds(review: Review, showing: Showing) -> list[Fact]:
    """Return how many indicators have changed in which way."""
    counted = Counter(change.kind for change in review.changes)
    weights = {
        change.kind: change.effect.weight
        for change in review.changes
        if change.kind in _TARGETS and change.effect.weight in (Weight.STRICTER, Weight.WEAKER)
    }
    mixed = {
        change.kind
        for change in review.changes
        if weights.get(change.kind, change.effect.weight) is not change.effect.weight
    }
    return [
        Fact(
            KINDS[kind].text(showing.language),
            str(counted[kind]),
            "" if kind in mixed else str(weights.get(kind, "")),
        )
        for kind in _TARGETS
        if counted[kind]
    ]


def unit_table(review: Review, showing: Showing) -> UnitTable:
    """Return what has changed in each unit with changed projects, and in all."""
    labels, total = _count_labels(showing), _counts(review.projects)
    used = [at for at, number in enumerate(total) if number]
    rows = _unit_rows(review, total) if review.projects else ()
    return UnitTable(
        tuple([labels[at] for at in used]),
        tuple([row._replace(counts=tuple([row.counts[at] for at in used])) for row in rows]),
    )


def _unit_rows(review: Review, total: tuple[int, ...]) -> Iterator[UnitRow]:
    deltas = money(review.projects)
    by_unit = {
        code: tuple(projects)
        for code, projects in groupby(review.projects, lambda one: one.sheet.unit)
    }
    left_behind = (code for code, delta in deltas.items() if delta and code not in by_unit)
    for code in sorted({*by_unit, *left_behind}):
        counts = _counts(by_unit.get(code, ()))
        sums = _money(review.unit_sums.get(code), deltas.get(code, Decimal(0)))
        anchor = code if code in by_unit else ""
        yield UnitRow(anchor, visible(unit_title(review, code)), counts, *sums)
    moved = sum(deltas.values(), Decimal(0))
    yield UnitRow("", "", total, *_money(review.annex_sums, moved))


def _count_labels(showing: Showing) -> tuple[str, ...]:
    """Return what ``_counts`` counts."""
    say = showing.say
    return (
        *(say("新增", "Added"), say("取消", "Dropped"), say("改名", "Renamed")),
        *(say("移动", "Moved"), say("改动", "Changed")),
        *(say("要求提高", "Stricter"), say("要求降低", "Weaker")),
    )


def _counts(projects: Sequence[Changed]) -> tuple[int, ...]:
    sums = tally_of_unit(projects)
    counts = sums.added, sums.dropped, *_renamed(projects), sums.changed
    return *counts, sums.stricter, sums.weaker


def _renamed(projects: Iterable[Changed]) -> tuple[int, int]:
    """Return how many projects have another name, and how many another place."""
    counted = Counter(change.kind for one in projects for change in one.changes)
    return counted[Kind.PROJECT_RENAMED], counted[Kind.PROJECT_MOVED]


def _money(sums: Sums | None, delta: Decimal) -> tuple[str, str, str]:
    moved = signed(delta) if delta else ""
    return (f"{sums.old:f}", f"{sums.new:f}", moved) if sums else ("", "", moved)
