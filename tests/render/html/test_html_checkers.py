"""The page before its judges: axe-core in Chromium (WCAG 2.2 AA), and the Nu HTML checker."""

from __future__ import annotations

from pathlib import Path

import pytest
from devtools import Tab
from page_judges import axe_violations, nu_errors

from annexgen.document import Document
from annexgen.render.html import Theme, render

pytestmark = pytest.mark.system

BESIDE = (("Word 文档", "annex.docx"), ("PDF", "annex.pdf"))


@pytest.fixture
def file(two_units: Document, theme: Theme, tmp_path: Path) -> Path:
    """The page of two units as a file."""
    path = tmp_path / "annex.html"
    with path.open("wb") as out:
        render(two_units, theme, out, BESIDE)
    return path


@pytest.mark.parametrize("width", [1440, 768, 375])
@pytest.mark.parametrize(
    ("scheme", "medium"), [("light", "screen"), ("dark", "screen"), ("light", "print")]
)
def test_axe_finds_no_violation(
    tab: Tab, file: Path, node_modules: Path, width: int, scheme: str, medium: str
) -> None:
    tab.media(scheme, medium)
    tab.open(f"{file.as_uri()}?q=培训", width)
    tab.frame()

    assert axe_violations(tab, node_modules) == []


@pytest.mark.parametrize("fixture", ["document", "two_units"])
def test_nu_checker_finds_no_error(
    request: pytest.FixtureRequest, theme: Theme, node_modules: Path, tmp_path: Path, fixture: str
) -> None:
    file = tmp_path / "annex.html"
    with file.open("wb") as out:
        render(request.getfixturevalue(fixture), theme, out, BESIDE)

    assert nu_errors(file, node_modules) == []
