"""Findings that a change brings or mends, beside the change they belong to."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path

import pytest
from review_samples import ANNEX, project

from annexgen.forms.load import described_form
from annexgen.review import as_json, markdown, text
from annexgen.review.belonging import belonging
from annexgen.review.changes import Changed, Kind, Review
from annexgen.review.reading import Forms, review
from annexgen.review.redline.overview import Fact, facts
from annexgen.review.showing import Showing
from annexgen.revisions.sides import Folder

FILE = "content/301101/01-a.yaml"
GOOD = {"整理数量": "≥100卷", "归档数量": "≥20卷"}


def compared(folder: Path, old: str, new: str, annex: str = ANNEX) -> Review:
    """Compare two sides of one project under the form tianjin."""
    for side, data in (("old", old), ("new", new)):
        for path, content in (("content/annex.yaml", annex), (FILE, data)):
            (folder / side / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / side / path).write_text(content, encoding="utf-8")
    forms = Forms(partial(described_form, folder), partial(described_form, folder))
    return review(Folder(folder / "old", "old"), Folder(folder / "new", "new"), forms)


def codes(changed: Changed) -> tuple[list[str], list[str]]:
    return [one.rule for one in changed.arisen], [one.rule for one in changed.mended]


def test_a_finding_stands_under_the_change_that_brought_it(tmp_path: Path) -> None:
    result = compared(
        tmp_path,
        "# 一行在前\n" + project("档案整理", rows=GOOD),
        project("档案整理", rows={"整理数量": "约100", "归档数量": "≥20卷"}),
    )
    (one,) = result.projects
    assert codes(one) == (["unit-missing"], [])
    (change,) = one.changes
    assert belonging(one) == {change.fingerprint: list(one.arisen)}
    shown = text.show(result, Showing()).splitlines()
    at = next(index for index, line in enumerate(shown) if change.fingerprint in line)
    assert shown[at + 1].startswith("        ! warning[ANX")
    assert "1 个新问题" in shown[-1]
    assert "<br>⚠ warning ANX" in markdown.show(result, Showing())
    (told,) = json.loads(as_json.show(result, Showing()))["files"][0]["findings_new"]
    assert (told["rule"], told["change"]) == ("unit-missing", change.fingerprint)


COSTLY = """\
    时效指标:
      - {三级指标: 完成时间, 指标值: 2025年12月底前}
    成本指标:
      - {三级指标: 整理费用, 指标值: ≤10万元}
"""


def owner_of(one: Changed, rule: str) -> str:
    """Return the field or the indicator whose change a new finding belongs to."""
    told = belonging(one)
    (fingerprint,) = (key for key, found in told.items() if rule in [each.rule for each in found])
    changes = [change for change in one.changes if change.fingerprint == fingerprint]
    return next((one.new_row.name if one.new_row else one.field for one in changes), "")


def test_a_finding_at_a_heading_belongs_to_the_first_indicator_below_it(tmp_path: Path) -> None:
    old = project("档案整理", rows=GOOD) + COSTLY
    new = old.replace("12月底", "11月底").replace("≤10万元", "≤5万元")
    (one,) = compared(tmp_path, old, new).projects
    assert owner_of(one, "cost-not-covering") == "整理费用"


@pytest.mark.parametrize(
    ("total", "rule"), [("9.00", "cost-over-budget"), ("50.00", "cost-not-covering")]
)
def test_what_is_wrong_with_the_money_belongs_to_the_changed_sum(
    tmp_path: Path, total: str, rule: str
) -> None:
    old = project("档案整理", rows=GOOD) + COSTLY
    (one,) = compared(tmp_path, old, old.replace("10.00", total)).projects
    assert owner_of(one, rule) == "预算数"


def test_a_budget_that_is_no_sum_belongs_to_the_budget_that_changed(tmp_path: Path) -> None:
    old = project("档案整理", rows=GOOD)
    (one,) = compared(tmp_path, old, old.replace("预算数: 10.00", "预算数: 100.00")).projects
    assert owner_of(one, "budget-sum") == "预算数"


def test_a_rule_that_a_change_breaks_and_excuses_is_told(tmp_path: Path) -> None:
    old = project("档案整理", rows=GOOD)
    excused = "预算数: 99.00   # annexgen: allow budget-sum -- 已同意\n"
    new = old.replace("预算数: 10.00\n", excused)
    new = new.replace(
        "其他资金:\n", "其他资金:   # annexgen: allow ANX201, unit-missing -- 已同意\n"
    )
    result = compared(tmp_path, old, new)
    made = [(one.old, one.new) for one in result.changes if one.kind is Kind.EXCEPTION_MADE]
    assert made == [(None, "budget-sum：已同意"), (None, "ANX201、unit-missing：已同意")]
    shown = text.show(result, Showing())
    assert re.search(r" 例外 +budget-sum：已同意 +新增例外  [0-9a-f]{12}\n", shown)
    assert "，2 个新例外，" in shown.splitlines()[-1]
    assert "| 例外 |  | budget-sum：已同意 | 新增例外 " in markdown.show(result, Showing())
    assert "2 new exceptions" in text.show(result, Showing("en"))
    assert Fact("新例外", "2", "weaker") in facts(result, Showing())


EXCUSE = "# annexgen: allow unit-missing -- 历年如此"


def excused(name: str, at: str, rows: dict[str, str]) -> str:
    """Return a project with an excuse above one of its indicators."""
    lines = project(name, rows=rows).splitlines(keepends=True)
    place = next(i for i, line in enumerate(lines) if f"三级指标: '{at}'" in line)
    margin = lines[place][: lines[place].index("-")]
    return "".join([*lines[:place], f"{margin}{EXCUSE}\n", *lines[place:]])


def test_an_exception_names_the_indicator_that_it_stands_at(tmp_path: Path) -> None:
    rows = {"整理数量": "约100", "归档数量": "约20"}
    result = compared(tmp_path, project("档案", rows=rows), excused("档案", "归档数量", rows))
    shown = text.show(result, Showing())
    assert re.search(r" 归档数量·例外 +unit-missing：历年如此 +新增例外  [0-9a-f]{12}\n", shown)


def test_an_exception_that_goes_over_to_another_indicator_is_told(tmp_path: Path) -> None:
    rows = {"整理数量": "约100", "归档数量": "约20"}
    old, new = (excused("档案", at, rows) for at in rows)
    said = [
        (one.kind, one.new_row and one.new_row.name) for one in compared(tmp_path, old, new).changes
    ]
    assert said == [(Kind.EXCEPTION_ENDED, "整理数量"), (Kind.EXCEPTION_MADE, "归档数量")]


def test_an_exception_stays_with_an_indicator_that_is_called_another_name(tmp_path: Path) -> None:
    old = excused("档案", "归档数量", {"整理数量": "约100", "归档数量": "约20"})
    new = excused("档案", "归档卷数", {"整理数量": "约100", "归档卷数": "约20"})
    kinds = {one.kind for one in compared(tmp_path, old, new).changes}
    assert kinds == {Kind.INDICATOR_REWORDED}


def test_the_exceptions_of_a_new_project_are_told(tmp_path: Path) -> None:
    (tmp_path / "old/content").mkdir(parents=True)
    new = (
        project("档案整理", rows={"整理数量": "约100"}) + "# annexgen: allow budget-sum -- 已同意\n"
    )
    for side in ("old", "new"):
        (tmp_path / side / "content/301101").mkdir(parents=True)
        (tmp_path / side / "content/annex.yaml").write_text(ANNEX, encoding="utf-8")
    (tmp_path / "new" / FILE).write_text(new, encoding="utf-8")
    forms = Forms(partial(described_form, tmp_path), partial(described_form, tmp_path))
    result = review(Folder(tmp_path / "old", "old"), Folder(tmp_path / "new", "new"), forms)
    kinds = [one.kind for one in result.projects[0].changes]
    assert kinds == [Kind.PROJECT_ADDED, Kind.EXCEPTION_MADE]


def test_a_mended_finding_is_told(tmp_path: Path) -> None:
    rows = {"整理数量": "约100", "归档数量": "≥20卷"}
    result = compared(tmp_path, project("档案整理", rows=rows), project("档案整理", rows=GOOD))
    assert codes(result.projects[0]) == ([], ["unit-missing"])
    assert "        ✓ warning[ANX" in text.show(result, Showing())
    assert "✅ warning ANX" in markdown.show(result, Showing())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            project("档案整理").replace("10.00", "若干", 1),
            project("档案整理", rows={"整理": "约1"}),
        ),
        (": [", project("档案整理", rows={"整理": "约1"})),
    ],
)
def test_what_the_rules_could_not_see_before_is_not_called_new(
    tmp_path: Path, old: str, new: str
) -> None:
    (one,) = compared(tmp_path, old, new).projects
    assert one.arisen == ()


def test_all_findings_of_a_new_project_are_new(tmp_path: Path) -> None:
    result = compared(tmp_path, project("档案整理"), project("档案整理", rows={"整理": "约1"}))
    (tmp_path / "old" / FILE).unlink()
    forms = Forms(partial(described_form, tmp_path), partial(described_form, tmp_path))
    result = review(Folder(tmp_path / "old", ""), Folder(tmp_path / "new", ""), forms)
    (one,) = result.projects
    assert one.changes[0].kind is Kind.PROJECT_ADDED
    assert "unit-missing" in codes(one)[0]


def test_the_annex_s_own_choices_hold_and_allowances_too(tmp_path: Path) -> None:
    old, new = project("档案整理"), project("档案整理", rows={"整理数量": "约100"})
    off = ANNEX + "检查:\n  unit-missing: off\n"
    assert codes(compared(tmp_path / "1", old, new).projects[0]) == (["unit-missing"], [])
    assert codes(compared(tmp_path / "2", old, new, off).projects[0]) == ([], [])
    allowed = new.rstrip() + "   # annexgen: allow unit-missing -- 按批复\n"
    assert codes(compared(tmp_path / "3", old, allowed).projects[0]) == ([], [])


def test_no_rule_of_the_repository_s_own_is_run(tmp_path: Path) -> None:
    own = ANNEX + "检查:\n  规则: [evil.py]\n"
    for side in ("old", "new"):
        (tmp_path / side).mkdir()
        (tmp_path / side / "evil.py").write_text(
            f"open({str(tmp_path / 'ran')!r}, 'w').close()\n", encoding="utf-8"
        )
    compared(tmp_path, project("甲"), project("乙"), own)
    assert not (tmp_path / "ran").exists()
