"""Findings as workflow commands, which GitHub shows beside the lines of a pull request.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions: values escape ``%``
and line breaks, properties ``:`` and ``,`` as well. Columns are given only for a place within one
line: an annotation of several lines may not have them. GitHub shows ten annotations of each level
for a step; the log has all of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from annexgen.findings import Finding, Severity
from annexgen.findings.printable import visible
from annexgen.findings.setting import Setting
from annexgen.findings.text import counts

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def show(findings: Sequence[Finding], setting: Setting) -> str:
    """Return one command for each finding and a line that counts them."""
    if not findings:
        return ""
    lines = [_command(finding, setting) for finding in findings]
    return "\n".join([*lines, counts(findings, setting.language)]) + "\n"


def _command(finding: Finding, setting: Setting) -> str:
    properties = {"file": visible(setting.in_repository(finding.path))}
    span = finding.span
    if span is not None:
        properties |= {"line": str(span.line), "endLine": str(span.end_line)}
        if span.end_line == span.line:
            properties |= {"col": str(span.column), "endColumn": str(span.end_column)}
    properties["title"] = f"{finding.code} {finding.rule}"
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    message = visible(finding.message.text(setting.language))
    if finding.help is not None:
        message += f"\nhelp: {visible(finding.help.text(setting.language))}"
    return f"::{_LEVELS[finding.severity]} {listed}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
