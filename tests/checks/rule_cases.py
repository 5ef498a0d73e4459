"""Project files that say in comments what the rules find in them.

Each file below ``cases/`` is loaded as a project of unit 301101 in an annex of the year 2025, in
the form tianjin, and all rules run on it. What is to be found stands in a comment on the line, or
on one of its own above it, from the first to the last column, both counted::

    指标值: ≥95 # expect: 14-16 unit-missing
    # expect: 5-9+2 goal-too-long; 5-9+2 placeholder

``+2`` is for an end two lines below, a lone column for an empty place. A word in quotes behind the
name must stand in what the finding says: ``6-11 budget-sum “差 0.01”``. Every finding must be
announced and every announced finding must be there.

Comments in the first lines change the scene:

``# only: name, name``      findings of other rules do not count
``# checks: {name: 关}``    annex.yaml's 检查, in flow style
``# form: weighted``        another form, from the fixtures
``# unit: 元``              another 金额单位
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from annexgen.checks.engine import check
from annexgen.checks.reading import read_settings
from annexgen.findings import Finding
from annexgen.forms.load import policy_of, vocabulary_of
from annexgen.loading.annex import load_annex

FOLDER = Path(__file__).parent / "cases"
FORMS = Path(__file__).parents[1] / "fixtures" / "second-form" / "templates"

_SCENE = re.compile(r"# (only|checks|form|unit): (.*)")
_COMMENT = re.compile(r"# expect: (.*)")
_EXPECTED = re.compile(r"(\d+)(?:-(\d+)(?:\+(\d+))?)? ([a-z0-9-]+)(?: “([^”]*)”)?")


class Expected(NamedTuple):
    """A finding that a file announces, or one that it has (``word`` is then all that it says)."""

    line: int
    column: int
    end_line: int
    end_column: int
    rule: str
    word: str


def case_files() -> list[Path]:
    """Return all case files."""
    return sorted(FOLDER.glob("*/*.yaml"))


def scene_of(text: str) -> dict[str, str]:
    """Return what the comments in the first lines say."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        match = _SCENE.fullmatch(line)
        if match is None:
            break
        found[match[1]] = match[2]
    return found


def findings_in(text: str, root: Path) -> list[Finding]:
    """Lay an annex around the project file ``text`` below ``root``, and run all rules on it."""
    scene = scene_of(text)
    form = scene.get("form", "tianjin")
    annex = (
        f"标题: 绩效目标表\n编制单位: 办公厅\n年度: 2025\n金额单位: {scene.get('unit', '万元')}\n"
        f"表样: {form}\n检查: {scene.get('checks', '{}')}\n"
    )
    folder = root / "content" / "301101"
    folder.mkdir(parents=True)
    (root / "content" / "annex.yaml").write_text(annex, encoding="utf-8")
    (folder / "unit.yaml").write_text("单位名称: 办公厅\n", encoding="utf-8")
    (folder / "01-项目.yaml").write_text(text, encoding="utf-8")
    if form != "tianjin":
        shutil.copytree(FORMS, root / "templates")
    loaded = load_annex(root, lambda name: vocabulary_of(root, name))
    assert loaded.annex is not None, loaded.findings
    settings, faults = read_settings(loaded.annex, policy_of(root, form), root)
    only = set(scene.get("only", "").replace(",", " ").split())
    findings = faults + check(loaded.annex, settings)
    return [finding for finding in findings if not only or finding.rule in only]


def expected_in(text: str) -> Iterator[Expected]:
    """Yield what the comments of a file announce."""
    waiting: list[Expected] = []
    for number, line in enumerate(text.splitlines(), start=1):
        comment = _COMMENT.search(line)
        announced = [*_parsed(comment[1])] if comment else []
        if comment and line.lstrip().startswith("#"):
            waiting += announced
            continue
        for one in waiting + announced:
            yield one._replace(line=number, end_line=number + one.end_line)
        waiting = []
    assert not waiting, "nothing follows the last comment"


def _parsed(comment: str) -> Iterator[Expected]:
    """Yield the findings of one comment; their lines are counted from the comment's."""
    for part in comment.split(";"):
        match = _EXPECTED.fullmatch(part.strip())
        assert match, f"cannot be read: {part}"
        column = int(match[1])
        end = int(match[2]) + 1 if match[2] else column
        yield Expected(0, column, int(match[3] or 0), end, match[4], match[5] or "")


def mismatches(text: str, findings: list[Finding]) -> list[str]:
    """Return each difference between what a file announces and what was found, both ways."""
    announced, there = sorted(expected_in(text)), sorted(map(_found, findings))
    missing = [f"not found: {one}" for one in announced if not _take(one, there)]
    return missing + [f"not announced: {one}" for one in there]


def _found(finding: Finding) -> Expected:
    assert finding.span is not None
    texts = [finding.message.zh, finding.help.zh if finding.help else ""]
    return Expected(*finding.span, finding.rule, "\n".join(texts))


def _take(expected: Expected, there: list[Expected]) -> bool:
    for index, one in enumerate(there):
        if one[:-1] == expected[:-1] and expected.word in one.word:
            del there[index]
            return True
    return False
