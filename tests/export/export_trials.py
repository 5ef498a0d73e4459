"""Small annexes to export, and the real one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from annexgen.export.dictionary import Column, columns
from annexgen.findings import Message
from annexgen.forms.load import vocabulary_of
from annexgen.intake import Pool
from annexgen.loading.annex import load_annex
from annexgen.model import Annex
from annexgen.schema.vocabulary import ExtraField, FieldKind, Vocabulary

ROOT = Path(__file__).parents[2]
WEIGHTED = Vocabulary(
    {"产出指标": ("数量指标", "时效指标")},
    project_fields=(ExtraField("负责人", FieldKind.TEXT, required=False, description="谁负责"),),
    indicator_fields=(ExtraField("权重", FieldKind.NUMBER, required=True, description=""),),
)
ANNEX = "标题: 绩效目标表\n编制单位: 办公厅\n年度: 2025\n金额单位: 万元\n表样: tianjin\n"
PROJECT = """\
项目名称: {name}
预算数: 26.50
其中:
  财政资金: 26.50
  其他资金:
资金用途: {purpose}
绩效目标:
  - 完成整理
  - 方便查阅
负责人: 张三
绩效指标:
  产出指标:
    数量指标:
      - 三级指标: 整理数量
        指标值: ≥1.5万卷
        权重: 60.0
    时效指标:
      - 三级指标: 完成时间
        指标值: 11月底前
        权重: 40
"""


def weighted(root: Path, name: str = "档案整理", purpose: str = "整理档案") -> Annex:
    """Return an annex of one project in a form with fields of its own."""
    folder = root / "content" / "301101"
    folder.mkdir(parents=True)
    (root / "content/annex.yaml").write_text(ANNEX, "utf-8")
    (folder / "unit.yaml").write_text("单位名称: 办公厅\n", "utf-8")
    (folder / "01-档案.yaml").write_text(PROJECT.format(name=name, purpose=purpose), "utf-8")
    loaded = load_annex(root, lambda _: WEIGHTED)
    assert loaded.annex is not None, loaded.findings
    return loaded.annex


def real_annex() -> Annex:
    loaded = load_annex(ROOT, lambda name: vocabulary_of(ROOT, name))
    assert loaded.annex is not None
    return loaded.annex


def real_columns() -> tuple[Column, ...]:
    return columns(vocabulary_of(ROOT, "tianjin"))


def written(write: Callable[[BinaryIO], None]) -> bytes:
    """Return what ``write`` writes."""
    out = BytesIO()
    write(out)
    return out.getvalue()


def alone(_: int) -> nullcontext[None]:
    """Give no worker processes."""
    return nullcontext(None)


def silent(_: Message) -> None:
    """Show no progress."""


POOL: Pool = alone
