"""PDF/A-2a and PDF/UA-1 for an annex of 1,200 projects, read by two processes: some 2,500 pages."""

from __future__ import annotations

import sys
from pathlib import Path

import page
import pdf_lint
import pytest

from programs import lacking, need, run

PROJECTS = 1200
CORPUS = Path(__file__).parents[2] / "benchmarks" / "corpus.py"

pytestmark = pytest.mark.system


def large_pdf(root: Path) -> Path:
    """Build the PDF of a generated annex in which no text comes twice."""
    if not CORPUS.exists():
        lacking("benchmarks/corpus.py (a checkout has it)")
    run([sys.executable, CORPUS, str(PROJECTS), root, "--distinct"])
    build = [sys.executable, "-m", "annexgen", "build", "--quiet", "--format", "pdf"]
    run([*build, "--root", root, "--jobs", "2"])
    return root / "output" / "annex.pdf"


def test_large_annex_conforms_to_both_standards(tmp_path: Path) -> None:
    file = large_pdf(tmp_path)
    data = file.read_bytes()
    for profile in ("2a", "ua1"):
        report = page.validate_pdf_bytes(data, profile=profile)
        assert [(f.rule_id, f.message) for f in report.failures] == []
        assert report.document.page_count > 2 * PROJECTS
    assert pdf_lint.lint(data) == []
    assert "No syntax or stream encoding errors" in run([need("qpdf"), "--check", file])
