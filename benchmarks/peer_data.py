"""The annex as JSON, for the peers that take data and not a document.

What annexgen reads, checks and merges is done before a peer begins, and is not counted against it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from annexgen.model import Annex, Indicator, Numbered

FONTS = Path(__file__).parents[1] / "src" / "annexgen" / "fonts" / "files"
REGULAR = FONTS / "NotoSerifSC-Regular.ttf"
BOLD = FONTS / "NotoSerifSC-Bold.ttf"
HEAD_WIDTHS = (24, 18, 25, 30, 25, 20, 18)
"""Columns of the table of budget and goals, in mm."""
HEADINGS = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值")
WIDTHS = (22, 29, 34, 38, 37)
"""Columns of the table of indicators, in mm."""


class RowData(TypedDict):
    """An indicator.

    ``level1_rows`` and ``level2_rows`` say how many rows the level's merged cell covers that begins
    here; 0 where the cell of a row above covers this one.
    """

    level1: str
    level1_rows: int
    level2: str
    level2_rows: int
    name: str
    description: str
    target: str


class ProjectData(TypedDict):
    """A project; an amount that is not given is an empty text."""

    heading: str
    name: str
    total: str
    fiscal: str
    other: str
    purpose: str
    goals: list[str]
    rows: list[RowData]


class UnitData(TypedDict):
    """A unit with its projects."""

    heading: str
    line: str
    projects: list[ProjectData]


class AnnexData(TypedDict):
    """The annex."""

    title: str
    department: str
    money_unit: str
    units: list[UnitData]


def load(root: Path) -> Annex:
    """Return the annex below ``root``.

    Raises:
        SystemExit: where it does not load.
    """
    from annexgen.forms.load import vocabulary_of
    from annexgen.loading.annex import load_annex

    annex = load_annex(root, lambda name: vocabulary_of(root, name)).annex
    if annex is None:
        raise SystemExit(f"the annex in {root} has errors")
    return annex


def write_data(annex: Annex, target: Path) -> None:
    """Write ``annex`` to ``target``."""
    units = {
        unit.code: UnitData(
            heading=f"{unit.code} {unit.name}", line=f"{unit.code}{unit.name}", projects=[]
        )
        for unit in annex.units
    }
    for one in annex.numbered():
        units[one.unit.code]["projects"].append(_project(one))
    data = AnnexData(
        title=annex.title,
        department=annex.department,
        money_unit=annex.money_unit,
        units=list(units.values()),
    )
    target.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def read_data(source: Path) -> AnnexData:
    """Read what ``write_data`` has written."""
    data: AnnexData = json.loads(source.read_text(encoding="utf-8"))
    return data


def _project(one: Numbered) -> ProjectData:
    project, budget = one.project, one.project.budget
    return ProjectData(
        heading=f"{one.number}.{project.name}绩效目标表",
        name=project.name,
        total=str(budget.total),
        fiscal=str(budget.fiscal or ""),
        other=str(budget.other or ""),
        purpose=project.purpose,
        goals=[f"{place}.{goal}" for place, goal in enumerate(project.goals, 1)],
        rows=list(_rows(project.indicators)),
    )


def _rows(indicators: tuple[Indicator, ...]) -> Iterator[RowData]:
    firsts = _runs([one.level1 for one in indicators])
    seconds = _runs([f"{one.level1}/{one.level2}" for one in indicators])
    for one, level1_rows, level2_rows in zip(indicators, firsts, seconds, strict=True):
        yield RowData(
            level1=one.level1,
            level1_rows=level1_rows,
            level2=one.level2,
            level2_rows=level2_rows,
            name=one.name,
            description=one.description,
            target=one.target_value,
        )


def _runs(keys: list[str]) -> list[int]:
    """Return at each key that differs from the one before how often it comes, and 0 elsewhere."""
    counts = [0] * len(keys)
    begin = 0
    for place, key in enumerate(keys):
        if key != keys[begin]:
            begin = place
        counts[begin] += 1
    return counts
