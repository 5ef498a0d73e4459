"""Findings for a person at a terminal: the place and fault, the line with carets, what to write.

content/301101/01-….yaml:3:6: error[S105 not-a-number]: 预算数应为数字，写的是“四百七十”
  3 | 预算数: 四百七十
    |         ^^^^^^^^
    help: 只写数字，如 470.00
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from annexgen.findings import Finding, Message, Severity
from annexgen.findings.frame import FrameLine, SourceLines, frame
from annexgen.findings.printable import visible
from annexgen.findings.setting import Setting

_BOLD, _DIM, _GREEN, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[32m", "\x1b[0m"
_COLOURS = {
    Severity.ERROR: "\x1b[1;31m",
    Severity.WARNING: "\x1b[1;33m",
    Severity.INFO: "\x1b[1;36m",
}
_COUNTED = {
    Severity.ERROR: (Message("个错误", "error"), Message("个错误", "errors")),
    Severity.WARNING: (Message("个警告", "warning"), Message("个警告", "warnings")),
    Severity.INFO: (Message("条提示", "note"), Message("条提示", "notes")),
}


def show(findings: Sequence[Finding], setting: Setting) -> str:
    """Return all findings and a line that counts them; an empty text where there is none."""
    if not findings:
        return ""
    lines = SourceLines(setting.root)
    blocks = ["\n".join(_block(finding, lines, setting)) for finding in findings]
    return "\n\n".join([*blocks, counts(findings, setting.language)]) + "\n"


def headline(finding: Finding, language: str, *, colour: bool = False) -> str:
    """Return the first line of a finding, as it stands everywhere: path, place, code, message."""
    place = visible(finding.path)
    if finding.span is not None:
        place += f":{finding.span.line}:{finding.span.column}"
    label = f"{finding.severity}[{finding.code} {finding.rule}]"
    if colour:
        place = f"{_BOLD}{place}{_RESET}"
        label = f"{_COLOURS[finding.severity]}{label}{_RESET}"
    return f"{place}: {label}: {visible(finding.message.text(language))}"


def counts(findings: Sequence[Finding], language: str) -> str:
    """Return how many findings of each severity there are, in how many files."""
    found = Counter(finding.severity for finding in findings)
    files = len({finding.path for finding in findings})
    parts = [
        f"{found[severity]} {words[found[severity] > 1].text(language)}"
        for severity, words in _COUNTED.items()
        if found[severity]
    ]
    if language == "en":
        return f"{', '.join(parts)} in {files} {'files' if files > 1 else 'file'}"
    return f"{files} 个文件中有 {'，'.join(parts)}"


def _block(finding: Finding, lines: SourceLines, setting: Setting) -> Iterator[str]:
    yield headline(finding, setting.language, colour=setting.colour)
    margin = 4
    if finding.span is not None:
        margin = max(len(str(finding.span.end_line)), margin)
        room = setting.width - margin - 4
        for line in frame(lines, finding.path, finding.span, room):
            yield from _drawn(line, margin, _COLOURS[finding.severity], colour=setting.colour)
    if finding.help is not None:
        word = f"{_GREEN}help{_RESET}" if setting.colour else "help"
        yield f"{' ' * (margin + 1)}{word}: {visible(finding.help.text(setting.language))}"


def _drawn(line: FrameLine, margin: int, caret_colour: str, *, colour: bool) -> Iterator[str]:
    """Yield a line of a frame and the line with its carets."""
    dim, reset = (_DIM, _RESET) if colour else ("", "")
    number = "" if line.number is None else str(line.number)
    yield f"{dim}{number:>{margin}} |{reset} {line.text}".rstrip()
    if line.carets:
        carets = "^" * line.carets
        carets = f"{caret_colour}{carets}{reset}" if colour else carets
        yield f"{dim}{'':>{margin}} |{reset} {' ' * line.pad}{carets}"
