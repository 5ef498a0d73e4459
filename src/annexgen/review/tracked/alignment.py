"""What belongs together in two annexes: units, projects, indicators."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from annexgen.forms.form import Form, IndicatorsForm
from annexgen.model import Annex, Indicator, Project, Unit
from annexgen.review.matching import Pair, match_projects, match_rows
from annexgen.review.sheets import (
    DESCRIPTION,
    INDICATOR,
    LEVEL1,
    LEVEL2,
    NAME,
    TARGET,
    Row,
    Sheet,
)
from annexgen.review.tracked.steps import (
    Alignment,
    PartStep,
    SectionStep,
    Step,
    steps,
)
from annexgen.revisions.authors import Author

AuthorOf = Callable[..., Author]
"""Gives who changed the first of some files that has changed, by their paths."""


def alignment(old: Annex, new: Annex, form: Form, author_of: AuthorOf) -> Alignment:
    """Say what belongs together in the documents of two annexes.

    A unit is known by its code, a project by its identifier, else by its name and what it says. A
    project that goes to another unit goes here and comes there.

    Args:
        old: the annex before.
        new: the annex now.
        form: of both documents.
        author_of: gives who changed the first of some files that has changed, by their paths.
    """
    aligner = _Aligner(form, author_of)
    codes = [[unit.code for unit in annex.units] for annex in (old, new)]
    parts = []
    for step in steps(len(old.units), len(new.units), _same(*codes)):
        before = None if step.old is None else old.units[step.old]
        after = None if step.new is None else new.units[step.new]
        parts.append(aligner.part(step, before, after))
    return Alignment(author_of(new.origin.path), tuple(parts))


class _Aligner:
    """Aligns units.

    Args:
        form: of both documents.
        author_of: gives who changed a file last.
    """

    def __init__(self, form: Form, author_of: AuthorOf) -> None:
        self._author_of = author_of
        blocks = form.section.blocks
        self._tables = [i for i, block in enumerate(blocks) if isinstance(block, IndicatorsForm)]

    def part(self, step: Step, old: Unit | None, new: Unit | None) -> PartStep:
        """Align a unit."""
        unit = new or old
        assert unit is not None  # noqa: S101 - it is there on one side
        before, after = (side.projects if side else () for side in (old, new))
        return PartStep(
            step,
            self._author_of(unit.origin.path),
            tuple(
                self._section(
                    unit,
                    one,
                    None if one.old is None else before[one.old],
                    None if one.new is None else after[one.new],
                )
                for one in steps(len(before), len(after), _projects(before, after))
            ),
        )

    def _section(
        self, unit: Unit, step: Step, old: Project | None, new: Project | None
    ) -> SectionStep:
        project = new or old
        assert project is not None  # noqa: S101 - it is there on one side
        author = self._author_of(project.origin.path, unit.origin.path)
        if old is None or new is None or old.indicators == new.indicators:
            return SectionStep(step, author, {})
        pairs = match_rows(*([_row(one) for one in side.indicators] for side in (old, new)))
        return SectionStep(step, author, dict.fromkeys(self._tables, pairs))


def _same(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    """Pair what has the same name on both sides."""
    places = {name: place for place, name in enumerate(new)}
    yield from (Pair(place, places[name]) for place, name in enumerate(old) if name in places)


def _projects(old: Sequence[Project], new: Sequence[Project]) -> list[Pair]:
    pairs = list(_same(*([project.id for project in side] for side in (old, new))))
    gone = _others(old, [pair.old for pair in pairs])
    come = _others(new, [pair.new for pair in pairs])
    matched = match_projects(
        [_sheet(old[place]) for place in gone], [_sheet(new[place]) for place in come]
    )
    return [*pairs, *(Pair(gone[pair.old], come[pair.new]) for pair in matched)]


def _others(projects: Sequence[Project], places: Sequence[int]) -> list[int]:
    known = set(places)
    return [place for place in range(len(projects)) if place not in known]


def _sheet(project: Project) -> Sheet:
    return Sheet(
        project.origin.path,
        {NAME: project.name},
        project.goals,
        tuple(_row(indicator) for indicator in project.indicators),
    )


def _row(indicator: Indicator) -> Row:
    """Return an indicator as a comparison sees it: a description that repeats the name is none."""
    described = indicator.description != indicator.name
    return Row(
        {
            LEVEL1: indicator.level1,
            LEVEL2: indicator.level2,
            INDICATOR: indicator.name,
            DESCRIPTION: indicator.description if described else "",
            TARGET: indicator.target_value,
        }
    )
