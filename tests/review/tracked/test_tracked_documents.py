"""Accepted, tracked changes give the file of the head; rejected, that of the base."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import docx
import openxml_audit
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annexgen.model import Annex, Indicator, Project, Unit
from annexgen.review.tracked.steps import BOTH, Sides, ends
from annexgen.revisions.authors import Author
from revisions_carried_out import (
    Printed,
    accepted,
    carried_out_by_row,
    printed,
    rejected,
    revisions,
)
from tracked_trials import ROWS, annex, form, project, published, row, tracked, unit

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BUSY = [HealthCheck.too_slow]
"""No fault of ours on a machine that has much else to do."""
TEXTS = ("完成“整理”，方便查阅。", "建成 <API> & 接口\n并试运行", "", " 两头有空白 ", "≥95%")
OTHERS = (
    row("产出指标", "数量指标", "调研次数", "≥3次", "开展调研"),
    row("产出指标", "成本指标", "经费支出", "≤470万元"),
    row("效益指标", "经济效益指标", "带动投资", "≥1亿元"),
    row("满意度指标", "服务对象满意度指标", "投诉率", "≤5%"),
    ROWS[0]._replace(target_value="≥150人"),
    ROWS[2]._replace(name="验收合格率", description="验收合格的比例"),
    ROWS[3]._replace(level2="可持续影响指标"),
)


@st.composite
def projects(draw: st.DrawFn, code: str, file: str) -> Project:
    return project(
        code,
        file,
        draw(st.sampled_from((file, "档案整理", "档案整理和数字化"))),
        rows=draw(st.lists(st.sampled_from(ROWS + OTHERS), min_size=1, max_size=6)),
        goals=draw(st.lists(st.sampled_from(TEXTS), max_size=3)),
        total=draw(st.sampled_from(("470.00", "88.00"))),
        purpose=draw(st.sampled_from(TEXTS)),
    )


@st.composite
def units(draw: st.DrawFn, code: str) -> Unit:
    files = draw(st.lists(st.sampled_from(("01-甲", "02-乙", "03-丙")), unique=True))
    name = draw(st.sampled_from(("某单位", "某某单位（机关）")))
    return unit(code, *(draw(projects(code, file)) for file in files), name=name)


@st.composite
def annexes(draw: st.DrawFn) -> Annex:
    codes = draw(st.lists(st.sampled_from(("301101", "301102", "301204")), min_size=1, unique=True))
    title = draw(st.sampled_from(("2025年项目绩效目标表", "2025年度项目绩效目标表（修订）")))
    return annex(*(draw(units(code)) for code in codes), title=title)


def assert_leads(old: Annex, new: Annex) -> bytes:
    """Make sure that accepting gives ``new`` and rejecting gives ``old``; return the file."""
    file = tracked(old, new)
    assert accepted(file) == printed(published(new))
    # The numbers in the contents are those of the head.
    assert rejected(file).without_page_numbers() == printed(published(old)).without_page_numbers()
    numbers = [one.get(f"{W}id") for one in revisions(file)]
    assert len(set(numbers)) == len(numbers)
    return file


def assert_valid(file: bytes, folder: Path) -> None:
    place = folder / "tracked.docx"
    place.write_bytes(file)
    result = openxml_audit.OpenXmlValidator().validate(place)
    assert result.is_valid, [str(error) for error in result.errors]
    docx.Document(io.BytesIO(file))


@settings(max_examples=25, deadline=None, suppress_health_check=BUSY)
@given(annexes(), annexes())
def test_any_annex_becomes_any_other(old: Annex, new: Annex) -> None:
    assert_leads(old, new)


@settings(max_examples=200, deadline=None, suppress_health_check=BUSY)
@given(st.lists(st.tuples(st.booleans(), st.booleans()).filter(any), min_size=1))
def test_each_side_has_as_many_ends_as_things(listed: list[tuple[bool, bool]]) -> None:
    things = [Sides(*sides) for sides in listed]
    found = ends(things)
    assert found[-1] == BOTH
    for side in (0, 1):
        shown = [(thing[side], end[side]) for thing, end in zip(things, found, strict=True)]
        # Between two things of a side there is one end, and behind the last of all.
        assert sum(end for _, end in shown) == max(1, sum(thing for thing, _ in shown))
        assert all(thing for thing, end in shown[:-1] if end)


def one(*rows: int, others: tuple[int, ...] = ()) -> Annex:
    """Return an annex of one project with these of ``ROWS``, then these of ``OTHERS``."""
    listed = [*(ROWS[at] for at in rows), *(OTHERS[at] for at in others)]
    return annex(unit("301101", project("301101", "01-甲", rows=listed)))


def merges(file: bytes) -> Iterator[tuple[str, str]]:
    """Yield what happens to each row of the last table's body, and how its first cell merges."""
    table = docx.Document(io.BytesIO(file)).tables[-1]._tbl
    for line in table.findall(f"{W}tr")[1:]:
        happens = "".join(
            kind for kind in ("ins", "del") if line.find(f"{W}trPr/{W}{kind}") is not None
        )
        merge = line.find(f"{W}tc/{W}tcPr/{W}vMerge")
        yield happens, "" if merge is None else merge.get(f"{W}val") or "goes on"


def test_where_nothing_differs_the_file_is_the_published_one() -> None:
    same = annex(unit("301101", project("301101", "01-甲"), project("301101", "02-乙")))
    file = tracked(same, same)
    assert not revisions(file)
    assert printed(file) == printed(published(same))


def test_a_changed_target_marks_its_words_alone() -> None:
    old, new = one(0, 1), one(1, others=(4,))
    file = assert_leads(one(0), one(others=(4,)))
    told = [
        (revision.tag.removeprefix(W), "".join(map(str, revision.itertext())))
        for revision in revisions(file)
    ]
    assert told == [("del", "100"), ("ins", "150")]
    assert_leads(old, new)


def test_the_same_input_gives_the_same_bytes() -> None:
    assert tracked(one(0, 1), one(1, 2)) == tracked(one(0, 1), one(1, 2))


def test_a_group_that_loses_its_first_row_keeps_its_label() -> None:
    file = assert_leads(one(0, 1, 2), one(1, 2))
    assert list(merges(file)) == [("del", ""), ("", "restart"), ("", "goes on")]


def test_a_row_within_a_group_stays_merged() -> None:
    file = assert_leads(one(0, 2), one(0, 1, 2))
    assert list(merges(file)) == [
        ("", "restart"),
        ("ins", "goes on"),
        ("", "goes on"),
    ]


def test_a_new_group_can_be_accepted_row_by_row(tmp_path: Path) -> None:
    file = assert_leads(one(3), one(0, 1, 2, 3))
    assert list(merges(file))[:3] == [("ins", "")] * 3
    assert_valid(file, tmp_path)


def test_a_new_table_is_merged_as_a_published_one() -> None:
    old = annex(unit("301101", project("301101", "01-甲")))
    new = annex(unit("301101", project("301101", "01-甲"), project("301101", "02-乙")))
    assert list(merges(assert_leads(old, new))) == [
        ("ins", "restart"),
        ("ins", "goes on"),
        ("ins", "goes on"),
        ("ins", ""),
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=BUSY)
@given(
    *(st.lists(st.sampled_from(ROWS + OTHERS), min_size=1, max_size=6) for _ in range(2)),
    st.lists(st.booleans(), min_size=12, max_size=12),
)
def test_whichever_rows_are_accepted_each_has_its_labels(
    old: list[Indicator], new: list[Indicator], accepts: list[bool]
) -> None:
    before, now = (
        annex(unit("301101", project("301101", "01-甲", rows=rows))) for rows in (old, new)
    )
    labels = {
        (row.level1, row.level2, row.name, row.description, row.target_value)
        for row in (*old, *new)
    }
    decided = carried_out_by_row(tracked(before, now), accepts)
    for told in (accepted(decided), rejected(decided)):
        *_, table = (block for block in told.body if not isinstance(block, str))
        assert set(table[1:]) <= labels


def test_units_projects_and_goals_that_come_go_and_move(tmp_path: Path) -> None:
    old = annex(
        unit("301101", project("301101", "01-甲"), project("301101", "02-乙")),
        unit("301102", project("301102", "01-丙", goals=("一", "二", "三"))),
        unit("301204", project("301204", "01-丁")),
    )
    new = annex(
        unit("301102", project("301102", "01-丙", goals=("零", "二", "一"))),
        unit("301101", project("301101", "02-乙"), project("301101", "03-戊"), name="另一名称"),
        unit("301303", project("301303", "01-己")),
        title="另一标题",
    )
    assert_valid(assert_leads(old, new), tmp_path)
    assert_valid(assert_leads(new, old), tmp_path)


def test_a_renamed_file_keeps_its_place() -> None:
    old = annex(unit("301101", project("301101", "01-甲", "档案整理")))
    new = annex(unit("301101", project("301101", "02-甲", "档案整理")))
    assert not revisions(assert_leads(old, new))


def test_every_revision_says_who_and_when() -> None:
    old, new = one(0, 1), annex(unit("301102", project("301102", "01-甲")))
    marks = revisions(tracked(old, new, Author('李"四', "2025-01-31T08:00:00Z")))
    assert {mark.get(f"{W}author") for mark in marks} == {'李"四'}
    assert {mark.get(f"{W}date") for mark in marks} == {"2025-01-31T08:00:00Z"}
    marks = revisions(tracked(old, new, Author("李四")))
    assert {mark.get(f"{W}date") for mark in marks} == {None}


def test_page_numbers_are_those_of_the_published_files() -> None:
    old = annex(*(unit(f"30110{at}", project(f"30110{at}", "01-甲")) for at in range(3)))
    new = annex(*old.units[1:])
    told, went = contents(rejected(tracked(old, new))), contents(printed(published(old)))
    assert told[:2] == went[:2]
    assert told[2:] == contents(printed(published(new)))


def contents(told: Printed) -> list[str]:
    """Return the page numbers of the contents."""
    return [
        one.rpartition("\t")[2]
        for one in told.body
        if isinstance(one, str) and one[-1:].isdigit() and "\t" in one
    ]


@pytest.mark.parametrize("new_page", [True, False])
def test_sections_that_go_on_where_the_one_before_ended(new_page: bool) -> None:
    flowing = form()._replace(section=form().section._replace(new_page=new_page))
    old = annex(unit("301101", project("301101", "01-甲"), project("301101", "02-乙")))
    new = annex(unit("301101", project("301101", "02-乙"), project("301101", "03-丙")))
    file = tracked(old, new, of=flowing)
    assert accepted(file) == printed(published(new, flowing))
    assert len(contents(accepted(file))) == 3
