"""Small annexes for the rules, loaded from files that are written for them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from annex_texts import HEAD, SOUND
from annexgen.checks.engine import check
from annexgen.checks.reading import read_settings
from annexgen.findings import Finding
from annexgen.forms.load import policy_of, vocabulary_of
from annexgen.loading.annex import load_annex
from annexgen.model import Annex


def named(name: str) -> str:
    """Return a sound project of this name."""
    return SOUND.replace("档案整理", name, 1)


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
