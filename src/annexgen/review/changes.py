"""The changes of an annex: what each is, what it was before, and what it means.

Applied to the old side in any order they give the new one: nothing is left out, nothing is said
twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from annexgen.findings import Finding
from annexgen.review.sheets import Row, Sheet
from annexgen.source.rules import NOT_UTF8, TOO_LARGE
from annexgen.tuples import NamedTuple

BASE, HEAD = "base", "head"
"""The sides, as a file's faults name them."""

_NO_TEXT = (NOT_UTF8.code, TOO_LARGE.code)


class Kind(StrEnum):
    """What has changed; the value is its stable name in JSON."""

    ANNEX_CHANGED = "annex-changed"
    UNIT_ADDED = "unit-added"
    UNIT_DROPPED = "unit-dropped"
    UNIT_CHANGED = "unit-changed"
    UNREADABLE = "unreadable"
    PROJECT_ADDED = "project-added"
    PROJECT_DROPPED = "project-dropped"
    PROJECT_RENAMED = "project-renamed"
    PROJECT_MOVED = "project-moved"
    BUDGET_RAISED = "budget-raised"
    BUDGET_LOWERED = "budget-lowered"
    BUDGET_CHANGED = "budget-changed"
    BUDGET_REWORDED = "budget-reworded"
    PURPOSE_CHANGED = "purpose-changed"
    FIELD_CHANGED = "field-changed"
    GOAL_ADDED = "goal-added"
    GOAL_DROPPED = "goal-dropped"
    GOAL_REWORDED = "goal-reworded"
    GOAL_MOVED = "goal-moved"
    INDICATOR_ADDED = "indicator-added"
    INDICATOR_DROPPED = "indicator-dropped"
    INDICATOR_REWORDED = "indicator-reworded"
    INDICATOR_RECLASSED = "indicator-reclassed"
    INDICATOR_MOVED = "indicator-moved"
    INDICATOR_FIELD_CHANGED = "indicator-field-changed"
    TARGET_RAISED = "target-raised"
    TARGET_LOWERED = "target-lowered"
    TARGET_LOOSENED = "target-loosened"
    TARGET_TIGHTENED = "target-tightened"
    TARGET_UNIT_CHANGED = "target-unit-changed"
    TARGET_CHANGED = "target-changed"
    TARGET_REWORDED = "target-reworded"
    DEADLINE_LATER = "deadline-later"
    DEADLINE_EARLIER = "deadline-earlier"
    EXCEPTION_MADE = "exception-made"
    EXCEPTION_ENDED = "exception-ended"


class Weight(StrEnum):
    """Whether a changed target asks for more or for less than before."""

    STRICTER = "stricter"
    WEAKER = "weaker"
    SAME = "same"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Effect:
    """How far something moved.

    Attributes:
        weight: whether more is asked for, or less.
        delta: the new number less the old one; None where there are no two numbers.
        unit: of ``delta``: 人, 个百分点, 万元, 天 …
        percent: ``delta`` in percent of the old number, to one decimal; None where that is zero.
    """

    weight: Weight = Weight.UNKNOWN
    delta: Decimal | None = None
    unit: str = ""
    percent: Decimal | None = None


ALLOW = "allow"
"""Stands for a key where a comment excuses something."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one thing.

    Attributes:
        kind: what has changed.
        field: the key in the content file (指标值); ``path`` for the file's place, ``allow`` for
            what a comment excuses; empty for a row or goal as a whole.
        old, new: the texts; None where there is none on that side.
        old_row, new_row: the indicator, for a change of one.
        old_place, new_place: of the goal or indicator in its list, from 0.
        old_line, new_line: where it stands in its file, from 1.
        effect: how far it moved.
        fingerprint: twelve hexadecimal digits that stay the same as long as the same changes.
    """

    kind: Kind
    field: str = ""
    old: str | None = None
    new: str | None = None
    old_row: Row | None = None
    new_row: Row | None = None
    old_place: int | None = None
    new_place: int | None = None
    old_line: int | None = None
    new_line: int | None = None
    effect: Effect = Effect()
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """A content file that says something else, or that only one side has.

    Attributes:
        old, new: what it says on both sides; None where it is missing.
        changes: at least one.
        arisen: what the checks find now and did not find before.
        mended: what they found before and do not find now.
    """

    old: Sheet | None
    new: Sheet | None
    changes: tuple[Change, ...]
    arisen: tuple[Finding, ...] = ()
    mended: tuple[Finding, ...] = ()

    @property
    def sheet(self) -> Sheet:
        """The new side, else the old one."""
        sheet = self.new or self.old
        assert sheet is not None  # noqa: S101 - one of them is there
        return sheet


class Sums(NamedTuple):
    """The sum of budgets before and now, in the annex's money unit."""

    old: Decimal
    new: Decimal


@dataclass(frozen=True, slots=True)
class Faulty:
    """A file that does not pass the schema and was compared as far as it can be read.

    Attributes:
        side: ``BASE`` or ``HEAD``.
        path: the file.
        is_read: False where nothing of it could be read.
        faults: what is wrong with it.
    """

    side: str
    path: str
    is_read: bool
    faults: tuple[Finding, ...]

    @property
    def is_bad_input(self) -> bool:
        """Whether the comparison lacks what it must not lack.

        That is a file that is no text or too large, and one that is no YAML now; what was no YAML
        before may be what a change mends.
        """
        if self.is_read:
            return False
        return self.side == HEAD or any(one.code in _NO_TEXT for one in self.faults)


@dataclass(frozen=True, slots=True)
class Review:
    """All that two sides of an annex differ in.

    Attributes:
        base, head: what the reader knows the sides by.
        money_unit: 金额单位.
        form: 表样 now.
        unit_names: 单位名称 by code, of the units that are concerned.
        annex: the changes of annex.yaml; None where there is none.
        units: of unit.yaml files, in the order of the codes.
        projects: of project files, in printing order.
        faulty: the files that do not pass the schema.
        unit_sums: the budgets of the units whose money moved, by code.
        annex_sums: of the whole annex; None where no money moved, or it is too large to add up.
        arisen: what the checks find now in files that say the same as before.
        mended: what they found in such files before and do not find now.
        left_out: the repository's own rules that were not run, as annex.yaml names them.
    """

    base: str
    head: str
    money_unit: str
    form: str
    unit_names: dict[str, str]
    annex: Changed | None
    units: tuple[Changed, ...]
    projects: tuple[Changed, ...]
    faulty: tuple[Faulty, ...] = ()
    unit_sums: Mapping[str, Sums] = field(default_factory=dict)
    annex_sums: Sums | None = None
    arisen: tuple[Finding, ...] = ()
    mended: tuple[Finding, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def files(self) -> Iterator[Changed]:
        """Every file with changes: the annex, the units, the projects."""
        if self.annex is not None:
            yield self.annex
        yield from self.units
        yield from self.projects

    @property
    def bad_input(self) -> list[Faulty]:
        """The files without which the comparison is not whole."""
        return [one for one in self.faulty if one.is_bad_input]

    @property
    def changes(self) -> Iterator[Change]:
        """Every change."""
        for one in self.files:
            yield from one.changes
