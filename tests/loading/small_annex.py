"""Small annexes on disk, from texts of content files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from annexgen.findings import Finding
from annexgen.loading.annex import Loaded, load_annex
from annexgen.model import Annex, Project
from annexgen.positions import Span
from annexgen.schema.vocabulary import ExtraField, FieldKind, Vocabulary

VOCABULARY = Vocabulary(
    {"产出指标": ("数量指标", "质量指标"), "满意度指标": ("服务对象满意度指标",)},
    faces=("song", "hei"),
)
WEIGHTED = Vocabulary(
    VOCABULARY.levels,
    project_fields=(ExtraField("负责人", FieldKind.TEXT, required=False, description=""),),
    indicator_fields=(ExtraField("权重", FieldKind.NUMBER, required=True, description=""),),
)
ANNEX = "标题: 绩效目标表\n编制单位: 办公厅\n年度: 2025\n金额单位: 万元\n表样: tianjin\n"
UNIT = "单位名称: 办公厅\n"
PROJECT = """\
项目名称: 档案整理
预算数: 26.56
其中:
  财政资金: 26.56
  其他资金:
资金用途: 整理档案
绩效目标:
  - 完成整理
绩效指标:
  产出指标:
    数量指标:
      - 三级指标: 整理数量
        指标值: ≥100卷
"""
GOOD = {
    "annex.yaml": ANNEX,
    "301101/unit.yaml": UNIT,
    "301101/01-档案.yaml": PROJECT,
}


def named(name: str) -> str:
    """Return a project of this name."""
    return PROJECT.replace("档案整理", name)


def lay(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write ``files`` below ``root/content`` and return ``root``."""
    for path, text in files.items():
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def load(
    root: Path, files: Mapping[str, str | bytes], vocabulary: Vocabulary = VOCABULARY
) -> Loaded:
    """Lay ``files`` and load them."""
    return load_annex(lay(root, files), lambda _: vocabulary)


def annex_of(loaded: Loaded) -> Annex:
    """Return the annex of files that have no fault."""
    assert loaded.findings == ()
    assert loaded.annex is not None
    return loaded.annex


def only_project(loaded: Loaded) -> Project:
    """Return the annex's one project."""
    [unit] = annex_of(loaded).units
    [project] = unit.projects
    return project


def place(finding: Finding) -> tuple[str, tuple[int, int] | None, str]:
    """Return path below content/, line and column, and code."""
    at = finding.span and (finding.span.line, finding.span.column)
    return finding.path.removeprefix("content/"), at, finding.code


def places(loaded: Loaded) -> list[tuple[str, tuple[int, int] | None, str]]:
    """Return the places and codes of all findings, in their order."""
    return [place(finding) for finding in loaded.findings]


def cut(text: str, span: Span) -> str:
    """Return the stretch of ``text`` at ``span``."""
    lines = text.split("\n")[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)
