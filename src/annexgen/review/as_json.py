r"""Changes for programs, as one JSON object, format version 1 (``docs/diff.schema.json``).

    {
      "version": 1,
      "tool": "annexgen 0.1.0",
      "base": "main",
      "head": "work tree",
      "money_unit": "万元",
      "totals": {"projects_added": 0, "projects_dropped": 0, "projects_changed": 1,
                 "stricter": 1, "weaker": 0, "changes": 1, "not_approved": 1,
                 "findings_new": 1, "findings_mended": 0,
                 "budget_old": null, "budget_new": null, "budget_delta": "0"},
      "units": [{"code": "301101", "name": "…", "budget_old": "470.00", "budget_new": "480.00",
                 "budget_delta": "10.00"}],
      "faulty": [{"side": "base", "path": "…", "is_read": true, "faults": 2,
                  "first_fault": {"code": "S104", …}}],
      "files": [
        {
          "kind": "project", "status": "changed",
          "old": {"path": "content/…", "name": "…", "unit": "301101"}, "new": {…},
          "changes": [
            {
              "kind": "target-raised", "fingerprint": "81d2…", "approved": false,
              "field": "指标值", "old": "≥1000人", "new": "≥1500人",
              "old_line": 12, "new_line": 12, "old_place": 0, "new_place": 0,
              "old_indicator": {"一级指标": "产出指标", …}, "new_indicator": {…},
              "weight": "stricter", "delta": "500", "unit": "人", "percent": "50.0"
            }
          ],
          "findings_new": [{"code": "ANX403", "rule": "…", "severity": "warning",
                            "path": "…", "span": {…}, "message": "…",
                            "change": "81d2…"}],
          "findings_mended": []
        }
      ],
      "findings_new": [], "findings_mended": [], "rules_left_out": []
    }

Numbers that count money or targets are texts, exact. Lines count from 1, places in a list from 0.
What does not apply is null; a sum of budgets is, where no money moved, and that of an annex of more
than 20,000 projects. The ``change`` of a finding is the fingerprint of the one that it belongs to.
Findings beside ``files`` stand in files that have not changed; rules that are left out are the
repository's own where they may not be run. Keys and kinds may be added without a new version; a
change of meaning raises it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from annexgen import __version__
from annexgen.findings import Finding
from annexgen.findings.as_json import core, dumps
from annexgen.review.belonging import belonging, belonging_before
from annexgen.review.changes import Change, Changed, Review, Sums
from annexgen.review.sheets import Row, Sheet
from annexgen.review.showing import Showing
from annexgen.review.tally import is_approved, money, not_approved, tally
from annexgen.source.tree import ANNEX_FILE

VERSION = 1


def show(review: Review, showing: Showing) -> str:
    """Return the changes as JSON, ending in a line feed."""
    sums, deltas = tally(review), money(review.projects)
    return dumps(
        {
            "version": VERSION,
            "tool": f"annexgen {__version__}",
            "base": review.base,
            "head": review.head,
            "money_unit": review.money_unit,
            "totals": {
                "projects_added": sums.added,
                "projects_dropped": sums.dropped,
                "projects_changed": sums.changed,
                "stricter": sums.stricter,
                "weaker": sums.weaker,
                "changes": sums.changes,
                "findings_new": sums.arisen,
                "findings_mended": sums.mended,
                "not_approved": len(not_approved(review, showing.approved)),
                **_budget(review.annex_sums, sums.delta),
            },
            "units": [
                {
                    "code": code,
                    "name": review.unit_names.get(code),
                    **_budget(review.unit_sums.get(code), delta),
                }
                for code, delta in sorted(deltas.items())
            ],
            "faulty": [
                {
                    "side": one.side,
                    "path": one.path,
                    "is_read": one.is_read,
                    "faults": len(one.faults),
                    "first_fault": core(one.faults[0], showing.language),
                }
                for one in review.faulty
            ],
            "files": [_file(one, showing) for one in review.files],
            "findings_new": [core(finding, showing.language) for finding in review.arisen],
            "findings_mended": [core(finding, showing.language) for finding in review.mended],
            "rules_left_out": list(review.left_out),
        }
    )


def _budget(sums: Sums | None, delta: Decimal) -> dict[str, str | None]:
    return {
        "budget_old": None if sums is None else format(sums.old, "f"),
        "budget_new": None if sums is None else format(sums.new, "f"),
        "budget_delta": format(delta, "f"),
    }


def _file(one: Changed, showing: Showing) -> dict[str, object]:
    return {
        **file_entry(one, showing),
        "findings_new": _beside(belonging(one), one.arisen, showing),
        "findings_mended": _beside(belonging_before(one), one.mended, showing),
    }


def _beside(
    by_change: Mapping[str, Sequence[Finding]], findings: Iterable[Finding], showing: Showing
) -> list[dict[str, object]]:
    """Return findings with the fingerprint of the change that each belongs to."""
    owners = {id(one): owner for owner, found in by_change.items() for one in found}
    return [
        {**core(one, showing.language), "change": owners.get(id(one)) or None} for one in findings
    ]


def file_entry(one: Changed, showing: Showing) -> dict[str, object]:
    """Return what has changed in one content file."""
    path = one.sheet.path
    kind = "annex" if path == ANNEX_FILE else "unit" if path.endswith("/unit.yaml") else "project"
    status = "added" if one.old is None else "dropped" if one.new is None else "changed"
    return {
        "kind": kind,
        "status": status,
        "old": _sheet(one.old, kind),
        "new": _sheet(one.new, kind),
        "changes": [_change(change, showing) for change in one.changes],
    }


def _sheet(sheet: Sheet | None, kind: str) -> dict[str, object] | None:
    if sheet is None:
        return None
    named = sheet.name if kind == "project" else None
    return {"path": sheet.path, "name": named, "unit": None if kind == "annex" else sheet.unit}


def _change(change: Change, showing: Showing) -> dict[str, object]:
    effect = change.effect
    return {
        "kind": str(change.kind),
        "fingerprint": change.fingerprint,
        "approved": is_approved(change, showing.approved),
        "field": change.field or None,
        "old": change.old,
        "new": change.new,
        "old_line": change.old_line,
        "new_line": change.new_line,
        "old_place": change.old_place,
        "new_place": change.new_place,
        "old_indicator": _row(change.old_row),
        "new_indicator": _row(change.new_row),
        "weight": str(effect.weight),
        "delta": None if effect.delta is None else format(effect.delta, "f"),
        "unit": effect.unit or None,
        "percent": None if effect.percent is None else format(effect.percent, "f"),
    }


def _row(row: Row | None) -> dict[str, str] | None:
    return None if row is None else dict(row.fields)
