"""Small annexes for the rules, loaded from files that are written for them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from annexgen.checks.engine import check
from annexgen.checks.reading import read_settings
from annexgen.findings import Finding
from annexgen.forms.load import policy_of, vocabulary_of
from annexgen.loading.annex import load_annex
from annexgen.model import Annex

HEAD = "标题: 绩效目标表\n编制单位: 办公厅\n年度: 2025\n金额单位: 万元\n表样: tianjin\n"
PROJECT = """\
项目名称: 档案整理
预算数: 26.56
其中:
  财政资金: 26.56
  其他资金:
资金用途: 整理全部室藏档案
绩效目标:
  - 完成全部室藏档案的整理，方便查阅。
绩效指标:
  产出指标:
    数量指标:
      - 三级指标: 整理数量
        指标值: ≥100卷
    质量指标:
      - 三级指标: 整理合格率
        指标值: 100%
    时效指标:
      - 三级指标: 完成时间
        指标值: 2025年12月底前
    成本指标:
      - 三级指标: 整理费用
        指标值: ≤26.56万元
  效益指标:
    社会效益指标:
      - 三级指标: 方便查阅
        指标值: 有效保障
  满意度指标:
    服务对象满意度指标:
      - 三级指标: 查阅人满意度
        指标值: ≥95%
"""
"""A project that no rule finds fault with."""


def named(name: str) -> str:
    """Return a sound project of this name."""
    return PROJECT.replace("档案整理", name, 1)


def lay(root: Path, files: Mapping[str, str], checks: str = "") -> Annex:
    """Write files below ``root/content`` (units' own files by themselves) and load them.

    Args:
        root: where.
        files: texts by path below ``content/``.
        checks: what follows the head in annex.yaml.
    """
    every = {"annex.yaml": HEAD + checks}
    for path in files:
        unit = path.partition("/")[0]
        every.setdefault(f"{unit}/unit.yaml", f"单位名称: 单位{unit}\n")
    for path, text in (every | dict(files)).items():
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    loaded = load_annex(root, lambda name: vocabulary_of(root, name))
    assert loaded.annex is not None, loaded.findings
    return loaded.annex


def found(root: Path, files: Mapping[str, str], checks: str = "") -> list[Finding]:
    """Lay files and return what the rules and the reading of 检查 find."""
    annex = lay(root, files, checks)
    settings, faults = read_settings(annex, policy_of(root, annex.form), root)
    return faults + check(annex, settings)


def places(findings: list[Finding]) -> list[tuple[str, str, int]]:
    """Return rule, path below content/ and line of each finding, in order of place."""
    return sorted(
        (one.rule, one.path.removeprefix("content/"), one.span.line if one.span else 0)
        for one in findings
    )
