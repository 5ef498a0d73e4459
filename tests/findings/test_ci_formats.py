"""Findings for build servers: GitLab's Code Quality report and JUnit."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lxml import etree

from annexgen.findings import Finding, Message, Severity, gitlab, junit
from annexgen.findings.setting import Setting
from annexgen.positions import Span

ERROR = Finding(
    "S105",
    "not-a-number",
    Severity.ERROR,
    "content/301101/01-会 & 议.yaml",
    Span(3, 6, 3, 10),
    Message('应为数字，写的是“<100%>\x1b\ufffe"', "A number, not “<100%>\x1b”"),
    Message("只写数字", "Write digits"),
)
TWICE = Finding(
    "S102",
    "duplicate-key",
    Severity.WARNING,
    ERROR.path,
    Span(5, 2, 8, 1),
    Message("写了两次，第一次在第 3 行", "Written twice, first on line 3"),
)
NOTE = Finding(
    "Y055", "name-collision", Severity.INFO, "content/301102", None, Message("冲突", "Collision")
)
ALL = [ERROR, TWICE, NOTE]


@pytest.fixture
def setting(tmp_path: Path) -> Setting:
    return Setting(tmp_path, prefix="预算/2025")


def test_gitlab_has_the_fields_it_asks_for(setting: Setting) -> None:
    text = gitlab.show(ALL, setting)
    report = json.loads(text)
    assert not text.startswith("\ufeff")
    for entry in report:
        assert {"description", "check_name", "fingerprint", "severity", "location"} <= entry.keys()
        assert entry["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert re.fullmatch("[0-9a-f]{64}", entry["fingerprint"])
        assert entry["location"]["path"].startswith("预算/2025/content/")
        assert entry["location"]["lines"]["begin"] >= 1
    assert report[0]["check_name"] == "S105 not-a-number"
    assert report[0]["description"] == '应为数字，写的是“<100%>␛<U+FFFE>" (只写数字)'
    assert [entry["severity"] for entry in report] == ["critical", "minor", "info"]
    assert [entry["location"]["lines"] for entry in report] == [
        {"begin": 3, "end": 3},
        {"begin": 5, "end": 7},
        {"begin": 1},
    ]


def _fingerprints(findings: list[Finding], setting: Setting) -> list[str]:
    return [entry["fingerprint"] for entry in json.loads(gitlab.show(findings, setting))]


def test_gitlab_fingerprints_are_unique_even_among_equals(setting: Setting) -> None:
    other_file = ERROR._replace(path="content/301101/02-x.yaml")
    findings = [*ALL, ERROR._replace(span=Span(9, 1, 9, 2)), other_file, ERROR]
    assert len(set(_fingerprints(findings, setting))) == len(findings)


def test_gitlab_fingerprints_stay_when_lines_move_and_languages_change(setting: Setting) -> None:
    moved = [
        ERROR._replace(span=Span(30, 6, 30, 10)),
        TWICE._replace(
            span=Span(50, 2, 50, 9),
            message=Message("写了两次，第一次在第 30 行", "Written twice, first on line 30"),
        ),
    ]
    before = _fingerprints([ERROR, TWICE], setting)
    assert _fingerprints(moved, Setting(setting.root, "en", prefix=setting.prefix)) == before


def test_no_findings_are_an_empty_report_in_gitlab(setting: Setting) -> None:
    assert json.loads(gitlab.show([], setting)) == []


def _suites(findings: list[Finding], setting: Setting) -> etree._Element:
    text = junit.show(findings, setting)
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ')
    return etree.fromstring(text.encode())


@pytest.mark.parametrize("findings", [[], ALL, [NOTE]])
def test_junit_counts_agree_with_what_is_there(findings: list[Finding], setting: Setting) -> None:
    root = _suites(findings, setting)
    assert root.tag == "testsuites"
    assert [child.tag for child in root] == ["testsuite"] * len(root)
    for place in (root, *root):
        cases = list(place.iter("testcase"))
        assert cases
        assert place.get("tests") == str(len(cases))
        assert place.get("failures") == str(len(list(place.iter("failure"))))
        assert place.get("skipped") == str(len(list(place.iter("skipped"))))
        assert place.get("errors") == "0"
    for case in root.iter("testcase"):
        assert case.get("name")
        assert case.get("classname")
        assert case.get("time") == "0"
        assert [child.tag for child in case] in ([], ["failure"], ["skipped"])


def test_junit_fails_for_what_check_fails_for(setting: Setting) -> None:
    root = _suites(ALL, setting)
    assert [suite.get("name") for suite in root] == [
        "预算/2025/content/301101/01-会 & 议.yaml",
        "预算/2025/content/301102",
    ]
    failure, _ = root.iter("failure")
    (skipped,) = root.iter("skipped")
    assert failure.get("message") == '应为数字，写的是“<100%>␛<U+FFFE>"'
    assert failure.get("type") == "error"
    assert str(failure.text) == (
        "预算/2025/content/301101/01-会 & 议.yaml:3:6: error[S105 not-a-number]: "
        '应为数字，写的是“<100%>␛<U+FFFE>"\nhelp: 只写数字'
    )
    assert skipped.get("message") == "冲突"


def test_junit_names_no_case_twice_in_a_file(setting: Setting) -> None:
    cases = [
        (case.get("classname"), case.get("name")) for case in _suites(ALL, setting).iter("testcase")
    ]
    assert cases[0][1] == "S105 not-a-number:3:6"
    assert len(set(cases)) == len(cases)
