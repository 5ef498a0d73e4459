r"""Findings for programs, as one JSON object, format version 1.

    {
      "version": 1,
      "tool": "annexgen 0.1.0",
      "counts": {"error": 1, "warning": 0, "info": 0},
      "findings": [
        {
          "code": "S105",
          "rule": "not-a-number",
          "severity": "error",
          "path": "content/301101/01-….yaml",
          "span": {"line": 2, "column": 6, "end_line": 2, "end_column": 10},
          "message": "…",
          "help": "…",
          "mend": null
        }
      ]
    }

``path`` counts from the annex root. ``span`` counts lines and characters (code points) from 1, its
end is exclusive; it is null for a fault of the file or folder as a whole. ``help`` may be null.
``mend`` is the text that ``check --fix`` writes as the value at ``span``; null where there is none.
Texts are in the language of the run. Keys may be added without a new version; a change of meaning
raises it. Hidden and control characters are written as ``\uXXXX``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from annexgen import __version__
from annexgen.findings import Finding, Severity
from annexgen.findings.setting import Setting

VERSION = 1

_HIDDEN = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]"
)


def show(findings: Sequence[Finding], setting: Setting) -> str:
    """Return the findings as JSON, one line for each scalar, ending in a line feed."""
    counted = {
        str(severity): sum(finding.severity is severity for finding in findings)
        for severity in Severity
    }
    return dumps(
        {
            "version": VERSION,
            "tool": f"annexgen {__version__}",
            "counts": counted,
            "findings": [_entry(finding, setting.language) for finding in findings],
        }
    )


def dumps(value: object) -> str:
    """Return ``value`` as readable JSON whose hidden characters are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _HIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def core(finding: Finding, language: str) -> dict[str, object]:
    """Return what a finding is and where it stands, in every JSON that tells of findings."""
    return {
        "code": finding.code,
        "rule": finding.rule,
        "severity": str(finding.severity),
        "path": finding.path,
        "span": finding.span._asdict() if finding.span else None,
        "message": finding.message.text(language),
    }


def _entry(finding: Finding, language: str) -> dict[str, object]:
    return {
        **core(finding, language),
        "help": finding.help.text(language) if finding.help else None,
        "mend": finding.mend,
    }
