"""Reviews made of texts of content files, without a repository."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from annexgen.findings import Refused
from annexgen.review.changes import Review
from annexgen.review.reading import Forms, review
from annexgen.revisions.sides import Folder

ANNEX = "标题: 绩效目标表\n编制单位: 办公厅\n年度: 2025\n金额单位: 万元\n表样: tianjin\n"
PROJECT = """\
项目名称: {name}
预算数: {total}
其中:
  财政资金: {total}
  其他资金:
资金用途: 整理全部室藏档案
绩效目标:
  - {goal}
绩效指标:
  产出指标:
    数量指标:
"""


def project(
    name: str, total: str = "10.00", goal: str = "完成整理", rows: Mapping[str, str] | None = None
) -> str:
    """Return a project file with the indicators ``rows``, target values by name."""
    listed = {"整理数量": "≥100卷"} if rows is None else rows
    return PROJECT.format(name=name, total=total, goal=goal) + "".join(
        f"      - {{三级指标: '{name}', 指标值: '{value}'}}\n" for name, value in listed.items()
    )


def reviewed(
    folder: Path, old: Mapping[str, str], new: Mapping[str, str], forms: Forms | None = None
) -> Review:
    """Write two annexes with these files below content/, and compare them."""
    for side, files in (("old", old), ("new", new)):
        for path, text in {"annex.yaml": ANNEX, **files}.items():
            file = folder / side / "content" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    return review(Folder(folder / "old", "old"), Folder(folder / "new", "new"), forms or FORMS)


def _no_form(name: str) -> NoReturn:
    """Know no form, so that any level passes."""
    raise Refused(())


FORMS = Forms(_no_form, _no_form)
