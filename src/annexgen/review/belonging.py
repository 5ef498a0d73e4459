"""Which change a finding belongs to: the one of the part of the file that it stands in.

What is wrong with the money may have come from any sum, wherever it stands; it belongs to the
budget's change where its own part has none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from annexgen.findings import Finding
from annexgen.review.changes import Change, Changed
from annexgen.review.sheets import FUNDS, TOTAL, Sheet
from annexgen.tuples import NamedTuple

_MONEY_RULES = "ANX2"
"""How the codes of the rules on budgets and costs begin."""


def belonging(changed: Changed) -> dict[str, list[Finding]]:
    """Return the findings that arose, by the fingerprint of the change that they belong to.

    Those of no single change have an empty one.
    """
    lines = [(change.new_line, change.fingerprint) for change in changed.changes]
    return _beside(changed.arisen, changed.new, lines, _of_money(changed.changes))


def belonging_before(changed: Changed) -> dict[str, list[Finding]]:
    """Return the findings that were mended, by the change that mended them, likewise."""
    lines = [(change.old_line, change.fingerprint) for change in changed.changes]
    return _beside(changed.mended, changed.old, lines, _of_money(changed.changes))


def _of_money(changes: Iterable[Change]) -> str:
    """Return the fingerprint of the first change of a budget; empty where there is none."""
    sums = (change.fingerprint for change in changes if change.field in (TOTAL, *FUNDS))
    return next(sums, "")


def _beside(
    findings: Iterable[Finding],
    sheet: Sheet | None,
    changes: Iterable[tuple[int | None, str]],
    of_money: str,
) -> dict[str, list[Finding]]:
    """Sort findings by the first change of the part of the sheet that they stand in."""
    parts = sorted(_parts(sheet)) if sheet else []
    by_line: dict[int, str] = {}
    for line, fingerprint in changes:
        if line is not None:
            by_line.setdefault(_line_of_part(line, parts), fingerprint)
    result: dict[str, list[Finding]] = {}
    for finding in findings:
        owner = by_line.get(_line_of_part(finding.span.line, parts), "") if finding.span else ""
        if not owner and finding.code.startswith(_MONEY_RULES):
            owner = of_money
        result.setdefault(owner, []).append(finding)
    return result


class _Part(NamedTuple):
    """A field, goal or indicator: where it begins, and the line that its changes name."""

    top: int
    line: int


def _parts(sheet: Sheet) -> Iterator[_Part]:
    for line in (*sheet.lines.values(), *sheet.goal_lines):
        yield _Part(line, line)
    for row in sheet.rows:
        yield _Part(row.top or row.line, row.line)


def _line_of_part(line: int, parts: Sequence[_Part]) -> int:
    """Return the line that the changes of the part at ``line`` name; 0 where there is no part."""
    at = bisect_right(parts, line, key=lambda part: part.top)
    return parts[at - 1].line if at else 0
