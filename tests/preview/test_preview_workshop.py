"""View after view of an annex whose files are edited, broken and mended."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from annex_texts import HEAD
from annexgen import cli
from annexgen.preview.script import Script
from annexgen.preview.view import View
from annexgen.preview.workshop import Workshop
from preview_trials import FILES, FIRST, PROJECT, SECOND, THIRD, lay, save

SCRIPT = Script("zh")
SHORT = PROJECT[: PROJECT.index("  产出指标")] + (
    "  产出指标:\n    数量指标:\n      - {三级指标: 一, 指标值: ≥1个}\n"
)
TEMPLATES = Path(__file__).parents[2] / "templates" / "tianjin"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay(tmp_path)


@pytest.fixture
def workshop(root: Path) -> Workshop:
    made = Workshop(root, SCRIPT.inline, "zh")
    made.refresh()
    return made


def html(view: View) -> str:
    assert view.page is not None
    return "".join(view.page.html())


def fresh(root: Path) -> View:
    return Workshop(root, SCRIPT.inline, "zh").refresh()


def own_form(root: Path) -> Path:
    """Give the annex a form of its own, and return its folder."""
    folder = root / "templates" / "own"
    folder.mkdir(parents=True)
    for file in TEMPLATES.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    save(root, "annex.yaml", HEAD.replace("tianjin", "own"))
    return folder


def test_page_is_the_published_one_but_for_its_policy(root: Path, workshop: Workshop) -> None:
    assert cli.main(["build", "--root", str(root), "--format", "html", "--quiet"]) == 0
    published = (root / "output" / "annex.html").read_text("utf-8")
    policy = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
    shown = html(workshop.view)
    assert policy.sub("", shown) == policy.sub("", published)
    stated = policy.findall(shown)[0].replace("&#39;", "'")
    own = policy.findall(published)[0].replace("&#39;", "'")
    assert SCRIPT.inline.source in stated
    assert stated.replace(f"{SCRIPT.inline.source} ", "").replace("connect-src 'self'; ", "") == own


def test_only_the_changed_section_is_another(root: Path, workshop: Workshop) -> None:
    before = workshop.view
    save(root, FIRST, PROJECT.replace("≥100卷", "≥150卷"))
    after = workshop.refresh()
    assert before.page is not None
    assert after.page is not None
    assert before.page.around == after.page.around
    same = [
        old is new or old == new
        for old, new in zip(before.page.sheets, after.page.sheets, strict=True)
    ]
    assert same == [False, True, True]
    assert "≥150卷" in after.page.sheets[0].html


def test_whatever_is_edited_the_page_is_as_if_made_anew(root: Path, workshop: Workshop) -> None:
    content = root / "content"
    edits: list[Callable[[], object]] = [
        lambda: save(root, FIRST, PROJECT.replace("整理数量", "整理卷数")),
        lambda: save(root, SECOND, PROJECT.replace("档案整理", "业务进修", 1)),
        lambda: save(root, "301101/015-插队.yaml", PROJECT.replace("档案整理", "中间加的", 1)),
        lambda: save(root, "annex.yaml", HEAD.replace("办公厅", "某办公厅")),
        lambda: save(root, "301102/unit.yaml", "单位名称: 驻沪办\n"),
        (content / SECOND).unlink,
        lambda: save(root, "301100/unit.yaml", "单位名称: 排在前面\n"),
        lambda: save(root, "301100/01-新.yaml", PROJECT.replace("档案整理", "新单位的", 1)),
        lambda: (content / THIRD).rename(content / "301102" / "02-改名.yaml"),
        lambda: save(root, "annex.yaml", HEAD + '单位: ["301102", "301101", "301100"]\n'),
        lambda: save(root, FIRST, SHORT),
    ]
    for edit in edits:
        edit()
        view, anew = workshop.refresh(), fresh(root)
        assert view.problems == ()
        assert html(view) == html(anew)
        assert view == anew


def test_broken_file_leaves_the_page_and_says_why(root: Path, workshop: Workshop) -> None:
    good = workshop.view
    save(root, FIRST, PROJECT.replace("预算数: 26.56", "预算数: 二十六"))
    view = workshop.refresh()
    assert view.page is good.page
    [problem] = view.problems
    assert problem["where"] == f"content/{FIRST}:2:6"
    assert problem["code"] == "S105"
    assert problem["source"] == ("预算数: ", "二十六", "")
    assert problem["section"] == "301101-01-档案"
    assert view.counts["error"] == 1
    save(root, FIRST, PROJECT)
    assert workshop.refresh() == good


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (FIRST, "项目名称: [\n"),
        (FIRST, ""),
        ("annex.yaml", "标题: [\n"),
        ("annex.yaml", HEAD.replace("tianjin", "nowhere")),
        ("301102/unit.yaml", "没有: 这个键\n"),
        ("301103/unit.yaml.txt", "单位名称: 错\n"),
    ],
)
def test_every_kind_of_broken_file_keeps_the_page(
    root: Path, workshop: Workshop, name: str, text: str
) -> None:
    good = workshop.view
    save(root, name, text)
    view = workshop.refresh()
    assert view.page is good.page
    assert view.problems
    if name in FILES:
        save(root, name, FILES[name])
    else:
        shutil.rmtree((root / "content" / name).parent)
    assert workshop.refresh().problems == ()


def test_broken_at_the_start_recovers(root: Path) -> None:
    save(root, SECOND, "预算数: x\n")
    workshop = Workshop(root, SCRIPT.inline, "en")
    view = workshop.refresh()
    assert view.page is None
    assert view.revision == ""
    assert all(problem["section"] == "" for problem in view.problems)
    save(root, SECOND, FILES[SECOND])
    assert workshop.refresh().page == fresh(root).page


def test_error_of_a_rule_is_shown_at_its_place_on_the_new_page(
    root: Path, workshop: Workshop
) -> None:
    save(root, FIRST, PROJECT.replace("财政资金: 26.56", "财政资金: 20.00"))
    view = workshop.refresh()
    assert view.problems == ()
    assert "20.00" in html(view)
    [note] = [note for note in view.notes["301101-01-档案"] if note["rule"] == "budget-sum"]
    assert note["severity"] == "error"
    assert view.counts["error"] == 1


def test_character_without_a_glyph_is_shown_at_its_place(root: Path, workshop: Workshop) -> None:
    save(root, FIRST, PROJECT.replace("整理全部室藏档案", "整理\U0001f4c1"))
    [note] = workshop.refresh().notes["301101-01-档案"]
    assert note["code"] == "C001"
    assert note["place"] == {"table": 0, "row": 2, "cell": 0, "beside": 0}


def test_broken_template_keeps_the_page(root: Path, workshop: Workshop) -> None:
    folder = own_form(root)
    template = folder / "page.html.j2"
    good = workshop.refresh()
    whole = template.read_text("utf-8")
    template.write_text(whole.replace("<main", "{{ nothing.there }}<main"), "utf-8")
    view = workshop.refresh()
    assert view.page is good.page
    [problem] = view.problems
    assert str(problem["where"]).startswith("templates/own/page.html.j2:")
    template.write_text(whole.replace("<main", "\0<main data-new"), "utf-8")
    view = workshop.refresh()
    assert view.problems == ()
    assert "<main data-new" in html(view)


def test_broken_pattern_keeps_the_page(root: Path, workshop: Workshop) -> None:
    form = own_form(root) / "form.yaml"
    good = workshop.refresh()
    whole = form.read_text("utf-8")
    form.write_text(
        whole.replace("{{ project.purpose }}", "{{ project.purpose | nothing }}"), "utf-8"
    )
    view = workshop.refresh()
    assert view.page is good.page
    [problem] = view.problems
    assert str(problem["where"]).startswith("templates/own/form.yaml:")
    form.write_text(
        whole.replace("{{ project.purpose }}", "{{ project.purpose | upper }}"), "utf-8"
    )
    assert workshop.refresh().problems == ()


def test_unknown_script_of_a_form_means_loading_the_page_again(
    root: Path, workshop: Workshop
) -> None:
    folder = own_form(root)
    assert len(getattr(workshop.refresh().page, "sheets")) == 3  # noqa: B009
    (folder / "page.js").write_text("const texts = document.body.textContent;\n", "utf-8")
    page = workshop.refresh().page
    assert page is not None
    assert page.sheets == ()
    assert page.around == ("".join(page.html()),)


def test_template_that_makes_no_pieces_is_shown_as_well(root: Path, workshop: Workshop) -> None:
    folder = own_form(root)
    text = (folder / "page.html.j2").read_text("utf-8")
    (folder / "page.html.j2").write_text(
        text.replace("{% call kept(section, loop.first) %}\n", "").replace("{% endcall %}\n", ""),
        "utf-8",
    )
    save(root, "annex.yaml", FILES["annex.yaml"])
    pieces = workshop.refresh()
    save(root, "annex.yaml", HEAD.replace("tianjin", "own"))
    whole = workshop.refresh()
    assert whole.page is not None
    assert whole.page.sheets == ()
    assert html(whole) == html(pieces)


def test_nothing_is_written(root: Path, workshop: Workshop) -> None:
    assert workshop.view.page is not None
    assert sorted(path.name for path in root.iterdir()) == ["content"]
