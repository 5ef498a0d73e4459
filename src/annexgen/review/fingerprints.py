"""A short name for each change, so that an approval noted for it survives the next push.

It comes from what has changed (whose, which field, from what to what), not from where that stands:
further changes beside it, other line numbers and a new place in the list leave it as it is.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256

from annexgen.review.changes import Change
from annexgen.review.sheets import Row, Sheet

_DIGITS = 12


def fingerprinted(
    whose: tuple[str, ...], changes: Iterable[Change], whole: Sheet | None = None
) -> Iterator[Change]:
    """Yield the changes of one file with their fingerprints.

    Args:
        whose: what names the file's project or unit on the old side, where it has one.
        changes: in order; the second of two that are the same gets another fingerprint.
        whole: the file, where it has come or gone as a whole: what is approved is all it says.
    """
    seen: Counter[str] = Counter()
    for change in changes:
        row = change.old_row or change.new_row
        named = [*row.levels, row.name] if row else []
        said: list[object] = [*whose, *named, change.field, change.old, change.new]
        if not change.field:
            said += [_told(change.old_row), _told(change.new_row), _event(change)]
        if whole is not None:
            said += [sorted(whole.fields.items()), whole.goals, list(map(_told, whole.rows))]
            said += whole.allowed
        text = json.dumps(said, ensure_ascii=False)
        seen[text] += 1
        text += "" if seen[text] == 1 else f"#{seen[text]}"
        digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        yield replace(change, fingerprint=digest[:_DIGITS])


def _told(row: Row | None) -> list[list[str]] | None:
    return None if row is None else sorted([key, text] for key, text in row.fields.items())


def _event(change: Change) -> str:
    """Tell a goal or row that moved from one that came or went; they have no field to do so."""
    return change.kind.rpartition("-")[2]
