"""The page in a real browser: widths, search, contents, keyboard, paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from annex_fixture import INDICATORS, make_document, make_section, shipped_theme
from devtools import Tab

from annexgen.document import Document
from annexgen.render.html import Theme, render
from programs import pdf_page_texts

pytestmark = pytest.mark.system

WIDTHS = (1440, 768, 375)
BEFORE = """((selector) => getComputedStyle(
  document.querySelector(selector), "::before").content)"""


@pytest.fixture
def file(two_units: Document, theme: Theme, tmp_path: Path) -> Path:
    """The page of two units as a file."""
    path = tmp_path / "annex.html"
    with path.open("wb") as out:
        render(two_units, theme, out, [("PDF", "annex.pdf")])
    return path


def search(tab: Tab, query: str) -> str:
    """Type a query as a reader does and return what the page answers."""
    tab.run("document.querySelector('.search [type=reset]').click()")
    tab.frame()
    tab.run("document.querySelector('#page-query').focus()")
    tab.type(query)
    tab.frame()
    return str(tab.run("document.querySelector('[role=status]').textContent"))


def shown(tab: Tab, selector: str) -> list[str]:
    """Return the text of the elements that are on the page."""
    script = f"[...document.querySelectorAll({selector!r})].filter((e) => e.checkVisibility())"
    texts: list[str] = tab.run(f"{script}.map((e) => e.textContent)")
    return texts


def highlighted(tab: Tab, name: str = "found") -> list[str]:
    found: list[str] = tab.run(f"[...CSS.highlights.get({name!r})].map(String)")
    return found


def complaints(tab: Tab) -> list[dict[str, Any]]:
    """Return what the browser has logged: policy violations, script errors."""
    methods = {"Log.entryAdded", "Runtime.exceptionThrown"}
    return [event for event in tab.events if event.get("method") in methods]


@pytest.mark.parametrize("width", WIDTHS)
def test_page_fits_the_width_and_asks_for_nothing(tab: Tab, file: Path, width: int) -> None:
    tab.open(file.as_uri(), width)
    tab.frame()

    assert tab.run("document.documentElement.scrollWidth") == width
    cell = tab.run("getComputedStyle(document.querySelector('.cards td')).display")
    assert (cell == "table-cell") == (width > 640)
    requests = [e for e in tab.events if e.get("method") == "Network.requestWillBeSent"]
    addresses = [unquote(event["params"]["request"]["url"]) for event in requests]
    assert [address for address in addresses if not address.startswith("data:")] == [
        unquote(file.as_uri())
    ]
    assert not complaints(tab)


def test_cards_name_levels_and_columns(tab: Tab, file: Path) -> None:
    tab.open(file.as_uri(), 375)

    assert "指标值" in tab.run(f"{BEFORE}('.cards .c5')")
    assert "产出指标 · 数量指标" in tab.run(f"{BEFORE}('.cards [data-levels]')")


def test_link_leads_to_its_project(tab: Tab, file: Path) -> None:
    tab.open(f"{file.as_uri()}#301102-03-驻京办档案整理项目")
    tab.frame()

    assert tab.run("document.querySelector(':target').matches('.section')")
    current = tab.run("document.querySelector('[aria-current]').textContent")
    assert current == "3.驻京办档案整理项目绩效目标表"


@pytest.mark.parametrize(
    ("query", "answer", "numbers"),
    [
        ("培训", "相符：项目 2 个，指标 4 条", ["1", "2"]),
        ("档案 数字", "相符：项目 1 个，指标 1 条", ["3"]),
        ("驻北京办事处", "相符：项目 1 个，指标 0 条", ["3"]),
        ("数量指标", "相符：项目 3 个，指标 7 条", ["1", "2", "3"]),
        ("数字化abc", "相符：项目 1 个，指标 1 条", ["3"]),
        ("夏季达沃斯论坛项目", "相符：项目 1 个，指标 0 条", ["1"]),
        ("没有这个词", "没有相符的项目", []),
        ("", "", ["1", "2", "3"]),
    ],
)
def test_search_filters_and_counts(
    tab: Tab, file: Path, query: str, answer: str, numbers: list[str]
) -> None:
    tab.open(file.as_uri())

    assert search(tab, query) == answer
    assert [heading.split(".")[0] for heading in shown(tab, "main h3")] == numbers
    assert [link.split(".")[0] for link in shown(tab, "nav details a")] == numbers


def test_matches_are_marked_and_stepped_through(tab: Tab, file: Path) -> None:
    tab.open(file.as_uri())
    search(tab, "数字化")

    assert highlighted(tab) == ["数字化", "数字化"]
    assert highlighted(tab, "found-here") == []
    seen = []
    for _ in range(3):
        tab.press("Enter", 13, "\r")
        place = "[...CSS.highlights.get('found-here')][0].startContainer.data"
        seen.append(tab.run(place))
    assert seen == ["档案数字化", "完成数字化ＡＢＣ", "档案数字化"]


def test_search_is_kept_in_the_address(tab: Tab, file: Path) -> None:
    tab.open(file.as_uri())
    search(tab, "培训")
    tab.run("new Promise((done) => setTimeout(done, 400))")
    address = str(tab.run("location.href"))
    assert parse_qs(urlsplit(address).query) == {"q": ["培训"]}

    tab.open(f"{address}&unit=301101")
    assert tab.run("document.querySelector('#page-unit').value") == "301101"
    assert tab.run("document.querySelector('#page-query').value") == "培训"
    assert len(shown(tab, "main h3")) == 2
    tab.open(f"{file.as_uri()}?unit=nowhere&q=")
    assert len(shown(tab, "main h3")) == 3


def test_unit_filter_and_link_to_a_hidden_project(tab: Tab, file: Path) -> None:
    tab.open(file.as_uri())
    tab.run(
        "const s = document.querySelector('#page-unit'); s.value = '301102';"
        "s.dispatchEvent(new Event('input', {bubbles: true}))"
    )
    assert shown(tab, "main h2") == ["301102 天津市人民政府驻北京办事处（本级）"]

    tab.run("location.hash = '301101'")
    tab.frame()
    assert len(shown(tab, "main h2")) == 2


def test_link_of_a_project_is_copied(tab: Tab, file: Path) -> None:
    tab.open(f"{file.as_uri()}?q=档案")
    tab.run(
        "Object.defineProperty(navigator, 'clipboard', {value: {"
        "writeText: (text) => Promise.resolve(window.copied = text)}})"
    )
    tab.run("document.querySelector('.section:not([hidden]) .copy').click()")
    tab.frame()

    copied = unquote(str(tab.run("window.copied")))
    assert copied == f"{unquote(file.as_uri())}#301102-03-驻京办档案整理项目"
    assert "已复制" in shown(tab, ".copy")


def test_keyboard_alone_reaches_everything(tab: Tab, file: Path) -> None:
    tab.open(file.as_uri())
    reached = []
    for _ in range(30):
        tab.press("Tab", 9)
        reached.append(tab.run("document.activeElement.matches(':focus-visible') && "
                               "document.activeElement.outerHTML.slice(0, 60)"))  # fmt: skip

    order = ['class="skip"', "download", 'id="page-query"', 'id="page-unit"', "<summary", "copy"]
    places = [next(i for i, html in enumerate(reached) if mark in html) for mark in order]
    assert places == sorted(places)
    assert places[0] == 0


def test_page_reads_without_javascript(tab: Tab, file: Path) -> None:
    tab.send("Emulation.setScriptExecutionDisabled", value=True)
    try:
        tab.open(file.as_uri())
        assert len(shown(tab, "main h3")) == 3
        assert len(shown(tab, "nav a")) == 5
        assert shown(tab, "form, .copy") == []
    finally:
        tab.send("Emulation.setScriptExecutionDisabled", value=False)


def test_printed_pages_are_the_documents(tab: Tab, file: Path, tmp_path: Path) -> None:
    tab.media("dark")
    tab.open(file.as_uri())
    tab.pdf(tmp_path / "printed.pdf")
    tab.media()
    pages = pdf_page_texts(tmp_path / "printed.pdf")

    assert len(pages) == 5
    assert pages[0] == "2025年项目绩效目标表天津市人民政府办公厅"
    assert pages[1].startswith("目录")
    assert pages[1].endswith("—2—")
    assert [page.split("301")[0] for page in pages[2:]] == [
        "天津市人民政府办公厅（本级）",
        "天津市人民政府办公厅（本级）2.市政府办公厅一般债券利息——2025年债券利息绩效目标表",
        "天津市人民政府驻北京办事处（本级）",
    ]
    assert not any("复制链接" in page or "合计" in page for page in pages)


def test_table_over_pages_repeats_its_head(tab: Tab, tmp_path: Path) -> None:
    document = make_document([make_section(1, "长项目", INDICATORS[:4] * 12)])
    with (tmp_path / "annex.html").open("wb") as out:
        render(document, shipped_theme(), out)
    tab.open((tmp_path / "annex.html").as_uri())
    tab.pdf(tmp_path / "printed.pdf")
    pages = pdf_page_texts(tmp_path / "printed.pdf")[2:]

    assert len(pages) > 1
    assert all(page.count("三级指标绩效指标描述指标值") == 1 for page in pages)
