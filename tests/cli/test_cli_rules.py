"""Rules as a user meets them: explained, selected, counted; and the sums in the summary."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from annex_texts import HEAD
from annexgen import cli
from annexgen.cli.catalogue import GROUPS, all_rules, codes_of

PROJECT = """\
项目名称: 室藏档案整理
预算数: 27.56
其中:
  财政资金: 26.56
  其他资金:
资金用途: 整理全部室藏档案
绩效目标:
  - 完成全部室藏档案的整理，方便查阅。
绩效指标:
  产出指标:
    数量指标:
      - 三级指标: 整理数量
        指标值: ≥100卷
    质量指标:
      - 三级指标: 整理合格率
        指标值: 100%
    成本指标:
      - 三级指标: 整理费用
        指标值: ≤27.56万元
  效益指标:
    社会效益指标:
      - 三级指标: 方便查阅
        指标值: 有效保障
  满意度指标:
    服务对象满意度指标:
      - 三级指标: 查阅人满意度
        指标值: ≥95%
"""
OWN = """
from annexgen.checks.registry import Found, project_rule
from annexgen.findings import Message, Severity

SAID = Message("没有评审", "No review")

@project_rule("OWN1", "no-review", Severity.WARNING, summary=SAID, reason=SAID, remedy=SAID)
def no_review(project, view):
    yield Found(project.origin, "purpose", SAID)
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Lay an annex with budget-sum in both files and missing-kind in one."""
    whole = PROJECT.replace(
        "    成本指标:",
        "    时效指标:\n      - {三级指标: 完成时间, 指标值: 12月底前}\n    成本指标:",
    )
    files = {
        "annex.yaml": HEAD,
        "301101/unit.yaml": "单位名称: 办公厅\n",
        "301101/01-档案.yaml": PROJECT,
        "301102/unit.yaml": "单位名称: 驻外地办事处\n",
        "301102/01-档案.yaml": whole,
    }
    for path, text in files.items():
        file = tmp_path / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str]:
    code = cli.main([*map(str, arguments)])
    return code, capsys.readouterr().out


def rules_in(text: str) -> list[str]:
    return re.findall(r"(?:error|warning|info)\[\S+ (\S+)\]", text)


@pytest.mark.parametrize(
    ("arguments", "rules", "code"),
    [
        ((), ["budget-sum", "missing-kind", "budget-sum"], 1),
        (("--select", "budget-sum"), ["budget-sum", "budget-sum"], 1),
        (("--select", "ANX3"), ["missing-kind"], 1),
        (("--select", "anx304,ANX201"), ["budget-sum", "missing-kind", "budget-sum"], 1),
        (("--ignore", "ANX2,missing-kind"), [], 0),
        (("--select", "ANX", "--ignore", "ANX2"), ["missing-kind"], 1),
    ],
)
def test_select_and_ignore(
    root: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    rules: list[str],
    code: int,
) -> None:
    done, out = told(capsys, "check", "--root", root, *arguments)
    assert (rules_in(out), done) == (rules, code)


def test_nothing_to_show_is_said(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "check", "--root", root, "--select", "ANX7")[1] == "没有问题\n"


def test_what_keeps_the_rules_from_running_is_always_shown(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = root / "content" / "301101" / "01-档案.yaml"
    file.write_text(PROJECT.replace("预算数: 27.56", "预算数: 很多"), encoding="utf-8")
    code, out = told(capsys, "check", "--root", root, "--select", "missing-kind")
    assert (rules_in(out), code) == (["not-a-number"], 1)
    code, out = told(capsys, "check", "--root", root, "--ignore", "S105,ANX2")
    assert (rules_in(out), code) == (["not-a-number"], 1)


def test_statistics(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = told(capsys, "check", "--root", root, "--statistics")
    assert code == 1
    assert [line.split() for line in out.splitlines()] == [
        ["2", "ANX201", "budget-sum", "预算数不等于资金来源之和"],
        ["1", "ANX304", "missing-kind", "缺少必有的二级指标"],
    ]
    assert told(capsys, "check", "--root", root, "--statistics", "--output-format", "json")[0] == 2


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_unknown_rules_are_told(
    root: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    assert cli.main(["check", "--root", str(root), option, "ANX3,budget-summ"]) == 2
    assert "没有规则“budget-summ”，是不是 budget-sum？" in capsys.readouterr().err


def test_own_rules_are_selected_and_explained(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annexgen.checks.own._loaded", {})
    (root / "own.py").write_text(OWN, encoding="utf-8")
    annex = root / "content" / "annex.yaml"
    annex.write_text(HEAD + "检查: {规则: [own.py]}\n", encoding="utf-8")
    assert told(capsys, "explain", "no-review", "--root", root)[1].startswith("OWN1 no-review")
    code, out = told(capsys, "check", "--root", root, "--select", "OWN1", "--jobs", "2")
    assert (rules_in(out), code) == (["no-review", "no-review"], 1)
    out = told(capsys, "check", "--root", root, "--select", "OWN1", "--statistics")[1]
    assert out == "2  OWN1  no-review  没有评审\n"


def test_the_sums_of_the_annex_and_of_each_unit_are_shown(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in root.glob("content/*/01-*.yaml"):
        file.write_text(file.read_text("utf-8").replace("26.56", "27.56"), encoding="utf-8")
    code, out = told(capsys, "check", "--root", root, "--ignore", "ANX3")
    assert code == 0
    assert out == (
        "没有问题：2 个单位，2 个项目，11 条指标，预算数合计 55.12 万元\n"
        "  301101 办公厅        1 个项目  27.56 万元\n"
        "  301102 驻外地办事处  1 个项目  27.56 万元\n"
    )


@pytest.mark.parametrize("word", ["ANX201", "anx201", "budget-sum"])
def test_explain_tells_all_of_a_rule(capsys: pytest.CaptureFixture[str], word: str) -> None:
    code, out = told(capsys, "explain", word)
    assert code == 0
    assert out.startswith("ANX201 budget-sum（错误）\n")
    for part in ("为什么：", "怎么改：", "    budget-sum: 错误", "# annexgen: allow budget-sum --"):
        assert part.strip() in out
    code, out = told(capsys, "explain", word, "--lang", "en")
    assert out.startswith("ANX201 budget-sum (error)\n")
    assert "Why: " in out


def test_explain_shows_thresholds_as_they_are_written(capsys: pytest.CaptureFixture[str]) -> None:
    out = told(capsys, "explain", "too-few-indicators")[1]
    assert "  检查:\n    too-few-indicators:\n      级别: 警告   # " in out
    assert "      least: 3\n" in out


def test_a_rule_on_comments_can_be_set_but_not_allowed(capsys: pytest.CaptureFixture[str]) -> None:
    out = told(capsys, "explain", "unused-allowance")[1]
    assert "  检查:\n    unused-allowance: 警告   # 错误、警告、提示 或 关\n" in out
    assert "放过一处" not in out


def test_explain_without_a_rule_lists_all(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = told(capsys, "explain")
    assert code == 0
    assert [line.split()[:2] for line in out.splitlines()] == [
        [rule.code, rule.name] for rule in all_rules()
    ]


def test_explain_an_unknown_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "budgetsum"]) == 2
    assert capsys.readouterr().err == "annexgen: 没有规则“budgetsum”，是不是 budget-sum？\n"


def test_codes_and_names_are_unique_and_have_a_group() -> None:
    rules = all_rules()
    assert len({rule.code for rule in rules}) == len({rule.name for rule in rules}) == len(rules)
    assert all(any(rule.code.startswith(prefix) for prefix in GROUPS) for rule in rules)
    assert codes_of("") == frozenset()
