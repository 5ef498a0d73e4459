"""Findings for programs: JSON, GitHub's workflow commands, SARIF."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from annexgen.cli.catalogue import all_rules
from annexgen.findings import Finding, Message, Severity, as_json, github, sarif
from annexgen.findings.setting import Setting
from annexgen.positions import Span

ERROR = Finding(
    "S105",
    "not-a-number",
    Severity.ERROR,
    "content/301101/01-会,议: 甲.yaml",
    Span(3, 6, 3, 10),
    Message("应为数字，写的是“100%\x1b”", "A number, not “100%\x1b”"),
    Message("只写数字", "Write digits"),
)
NOTE = Finding(
    "Y055", "name-collision", Severity.INFO, "content/301101", None, Message("冲突", "Collision")
)
SEVERAL_LINES = Finding(
    "S103",
    "wrong-shape",
    Severity.WARNING,
    "a.yaml",
    Span(1, 2, 4, 1),
    Message("写法", "Shape"),
    mend="按规定",
)
ALL = [ERROR, NOTE, SEVERAL_LINES]

TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
POSITIVE = {"type": "integer", "minimum": 1}
# What this output uses of SARIF 2.1.0, by clause; the published schema was tried by hand.
SARIF = {
    "type": "object",
    "required": ["version", "runs"],  # 3.13
    "properties": {
        "version": {"const": "2.1.0"},
        "$schema": {"type": "string", "pattern": "^https://.*sarif-schema-2.1.0.json$"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],  # 3.14
                "additionalProperties": False,
                "properties": {
                    "columnKind": {"const": "unicodeCodePoints"},
                    "tool": {
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "required": ["name", "rules"],  # 3.19
                                "properties": {
                                    "language": {"pattern": "^[a-z]{2}-[A-Z]{2}$"},
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {
                                            "required": ["id"],  # 3.49
                                            "properties": {
                                                "shortDescription": TEXT,
                                                "defaultConfiguration": {
                                                    "properties": {"level": LEVEL}
                                                },
                                            },
                                        },
                                    },
                                },
                            }
                        },
                    },
                    "results": {
                        "type": "array",
                        "items": {
                            "required": ["message", "ruleId", "locations"],  # 3.27
                            "properties": {
                                "message": TEXT,
                                "level": LEVEL,
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "locations": {
                                    "items": {
                                        "properties": {
                                            "physicalLocation": {
                                                "properties": {
                                                    "artifactLocation": {
                                                        "properties": {
                                                            "uri": {"pattern": "^[!-~]+$"}
                                                        }
                                                    },
                                                    "region": {"additionalProperties": POSITIVE},
                                                }
                                            }
                                        }
                                    }
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}


@pytest.fixture
def setting(tmp_path: Path) -> Setting:
    return Setting(tmp_path, rules=all_rules())


def test_json_is_as_documented(setting: Setting) -> None:
    text = as_json.show(ALL, setting)
    log = json.loads(text)
    assert log["version"] == 1
    assert log["counts"] == {"error": 1, "warning": 1, "info": 1}
    assert log["findings"][0] == {
        "code": "S105",
        "rule": "not-a-number",
        "severity": "error",
        "path": ERROR.path,
        "span": {"line": 3, "column": 6, "end_line": 3, "end_column": 10},
        "message": ERROR.message.zh,
        "help": "只写数字",
        "mend": None,
    }
    assert log["findings"][1]["span"] is None
    assert log["findings"][2]["mend"] == "按规定"
    assert "应为数字" in text
    assert "\x1b" not in text


def test_json_escapes_what_is_hidden_and_keeps_it() -> None:
    text = as_json.dumps({"键": "\u202e\x9b\ud800"})
    assert '"\\u202e\\u009b\\ud800"' in text
    assert json.loads(text) == {"键": "\u202e\x9b\ud800"}


def test_no_findings_are_an_empty_list_in_json(setting: Setting) -> None:
    assert json.loads(as_json.show([], setting))["findings"] == []


def test_github_commands_are_escaped(setting: Setting) -> None:
    lines = github.show(ALL, setting).splitlines()
    assert lines[0] == (
        "::error file=content/301101/01-会%2C议%3A 甲.yaml,line=3,endLine=3,col=6,endColumn=10,"
        "title=S105 not-a-number::应为数字，写的是“100%25␛”%0Ahelp: 只写数字"
    )
    assert lines[1] == "::notice file=content/301101,title=Y055 name-collision::冲突"


def test_github_gives_no_columns_for_several_lines(setting: Setting) -> None:
    command = github.show([SEVERAL_LINES], setting)
    assert command.startswith("::warning file=a.yaml,line=1,endLine=4,title=")


def test_github_paths_count_from_the_top_of_the_checkout(tmp_path: Path) -> None:
    setting = Setting(tmp_path, prefix="预算/2025")
    assert "file=预算/2025/a.yaml," in github.show([SEVERAL_LINES], setting)


def test_sarif_is_valid_and_places_findings(setting: Setting) -> None:
    log = json.loads(sarif.show(ALL, setting))
    jsonschema.validate(log, SARIF)
    run = log["runs"][0]
    result = run["results"][0]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "S105"
    place = result["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 3, "startColumn": 6, "endLine": 3, "endColumn": 10}
    assert place["artifactLocation"]["uri"].startswith("content/301101/01-%E4%BC%9A")
    assert run["results"][1]["level"] == "note"


def test_sarif_knows_every_rule_once(setting: Setting) -> None:
    rules = json.loads(sarif.show([], setting))["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.code for rule in all_rules()]
    assert len({rule.code for rule in all_rules()}) == len(all_rules())
    assert len({rule.name for rule in all_rules()}) == len(all_rules())
