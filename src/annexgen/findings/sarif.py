"""Findings as SARIF 2.1.0 (OASIS, 2020), which code scanning services take in.

All rules are listed, also those that found nothing, so that a service knows them (3.19.23).
Columns count Unicode code points (3.14.17). No clock and no machine's path: the same findings give
the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from annexgen import __version__
from annexgen.findings import Finding, Rule, Severity
from annexgen.findings.as_json import dumps
from annexgen.findings.setting import Setting

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_LANGUAGES = {"zh": "zh-CN", "en": "en-US"}


def show(findings: Sequence[Finding], setting: Setting) -> str:
    """Return a SARIF log with one run."""
    rules = setting.rules
    index = {rule.code: position for position, rule in enumerate(rules)}
    driver = {
        "name": "annexgen",
        "version": __version__,
        "semanticVersion": __version__,
        "language": _LANGUAGES[setting.language],
        "rules": [_rule(rule, setting.language) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, index, setting) for finding in findings],
    }
    return dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule, language: str) -> dict[str, object]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary.text(language)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(finding: Finding, index: dict[str, int], setting: Setting) -> dict[str, object]:
    text = finding.message.text(setting.language)
    if finding.help is not None:
        text += f"\nhelp: {finding.help.text(setting.language)}"
    uri = quote(setting.in_repository(finding.path), errors="replace")
    result: dict[str, object] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": _region(finding)}}
        ],
    }
    if finding.code in index:
        result["ruleIndex"] = index[finding.code]
    return result


def _region(finding: Finding) -> dict[str, int]:
    """Return the place; the first line for a whole file, since services ask for a line."""
    if finding.span is None:
        return {"startLine": 1}
    line, column, end_line, end_column = finding.span
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
    }
