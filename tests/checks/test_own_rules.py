"""A repository's own rules: named in annex.yaml, set, allowed and explained like any other."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from small_content import found, lay, named

from annexgen.checks.engine import check_project
from annexgen.checks.reading import read_settings
from annexgen.cli.catalogue import all_rules
from annexgen.findings import Finding, Severity
from annexgen.schema.policy import Policy

RULE = """
from annexgen.checks.registry import Found, project_rule
from annexgen.findings import Message, Severity

@project_rule("OWN1", "no-review", Severity.WARNING, settings={"word": "评审"},
              summary=Message("没有提到评审", "No review is spoken of"),
              reason=Message("本办要求。", "Our office asks for it."),
              remedy=Message("写上评审", "Speak of the review"))
def no_review(project, view):
    if view.setting("word") not in project.purpose:
        yield Found(project.origin, "purpose", Message("没有提到评审", "No review"))
"""
FILES = {"301101/01-甲.yaml": named("甲")}


@pytest.fixture(autouse=True)
def _forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what is loaded here out of the list of all rules."""
    monkeypatch.setattr("annexgen.checks.own._loaded", {})


def own(root: Path, checks: str, rule: str = RULE) -> list[Finding]:
    (root / "rules").mkdir(parents=True)
    (root / "rules" / "house.py").write_text(rule, encoding="utf-8")
    return [
        one
        for one in found(root, FILES, checks)
        if one.code.startswith("OWN") or one.rule.endswith(("-setting", "-rules", "-allowance"))
    ]


def test_a_file_of_the_repository(tmp_path: Path) -> None:
    [one] = own(tmp_path, "检查: {规则: [rules/house.py]}\n")
    assert (one.code, one.rule, one.severity) == ("OWN1", "no-review", Severity.WARNING)
    assert "OWN1" in [rule.code for rule in all_rules()]


@pytest.mark.parametrize("chosen", ["no-review: 关", "OWN1: {word: 档案}"])
def test_it_is_set_like_any_other(tmp_path: Path, chosen: str) -> None:
    assert own(tmp_path, f"检查: {{rules: [rules/house.py], {chosen}}}\n") == []


def test_it_is_allowed_like_any_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = named("甲").replace("资金用途", "# annexgen: allow no-review -- 已评审\n资金用途")
    monkeypatch.setitem(FILES, "301101/01-甲.yaml", text)
    assert own(tmp_path, "检查: {规则: [rules/house.py]}\n") == []


def test_only_what_is_named_runs(tmp_path: Path) -> None:
    assert own(tmp_path, "") == []


@pytest.mark.parametrize(
    ("names", "rule", "told"),
    [
        ("[rules/home.py]", RULE, "there is no such file"),
        ("[../house.py]", RULE, "outside the annex's folder"),
        ("[house]", RULE, "no installed package offers it"),
        ("[rules/house.py]", "1 / 0", "ZeroDivisionError"),
        ("[rules/house.py]", "def", "SyntaxError"),
        ("[rules/house.py]", RULE.replace("OWN1", "ANX201"), "two rules are called ANX201"),
        ("[rules/house.py]", RULE.replace("no-review", "budget-sum"), "two rules are called"),
        ("rules/house.py", RULE, "list of files"),
    ],
)
def test_what_cannot_be_loaded_is_a_finding(
    tmp_path: Path, names: str, rule: str, told: str
) -> None:
    [one] = own(tmp_path, f"检查: {{规则: {names}}}\n", rule)
    assert one.severity is Severity.ERROR
    assert told in one.message.en
    assert one.span is not None
    assert one.span.line == 6


def test_it_runs_in_any_process(tmp_path: Path) -> None:
    (tmp_path / "rules.py").write_text(RULE, encoding="utf-8")
    annex = lay(tmp_path, FILES, "检查: {规则: [rules.py]}\n")
    settings = read_settings(annex, Policy(), tmp_path).settings
    project, sent = pickle.loads(pickle.dumps((annex.units[0].projects[0], settings)))
    assert "no-review" in [one.rule for one in check_project(project, sent)]
