"""Every rule at its columns: project files that carry their expected findings in comments."""

from __future__ import annotations

from pathlib import Path

import pytest
from rule_cases import FOLDER, case_files, expected_in, findings_in, mismatches

from annexgen.checks.registry import all_content_rules, project_rules

RULES = [rule.rule for rule in all_content_rules()]


def shown(path: Path) -> str:
    return path.relative_to(FOLDER).with_suffix("").as_posix()


@pytest.mark.parametrize("path", case_files(), ids=shown)
def test_findings_are_those_announced(path: Path, tmp_path: Path) -> None:
    text = path.read_text("utf-8")
    assert mismatches(text, findings_in(text, tmp_path)) == []


def test_every_project_rule_has_a_case() -> None:
    announced = {one.rule for path in case_files() for one in expected_in(path.read_text("utf-8"))}
    assert {rule.rule.name for rule in project_rules()} <= announced


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rules_explain_themselves_in_both_languages(rule: object) -> None:
    from annexgen.findings import Rule

    assert isinstance(rule, Rule)
    for message in (rule.summary, rule.reason, rule.remedy):
        assert message is not None
        assert message.zh
        assert message.en
        assert not message.en[0].islower()
