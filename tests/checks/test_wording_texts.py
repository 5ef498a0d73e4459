"""Blanks, widths, marks, hanzi and names, as functions of a text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexgen.checks.wording import blanks, marks, widths
from annexgen.checks.wording.changes import first_change
from annexgen.checks.wording.likeness import core, is_slip
from annexgen.checks.wording.variants import standard, standardised, variants
from annexgen.fonts.library import EXTRA, REGULAR, shipped

TONGGUI = Path(__file__).parents[2] / "tools" / "fonts" / "tonggui.txt"
TEXTS = st.text(
    st.sampled_from(
        '市政府办公厅2025年A4x，。、；：（）()“”"《》<>—-…..,:;?! \u3000\u00a0\n１Ａ．门'
    ),
    max_size=24,
)
TIDIERS = (blanks.tidied, widths.tidied, marks.tidied)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("　　一是保养。 ", "一是保养。"),
        ("市委、 市政府", "市委、市政府"),
        ("（ 一期 ）", "（一期）"),
        ("张三 李四", "张三 李四"),
        ("张三  李四", "张三  李四"),
        ("使用 Wi-Fi 联网", "使用 Wi-Fi 联网"),
        ("A  B", "A B"),
        ("一是保养\u3000\n  二是更换", "一是保养\n二是更换"),
    ],
)
def test_blanks(before: str, after: str) -> None:
    assert blanks.tidied(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("会议(一期)", "会议（一期）"),
        ("会议（一期)", "会议（一期）"),
        ("比例1:1", "比例1:1"),
        ("9:30开始", "9:30开始"),
        ("≤1,000元", "≤1,000元"),
        ("WTO (2025) rules, all: yes", "WTO (2025) rules, all: yes"),
        ("共１２．５亿", "共12.5亿"),
        ("17.51万元", "17.51万元"),
        ("见a.html.", "见a.html."),
        ("完成。其中:甲,乙!", "完成。其中：甲，乙！"),
        ("≥95％", "≥95％"),
        (":(),()公", "：（），（）公"),
    ],
)
def test_widths(before: str, after: str) -> None:
    assert widths.tidied(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("利息--2025年", "利息——2025年"),
        ("利息———2025年", "利息——2025年"),
        ("北京—天津", "北京—天津"),
        ("利息——2025年", "利息——2025年"),
        ("纸张、墨盒等…", "纸张、墨盒等……"),
        ("等……。", "等……。"),
        ('24"显示器', '24"显示器'),
        ("财预（2015）88号", "财预〔2015〕88号"),
        ("项目（2025）", "项目（2025）"),
        ("a--b", "a--b"),
    ],
)
def test_marks(before: str, after: str) -> None:
    assert marks.tidied(before) == after


@pytest.mark.parametrize(
    "text", ["1）完成；2）验收", "（一）完成", "“甲‘乙’”", "a（b）", "甲：（1）乙"]
)
def test_pairs_that_are_whole(text: str) -> None:
    assert marks.unpaired(text) is None


@pytest.mark.parametrize(("text", "lone"), [("（一）（完成", "（"), ("》甲", "》"), ("甲”乙", "”")])
def test_lone_halves(text: str, lone: str) -> None:
    assert marks.unpaired(text) == lone


@given(TEXTS)
def test_tidying_keeps_letters_and_comes_to_rest(text: str) -> None:
    rest = text
    for _ in range(4):
        for tidied in TIDIERS:
            rest = tidied(rest)
    assert all(tidied(rest) == rest for tidied in TIDIERS)
    assert all(tidied(tidied(text)) == tidied(text) for tidied in TIDIERS)
    assert _said(rest) == _said(text)


def _said(text: str) -> str:
    return "".join(filter(str.isalnum, widths.tidied(text)))


def test_variants_lie_outside_the_national_table() -> None:
    lines = TONGGUI.read_text("utf-8").splitlines()
    table = set("".join(line for line in lines if not line.startswith("#")))
    assert len(table) == 8105
    assert table.isdisjoint(standard())
    assert table.issuperset(standard().values())


def test_shipped_fonts_draw_every_variant() -> None:
    known = shipped(REGULAR).metrics.widths.keys() | shipped(EXTRA).metrics.widths.keys()
    assert [char for char in standard() if ord(char) not in known] == []


def test_variants_are_found_once_each_and_replaced() -> None:
    assert variants("門裏門") == ["門", "裏"]
    assert standardised("門裏門") == "门里门"
    assert variants("乾隆、著录、瞭望、於、藉、菱、镕、喆") == []


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        (
            "落实市委、 市政府重点工作",
            "落实市委、市政府重点工作",
            ("市委、 市政府", "市委、市政府"),
        ),
        ("甲甲", "甲", ("甲甲", "甲")),
        ("a" * 60, "b" * 60, ("a" * 24 + "…", "b" * 24 + "…")),
    ],
)
def test_changes_are_shown_with_what_is_around(
    before: str, after: str, shown: tuple[str, str]
) -> None:
    assert first_change(before, after) == shown


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("2025年度机房 维保（项目）经费", "机房维保"),
        ("2024年机房维保", "2024年机房维保"),
        ("党建工作", "党建工作"),
        ("Ａ区维保项目", "a区维保"),
    ],
)
def test_what_a_project_name_says(name: str, said: str) -> None:
    assert core(name, 2025) == said


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("机房设备维保", "机房设备维护", True),
        ("机房设备维保", "机房设备维保修", True),
        ("机房维保一期", "机房维保二期", False),
        ("a区维保", "b区维保", False),
        ("东区维保", "西区维保", False),
    ],
)
def test_what_tells_two_names_apart_is_no_slip(one: str, other: str, slip: bool) -> None:
    assert is_slip(one, other) is slip
