"""The real annex under all rules: what is found is allowed, and what is allowed is judged."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from annexgen import cli
from annexgen.checks.allowances import allowances_in

ROOT = Path(__file__).parents[2]
JUDGED = ROOT / "docs" / "real-annex-findings.md"
_ROW = re.compile(r"^\| (content/\S+\.yaml):(\d+) \| ([a-z0-9-]+) \| .+ \| .+ \|$", re.MULTILINE)


def test_nothing_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--root", str(ROOT)]) == 0
    assert "预算数合计 7,441.58 万元\n" in capsys.readouterr().out


def test_every_allowance_is_judged_and_every_judgement_has_one() -> None:
    allowed = sorted(
        (file.relative_to(ROOT).as_posix(), allowance.line, rule)
        for file in (ROOT / "content").rglob("*.yaml")
        for allowance in allowances_in(ROOT, file.relative_to(ROOT).as_posix())
        for rule, _ in allowance.rules
    )
    judged = sorted(
        (path, int(line), rule) for path, line, rule in _ROW.findall(JUDGED.read_text("utf-8"))
    )
    assert allowed == judged
    assert allowed
