"""One content file and the mends for it, in rounds until none is left.

A mend gives a field's whole text, so two for one field go one after the other: the file is checked
again after each round, since a mend may make room for the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from annexgen.findings import Finding
from annexgen.fixing.scalars import replaced
from annexgen.positions import Span
from annexgen.tuples import NamedTuple

Recheck = Callable[[str, bytes], Sequence[Finding]]
"""Gives the findings in a file (path relative to the root) if it had these bytes."""

_MOST_ROUNDS = 8


class Mended(NamedTuple):
    """A file that was mended, in memory.

    Attributes:
        path: POSIX path relative to the annex root.
        before: its bytes on the disk.
        after: its bytes with the mends.
        mends: how many were made.
    """

    path: str
    before: bytes
    after: bytes
    mends: int


def mended(path: str, data: bytes, findings: Iterable[Finding], recheck: Recheck) -> Mended | None:
    """Return the file with all mends that can be made; None where there is none.

    Args:
        path: of the file, relative to the annex root.
        data: its bytes.
        findings: what was found in it.
        recheck: finds again after each round.
    """
    now, count = data, 0
    for _ in range(_MOST_ROUNDS):
        after, made = _round(path, now, findings)
        if not made:
            break
        now, count = after, count + made
        findings = recheck(path, now)
    return Mended(path, data, now, count) if count else None


def _round(path: str, data: bytes, findings: Iterable[Finding]) -> tuple[bytes, int]:
    """Make at most one mend for each place, from the end of the file so that places hold."""
    mends: dict[Span, Finding] = {}
    for finding in findings:
        if finding.mend is not None and finding.span is not None:
            mends.setdefault(finding.span, finding)
    made = 0
    for span, finding in sorted(mends.items(), reverse=True):
        after = replaced(path, data, span, finding.mend or "")
        if after is not None:
            data, made = after, made + 1
    return data, made
