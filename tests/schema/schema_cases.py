"""The body of good and bad files, and what their comments say is to be found in them.

A file's name begins with its kind: annex, unit, project, form, or weighted (a project in a form
with fields of its own). A bad file says where which finding is expected, in a comment on the line
or on one of its own above it::

    预算数: 470.000 # expect: 6-12 S107 too-many-decimals
    # expect: 3-6+2 S103 wrong-shape “列表”

from the first to the last column, both counted; ``+2`` for an end two lines below; a lone column
for an empty place. A word in quotes must stand in what the finding says. A further comment tells
where an editor's JSON Schema judges otherwise, and why: ``# json-schema: cannot see …`` for faults
that it passes, ``# json-schema: stricter …`` for good files that it does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from annexgen.findings import Finding
from annexgen.forms.load import vocabulary_of
from annexgen.schema.check import check
from annexgen.schema.content import ANNEX, UNIT, project_shape
from annexgen.schema.form import FORM
from annexgen.schema.shapes import Record
from annexgen.schema.vocabulary import ExtraField, FieldKind, Vocabulary
from annexgen.source.reader import read_node

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent / "cases"

TIANJIN = vocabulary_of(ROOT, "tianjin")
WEIGHTED = Vocabulary(
    TIANJIN.levels,
    project_fields=(ExtraField("负责人", FieldKind.TEXT, required=False, description="姓名"),),
    indicator_fields=(ExtraField("权重", FieldKind.NUMBER, required=True, description="分值"),),
)
SHAPES: dict[str, Record] = {
    "annex": ANNEX,
    "unit": UNIT,
    "project": project_shape(TIANJIN),
    "weighted": project_shape(WEIGHTED),
    "form": FORM,
}

_EXPECTED = re.compile(
    r"# expect: (\d+)(?:-(\d+)(?:\+(\d+))?)? ([YS]\d{3}) ([a-z-]+)(?: “([^”]*)”)?\s*"
)


class Expected(NamedTuple):
    """A finding that a file announces, or one that it has (``word`` is then all that it says)."""

    line: int
    column: int
    end_line: int
    end_column: int
    code: str
    rule: str
    word: str


def case_files(folder: str) -> list[Path]:
    """Return the files of ``good`` or ``bad``."""
    return sorted((FOLDER / folder).glob("*.yaml"))


def shape_of(name: str) -> Record:
    """Return the shape for a file of this name."""
    return SHAPES[name.partition("-")[0]]


def findings_in(text: str, shape: Record) -> list[Finding]:
    """Read and check a file of this shape."""
    read = read_node("x.yaml", text.encode())
    findings = list(read.findings)
    if read.node is not None:
        check(read.node, shape, "x.yaml", findings.append)
    return findings


def found(finding: Finding) -> Expected:
    """Return a finding in the terms of the comments."""
    assert finding.span is not None
    texts = [finding.message.zh, finding.help.zh if finding.help else ""]
    return Expected(*finding.span, finding.code, finding.rule, "\n".join(texts))


def expected_in(text: str) -> Iterator[Expected]:
    """Yield what the comments of a file announce."""
    waiting: list[re.Match[str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        matches = list(_EXPECTED.finditer(line))
        assert len(matches) == line.count("# expect"), f"cannot be read: {line}"
        if matches and line.lstrip().startswith("#"):
            waiting += matches
            continue
        for match in waiting + matches:
            yield _expected(number, match)
        waiting = []
    assert not waiting, "nothing follows the last comment"


def _expected(line: int, match: re.Match[str]) -> Expected:
    column = int(match[1])
    end = int(match[2]) + 1 if match[2] else column
    return Expected(
        line, column, line + int(match[3] or 0), end, match[4], match[5], match[6] or ""
    )


def mismatches(text: str, findings: list[Finding]) -> list[str]:
    """Return each difference between what a file announces and what was found, both ways."""
    announced, there = sorted(expected_in(text)), sorted(map(found, findings))
    missing = [f"not found: {one}" for one in announced if not _take(one, there)]
    return missing + [f"not announced: {one}" for one in there]


def _take(expected: Expected, there: list[Expected]) -> bool:
    for index, one in enumerate(there):
        if one[:-1] == expected[:-1] and expected.word in one.word:
            del there[index]
            return True
    return False
