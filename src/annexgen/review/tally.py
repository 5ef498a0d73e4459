"""What the changes come to: how many projects and targets, and how the money moved."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal

from annexgen.review.changes import Change, Changed, Kind, Review, Weight
from annexgen.review.compare import amount
from annexgen.review.sheets import TOTAL, Sheet
from annexgen.review.targets import between
from annexgen.tuples import NamedTuple


class Tally(NamedTuple):
    """Sums of changes.

    Attributes:
        added, dropped, changed: projects.
        stricter, weaker: targets and deadlines.
        changes: of any kind.
        arisen, mended: findings of the checks that are new, and that are gone.
        delta: of all budgets, exactly.
    """

    added: int
    dropped: int
    changed: int
    stricter: int
    weaker: int
    changes: int
    arisen: int
    mended: int
    delta: Decimal


def tally(review: Review) -> Tally:
    """Add up all changes."""
    weights = Counter(change.effect.weight for change in review.changes)
    return Tally(
        *_projects(review.projects),
        weights[Weight.STRICTER],
        weights[Weight.WEAKER],
        sum(1 for _ in review.changes),
        len(review.arisen) + sum(len(one.arisen) for one in review.files),
        len(review.mended) + sum(len(one.mended) for one in review.files),
        sum(money(review.projects).values(), Decimal(0)),
    )


def tally_of_unit(projects: Iterable[Changed]) -> Tally:
    """Add up the changes of some projects; their money is in ``money``."""
    projects = tuple(projects)
    changes = [change for one in projects for change in one.changes]
    weights = Counter(change.effect.weight for change in changes)
    return Tally(
        *_projects(projects),
        weights[Weight.STRICTER],
        weights[Weight.WEAKER],
        len(changes),
        sum(len(one.arisen) for one in projects),
        sum(len(one.mended) for one in projects),
        Decimal(0),
    )


def excused(review: Review) -> int:
    """Return how many exceptions from rules were made."""
    return sum(change.kind is Kind.EXCEPTION_MADE for change in review.changes)


def money(projects: Iterable[Changed]) -> dict[str, Decimal]:
    """Return by how much each unit's budgets changed, by the unit's code.

    A project that moved takes its money along. One whose budget cannot be read on one of its sides
    is left out.
    """
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for one in projects:
        before, after = _sum(one.old), _sum(one.new)
        if before is None or after is None:
            continue
        if one.old is not None:
            sums[one.old.unit] = between(before, sums[one.old.unit]) or Decimal(0)
        if one.new is not None:
            sums[one.new.unit] = between(-after, sums[one.new.unit]) or Decimal(0)
    return dict(sums)


def _sum(sheet: Sheet | None) -> Decimal | None:
    return Decimal(0) if sheet is None else amount(sheet.get(TOTAL))


def _projects(projects: Iterable[Changed]) -> tuple[int, int, int]:
    projects = tuple(projects)
    added = sum(one.old is None for one in projects)
    dropped = sum(one.new is None for one in projects)
    return added, dropped, len(projects) - added - dropped


def not_approved(review: Review, approved: frozenset[str]) -> list[Change]:
    """Return the changes that nobody has approved."""
    return [change for change in review.changes if not is_approved(change, approved)]


def is_approved(change: Change, approved: frozenset[str]) -> bool:
    """Say whether a change is among those approved; what cannot be read, nobody can approve."""
    return change.fingerprint in approved and change.kind is not Kind.UNREADABLE
