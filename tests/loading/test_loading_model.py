"""What the content files say is what the model says, in the order in which it is printed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from small_annex import (
    ANNEX,
    GOOD,
    PROJECT,
    UNIT,
    WEIGHTED,
    annex_of,
    load,
    named,
    only_project,
)

from annexgen.forms.load import vocabulary_of
from annexgen.loading.annex import load_annex
from annexgen.model import Amount

ROOT = Path(__file__).parents[2]


def test_the_real_annex() -> None:
    annex = annex_of(load_annex(ROOT, lambda name: vocabulary_of(ROOT, name)))
    assert (annex.unit_count, annex.project_count, annex.indicator_count) == (5, 12, 123)
    assert (annex.title, annex.year, annex.form) == ("2025年项目绩效目标表", 2025, "tianjin")
    assert annex.total.value == Decimal("7441.58")
    assert [one.number for one in annex.numbered()] == list(range(1, 13))


def test_the_model_says_what_the_files_say(tmp_path: Path) -> None:
    annex = annex_of(load(tmp_path, {**GOOD}))
    [unit] = annex.units
    [project] = unit.projects
    [indicator] = project.indicators
    assert (annex.title, annex.department, annex.year) == ("绩效目标表", "办公厅", 2025)
    assert (annex.money_unit, annex.form) == ("万元", "tianjin")
    assert (annex.checks, annex.fonts) == ({}, {})
    assert (unit.code, unit.name, unit.header) == ("301101", "办公厅", "301101 办公厅")
    assert (project.name, project.purpose, project.goals) == (
        "档案整理",
        "整理档案",
        ("完成整理",),
    )
    assert project.budget.total == project.budget.fiscal == Amount("26.56")
    assert project.budget.other is None
    assert (indicator.level1, indicator.level2) == ("产出指标", "数量指标")
    assert (indicator.name, indicator.target_value) == ("整理数量", "≥100卷")
    assert (project.extra, indicator.extra) == ({}, {})


def test_a_units_own_header(tmp_path: Path) -> None:
    files = {**GOOD, "301101/unit.yaml": UNIT + "页眉: 厅本级\n"}
    assert annex_of(load(tmp_path, files)).units[0].header == "厅本级"


@pytest.mark.parametrize(
    "written", ["0123", "是", "1:30", "1_000", "2025-01-01", "null", "~", "true", "0x1F", "1e3"]
)
def test_texts_stay_as_written(tmp_path: Path, written: str) -> None:
    project = only_project(
        load(tmp_path, {**GOOD, "301101/01-档案.yaml": PROJECT.replace("≥100卷", written)})
    )
    assert project.indicators[0].target_value == written


@pytest.mark.parametrize("written", ["470.00", "470.0", "470", "0", "0.05", '"470.00"', "' 1.5 '"])
def test_amounts_stay_as_written(tmp_path: Path, written: str) -> None:
    text = PROJECT.replace("预算数: 26.56", f"预算数: {written}")
    project = only_project(load(tmp_path, {**GOOD, "301101/01-档案.yaml": text}))
    assert project.budget.total.text == written.strip("'\" ")


def test_a_description_left_out_is_the_name(tmp_path: Path) -> None:
    own = PROJECT.replace("        指标值", "        绩效指标描述: 卷数\n        指标值")
    files = {**GOOD, "301101/02-二.yaml": own.replace("档案整理", "二")}
    first, second = annex_of(load(tmp_path, files)).units[0].projects
    assert first.indicators[0].description == "整理数量"
    assert second.indicators[0].description == "卷数"
    assert "description" not in first.indicators[0].origin.spans


def test_a_forms_own_fields(tmp_path: Path) -> None:
    text = PROJECT + "        权重: 12.50\n"
    project = only_project(load(tmp_path, {**GOOD, "301101/01-档案.yaml": text}, WEIGHTED))
    assert project.extra == {"负责人": ""}
    assert project.indicators[0].extra == {"权重": "12.50"}


def test_indicators_are_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = PROJECT.replace(
        "  产出指标:\n",
        "  满意度指标:\n    服务对象满意度指标:\n      - {三级指标: 甲, 指标值: 1}\n  产出指标:\n",
    )
    project = only_project(load(tmp_path, {**GOOD, "301101/01-档案.yaml": text}))
    assert [row.level1 for row in project.indicators] == ["满意度指标", "产出指标"]


def test_settings_for_checks_and_fonts(tmp_path: Path) -> None:
    text = (
        ANNEX
        + "检查:\n  阈值: {完成率: 95}\n  例外: [一, 二]\n字体:\n  song: 仿宋\n  hei: [a, b]\n"
    )
    annex = annex_of(load(tmp_path, {**GOOD, "annex.yaml": text}))
    assert annex.checks == {"阈值": {"完成率": "95"}, "例外": ("一", "二")}
    assert annex.fonts == {"song": ("仿宋",), "hei": ("a", "b")}


# ---------------------------------------------------------------------- order and names

SEVERAL = {
    "301102/unit.yaml": UNIT,
    "301102/01-a.yaml": named("甲"),
    "301101/unit.yaml": UNIT,
    "301101/10-c.yaml": named("丙"),
    "301101/2-b.yaml": named("乙"),
    "301/unit.yaml": UNIT,
    "301/01-d.yaml": named("丁"),
}


@pytest.mark.parametrize(
    ("listed", "order"),
    [
        ("", ["301", "301101", "301102"]),
        ('单位: ["301102", "301", "301101"]\n', ["301102", "301", "301101"]),
        ("单位:\n  - 301102\n  - 301101\n  - '301'\n", ["301102", "301101", "301"]),
    ],
)
def test_units_are_in_the_order_of_the_list_or_by_code(
    tmp_path: Path, listed: str, order: list[str]
) -> None:
    annex = annex_of(load(tmp_path, {**SEVERAL, "annex.yaml": ANNEX + listed}))
    assert [unit.code for unit in annex.units] == order
    assert [one.unit.code for one in annex.numbered()] == [
        code for code in order for _ in range(2 if code == "301101" else 1)
    ]


def test_projects_are_in_the_order_of_their_files(tmp_path: Path) -> None:
    annex = annex_of(load(tmp_path, {**SEVERAL, "annex.yaml": ANNEX}))
    assert [project.name for project in annex.units[1].projects] == ["乙", "丙"]


def test_project_ids_come_from_unit_and_file(tmp_path: Path) -> None:
    annex = annex_of(load(tmp_path, {**SEVERAL, "annex.yaml": ANNEX}))
    ids = [project.id for unit in annex.units for project in unit.projects]
    assert ids == ["301-01-d", "301101-2-b", "301101-10-c", "301102-01-a"]
