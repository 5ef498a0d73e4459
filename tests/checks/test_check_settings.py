"""What annex.yaml's 检查 does to the rules, and what is wrong with it at its place."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from small_content import found, lay, named

from annexgen.checks.engine import check_project
from annexgen.checks.reading import read_settings
from annexgen.findings import Finding, Severity
from annexgen.schema.policy import Policy

AMISS = named("甲").replace("预算数: 26.56", "预算数: 27.56")
FILES = {"301101/01-甲.yaml": AMISS, "301102/01-乙.yaml": AMISS.replace("甲", "乙", 1)}


def of(findings: list[Finding], rule: str) -> list[Finding]:
    return [one for one in findings if one.rule == rule]


@pytest.mark.parametrize(
    ("written", "severity"),
    [
        ("错误", Severity.ERROR),
        ("警告", Severity.WARNING),
        ("提示", Severity.INFO),
        ("warning", Severity.WARNING),
        ("Info", Severity.INFO),
    ],
)
def test_severities(tmp_path: Path, written: str, severity: Severity) -> None:
    findings = found(tmp_path, FILES, f"检查: {{budget-sum: {written}}}\n")
    assert {one.severity for one in of(findings, "budget-sum")} == {severity}


@pytest.mark.parametrize(
    ("rule", "comment"),
    [
        ("unused-allowance", "# annexgen: allow unit-missing -- 按批复原文"),
        ("bad-allowance", "# annexgen: allow unit-missing"),
        ("left-to-review", "# 待核：沿用 2024 年"),
    ],
)
def test_rules_on_comments_are_set_likewise(tmp_path: Path, rule: str, comment: str) -> None:
    files = {path: f"{comment}\n{text}" for path, text in FILES.items()}
    chosen = f"检查: {{{rule}: 错误, 单位: {{'301102': {{{rule}: 关}}}}}}\n"
    findings = found(tmp_path, files, chosen)
    assert [(one.path, one.severity) for one in of(findings, rule)] == [
        ("content/301101/01-甲.yaml", Severity.ERROR)
    ]
    assert of(findings, "unknown-setting") == []


def test_an_allowance_beside_no_project_is_weighed_too(tmp_path: Path) -> None:
    chosen = "检查: {bad-allowance: 提示}   # annexgen: allow budget-sum\n"
    (one,) = of(found(tmp_path, FILES, chosen), "bad-allowance")
    assert (one.path, one.severity) == ("content/annex.yaml", Severity.INFO)


def test_a_rule_on_comments_has_no_threshold(tmp_path: Path) -> None:
    findings = found(tmp_path, FILES, "检查: {left-to-review: {most: 1}}\n")
    assert [one.rule for one in findings if one.path == "content/annex.yaml"] == ["unknown-setting"]


@pytest.mark.parametrize("written", ["关", "off", "{级别: 关}", "{severity: off}"])
@pytest.mark.parametrize("rule", ["budget-sum", "ANX201"])
def test_off(tmp_path: Path, written: str, rule: str) -> None:
    assert of(found(tmp_path, FILES, f"检查: {{{rule}: {written}}}\n"), "budget-sum") == []


@pytest.mark.parametrize(
    "scope",
    [
        "单位: {'301102': {budget-sum: 关}}",
        "units: {'*2': {budget-sum: 关}}",
        "文件: {'301102/*.yaml': {budget-sum: 关}}",
        "files: {'content/*乙.yaml': {budget-sum: 关}}",
        "budget-sum: 关, 单位: {'301101': {budget-sum: 错误}}",
        "单位: {'*': {budget-sum: 关}}, 文件: {'301101/01-?.yaml': {budget-sum: 错误}}",
    ],
)
def test_some_units_and_files_only(tmp_path: Path, scope: str) -> None:
    findings = found(tmp_path, FILES, f"检查: {{{scope}}}\n")
    assert [one.path for one in of(findings, "budget-sum")] == ["content/301101/01-甲.yaml"]
    assert of(findings, "unknown-setting") + of(findings, "idle-setting") == []


def test_annex_rules_weigh_what_their_own_file_says(tmp_path: Path) -> None:
    files = {"301101/02-甲.yaml": named("甲"), "301102/02-乙.yaml": named("乙")}
    checks = "检查: {number-gap: 关, 单位: {'301102': {number-gap: 警告}}}\n"
    [one] = of(found(tmp_path, files, checks), "number-gap")
    assert (one.path, one.severity) == ("content/301102/02-乙.yaml", Severity.WARNING)


@pytest.mark.parametrize(
    ("written", "rule", "place", "word"),
    [
        ("budget-sums: 关", "unknown-setting", "关", "是不是 budget-sum？"),
        ("文档: {'*': {}}", "unknown-setting", "{'*': {}}", "没有规则“文档”"),
        ("单位: {'301101': {单位: {}}}", "unknown-setting", "{}", "没有规则“单位”"),
        ("too-few-indicators: {最少: 3}", "unknown-setting", "3", "least"),
        ("too-few-indicators: {least: 三}", "bad-setting", "三", "整数，写的是“三”"),
        ("too-few-indicators: {least: 2.5}", "bad-setting", "2.5", "整数"),
        ("too-few-indicators: {least: -1}", "bad-setting", "-1", "整数"),
        ("too-few-indicators: {least: [3]}", "bad-setting", "[3]", "整数"),
        ("budget-sum: 严重", "bad-setting", "严重", "错误、警告、提示 或 关"),
        ("budget-sum: [关]", "bad-setting", "[关]", "错误、警告、提示 或 关"),
        ("budget-sum: ''", "bad-setting", "''", "错误、警告、提示 或 关"),
        ("单位: [甲]", "bad-setting", "[甲]", "规则: 级别"),
        ("单位: {'999': {budget-sum: 关}}", "idle-setting", "{budget-sum: 关}", "“999”"),
        ("文件: {'a.yaml': {budget-sum: 关}}", "idle-setting", "{budget-sum: 关}", "“a.yaml”"),
        (
            "单位: {'301101': {total: {expected: 1}}}",
            "unknown-setting",
            "1",
            "不能只对一部分设",
        ),
    ],
)
def test_wrong_settings_are_found_at_their_place(
    tmp_path: Path, written: str, rule: str, place: str, word: str
) -> None:
    line = f"检查: {{{written}}}"
    [one] = [one for one in found(tmp_path, FILES, line + "\n") if one.rule.endswith("-setting")]
    assert one.rule == rule
    assert one.path == "content/annex.yaml"
    assert one.span is not None
    assert line[one.span.column - 1 : one.span.end_column - 1] == place
    assert one.help is not None
    assert word in one.message.zh + one.help.zh


def test_project_rules_run_in_any_process(tmp_path: Path) -> None:
    annex = lay(tmp_path, FILES, "检查: {单位: {'301102': {budget-sum: 提示}}}\n")
    settings = read_settings(annex, Policy(), tmp_path).settings
    projects = [project for unit in annex.units for project in unit.projects]
    here = [check_project(project, settings) for project in projects]
    sent = pickle.loads(pickle.dumps((projects, settings)))
    assert pickle.loads(pickle.dumps([check_project(one, sent[1]) for one in sent[0]])) == here
    assert [one.severity for found in here for one in of(found, "budget-sum")] == ["error", "info"]
