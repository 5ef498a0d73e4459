"""Forms to try things on: the shipped form with something changed, in a folder of its own."""

from __future__ import annotations

from pathlib import Path

from annexgen.findings import Finding, Refused
from annexgen.forms.form import Form
from annexgen.forms.load import load_form, vocabulary_of
from annexgen.loading.annex import load_annex
from annexgen.model import Amount, Annex, Budget, Indicator, Project, Unit
from annexgen.positions import Origin

REPOSITORY = Path(__file__).parents[2]
SECOND = REPOSITORY / "tests/fixtures/second-form"
SHIPPED_TEXT = (REPOSITORY / "templates/tianjin/form.yaml").read_text(encoding="utf-8")


def changed(*changes: tuple[str, str], text: str = SHIPPED_TEXT) -> str:
    """Return the text of a form with each first text replaced by the second, once."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def write_form(root: Path, text: str, name: str = "trial") -> None:
    """Write a form below the annex root."""
    folder = root / "templates" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "form.yaml").write_text(text, encoding="utf-8")


def loaded(root: Path, *changes: tuple[str, str]) -> Form:
    """Load the shipped form with some changes."""
    write_form(root, changed(*changes))
    return load_form(root, "trial")


def refusal(root: Path, name: str = "trial") -> tuple[Finding, ...]:
    """Return what a form is refused for; nothing if it is not."""
    try:
        load_form(root, name)
    except Refused as refused:
        return refused.findings
    return ()


def spot(text: str, finding: Finding) -> str:
    """Return what a finding points at, to the end of its first line."""
    assert finding.span is not None
    line, column, end_line, end_column = finding.span
    first = text.split("\n")[line - 1]
    return first[column - 1 : end_column - 1] if end_line == line else first[column - 1 :]


def content_of(root: Path) -> Annex:
    """Load the annex at ``root``, which has no faults."""
    annex = load_annex(root, lambda name: vocabulary_of(root, name)).annex
    assert annex is not None
    return annex


NOWHERE = Origin("content/annex.yaml")


def indicator(level1: str, level2: str, name: str, description: str = "说明") -> Indicator:
    """Return an indicator."""
    return Indicator(level1, level2, name, description, "1个", {}, NOWHERE)


def project(
    name: str, *indicators: Indicator, total: str = "10.00", goals: tuple[str, ...] = ("目标",)
) -> Project:
    """Return a project without fiscal or other funds."""
    budget = Budget(Amount(total), None, None, NOWHERE)
    return Project(f"id-{name}", name, budget, "用途", goals, indicators, {}, NOWHERE)


def annex_of(*units: tuple[Project, ...], fonts: dict[str, tuple[str, ...]] | None = None) -> Annex:
    """Return an annex of units 101, 102 … with these projects."""
    return Annex(
        title="附表",
        department="财政局",
        year=2025,
        money_unit="万元",
        form="tianjin",
        units=tuple(
            Unit(str(code), f"单位{code}", f"页眉{code}", projects, NOWHERE)
            for code, projects in enumerate(units, 101)
        ),
        checks={},
        fonts=fonts or {},
        origin=NOWHERE,
    )
