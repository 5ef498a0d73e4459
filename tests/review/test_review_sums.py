"""Budgets of units and of the annex on both sides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from review_samples import project, reviewed

from annexgen.review import sums as summing
from annexgen.review.changes import Change, Changed, Kind, Sums
from annexgen.review.sheets import Sheet
from annexgen.review.sums import sums
from annexgen.review.unchanged import Unchanged


def test_unchanged_projects_count_however_they_are_written(tmp_path: Path) -> None:
    odd = project("丙", "7.25").replace("预算数: 7.25", '"预算数" : "7.25"  # 预算数: 9')
    same = {
        "1/02-b.yaml": project("乙", "0.1"),
        "1/03-c.yaml": odd,
        "2/01-d.yaml": project("丁", "5"),
    }
    old, new = project("甲", "10.00"), project("甲", "12.50")
    review = reviewed(tmp_path, {"1/01-a.yaml": old, **same}, {"1/01-a.yaml": new, **same})
    assert review.unit_sums == {"1": Sums(Decimal("17.35"), Decimal("19.85"))}
    assert review.annex_sums == Sums(Decimal("22.35"), Decimal("24.85"))


def test_a_line_of_a_text_is_no_budget(tmp_path: Path) -> None:
    """A quoted text may go on at a line's beginning, and a key may be quoted too."""
    odd = project("乙", "7.25").replace("预算数: 7.25", '"预算数": 7.25')
    odd = odd.replace("整理全部室藏档案", '"整理\n预算数: 9.00\n全部室藏档案"')
    same = {"1/02-b.yaml": odd}
    old, new = project("甲", "10.00"), project("甲", "12.50")
    review = reviewed(tmp_path, {"1/01-a.yaml": old, **same}, {"1/01-a.yaml": new, **same})
    assert review.annex_sums == Sums(Decimal("17.25"), Decimal("19.75"))


def test_a_budget_that_cannot_be_read_leaves_the_sum_unknown(tmp_path: Path) -> None:
    same = {"1/02-b.yaml": project("乙", "若干")}
    old, new = project("甲", "10.00"), project("甲", "12.50")
    review = reviewed(tmp_path, {"1/01-a.yaml": old, **same}, {"1/01-a.yaml": new, **same})
    assert (review.unit_sums, review.annex_sums) == ({}, None)


def test_without_moved_money_nothing_is_read(tmp_path: Path) -> None:
    old, new = project("甲", "10.00"), project("甲", "10")
    review = reviewed(tmp_path, {"1/01-a.yaml": old}, {"1/01-a.yaml": new})
    assert (review.unit_sums, review.annex_sums) == ({}, None)


def test_of_a_large_annex_only_the_units_whose_money_moved_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(summing, "MOST_READ", 2)
    asked: list[str] = []

    def read(paths: Iterable[str]) -> Mapping[str, bytes]:
        asked.extend(paths)
        return {path: "预算数: 3.00\r\n".encode() for path in asked}

    old = Sheet("content/1/01-a.yaml", {"预算数": "1.00"})
    new = Sheet("content/1/01-a.yaml", {"预算数": "2.00"})
    paths = [f"content/{unit}/0{n}.yaml" for unit in (1, 2) for n in (2, 3)]
    changed = [Changed(old, new, (Change(Kind.BUDGET_RAISED),))]
    found = sums(changed, Unchanged(paths, read))
    assert asked == paths[:2]
    assert found == ({"1": Sums(Decimal("7.00"), Decimal("8.00"))}, None)
