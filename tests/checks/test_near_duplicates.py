"""One project entered as two is found in its unit, quickly however many projects there are."""

from __future__ import annotations

from time import process_time
from timeit import repeat

import pytest

from annexgen.checks.rules.likeness import near_duplicate_project
from annexgen.checks.view import View
from annexgen.model import Amount, Annex, Budget, Indicator, Project, Unit
from annexgen.positions import Origin
from annexgen.schema.policy import Policy

VIEW = View(2025, "万元", Policy(), {})


def _project(name: str, budget: str = "9.00", rows: str = "甲乙丙", goal: str = "保养") -> Project:
    origin = Origin(f"content/1/{name}.yaml")
    indicators = tuple(
        Indicator("产出指标", "数量指标", row, row, "4次", {}, origin) for row in rows
    )
    budget_ = Budget(Amount(budget), None, None, origin)
    return Project(name, name, budget_, "维保", (goal,), indicators, {}, origin)


def _annex(*units: list[Project]) -> Annex:
    origin = Origin("content/annex.yaml")
    made = tuple(
        Unit(f"{number}", "单位", "单位", tuple(projects), origin)
        for number, projects in enumerate(units, start=1)
    )
    return Annex("标题", "部门", 2025, "万元", "tianjin", made, {}, {}, origin)


def _found(*projects: Project) -> list[tuple[str, str]]:
    found = near_duplicate_project(_annex(list(projects)), VIEW)
    return [(one.origin.path, one.message.zh) for one in found]


@pytest.mark.parametrize(
    ("first", "second", "like"),
    [
        (
            _project("机房维保项目"),
            _project("2025年机房维保经费", "8.00", "丁戊己"),
            "名称实为一个",
        ),
        (_project("机房维保"), _project("车辆购置", "8.00"), "的绩效目标和指标完全相同"),
        (_project("机房设备维保"), _project("机房设备维护", rows="甲乙丁"), "名称只差一个字"),
    ],
)
def test_the_later_one_is_found(first: Project, second: Project, like: str) -> None:
    ((path, message),) = _found(first, second)
    assert path == second.origin.path
    assert message.startswith(f"与项目“{first.name}”（{first.name}.yaml）{like}")


@pytest.mark.parametrize(
    "second",
    [
        _project("机房维保二期", rows="甲乙丁"),
        _project("2024年机房维保一期", rows="丁戊己"),
        _project("机房维保一期工程", rows="丁戊己"),
        _project("机楼维保一期", rows="丁戊己"),
        _project("机楼维保一期", "8.00", rows="甲乙丁"),
        _project("车辆购置", goal="购置"),
    ],
    ids=lambda project: project.name,
)
def test_projects_that_differ_are_not(second: Project) -> None:
    assert _found(_project("机房维保一期"), second) == []


def test_few_indicators_may_be_the_same_by_chance() -> None:
    assert _found(_project("机房维保", rows="甲乙"), _project("车辆购置", rows="甲乙")) == []


def test_units_may_have_projects_of_one_name() -> None:
    annex = _annex([_project("机房维保")], [_project("机房维保")])
    assert list(near_duplicate_project(annex, VIEW)) == []


def test_the_first_of_many_is_named() -> None:
    copies = [_project(f"{2025 - year % 2}年机房维保", goal=f"{year}") for year in range(4)]
    assert len(_found(*copies)) == 2


def test_time_grows_with_the_number_of_projects_and_not_with_its_square() -> None:
    def seconds(count: int, twins: bool) -> float:
        projects = [
            _project("偿还利息" if twins else f"{chr(0x4E00 + i)}{chr(0x5E00 + i)}偿还利息")
            for i in range(count)
        ]
        annex = _annex(projects)
        runs = repeat(
            lambda: list(near_duplicate_project(annex, VIEW)), timer=process_time, number=1
        )
        return min(runs)

    for twins in (False, True):
        assert seconds(4000, twins) < 8 * 4 * seconds(500, twins) + 0.1
