"""Two sides of an annex in, the review of what they differ in out; equal files are not read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from annexgen.findings import Refused
from annexgen.review.changes import Faulty, Review
from annexgen.review.compare import compare_annex, compare_projects, compare_units
from annexgen.review.sheets import (
    FORM,
    MONEY_UNIT,
    UNIT_NAME,
    YEAR,
    Sheet,
    annex_sheet,
    project_sheet,
    unit_sheet,
)
from annexgen.review.sums import sums
from annexgen.revisions.sides import Side, differing
from annexgen.schema.content import project_shape
from annexgen.schema.vocabulary import Vocabulary
from annexgen.source.tree import ANNEX_FILE

_UNIT_FILE = "unit.yaml"


class _Sheets(NamedTuple):
    """What one side says, in the files that matter."""

    annex: Sheet
    units: dict[str, Sheet]
    projects: tuple[Sheet, ...]

    @property
    def all(self) -> tuple[Sheet, ...]:
        return (self.annex, *self.units.values(), *self.projects)

    @property
    def year(self) -> int:
        text = self.annex.get(YEAR)
        return int(text) if len(text) == 4 and text.isascii() and text.isdigit() else 2000


def review(base: Side, head: Side, vocabulary_of: Callable[[str], Vocabulary]) -> Review:
    """Compare two sides of an annex.

    Args:
        base: the side before.
        head: the side now.
        vocabulary_of: gives the words of a form by its name; may raise ``Refused``.

    Raises:
        GitFault: where git cannot read a side.
    """
    paths = differing(base, head)
    units = {path.rpartition("/")[0] for path in paths if path != ANNEX_FILE}
    wanted = dict.fromkeys(
        (ANNEX_FILE, *(f"{unit}/{_UNIT_FILE}" for unit in sorted(units)), *paths)
    )
    old = _sheets(base.read(wanted), vocabulary_of)
    new = _sheets(head.read(wanted), vocabulary_of)
    money_unit = new.annex.get(MONEY_UNIT) or old.annex.get(MONEY_UNIT)
    projects = compare_projects(old.projects, new.projects, (old.year, new.year), money_unit)
    budgets = sums(projects, _unchanged(base, paths) if projects else (), base.read)
    return Review(
        base.name,
        head.name,
        money_unit,
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


def _sheets(files: Mapping[str, bytes], vocabulary_of: Callable[[str], Vocabulary]) -> _Sheets:
    annex = Sheet(ANNEX_FILE)
    if ANNEX_FILE in files:
        annex = annex_sheet(ANNEX_FILE, files[ANNEX_FILE])
    shape = project_shape(_vocabulary(annex.get(FORM), vocabulary_of))
    units: dict[str, Sheet] = {}
    projects = []
    for path, data in files.items():
        if path.endswith(f"/{_UNIT_FILE}"):
            units[path] = unit_sheet(path, data)
        elif path != ANNEX_FILE:
            projects.append(project_sheet(path, data, shape))
    return _Sheets(annex, units, tuple(projects))


def _vocabulary(form: str, vocabulary_of: Callable[[str], Vocabulary]) -> Vocabulary | None:
    """Return the form's words; None where it is not known, so that any level passes."""
    try:
        return vocabulary_of(form) if form else None
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
