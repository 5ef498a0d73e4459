"""A small annex, the shipped theme, Chromium, and what npm gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from annex_fixture import make_document, make_part, make_section, shipped_theme
from devtools import Tab, browser

from annexgen.document import Document, Section
from annexgen.render.html import Theme
from node_packages import installed

NODE = Path(__file__).parents[2] / "node"


@pytest.fixture
def compose() -> Callable[..., Document]:
    """Make a document of one part from sections."""
    return make_document


@pytest.fixture
def section() -> Callable[..., Section]:
    """Make a section from a number and a project's name."""
    return make_section


@pytest.fixture
def document() -> Document:
    """One unit, two projects."""
    names = ("2025年天津夏季达沃斯论坛项目", "市政府办公厅一般债券利息——2025年债券利息")
    return make_document([make_section(number, name) for number, name in enumerate(names, 1)])


@pytest.fixture
def two_units(document: Document) -> Document:
    """Two units: two projects, and one with a single indicator."""
    indicator = ("产出指标", "数量指标", "档案数字化", "完成数字化ＡＢＣ", "≥120000页/件")
    other = make_section(3, "驻京办档案整理项目", (indicator,), "301102")
    return document._replace(parts=(*document.parts, make_part([other], "301102")))


@pytest.fixture(scope="session")
def theme() -> Theme:
    """The shipped form's web page."""
    return shipped_theme()


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """A tab of a headless Chromium."""
    with browser(tmp_path_factory.mktemp("chromium")) as opened:
        yield opened


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """What the tests of the page take from npm, installed on first use."""
    return installed(NODE)
