"""Every part of the model knows where in which file it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_annex import ANNEX, GOOD, PROJECT, annex_of, cut, load, only_project

WHOLE = """\
# 说明
项目名称:   "档案整理"   # 名称
预算数: 26.56
其中: {财政资金: 20.00, 其他资金: }
资金用途: |
  整理档案
  购置设备
绩效目标:
  - 完成整理，
    并数字化
  - 建成档案库
绩效指标:
  产出指标:
    数量指标:
      - 三级指标: 整理数量
        绩效指标描述: 年内整理的卷数
        指标值: ≥100卷
"""


def test_a_projects_origin(tmp_path: Path) -> None:
    project = only_project(load(tmp_path, {**GOOD, "301101/01-档案.yaml": WHOLE}))
    origin = project.origin
    assert origin.path == "content/301101/01-档案.yaml"
    assert {name: cut(WHOLE, span) for name, span in origin.spans.items() if name} == {
        "name": '"档案整理"',
        "total": "26.56",
        "sources": "{财政资金: 20.00, 其他资金: }",
        "purpose": "|\n  整理档案\n  购置设备",
        "goals": "- 完成整理，\n    并数字化\n  - 建成档案库",
        "goals.0": "完成整理，\n    并数字化",
        "goals.1": "建成档案库",
        "indicators": WHOLE[WHOLE.index("产出指标") :].rstrip("\n"),
    }
    assert cut(WHOLE, origin.at("")) == WHOLE[WHOLE.index("项目名称") :].rstrip("\n")
    assert origin.at("no such field") == origin.at("")


def test_a_budgets_origin(tmp_path: Path) -> None:
    budget = only_project(load(tmp_path, {**GOOD, "301101/01-档案.yaml": WHOLE})).budget
    spans = budget.origin.spans
    assert {name: cut(WHOLE, span) for name, span in spans.items()} == {
        "": "26.56",
        "total": "26.56",
        "fiscal": "20.00",
        "other": "",
    }
    assert spans["other"][:2] == (4, 24)


def test_an_indicators_origin(tmp_path: Path) -> None:
    [row] = only_project(load(tmp_path, {**GOOD, "301101/01-档案.yaml": WHOLE})).indicators
    assert {name: cut(WHOLE, span) for name, span in row.origin.spans.items()} == {
        "": WHOLE[WHOLE.index("三级指标: ") :].rstrip("\n"),
        "level1": "产出指标",
        "level2": "数量指标",
        "name": "整理数量",
        "description": "年内整理的卷数",
        "target_value": "≥100卷",
    }


def test_the_annexs_and_a_units_origin(tmp_path: Path) -> None:
    text = (
        ANNEX + '单位: ["301101"]\n检查:\n  阈值: {完成率: 95}\n  例外: [一]\n字体: {song: 仿宋}\n'
    )
    annex = annex_of(load(tmp_path, {**GOOD, "annex.yaml": text}))
    spans = annex.origin.spans
    assert annex.origin.path == "content/annex.yaml"
    assert {name: cut(text, span) for name, span in spans.items() if name} == {
        "title": "绩效目标表",
        "department": "办公厅",
        "year": "2025",
        "money_unit": "万元",
        "form": "tianjin",
        "units": '["301101"]',
        "checks": "阈值: {完成率: 95}\n  例外: [一]",
        "checks.阈值": "{完成率: 95}",
        "checks.阈值.完成率": "95",
        "checks.例外": "[一]",
        "checks.例外.0": "一",
        "fonts": "{song: 仿宋}",
        "fonts.song": "仿宋",
    }
    [unit] = annex.units
    assert unit.origin.path == "content/301101/unit.yaml"
    assert cut(GOOD["301101/unit.yaml"], unit.origin.at("name")) == "办公厅"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_columns_count_characters_and_lines_any_break(tmp_path: Path, newline: str) -> None:
    text = PROJECT.replace("≥100卷", "𠮷≥100卷 # 注").replace("\n", newline)
    project = only_project(load(tmp_path, {**GOOD, "301101/01-档案.yaml": text}))
    assert project.indicators[0].origin.at("target_value") == (13, 14, 13, 20)
