"""The archive's and the accessibility standard's rules, judged by a real validator and by qpdf."""

from __future__ import annotations

from pathlib import Path

import page
import pdf_sample
import pytest

from programs import need, run


@pytest.mark.parametrize("profile", ["2a", "ua1"])
def test_sample_conforms(profile: str) -> None:
    report = page.validate_pdf_bytes(pdf_sample.sample_pdf(), profile=profile)
    assert [(f.rule_id, f.message) for f in report.failures] == []
    assert report.is_compliant


@pytest.mark.parametrize("tags", [True, False])
def test_file_is_well_formed(tags: bool, tmp_path: Path) -> None:
    file = tmp_path / "sample.pdf"
    file.write_bytes(pdf_sample.pdf(pdf_sample.sample(), tags=tags))
    assert "No syntax or stream encoding errors" in run([need("qpdf"), "--check", file])
