"""Findings as a JUnit report, which most build servers show as test results.

There is no one standard; this keeps to what https://github.com/testmoapp/junitxml and the schemas
of Ant and Jenkins have in common: suites with counts, a suite for each file, a test case for each
finding. What lets ``check`` fail is a failure; a note is a skipped case, which fails nothing. No
clock: times are 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree as Xml

from annexgen.findings import Finding, Message, Severity
from annexgen.findings.printable import visible
from annexgen.findings.setting import Setting

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAME = "annexgen"
_NO_FINDINGS = Message("没有问题", "No findings")


def show(findings: Sequence[Finding], setting: Setting) -> str:
    """Return the report; where nothing was found, one case that passes, as servers want a case."""
    root = Xml.Element("testsuites", {"name": _NAME, **_counts(findings)})
    for path, ofs in groupby(findings, key=lambda finding: finding.path):
        root.append(_suite(visible(setting.in_repository(path)), list(ofs), setting))
    if not findings:
        suite = Xml.SubElement(root, "testsuite", {"name": _NAME, **_counts(findings)})
        name = _NO_FINDINGS.text(setting.language)
        Xml.SubElement(suite, "testcase", {"name": name, "classname": _NAME, "time": "0"})
    Xml.indent(root)
    return _DECLARATION + Xml.tostring(root, encoding="unicode") + "\n"


def _counts(findings: Sequence[Finding]) -> dict[str, str]:
    notes = sum(finding.severity is Severity.INFO for finding in findings)
    return {
        "tests": str(len(findings) or 1),
        "failures": str(len(findings) - notes),
        "errors": "0",
        "skipped": str(notes),
        "time": "0",
    }


def _suite(path: str, findings: Sequence[Finding], setting: Setting) -> Xml.Element:
    suite = Xml.Element("testsuite", {"name": path, **_counts(findings)})
    for finding in findings:
        suite.append(_case(path, finding, setting))
    return suite


def _case(path: str, finding: Finding, setting: Setting) -> Xml.Element:
    """Return a test case with a name of its own in its file: rule and place."""
    span = finding.span
    place = f":{span.line}:{span.column}" if span is not None else ""
    title = f"{finding.code} {finding.rule}"
    case = Xml.Element(
        "testcase",
        {"name": f"{title}{place}", "classname": path, "file": path, "time": "0"},
    )
    if span is not None:
        case.set("line", str(span.line))
    message = visible(finding.message.text(setting.language))
    if finding.severity is Severity.INFO:
        Xml.SubElement(case, "skipped", {"message": message})
        return case
    failure = Xml.SubElement(case, "failure", {"message": message, "type": finding.severity})
    failure.text = f"{path}{place}: {finding.severity}[{title}]: {message}"
    if finding.help is not None:
        failure.text += f"\nhelp: {visible(finding.help.text(setting.language))}"
    return case
