"""Small annexes, published and with tracked changes between them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from functools import cache, partial
from pathlib import Path

from annexgen.document import Document
from annexgen.fonts.chain import load_chains
from annexgen.fonts.metrics import FontMetrics
from annexgen.forms.compose import compose
from annexgen.forms.form import Form
from annexgen.forms.load import load_form, vocabulary_of
from annexgen.loading.annex import load_annex
from annexgen.model import Amount, Annex, Budget, Indicator, Project, Unit
from annexgen.positions import Origin
from annexgen.render.docx import render
from annexgen.review.tracked.alignment import alignment
from annexgen.review.tracked.whole import write
from annexgen.revisions.authors import Author

ROOT = Path(__file__).parents[1]
SOMEBODY = Author("王 & 张", "2025-01-31T08:00:00Z")


@cache
def form() -> Form:
    return load_form(ROOT, "tianjin")


@cache
def metrics() -> Mapping[str, FontMetrics]:
    return _metrics(form(), ROOT)


def _metrics(of: Form, root: Path) -> Mapping[str, FontMetrics]:
    chains = load_chains(of.faces, (of.folder, root), of.path)
    return {face: chain.metrics for face, chain in chains.items()}


def row(level1: str, level2: str, name: str, target: str = "≥1次", told: str = "") -> Indicator:
    return Indicator(level1, level2, name, told or name, target, {}, Origin("content/x"))


ROWS = (
    row("产出指标", "数量指标", "培训人数", "≥100人"),
    row("产出指标", "数量指标", "会议次数", "≥12次"),
    row("产出指标", "质量指标", "合格率", "≥95%"),
    row("效益指标", "社会效益指标", "服务水平", "显著提升"),
)


def project(
    unit: str,
    file: str,
    name: str = "",
    *,
    rows: Sequence[Indicator] = ROWS,
    goals: Sequence[str] = ("完成全年任务。",),
    total: str = "470.00",
    purpose: str = "用于全年工作",
) -> Project:
    here = Origin(f"content/{unit}/{file}.yaml")
    amount = Amount(total)
    return Project(
        f"{unit}-{file}",
        name or file,
        Budget(amount, amount, None, here),
        purpose,
        tuple(goals),
        tuple(rows),
        {},
        here,
    )


def unit(code: str, *projects: Project, name: str = "某单位") -> Unit:
    return Unit(code, name, f"{code} {name}", projects, Origin(f"content/{code}/unit.yaml"))


def annex(*units: Unit, title: str = "2025年项目绩效目标表") -> Annex:
    here = Origin("content/annex.yaml")
    return Annex(title, "某办公厅", 2025, "万元", "tianjin", units, {}, {}, here)


def published(given: Annex, of: Form | None = None) -> bytes:
    """Return the DOCX that a build makes of an annex."""
    out = io.BytesIO()
    render(_document(given, of), metrics(), out, of.base if of else None)
    return out.getvalue()


def published_folder(root: Path) -> bytes:
    """Return the DOCX that a build makes of the annex in a folder, whatever the rules say of it."""
    loaded = load_annex(root, partial(vocabulary_of, root))
    assert loaded.annex is not None, loaded.findings
    of, out = load_form(root, loaded.annex.form), io.BytesIO()
    render(compose(loaded.annex, of), _metrics(of, root), out, of.base)
    return out.getvalue()


def tracked(old: Annex, new: Annex, author: Author = SOMEBODY, of: Form | None = None) -> bytes:
    """Return the DOCX in which one annex becomes the other."""
    out = io.BytesIO()
    aligned = alignment(old, new, of or form(), lambda *paths: author)
    documents = _document(old, of), _document(new, of)
    write(*documents, aligned, metrics(), out, of.base if of else None)
    return out.getvalue()


def _document(given: Annex, of: Form | None) -> Document:
    return compose(given, of or form())
