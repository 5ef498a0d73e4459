"""Which change a finding belongs to: the one of the part of the file that it stands in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from annexgen.findings import Finding
from annexgen.review.changes import Changed
from annexgen.review.sheets import Sheet


def belonging(changed: Changed) -> dict[str, list[Finding]]:
    """Return the findings that arose, by the fingerprint of the change that they belong to.

    Those of no single change have an empty one.
    """
    lines = [(change.new_line, change.fingerprint) for change in changed.changes]
    return _beside(changed.arisen, changed.new, lines)


def belonging_before(changed: Changed) -> dict[str, list[Finding]]:
    """Return the findings that were mended, by the change that mended them, likewise."""
    lines = [(change.old_line, change.fingerprint) for change in changed.changes]
    return _beside(changed.mended, changed.old, lines)


def _beside(
    findings: Iterable[Finding], sheet: Sheet | None, changes: Iterable[tuple[int | None, str]]
) -> dict[str, list[Finding]]:
    """Sort findings by the first change of the part of the sheet that they stand in."""
    by_line: dict[int | None, str] = {}
    for line, fingerprint in changes:
        by_line.setdefault(line, fingerprint)
    starts = _starts(sheet) if sheet else []
    result: dict[str, list[Finding]] = {}
    for finding in findings:
        at = bisect_right(starts, finding.span.line) if finding.span else 0
        result.setdefault(by_line.get(starts[at - 1], "") if at else "", []).append(finding)
    return result


def _starts(sheet: Sheet) -> list[int]:
    return sorted({*(row.line for row in sheet.rows), *sheet.lines.values(), *sheet.goal_lines})
