"""PDF/A-2a and PDF/UA-1 for the real annex and for annexes that are hard on a typesetter."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import page
import pdf_lint
import pytest

from annexgen.findings import Refused
from annexgen.fonts.chain import load_chains
from annexgen.forms.compose import compose
from annexgen.forms.load import load_form, vocabulary_of
from annexgen.loading.annex import load_annex
from annexgen.model import Amount, Annex, Budget, Indicator, Project, Unit
from annexgen.positions import Origin
from annexgen.render.pdf import render
from programs import need, run

ROOT = Path(__file__).parents[2]
HERE = Origin("content/annex.yaml")

pytestmark = pytest.mark.system


def pdf(annex: Annex) -> bytes:
    document = compose(annex, load_form(ROOT, annex.form))
    chains = load_chains(document.faces, [ROOT])
    out = io.BytesIO()
    render(document, chains, out)
    return out.getvalue()


def real_annex() -> Annex:
    loaded = load_annex(ROOT, lambda name: vocabulary_of(ROOT, name))
    assert loaded.annex is not None
    return loaded.annex


def annex_of(*targets: str, goal: str = "完成") -> Annex:
    """Return an annex of one project with a row for each target."""
    project = Project(
        id="301101-01",
        name="甲",
        budget=Budget(Amount("1.00"), None, None, HERE),
        purpose="乙",
        goals=(goal,),
        indicators=tuple(
            Indicator("产出指标", "数量指标", f"第{n}项", "描述", target, {}, HERE)
            for n, target in enumerate(targets)
        ),
        extra={},
        origin=HERE,
    )
    unit = Unit("301101", "某单位", "某单位", (project,), HERE)
    return Annex("附表", "某局", 2025, "万元", "tianjin", (unit,), {}, {}, HERE)


ANNEXES: dict[str, Callable[[], Annex]] = {
    "real": real_annex,
    "one project": lambda: annex_of("1"),
    "over five pages": lambda: annex_of(*["按照要求，高质高效完成年度重点工作任务。" * 3] * 60),
    "rare characters": lambda: annex_of("㙍𬭼㎡①‰℃", "Ω±×÷—…·“”", "1 234"),
    "a cell of 50,000 characters": lambda: annex_of("字" * 50_000),
    "no units": lambda: Annex("附表", "某局", 2025, "万元", "tianjin", (), {}, {}, HERE),
    "a unit without projects": lambda: Annex(
        "附表",
        "某局",
        2025,
        "万元",
        "tianjin",
        (Unit("301101", "甲", "甲", (), HERE),),
        {},
        {},
        HERE,
    ),
}


@pytest.mark.parametrize("name", ANNEXES)
def test_it_conforms_to_both_standards_at_once(name: str, tmp_path: Path) -> None:
    data = pdf(ANNEXES[name]())
    for profile in ("2a", "ua1"):
        report = page.validate_pdf_bytes(data, profile=profile)
        assert [(f.rule_id, f.message) for f in report.failures] == []
    assert pdf_lint.lint(data) == []
    file = tmp_path / "annex.pdf"
    file.write_bytes(data)
    run([need("qpdf"), "--check", file])


def test_an_installed_cff_font_conforms_too() -> None:
    need("fc-list")
    fonts = {"song": ("NotoSerifCJKsc-Regular",), "song-bold": ("NotoSerifCJKsc-Bold",)}
    try:
        data = pdf(annex_of("≥1000人 A①㎡", "100%")._replace(fonts=fonts))
    except Refused:
        pytest.skip("Noto Serif CJK is not installed")
    for profile in ("2a", "ua1"):
        report = page.validate_pdf_bytes(data, profile=profile)
        assert [(f.rule_id, f.message) for f in report.failures] == []


def test_the_text_of_the_page_is_found(tmp_path: Path) -> None:
    file = tmp_path / "annex.pdf"
    file.write_bytes(pdf(real_annex()))
    text = run([need("pdftotext"), "-enc", "UTF-8", file, "-"])
    assert text.count("财政资金") == 12
    assert "≥1000人" in text
    assert "2025冬季达沃斯年会项目" in text
