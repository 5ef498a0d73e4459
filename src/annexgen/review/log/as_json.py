r"""The history of a project for programs, as one JSON object, version 1 (``docs/log.schema.json``).

    {
      "version": 1,
      "tool": "annexgen 0.1.0",
      "project": {"id": "301101-01-…", "path": "content/…", "name": "…"},
      "total": 1,
      "reformatted": 2,
      "is_shallow": false,
      "commits": [
        {
          "commit": "3f2a1bc…", "short": "3f2a1bc", "author": "张三",
          "date": "2025-03-02T09:00:00+08:00", "subject": "调整参会人数", "is_merge": false,
          "status": "changed", "old": {"path": "…", …}, "new": {…}, "changes": […]
        }
      ]
    }

Commits come newest first, as many as were asked for of ``total``. ``status``, ``old``, ``new`` and
``changes`` are those of the JSON of ``annexgen diff``. ``reformatted`` counts the commits that are
left out, as they changed no meaning.
"""

from __future__ import annotations

from annexgen import __version__
from annexgen.findings.as_json import dumps
from annexgen.review.as_json import file_entry
from annexgen.review.log.history import Happened, Log
from annexgen.review.showing import Showing

VERSION = 1


def show(log: Log, showing: Showing) -> str:
    """Return the history as JSON, ending in a line feed."""
    return dumps(
        {
            "version": VERSION,
            "tool": f"annexgen {__version__}",
            "project": {"id": log.id, "path": log.path, "name": log.name},
            "total": log.total,
            "reformatted": log.reformatted,
            "is_shallow": log.is_shallow,
            "commits": [_commit(one, showing) for one in log.happened],
        }
    )


def _commit(one: Happened, showing: Showing) -> dict[str, object]:
    commit = one.commit
    told = file_entry(one.changed, showing)
    return {
        "commit": commit.id,
        "short": commit.short,
        "author": commit.author,
        "date": commit.moment,
        "subject": commit.subject,
        "is_merge": len(commit.parents) > 1,
        **{key: told[key] for key in ("status", "old", "new", "changes")},
    }
