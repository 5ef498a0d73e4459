"""Allowances: where they hold, and what is wrong with those that do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_content import found as found_by_all
from small_content import named

from annexgen.findings import Finding
from annexgen.source.allowances import allowances

TOTAL = "预算数: 25.56"
AMISS = named("甲").replace("预算数: 26.56", TOTAL)
ALLOW = "# annexgen: allow budget-sum -- 按批复原文"


OF_INTEREST = {"budget-sum", "number-gap", "unit-order", "unused-allowance", "bad-allowance"}


def found(root: Path, files: dict[str, str], checks: str = "") -> list[Finding]:
    return [one for one in found_by_all(root, files, checks) if one.rule in OF_INTEREST]


def with_line(new: str) -> dict[str, str]:
    return {"301101/01-甲.yaml": AMISS.replace(TOTAL, new)}


def rules(root: Path, files: dict[str, str], checks: str = "") -> list[str]:
    return [one.rule for one in found(root, files, checks)]


@pytest.mark.parametrize(
    "comment",
    [
        ALLOW,
        ALLOW.replace("budget-sum", "ANX201"),
        ALLOW.replace("--", "——"),
        ALLOW.replace("# annexgen: allow ", "#annexgen:allow\t"),
    ],
)
def test_beside_the_place_or_above_it(tmp_path: Path, comment: str) -> None:
    assert rules(tmp_path / "a", with_line(f"{TOTAL}   {comment}")) == []
    assert rules(tmp_path / "b", with_line(f"{comment}\n{TOTAL}")) == []
    assert rules(tmp_path / "c", with_line(f"  {comment}\n\n# 另见批复\n{TOTAL}")) == []


def test_not_two_lines_above(tmp_path: Path) -> None:
    files = {"301101/01-甲.yaml": f"{ALLOW}\n{AMISS}"}
    assert sorted(rules(tmp_path, files)) == ["budget-sum", "unused-allowance"]


def test_several_rules_at_once(tmp_path: Path) -> None:
    comment = "# annexgen: allow number-gap, budget-sum -- 按批复原文"
    files = with_line(f"{comment}\n{TOTAL}")
    [one] = found(tmp_path, files)
    assert (one.rule, one.message.zh) == ("unused-allowance", "第 3 行没有 number-gap 的问题可放过")
    assert one.span == (2, 19, 2, 29)


def test_findings_of_annex_rules_are_allowed_too(tmp_path: Path) -> None:
    text = "# annexgen: allow number-gap -- 01 已并入本项目\n" + named("甲")
    assert rules(tmp_path, {"301101/02-甲.yaml": text}) == []
    order = '# annexgen: allow unit-order -- 按批复次序\n单位:\n  - "301102"\n  - "301101"\n'
    files = {"301101/01-甲.yaml": named("甲"), "301102/01-乙.yaml": named("乙")}
    above_the_list = order.replace("单位:\n", "").replace("# ", "单位:\n  # ")
    assert "unit-order" not in rules(tmp_path / "b", files, above_the_list)
    assert "unused-allowance" not in rules(tmp_path / "c", files, above_the_list)


def test_unused_allowances_of_rules_that_are_off_stay(tmp_path: Path) -> None:
    files = {"301101/01-甲.yaml": f"{ALLOW}\n{named('甲')}"}
    assert rules(tmp_path / "a", files) == ["unused-allowance"]
    assert rules(tmp_path / "b", files, "检查: {budget-sum: 关}\n") == []


@pytest.mark.parametrize(
    ("comment", "told"),
    [
        ("# annexgen: allow budget-sum", "缺少规则名或理由"),
        ("# annexgen: allow budget-sum --", "缺少规则名或理由"),
        ("# annexgen: allow -- 按批复", "缺少规则名或理由"),
        ("# annexgen: ignore budget-sum -- 按批复", "缺少规则名或理由"),
        ("# annexgen: allow budget-sums -- 按批复", "没有可以放过的规则“budget-sums”"),
        ("# annexgen: allow S101 -- 按批复", "没有可以放过的规则“S101”"),
    ],
)
def test_malformed_ones_allow_nothing(tmp_path: Path, comment: str, told: str) -> None:
    findings = found(tmp_path, with_line(f"{TOTAL} {comment}"))
    assert [one.rule for one in findings] == ["budget-sum", "bad-allowance"]
    assert told in findings[1].message.zh
    assert findings[1].help is not None


def test_malformed_ones_are_found_in_every_content_file(tmp_path: Path) -> None:
    files = {
        "301101/01-甲.yaml": named("甲"),
        "301101/unit.yaml": "单位名称: 甲 # annexgen: allow x\n",
    }
    findings = found(tmp_path, files, "# annexgen: allow y\n")
    assert [(one.path, one.rule) for one in findings] == [
        ("content/annex.yaml", "bad-allowance"),
        ("content/301101/unit.yaml", "bad-allowance"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        f'甲: "{ALLOW}"\n',
        f"甲: '{ALLOW}'\n",
        f"甲: |\n  一\n  {ALLOW}\n  二\n",
        f"甲: >\n  {ALLOW}\n",
        "甲: 乙#annexgen:allow budget-sum -- 按批复\n",
        "甲: annexgen: allow\n",
    ],
)
def test_texts_are_no_comments(text: str) -> None:
    assert allowances(text) == []


def test_a_comment_below_a_block_is_one() -> None:
    [one] = allowances(f"甲: |\n  一\n{ALLOW}\n乙: 二\n")
    assert (one.line, one.reason, one.span.line) == (4, "按批复原文", 3)
