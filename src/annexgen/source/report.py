"""Collects the findings of one file, so that a file with a thousand equal faults stays readable."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from annexgen.findings import Finding, Message, Rule

if TYPE_CHECKING:
    from annexgen.positions import Span

MOST_OF_A_KIND = 20
"""So many findings of one rule are listed for a file; of the rest the last one tells the number."""


class Report:
    """The findings of one file.

    Args:
        path: POSIX path relative to the annex root.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._findings: list[Finding] = []
        self._counts: Counter[str] = Counter()

    def add(
        self,
        rule: Rule,
        span: Span | None,
        message: Message,
        help: Message | None = None,  # noqa: A002
    ) -> None:
        """Take a finding of ``rule`` at ``span``."""
        self._counts[rule.code] += 1
        if self._counts[rule.code] <= MOST_OF_A_KIND:
            self._findings.append(rule.at(self._path, span, message, help))

    def __len__(self) -> int:
        return len(self._findings)

    def findings(self) -> tuple[Finding, ...]:
        """Return what was found, in the order of the file."""
        last = {finding.code: index for index, finding in enumerate(self._findings)}
        for code, index in last.items():
            more = self._counts[code] - MOST_OF_A_KIND
            if more > 0:
                self._findings[index] = _with_rest(self._findings[index], more)
                self._counts[code] = MOST_OF_A_KIND
        return tuple(sorted(self._findings, key=lambda f: f.span or (0, 0, 0, 0)))


def _with_rest(finding: Finding, more: int) -> Finding:
    message = finding.message
    return finding._replace(
        message=Message(
            f"{message.zh}（本文件还有 {more} 处同样的问题）",
            f"{message.en} (and {more} more of this kind in the file)",
        ),
    )
