"""What two sides of a project differ in: minimal, whole, and named for what it is."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace

import pytest
from applying import applied
from hypothesis import given
from hypothesis import strategies as st

from annexgen.review.changes import Change, Kind
from annexgen.review.compare import compare_projects
from annexgen.review.sheets import AllowedAt, Row, Sheet

YEARS = (2025, 2025)
TEXTS = st.sampled_from(
    (
        "会议次数",
        "参会人数",
        "参会人员数",
        "合格率",
        "完成时间",
        "≥100人",
        "≥200人",
        "约90%",
        "12月底前",
    )
)
ROWS = st.builds(
    lambda level, name, target, described: Row(
        {"一级指标": "产出指标", "二级指标": level, "三级指标": name, "指标值": target}
        | ({"绩效指标描述": described} if described else {})
    ),
    st.sampled_from(("数量指标", "质量指标")),
    TEXTS,
    TEXTS,
    st.sampled_from(("", "说明", "参加年会相关活动人数")),
)
FIELDS = st.fixed_dictionaries(
    {"项目名称": st.sampled_from(("会议经费", "会议经费（二期）", "档案整理", "机房维保"))},
    optional={
        "预算数": st.sampled_from(("10.00", "10", "20.5")),
        "财政资金": st.sampled_from(("10.00", "5")),
        "负责人": st.sampled_from(("甲", "乙")),
    },
)


ALLOWED = st.sampled_from(("budget-sum：按批复", "unit-missing：原文"))


def sheets(draw: st.DrawFn) -> list[Sheet]:
    """Draw projects with paths of two units."""
    names = ("301101/01-a", "301101/02-b", "301102/01-a", "301102/03-c")
    paths = draw(st.lists(st.sampled_from(names), unique=True))
    return [
        Sheet(
            f"content/{path}.yaml",
            draw(FIELDS),
            goals := tuple(draw(st.lists(TEXTS, max_size=4))),
            tuple(draw(st.lists(ROWS, max_size=6))),
            goal_lines=tuple(range(len(goals))),
            allowed=(allowed := tuple(sorted(draw(st.lists(ALLOWED, max_size=3))))),
            allowed_at=tuple(map(AllowedAt, range(len(allowed)))),
        )
        for path in paths
    ]


SIDES = st.composite(sheets)()


@given(SIDES, SIDES)
def test_the_changes_applied_to_the_old_side_give_the_new_one(
    old: list[Sheet], new: list[Sheet]
) -> None:
    changed = compare_projects(old, new, YEARS, "万元")
    assert applied(old, changed) == {sheet.path: sheet for sheet in new}


@given(SIDES)
def test_equal_sides_have_no_changes(side: list[Sheet]) -> None:
    assert compare_projects(side, [replace(sheet) for sheet in side], YEARS, "万元") == []


@given(SIDES, SIDES)
def test_every_change_has_a_fingerprint_of_its_own(old: list[Sheet], new: list[Sheet]) -> None:
    for one in compare_projects(old, new, YEARS, "万元"):
        prints = [change.fingerprint for change in one.changes]
        assert len(set(prints)) == len(prints)
        assert all(len(text) == 12 for text in prints)


def row(name: str, target: str = "≥1次", level: str = "数量指标", line: int = 1) -> Row:
    fields = {"一级指标": "产出指标", "二级指标": level, "三级指标": name, "指标值": target}
    return Row(fields, line)


def sheet(
    *rows: Row,
    path: str = "301101/01-a",
    name: str = "会议经费",
    goals: tuple[str, ...] = (),
    fields: Mapping[str, str] = {},
) -> Sheet:
    lines = tuple(range(1, len(goals) + 1))
    named = {"项目名称": name, **fields}
    return Sheet(f"content/{path}.yaml", named, goals, rows, goal_lines=lines)


def changes(old: Sheet, new: Sheet) -> list[Change]:
    return [
        change for one in compare_projects([old], [new], YEARS, "万元") for change in one.changes
    ]


def kinds(old: Sheet, new: Sheet) -> list[Kind]:
    return [change.kind for change in changes(old, new)]


def test_a_reworded_indicator_is_no_drop_and_add() -> None:
    old = sheet(row("参加年会活动人数", "≥1000人"), row("会议次数"))
    new = sheet(row("参加年会相关活动的人数", "≥1500人"), row("会议次数"))
    assert kinds(old, new) == [Kind.INDICATOR_REWORDED, Kind.TARGET_RAISED]


def test_only_those_rows_that_left_their_order_have_moved() -> None:
    names = ("甲项", "乙项", "丙项", "丁项")
    old = sheet(*map(row, names))
    new = sheet(*(row(name) for name in ("丁项", "甲项", "乙项", "丙项")))
    (change,) = changes(old, new)
    assert (change.kind, change.old_place, change.new_place) == (Kind.INDICATOR_MOVED, 3, 0)


def test_an_indicator_under_another_level_is_reclassed() -> None:
    old, new = sheet(row("及时率")), sheet(row("及时率", level="时效指标"))
    (change,) = changes(old, new)
    assert (change.kind, change.old, change.new) == (
        Kind.INDICATOR_RECLASSED, "数量指标", "时效指标"
    )  # fmt: skip


def test_another_indicator_with_the_same_target_is_no_rewording() -> None:
    old, new = sheet(row("聘请法律顾问")), sheet(row("聘请第三方审计"))
    assert kinds(old, new) == [Kind.INDICATOR_ADDED, Kind.INDICATOR_DROPPED]


def test_rows_that_are_gone_and_new() -> None:
    old, new = (
        sheet(row("会议次数"), row("满意度", "≥90%")),
        sheet(row("会议次数"), row("印刷册数")),
    )
    assert kinds(old, new) == [Kind.INDICATOR_ADDED, Kind.INDICATOR_DROPPED]


@pytest.mark.parametrize(
    ("path", "name", "expected"),
    [
        ("301101/03-a", "会议经费", [Kind.PROJECT_MOVED]),
        ("301102/01-b", "会议经费", [Kind.PROJECT_MOVED]),
        ("301101/01-a", "大型会议", [Kind.PROJECT_RENAMED]),
        ("301101/05-b", "大型会议", [Kind.PROJECT_MOVED, Kind.PROJECT_RENAMED]),
    ],
)
def test_a_moved_or_renamed_project_is_found_again(
    path: str, name: str, expected: list[Kind]
) -> None:
    rows = (row("会议次数"), row("参会人数", "≥100人"), row("合格率", "100%"))
    assert kinds(sheet(*rows), sheet(*rows, path=path, name=name)) == expected


def test_a_renamed_project_is_found_again_though_half_of_it_is_edited() -> None:
    kept = (row("培训次数", "≥2次"), row("培训人员满意度", "≥95%"))
    old = (row("培训人数", "≥50人"), row("培训合格率", "≥90%"), row("培训费用", "≤6万元"))
    new = (row("培训人数", "≥40人"), row("参训合格率", "≥90%"), row("培训费用", "≤5万元"))
    purpose = {"资金用途": "用于干部培训", "预算数": "6.00"}
    (first, *others) = changes(
        sheet(*old, *kept, name="干部业务培训经费", fields=purpose),
        sheet(*new, *kept, name="干部培训经费", path="301101/09-x", fields=purpose),
    )
    assert first.kind is Kind.PROJECT_MOVED
    assert [one.kind for one in others].count(Kind.TARGET_LOWERED) == 2


def test_another_project_is_a_drop_and_an_add_with_its_money() -> None:
    old = sheet(row("会议次数"), fields={"预算数": "10.00"})
    new = sheet(row("归档卷数"), path="301101/02-b", name="档案整理", fields={"预算数": "2.50"})
    dropped, added = changes(old, new)
    assert (dropped.kind, str(dropped.effect.delta)) == (Kind.PROJECT_DROPPED, "-10.00")
    assert (added.kind, str(added.effect.delta)) == (Kind.PROJECT_ADDED, "2.50")


@pytest.mark.parametrize(
    ("before", "after", "kind", "delta", "percent"),
    [
        ("10.00", "12.50", Kind.BUDGET_RAISED, "2.50", "25.0"),
        ("0.30", "0.10", Kind.BUDGET_LOWERED, "-0.20", "-66.7"),
        ("10.00", "10", Kind.BUDGET_REWORDED, "0.00", "0.0"),
        ("", "3", Kind.BUDGET_RAISED, "3", "None"),
        ("十", "3", Kind.BUDGET_CHANGED, "None", "None"),
    ],
)
def test_money_is_exact(before: str, after: str, kind: Kind, delta: str, percent: str) -> None:
    fields = [{"预算数": text} if text else {} for text in (before, after)]
    (change,) = changes(sheet(fields=fields[0]), sheet(fields=fields[1]))
    effect = change.effect
    assert (change.kind, str(effect.delta), str(effect.percent)) == (kind, delta, percent)


def test_goals_are_matched_by_likeness_and_order() -> None:
    goals = ("通过参会扩大交流与合作。", "完成会议保障工作。", "服务代表团。")
    new = (goals[2], "通过参会扩大国际交流与合作。", goals[1], "全新的目标，与其他各条无关")
    found = kinds(sheet(goals=goals), sheet(goals=new))
    assert sorted(found) == [Kind.GOAL_ADDED, Kind.GOAL_MOVED, Kind.GOAL_REWORDED]


def test_a_fingerprint_outlives_changes_around_it() -> None:
    old = sheet(row("会议次数", "≥1次"), row("参会人数", "≥100人"))
    (first,) = changes(old, sheet(row("会议次数", "≥1次"), row("参会人数", "≥200人")))
    later = changes(
        old,
        sheet(
            row("印刷册数", line=3),
            row("会议次数", "≥2次", line=5),
            row("参会人数", "≥200人", line=9),
            path="301101/07-z",
        ),
    )
    assert first.fingerprint in [change.fingerprint for change in later]
    other = changes(old, sheet(row("会议次数", "≥1次"), row("参会人数", "≥300人")))
    assert first.fingerprint not in [change.fingerprint for change in other]


def test_the_approval_of_a_new_project_is_for_all_that_it_says() -> None:
    def prints(*rows: Row, goals: tuple[str, ...] = ()) -> str:
        (one,) = compare_projects([], [sheet(*rows, goals=goals)], YEARS, "万元")
        return one.changes[0].fingerprint

    first = prints(row("会议次数", line=3))
    assert first == prints(row("会议次数", line=8))
    assert (
        len({first, prints(row("会议次数", "≥9次")), prints(row("会议次数"), goals=("新",))}) == 3
    )


def test_fingerprints_stay_what_they_are_in_later_versions() -> None:
    (change,) = changes(sheet(row("会议次数", "≥1次")), sheet(row("会议次数", "≥2次")))
    assert change.fingerprint == "91fed1baf2c9"


def test_many_long_texts_do_not_take_long() -> None:
    texts = [f"{number:02}{'甲乙丙丁戊己' * 800}" for number in range(90)]
    old = sheet(*(row(f"前{text}") for text in texts), goals=tuple(texts))
    new = sheet(*(row(f"后{text}") for text in texts), goals=tuple(text[1:] for text in texts))
    start = time.process_time()
    assert len(changes(old, new)) >= 180
    assert time.process_time() - start < 5
