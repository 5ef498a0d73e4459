"""A DOCX that LibreOffice has saved again imports the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from annexgen.drafting.drafts import IndicatorDraft, ProjectDraft
from import_trials import REPOSITORY, SECOND, lay, published, rendered, understood, written
from programs import need, run

pytestmark = pytest.mark.system

LONG = (
    "，".join(f"第{number}项工作按计划完成并通过验收 item{number}" for number in range(1, 200))
    + "。"
)


def saved_again(docx: Path, folder: Path) -> Path:
    """Convert a DOCX to DOCX through LibreOffice with a profile of its own."""
    run(
        [
            need("soffice"),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            folder / "again",
            docx,
        ]
    )
    return folder / "again" / docx.name


@pytest.mark.parametrize(("root", "form"), [(REPOSITORY, "tianjin"), (SECOND, "weighted")])
def test_an_annex_saved_by_libreoffice_imports_the_same(
    tmp_path: Path, root: Path, form: str
) -> None:
    docx = published(root, tmp_path)
    before, after = (
        understood(docx, root, form),
        understood(saved_again(docx, tmp_path), root, form),
    )
    assert after.annex == before.annex
    assert written(after, root, form) == written(before, root, form)
    assert after.leftovers == ()


def test_rows_higher_than_a_page_and_forced_lines_stay(tmp_path: Path) -> None:
    draft = ProjectDraft(
        "长项目",
        "40.00",
        {"财政资金": "40.00"},
        f"{LONG}\n{LONG}",
        (LONG, f"甲\n{LONG}", "乙\n丙"),
        (
            IndicatorDraft("产出指标", "数量指标", f"{LONG}\n乙", LONG, "≥1次"),
            IndicatorDraft("产出指标", "数量指标", "人数\n（人次）", "人数", "≥1人"),
            IndicatorDraft("产出指标", "质量指标", "合格率", "x" * 3000, f"≥95%\n{LONG}"),
        ),
    )
    lay(tmp_path, [[draft]])
    docx = rendered(tmp_path, tmp_path / "annex.docx")
    before, after = understood(docx), understood(saved_again(docx, tmp_path))
    assert written(after) == written(before)
    assert after.leftovers == ()
