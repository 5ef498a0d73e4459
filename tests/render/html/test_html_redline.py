"""The page of changes in a real browser and before its judges."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from devtools import Tab
from page_judges import axe_violations, nu_errors

from annexgen import cli
from programs import pdf_page_texts

pytestmark = pytest.mark.system

WIDTHS = (1440, 768, 375)
ANNEX = "标题: 绩效目标表\n编制单位: 办公厅\n年度: 2025\n金额单位: 万元\n表样: tianjin\n"
PROJECT = """\
项目名称: {name}
预算数: {total}
其中:
  财政资金: {total}
  其他资金:
资金用途: 整理全部室藏档案
绩效目标:
  - {goal}
  - 方便查阅。
绩效指标:
  产出指标:
    数量指标:
      - {{三级指标: 整理数量, 指标值: {count}}}
      - {{三级指标: 培训次数, 绩效指标描述: 组织开展业务培训, 指标值: ≥3次}}
    时效指标:
      - {{三级指标: 完成时间, 指标值: {date}}}
"""
HOSTILE = "'经费 <script>alert(1)</script> & \"x\" {{ 7 * 7 }} </style>'"
OLD = {
    "annex.yaml": ANNEX,
    "301101/unit.yaml": "单位名称: 办公厅\n",
    "301101/01-a.yaml": PROJECT.format(
        name="档案整理", total="10.00", goal="整理全部档案", count="≥100卷", date="6月底前"
    ),
    "301101/02-b.yaml": PROJECT.format(
        name="机房维保", total="3.50", goal="维保", count="≥4次", date="6月底前"
    ),
    "301101/03-d.yaml": PROJECT.format(
        name="会议", total="3.50", goal="开会", count="≥4次", date="3月底前"
    ),
}
NEW = {
    "annex.yaml": ANNEX.replace("办公厅", "办公室"),
    "301101/unit.yaml": "单位名称: 办公厅\n页眉: 办\n",
    "301101/01-a.yaml": PROJECT.format(
        name="档案整理（一期）",
        total="12.00",
        goal="整理主要档案，并录入目录",
        count="约100卷",
        date="9月底前",
    ),
    "301101/03-d.yaml": OLD["301101/03-d.yaml"].replace("指标值", "指标直", 1),
    "301102/unit.yaml": "单位名称: 驻京办\n",
    "301102/01-c.yaml": PROJECT.format(
        name=HOSTILE, total="7.00", goal=HOSTILE, count="100%", date="较快"
    ),
}


@pytest.fixture(params=["zh", "en"])
def file(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The page of changes between two folders, in both languages; one change is approved."""
    for side, files in (("old", OLD), ("new", NEW)):
        for name, text in files.items():
            path = tmp_path / side / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ANNEXGEN_LANG", request.param)
    cli.main(["diff", "old", "new", "--output-format", "json", "--output", "changes.json"])
    changes = json.loads(Path("changes.json").read_text(encoding="utf-8"))
    first = changes["files"][2]["changes"][0]["fingerprint"]
    Path("approved").write_text(f"{first}\n", encoding="utf-8")
    page = ["--output-format", "html", "--output", "page.html", "--approved", "approved"]
    assert cli.main(["diff", "old", "new", *page]) == 0
    return tmp_path / "page.html"


@pytest.fixture(autouse=True)
def screen(tab: Tab) -> None:
    """Show the page on a screen, whatever an earlier trial has shown it on."""
    tab.media()


def displayed(tab: Tab, selector: str) -> bool:
    found: bool = tab.run(f"document.querySelector({selector!r}).checkVisibility()")
    return found


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    ("scheme", "medium"), [("light", "screen"), ("dark", "screen"), ("light", "print")]
)
def test_axe_finds_no_violation_in_changes(
    tab: Tab, file: Path, node_modules: Path, width: int, scheme: str, medium: str
) -> None:
    tab.media(scheme, medium)
    tab.open(file.as_uri(), width)
    tab.run("document.querySelectorAll('details').forEach((one) => one.open = true)")
    for view in ("#page-beside", "#page-inline"):
        tab.run(f"document.querySelector({view!r}).checked = true")
        tab.frame()
        assert axe_violations(tab, node_modules) == []


def test_nu_checker_finds_no_error_in_changes(file: Path, node_modules: Path) -> None:
    assert nu_errors(file, node_modules) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_changes_fit_the_width_and_ask_for_nothing(tab: Tab, file: Path, width: int) -> None:
    tab.open(file.as_uri(), width)
    tab.run("document.querySelectorAll('details').forEach((one) => one.open = true)")
    for view in ("#page-beside", "#page-inline"):
        tab.run(f"document.querySelector({view!r}).click()")
        tab.frame()
        assert tab.run("document.documentElement.scrollWidth") == width
    cell = tab.run("getComputedStyle(document.querySelector('.changes td.merged')).display")
    assert (cell == "table-cell") == (width > 640)
    requests = [e for e in tab.events if e.get("method") == "Network.requestWillBeSent"]
    addresses: list[Any] = [unquote(event["params"]["request"]["url"]) for event in requests]
    assert [address for address in addresses if not address.startswith("data:")] == [
        unquote(file.as_uri())
    ]
    logged = [event for event in tab.events if event.get("method") == "Log.entryAdded"]
    assert not logged


def test_views_change_without_javascript_and_by_keyboard(tab: Tab, file: Path) -> None:
    tab.send("Emulation.setScriptExecutionDisabled", value=True)
    try:
        tab.open(file.as_uri())
        assert displayed(tab, ".changes td.old")
        assert not displayed(tab, ".changes td.merged")
        tab.press("Tab", 9)
        tab.press("Tab", 9)
        tab.press("ArrowRight", 39)
        tab.run("document.body.offsetHeight")
        assert not displayed(tab, ".changes td.old")
        assert displayed(tab, ".changes td.merged")
    finally:
        tab.send("Emulation.setScriptExecutionDisabled", value=False)


def test_changes_are_told_without_colour(tab: Tab, file: Path) -> None:
    tab.open(file.as_uri())
    tab.run("document.querySelector('#page-inline').click()")
    is_english = tab.run("document.documentElement.lang") == "en"
    before = "getComputedStyle(document.querySelector('.merged del'), '::before').content"
    assert ("[deleted: " if is_english else "［删去：") in tab.run(before)
    style = "getComputedStyle(document.querySelector('{}')).textDecorationLine"
    assert tab.run(style.format("del")) == "line-through"
    assert tab.run(style.format("ins")) == "underline"


def test_link_leads_to_its_changes(tab: Tab, file: Path) -> None:
    tab.open(f"{file.as_uri()}#301101-01-a")
    assert "档案整理（一期）" in tab.run("document.querySelector(':target h3').textContent")


def test_changes_are_printed_without_what_only_screens_need(
    tab: Tab, file: Path, tmp_path: Path
) -> None:
    tab.open(file.as_uri())
    tab.pdf(tmp_path / "printed.pdf")
    text = "".join(pdf_page_texts(tmp_path / "printed.pdf"))
    assert "整理主要档案" in text
    assert "培训次数" in text
    assert not any(word in text for word in ("并排", "Side by side", "跳到正文", "Skip"))
