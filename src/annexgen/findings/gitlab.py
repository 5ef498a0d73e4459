"""Findings as GitLab's Code Quality report, which GitLab shows in a merge request.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format: a JSON list, paths
from the repository's top without ``./``, a severity out of five, and for each finding a fingerprint
that GitLab compares to tell new findings from known ones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from annexgen.findings import Finding, Severity
from annexgen.findings.as_json import dumps
from annexgen.findings.printable import visible
from annexgen.findings.setting import Setting

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}
_LINE_NUMBER = re.compile(r"第 ?\d+ ?行")


def show(findings: Sequence[Finding], setting: Setting) -> str:
    """Return the report, an empty list where there is no finding."""
    seen: Counter[tuple[str, ...]] = Counter()
    return dumps([_entry(finding, seen, setting) for finding in findings])


def _entry(finding: Finding, seen: Counter[tuple[str, ...]], setting: Setting) -> dict[str, object]:
    description = finding.message.text(setting.language)
    if finding.help is not None:
        description += f" ({finding.help.text(setting.language)})"
    path = setting.in_repository(finding.path)
    return {
        "description": visible(description),
        "check_name": f"{finding.code} {finding.rule}",
        "fingerprint": _fingerprint(finding, path, seen),
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": path, **_place(finding)},
    }


def _place(finding: Finding) -> dict[str, object]:
    """Return the place; the first line for a whole file, since GitLab asks for a line."""
    if finding.span is None:
        return {"lines": {"begin": 1}}
    line, _, end_line, end_column = finding.span
    last = end_line - (end_column == 1 and end_line > line)
    return {"lines": {"begin": line, "end": last}}


def _fingerprint(finding: Finding, path: str, seen: Counter[tuple[str, ...]]) -> str:
    """Return what stays the same when lines move or the language of the run changes.

    Equal findings of one file are told apart by their order.
    """
    from hashlib import sha256

    key = (path, finding.code, _LINE_NUMBER.sub("", finding.message.zh))
    seen[key] += 1
    whole = "\0".join((*key, str(seen[key])))
    return sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
