"""One content file by itself, before and now: for git, which hands over one file at a time."""

from __future__ import annotations

from annexgen.review.changes import Changed
from annexgen.review.compare import compare_annex, compare_project, compare_units
from annexgen.review.sheets import (
    MONEY_UNIT,
    UNIT_NAME,
    Sheet,
    annex_sheet,
    project_sheet,
    unit_sheet,
    year_of,
)
from annexgen.schema.content import project_shape
from annexgen.source.tree import ANNEX_FILE
from annexgen.tuples import NamedTuple

UNIT_FILE = "unit.yaml"


class Context(NamedTuple):
    """What the annex says that a single file does not.

    Attributes:
        year: 年度; of a deadline that names none.
        money_unit: 金额单位; empty where it is not known.
    """

    year: int
    money_unit: str


def context_of(annex: bytes | None) -> Context:
    """Return what an annex.yaml says, as far as it can be read; None is one that is missing."""
    sheet = Sheet(ANNEX_FILE) if annex is None else annex_sheet(ANNEX_FILE, annex)
    return Context(year_of(sheet), sheet.get(MONEY_UNIT))


def is_project(path: str) -> bool:
    """Say whether a content file's path is that of a project."""
    return path != ANNEX_FILE and not path.endswith(f"/{UNIT_FILE}")


def sheet_of(path: str, data: bytes) -> Sheet:
    """Read a content file of any kind, sound or not; no form is asked which levels it has."""
    if path == ANNEX_FILE:
        return annex_sheet(path, data)
    if path.endswith(f"/{UNIT_FILE}"):
        return unit_sheet(path, data)
    return project_sheet(path, data, project_shape(None))


def compare_file(
    old: Sheet | None, new: Sheet | None, before: Context, now: Context
) -> Changed | None:
    """Return what differs between two states of a content file; None where that is nothing.

    Args:
        old: what the file said; None where it is new.
        new: what it says now; None where it is gone.
        before: what the annex said.
        now: what it says now.
    """
    path = (new or old or Sheet(ANNEX_FILE)).path
    if is_project(path):
        changed = compare_project(old, new, (before.year, now.year), now.money_unit)
        return changed if changed.changes else None
    if path == ANNEX_FILE:
        return compare_annex(old or Sheet(path), new or Sheet(path))
    units = [{sheet.path: sheet} if sheet else {} for sheet in (old, new)]
    return next(iter(compare_units(units[0], units[1], UNIT_NAME)), None)
