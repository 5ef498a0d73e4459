"""Two sides of an annex in, the review of what they differ in out; equal files are not read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from annexgen.findings import Refused
from annexgen.review.changes import Changed, Faulty, Review
from annexgen.review.compare import compare_annex, compare_projects, compare_units
from annexgen.review.sheets import (
    FORM,
    MONEY_UNIT,
    UNIT_NAME,
    Sheet,
    annex_sheet,
    project_sheet,
    unit_sheet,
    year_of,
)
from annexgen.review.sums import sums
from annexgen.review.verdicts import Rules, with_verdicts
from annexgen.revisions.sides import Side, differing
from annexgen.schema.content import project_shape
from annexgen.schema.policy import Policy
from annexgen.schema.shapes import Record
from annexgen.schema.vocabulary import Vocabulary
from annexgen.source.tree import ANNEX_FILE

_UNIT_FILE = "unit.yaml"


class Forms(NamedTuple):
    """What forms say, by their names.

    Attributes:
        vocabulary_of: gives a form's words; may raise ``Refused``.
        policy_of: gives what it asks of its projects; may raise ``Refused``.
    """

    vocabulary_of: Callable[[str], Vocabulary]
    policy_of: Callable[[str], Policy]


class _Sheets(NamedTuple):
    """What one side says, in the files that matter, and the shape of its projects."""

    annex: Sheet
    units: dict[str, Sheet]
    projects: tuple[Sheet, ...]
    shape: Record

    @property
    def all(self) -> tuple[Sheet, ...]:
        return (self.annex, *self.units.values(), *self.projects)

    @property
    def year(self) -> int:
        return year_of(self.annex)


def review(base: Side, head: Side, forms: Forms) -> Review:
    """Compare two sides of an annex.

    Args:
        base: the side before.
        head: the side now.
        forms: what forms say, by their names.

    Raises:
        GitFault: where git cannot read a side.
    """
    paths = differing(base, head)
    units = {path.rpartition("/")[0] for path in paths if path != ANNEX_FILE}
    wanted = dict.fromkeys(
        (ANNEX_FILE, *(f"{unit}/{_UNIT_FILE}" for unit in sorted(units)), *paths)
    )
    before, after = base.read(wanted), head.read(wanted)
    old, new = _sheets(before, forms), _sheets(after, forms)
    money_unit = new.annex.get(MONEY_UNIT) or old.annex.get(MONEY_UNIT)
    projects = compare_projects(old.projects, new.projects, (old.year, new.year), money_unit)
    projects = _judged(projects, (before, after), (old, new), forms)
    budgets = sums(projects, _unchanged(base, paths) if projects else (), base.read)
    return Review(
        base.name,
        head.name,
        money_unit,
        new.annex.get(FORM) or old.annex.get(FORM),
        {
            sheet.unit: sheet.get(UNIT_NAME)
            for sheet in (*old.units.values(), *new.units.values())
            if sheet.get(UNIT_NAME)
        },
        compare_annex(old.annex, new.annex),
        tuple(compare_units(old.units, new.units, UNIT_NAME)),
        tuple(projects),
        tuple(_faulty("base", old, paths) + _faulty("head", new, paths)),
        budgets.units,
        budgets.annex,
    )


def _unchanged(side: Side, differing: Iterable[str]) -> list[str]:
    """Return the project files that are the same on both sides."""
    touched = {ANNEX_FILE, *differing}
    return [
        path for path in side.files if path not in touched and not path.endswith(f"/{_UNIT_FILE}")
    ]


def _judged(
    projects: Iterable[Changed],
    files: tuple[Mapping[str, bytes], Mapping[str, bytes]],
    sheets: tuple[_Sheets, _Sheets],
    forms: Forms,
) -> list[Changed]:
    """Return the projects with the findings that their changes brought and mended."""
    rules = [
        Rules(data.get(ANNEX_FILE), side.shape, forms.policy_of)
        for data, side in zip(files, sheets, strict=True)
    ]
    return [
        with_verdicts(
            one,
            *(
                rules[at].findings(sheet.path, files[at][sheet.path]) if sheet else []
                for at, sheet in enumerate((one.old, one.new))
            ),
        )
        for one in projects
    ]


def _sheets(files: Mapping[str, bytes], forms: Forms) -> _Sheets:
    annex = Sheet(ANNEX_FILE)
    if ANNEX_FILE in files:
        annex = annex_sheet(ANNEX_FILE, files[ANNEX_FILE])
    shape = project_shape(_vocabulary(annex.get(FORM), forms))
    units: dict[str, Sheet] = {}
    projects = []
    for path, data in files.items():
        if path.endswith(f"/{_UNIT_FILE}"):
            units[path] = unit_sheet(path, data)
        elif path != ANNEX_FILE:
            projects.append(project_sheet(path, data, shape))
    return _Sheets(annex, units, tuple(projects), shape)


def _vocabulary(form: str, forms: Forms) -> Vocabulary | None:
    """Return the form's words; None where it is not known, so that any level passes."""
    try:
        return forms.vocabulary_of(form) if form else None
    except Refused:
        return None


def _faulty(side: str, sheets: _Sheets, differing: Iterable[str]) -> list[Faulty]:
    """Return the files that differ and do not pass the schema."""
    touched = set(differing)
    return [
        Faulty(side, sheet.path, sheet.is_read, sheet.faults)
        for sheet in sheets.all
        if sheet.faults and sheet.path in touched
    ]
