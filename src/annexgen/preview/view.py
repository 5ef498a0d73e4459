"""What a browser shows at a time, and what tells it how to get from one view to the next.

A view is the page, the notes beside its parts, and the problems for which the page is not up to
date. A browser that shows a view is sent a change to the next; where the page has changed in more
than single sections, or the browser shows another view, it is told to load the page again.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping

from annexgen.findings import Finding, Severity
from annexgen.preview.leaves import changed_leaves
from annexgen.preview.notes import Note
from annexgen.preview.sheets import Page
from annexgen.tuples import NamedTuple

MOST_PROBLEMS = 50
"""Problems that are listed on top of the page; further ones are counted."""


MOST_IN_PLACE = 100
"""Sections that are changed in place; where more differ, loading the page again is quicker."""


class View(NamedTuple):
    """What a browser shows.

    Attributes:
        page: None as long as there was none without a fault.
        notes: the findings beside the parts of the page, by the id of their section; those of the
            annex as a whole under an empty id.
        problems: why the page is older than its files; empty where it is not.
        counts: how many findings of each severity there are in the files as they are.
    """

    page: Page | None
    notes: Mapping[str, tuple[Note, ...]]
    problems: tuple[Note, ...]
    counts: Mapping[str, int]

    @property
    def revision(self) -> str:
        """What tells one page from another."""
        return "" if self.page is None else self.page.revision


EMPTY = View(None, {}, (), {})


def counted(findings: Iterable[Finding]) -> dict[str, int]:
    """Return how many findings of each severity there are."""
    found = Counter(finding.severity for finding in findings)
    return {str(severity): found[severity] for severity in Severity}


def whole(view: View) -> str:
    """Return what a browser needs to know that has just loaded the page, as one line of JSON."""
    return _line({"to": view.revision, "notes": view.notes, **_top(view)})


def change(before: View, after: View) -> str:
    """Return what leads a browser from one view to the next, as one line of JSON.

    ``sections`` are the elements to replace, by id, and ``leaves`` the texts around them (see
    ``leaves.Leaf``); both are null where the page is to be loaded again.
    ``notes`` are those of the sections whose notes have changed.
    """
    ids = dict.fromkeys((*before.notes, *after.notes))
    notes = {
        name: after.notes.get(name, ())
        for name in ids
        if before.notes.get(name) != after.notes.get(name)
    }
    told = {"from": before.revision, "to": after.revision, "notes": notes}
    return _line({**told, **_replaced(before.page, after.page), **_top(after)})


def _replaced(before: Page | None, after: Page | None) -> dict[str, object]:
    """Return what differs between two pages; nulls where the page is to be loaded again."""
    nothing: dict[str, object] = {"sections": None, "leaves": None}
    if before is None or after is None:
        return nothing
    if [sheet.id for sheet in before.sheets] != [sheet.id for sheet in after.sheets]:
        return nothing
    leaves = changed_leaves(before, after)
    if leaves is None:
        return nothing
    pairs = zip(before.sheets, after.sheets, strict=True)
    sections = {new.id: new.html for old, new in pairs if old.html != new.html}
    return nothing if len(sections) > MOST_IN_PLACE else {"sections": sections, "leaves": leaves}


def _top(view: View) -> dict[str, object]:
    """Return what is said above the page."""
    more = max(len(view.problems) - MOST_PROBLEMS, 0)
    return {"problems": view.problems[:MOST_PROBLEMS], "more": more, "counts": view.counts}


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
