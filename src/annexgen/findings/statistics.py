"""How often each rule has found something: a line for each, the most frequent first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from annexgen.findings import Finding, Rule
from annexgen.findings.printable import columns


def statistics(findings: Iterable[Finding], rules: Iterable[Rule], language: str) -> str:
    """Return count, code, name and summary of each rule that has findings.

    Args:
        findings: what was found.
        rules: all that a finding may be of.
        language: ``"zh"`` or ``"en"``.
    """
    counted = Counter((finding.code, finding.rule) for finding in findings)
    known = {rule.code: rule.summary.text(language) for rule in rules}
    rows = [
        (str(count), code, name, known.get(code, ""))
        for (code, name), count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    ]
    wide = [max((columns(row[column]) for row in rows), default=0) for column in range(3)]
    return "".join(
        f"{count:>{wide[0]}}  {code:<{wide[1]}}  {name:<{wide[2]}}  {summary}\n"
        for count, code, name, summary in rows
    )
