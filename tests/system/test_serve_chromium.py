"""The preview in a real browser: save a file, see the change; break it, see the error; mend it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from devtools import PageLeft, Tab, browser

from annex_texts import HEAD
from node_packages import installed
from preview_trials import FILES, FIRST, PROJECT, SECOND, THIRD, Serving, lay, save, serving
from programs import pdf_page_texts

pytestmark = pytest.mark.system

SECONDS = 60
TOP = "document.querySelector('annexgen-preview').shadowRoot"
STATUS = f"{TOP}.querySelector('[role=status]').textContent"
PROBLEMS = f"{TOP}.querySelector('.problems')"
NOTES = "[...document.querySelectorAll('annexgen-note')]"
JUDGE = """axe.run({resultTypes: ["violations"]}).then(({violations}) => violations.map(
  ({id, help, nodes}) => `${id}: ${help}: ${nodes[0].html.slice(0, 200)}`))"""
DOCUMENT = """(() => {
  const whole = document.documentElement.cloneNode(true);
  whole.querySelectorAll("[aria-current]").forEach((link) => link.removeAttribute("aria-current"));
  whole.querySelector("script[data-revision]").removeAttribute("data-revision");
  return whole.outerHTML + JSON.stringify([...document.querySelectorAll("annexgen-note")].map(
    (note) => note.shadowRoot.innerHTML));
})()"""
FAULTY = (
    PROJECT.replace("财政资金: 26.56", "财政资金: 20.00")
    .replace("≥100卷", "不少于100卷")
    .replace("整理全部室藏档案", "整理。。全部")
)


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    with browser(tmp_path_factory.mktemp("chromium")) as opened:
        yield opened


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay(tmp_path)


@pytest.fixture
def served(root: Path, tab: Tab) -> Iterator[Serving]:
    with serving(root) as command:
        tab.media()
        show(tab, command)
        yield command
    assert not complaints(tab)


def show(tab: Tab, command: Serving, width: int = 1440) -> None:
    tab.open(command.address, width)
    until(tab, f"!{STATUS}.endsWith('·')")
    until(tab, "document.querySelector('main h3') !== null")
    until(tab, "history.scrollRestoration === 'auto'")
    tab.run("window.stayed = true")


def until(tab: Tab, script: str) -> Any:
    """Wait until a script gives something; a page that is just being loaded gives nothing."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        with suppress(PageLeft):
            found = tab.run(f"(() => {{ try {{ return {script} }} catch {{ return null }} }})()")
            if found:
                return found
        time.sleep(0.02)
    pytest.fail(f"never came true: {script}")


def complaints(tab: Tab) -> list[dict[str, Any]]:
    """Return script errors and violations of the policy."""
    methods = {"Log.entryAdded", "Runtime.exceptionThrown"}
    said = [event for event in tab.events if event.get("method") in methods]
    return [event for event in said if "ERR_" not in json.dumps(event)]


def contains(text: str) -> str:
    return f"document.querySelector('main').textContent.includes({json.dumps(text)})"


def test_save_break_mend(tab: Tab, root: Path, served: Serving) -> None:
    save(root, FIRST, PROJECT.replace("≥100卷", "≥150卷"))
    until(tab, contains("≥150卷"))
    assert tab.run("window.stayed"), "one section is changed in place"
    assert "已更新：1.档案整理绩效目标表" in until(tab, STATUS)

    save(root, FIRST, PROJECT.replace("预算数: 26.56", "预算数: 二十六"))
    until(tab, f"!{PROBLEMS}.hidden")
    said = tab.run(f"{PROBLEMS}.textContent")
    assert f"content/{FIRST}:2:6" in said
    assert "金额应为数字，写的是“二十六”" in said
    assert tab.run(f"{PROBLEMS}.querySelector('mark').textContent") == "二十六"
    assert tab.run(f"{PROBLEMS}.getBoundingClientRect().top") == 0
    assert tab.run(contains("≥150卷")), "the last good page is kept"

    tab.open(served.address)
    until(tab, f"!{PROBLEMS}.hidden && {contains('≥150卷')}")

    save(root, FIRST, PROJECT.replace("≥100卷", "≥170卷"))
    until(tab, contains("≥170卷"))
    until(tab, f"{PROBLEMS}.hidden")


def test_mended_as_it_was_the_page_stays(tab: Tab, root: Path, served: Serving) -> None:
    save(root, FIRST, "项目名称: [\n")
    until(tab, f"!{PROBLEMS}.hidden")
    save(root, FIRST, PROJECT)
    until(tab, f"{PROBLEMS}.hidden")
    assert tab.run("window.stayed")


@pytest.mark.parametrize(
    "text",
    [
        PROJECT.replace("≥100卷", "≥150卷").replace("方便查阅\n", "便于查阅\n"),
        PROJECT.replace("      - 三级指标: 编目数量\n        指标值: ≥200条\n", ""),
        PROJECT.replace("    质量指标:", "      - {三级指标: 加一条, 指标值: ≥3个}\n    质量指标:"),
        PROJECT.replace("绩效指标:", "  - 再加一条目标，写得够长才行。\n绩效指标:", 1),
        FAULTY,
    ],
)
def test_changed_in_place_is_as_loaded_afresh(
    tab: Tab, root: Path, served: Serving, text: str
) -> None:
    for written in (text, FAULTY.replace("≥200条", "≥300条"), PROJECT):
        before = tab.run(DOCUMENT)
        save(root, FIRST, written)
        until(tab, f"{DOCUMENT} !== {json.dumps(before)}")
        tab.frame()
        changed = tab.run(DOCUMENT)
        stayed = tab.run("window.stayed")
        show(tab, served)
        until(tab, f"{DOCUMENT} === {json.dumps(changed)}")
        assert stayed


def test_only_what_differs_is_touched(tab: Tab, root: Path, served: Serving) -> None:
    tab.run("document.querySelectorAll('main *').forEach((one) => { one.old = true; })")
    save(root, FIRST, PROJECT.replace("      - 三级指标: 编目数量\n        指标值: ≥200条\n", ""))
    until(tab, f"!{contains('编目数量')}")
    save(root, SECOND, FILES[SECOND].replace("≥100", "≥150"))
    until(tab, contains("≥150"))
    new = "[...document.querySelectorAll('main *')].filter((one) => !one.old)"
    rows = tab.run(f"{new}.map((one) => one.closest('tr')?.textContent)")
    assert set(rows) == {"产出指标数量指标整理数量整理数量≥100卷"}, "its merged cell is another"
    assert tab.run("document.querySelectorAll('.copy').length") == 3


def test_totals_and_names_are_renewed_at_the_same_place(
    tab: Tab, root: Path, served: Serving
) -> None:
    tab.run("document.querySelectorAll('main h3')[2].scrollIntoView()")
    tab.frame()
    top = tab.run("document.querySelectorAll('main h3')[2].getBoundingClientRect().top")
    save(root, SECOND, FILES[SECOND].replace("业务培训", "业务进修").replace("26.56", "30.00"))
    until(tab, "document.querySelector('nav').textContent.includes('业务进修')")
    until(tab, "document.querySelector('.cover dl').textContent.includes('83.12')")
    until(tab, "document.querySelector('annexgen-preview') !== null")
    for _ in range(3):
        tab.frame()
    after = tab.run("document.querySelectorAll('main h3')[2].getBoundingClientRect().top")
    assert abs(after - top) < 40


def test_new_unit_and_removed_project_are_shown(tab: Tab, root: Path, served: Serving) -> None:
    save(root, "301103/01-新.yaml", FILES[THIRD].replace("机房维修", "新单位的"))
    until(tab, f"!{PROBLEMS}.hidden")
    save(root, "301103/unit.yaml", "单位名称: 新单位\n")
    until(tab, contains("301103 新单位"))
    (root / "content" / THIRD).unlink()
    (root / "content" / "301102" / "unit.yaml").unlink()
    (root / "content" / "301102").rmdir()
    until(tab, f"!{contains('机房维修')} && {contains('3.新单位的')}")


def test_search_in_use_is_kept_and_finds_new_words(tab: Tab, root: Path, served: Serving) -> None:
    tab.run("document.querySelector('#page-query').focus()")
    tab.type("≥177卷")
    tab.run("new Promise((done) => setTimeout(done, 400))")
    save(root, FIRST, PROJECT.replace("≥100卷", "≥177卷"))
    until(tab, "document.querySelector('.search [role=status]').textContent.includes('项目 1 个')")
    assert tab.run("document.querySelector('#page-query').value") == "≥177卷"


def test_findings_stand_beside_what_they_concern(tab: Tab, root: Path, served: Serving) -> None:
    save(root, FIRST, FAULTY)
    until(tab, f"{NOTES}.length === 3")
    texts = tab.run(f"{NOTES}.map((note) => note.shadowRoot.textContent)")
    assert "不等于" in texts[1] + texts[0]
    target = next(text for text in texts if "不少于" in text)
    assert f"content/{FIRST}:13:14" in target
    assert "ANX404 bound-spelling" in target
    places = tab.run(f"{NOTES}.map((note) => note.parentElement.textContent)")
    assert "不少于100卷" in places
    marked = tab.run(
        "[...document.querySelectorAll('[data-annexgen]')].map((cell) => "
        "[cell.dataset.annexgen, cell.textContent])"
    )
    assert ["warning", "不少于100卷"] in marked
    assert ["warning", "整理。。全部"] in marked
    assert tab.run(f"{TOP}.querySelector('.counts').textContent") == "错误 1 · 警告 2"
    assert not tab.run(f"{TOP}.querySelector('.list').checkVisibility()")
    tab.run(f"{TOP}.querySelector('.counts').click()")
    listed = tab.run(f"{TOP}.querySelector('.list').textContent")
    assert "现在还不能发布" in listed
    tab.run(f"{TOP}.querySelectorAll('.list a')[2].click()")
    tab.frame()
    assert tab.run("document.activeElement.localName") == "annexgen-note"
    save(root, FIRST, PROJECT)
    until(tab, f"{NOTES}.length === 0 && !document.querySelector('[data-annexgen]')")


def test_search_does_not_find_findings(tab: Tab, root: Path, served: Serving) -> None:
    save(root, FIRST, FAULTY)
    until(tab, f"{NOTES}.length === 3")
    tab.run("document.querySelector('#page-query').focus()")
    tab.type("应写成")
    until(tab, "document.querySelector('.search [role=status]').textContent === '没有相符的项目'")


def test_findings_are_not_printed(tab: Tab, root: Path, served: Serving, tmp_path: Path) -> None:
    save(root, FIRST, FAULTY)
    until(tab, f"{NOTES}.length === 3")
    tab.pdf(tmp_path / "printed.pdf")
    pages = "".join(pdf_page_texts(tmp_path / "printed.pdf"))
    assert "不少于100卷" in pages
    assert "bound-spelling" not in pages
    assert "预览" not in pages


@pytest.mark.parametrize("width", [1440, 375])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(
    tab: Tab, root: Path, served: Serving, width: int, scheme: str
) -> None:
    node_modules = installed(Path(__file__).parents[1] / "node")
    axe = (node_modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    save(root, FIRST, FAULTY)
    until(tab, f"{NOTES}.length === 3")
    tab.media(scheme)
    tab.resize(width)
    for state in ("list", "problems"):
        if state == "list":
            tab.run(f"{TOP}.querySelector('.counts').click()")
        else:
            save(root, SECOND, "预算数: x\n")
            until(tab, f"!{PROBLEMS}.hidden")
        tab.frame()
        assert tab.run("document.documentElement.scrollWidth") == width
        tab.run(f"{axe}; undefined")
        assert tab.run(JUDGE) == [], state


def test_broken_at_the_start_shows_errors_alone_and_recovers(tab: Tab, root: Path) -> None:
    save(root, "annex.yaml", "标题: [\n")
    with serving(root) as command:
        tab.open(command.address)
        until(tab, f"!{PROBLEMS}.hidden")
        assert "content/annex.yaml:" in tab.run(f"{PROBLEMS}.textContent")
        save(root, "annex.yaml", HEAD)
        until(tab, contains("档案整理"))
    assert not complaints(tab)


def test_end_is_shown_and_another_start_is_found(tab: Tab, root: Path) -> None:
    with serving(root) as command:
        show(tab, command)
        port = int(command.address.rstrip("/").rpartition(":")[2])
        assert command.stop()[0] == 0
    until(tab, f"{STATUS}.includes('预览已停止')")
    save(root, FIRST, PROJECT.replace("≥100卷", "≥150卷"))
    with serving(root, port=port):
        until(tab, contains("≥150卷"))
        until(tab, f"!{STATUS}.includes('预览已停止')")


def test_hidden_tab_catches_up_when_it_is_seen(tab: Tab, root: Path, served: Serving) -> None:
    hide = (
        "Object.defineProperty(document, 'hidden', {{configurable: true, get: () => {}}});"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    tab.run(hide.format("true"))
    save(root, FIRST, PROJECT.replace("≥100卷", "≥150卷"))
    time.sleep(0.5)
    assert not tab.run(contains("≥150卷"))
    tab.run(hide.format("false"))
    until(tab, contains("≥150卷"))


def test_pages_of_other_names_get_nothing(tab: Tab, served: Serving, tmp_path: Path) -> None:
    page = tmp_path / "elsewhere.html"
    page.write_text("<!doctype html><title>x</title>", "utf-8")
    tab.open(page.as_uri())
    asked = tab.run(f"fetch('{served.address}').then(() => 'read', () => 'refused')")
    assert asked == "refused"
    listened = tab.run(
        f"new Promise((done) => {{ const s = new EventSource('{served.address}events');"
        "s.onopen = () => done('open'); s.onerror = () => done('refused'); })"
    )
    assert listened == "refused"
    tab.events.clear()


def test_second_browser_follows_and_a_rebound_name_gets_nothing(
    tab: Tab, root: Path, served: Serving, tmp_path: Path
) -> None:
    rebound = "--host-resolver-rules=MAP evil.example 127.0.0.1"
    with browser(tmp_path / "second", rebound) as second:
        show(second, served)
        save(root, FIRST, PROJECT.replace("≥100卷", "≥150卷"))
        for one in (tab, second):
            until(one, contains("≥150卷"))
            assert one.run("window.stayed")
        second.open(served.address.replace("127.0.0.1", "evil.example"))
        assert second.run("document.body.textContent") == "421 Misdirected Request\n"
        second.open(served.address.replace("127.0.0.1", "localhost"))
        until(second, contains("≥150卷"))
