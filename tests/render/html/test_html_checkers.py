"""The page before its judges: axe-core in Chromium (WCAG 2.2 AA), and the Nu HTML checker."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from devtools import Tab

from annexgen.document import Document
from annexgen.render.html import Theme, render
from programs import need

pytestmark = pytest.mark.system

JUDGE = """axe.run({resultTypes: ["violations"]}).then(({violations}) => violations.map(
  ({id, help, nodes}) => `${id}: ${help}: ${nodes[0].html.slice(0, 200)}`))"""
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
    axe = (node_modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    tab.media(scheme, medium)
    tab.open(f"{file.as_uri()}?q=培训", width)
    tab.frame()
    tab.run(f"{axe}; undefined")

    assert tab.run(JUDGE) == []


@pytest.mark.parametrize("fixture", ["document", "two_units"])
def test_nu_checker_finds_no_error(
    request: pytest.FixtureRequest, theme: Theme, node_modules: Path, tmp_path: Path, fixture: str
) -> None:
    java = need("java")
    file = tmp_path / "annex.html"
    with file.open("wb") as out:
        render(request.getfixturevalue(fixture), theme, out, BESIDE)
    jar = node_modules / "vnu-jar" / "build" / "dist" / "vnu.jar"
    options = ("--format", "json", "--stdout", "--exit-zero-always")
    done = subprocess.run(
        [java, "-jar", jar, *options, file], capture_output=True, timeout=120, check=True
    )
    messages = json.loads(done.stdout)["messages"]

    assert [message for message in messages if message["type"] != "info"] == []
