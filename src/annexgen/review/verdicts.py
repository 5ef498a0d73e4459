"""Which findings of the checks a change brought, and which it mended.

Only rules on single projects and the schema are asked: rules on the whole annex would have to read
all of it. The repository's own rules are left out as well, since they are programs: a comparison
never runs what a pull request brings.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from annexgen.checks.engine import check_project
from annexgen.checks.reading import read_settings
from annexgen.checks.settings import Settings
from annexgen.findings import Finding, Refused, in_reading_order
from annexgen.loading.projects import load_project
from annexgen.model import Annex
from annexgen.positions import Origin
from annexgen.review.changes import Changed
from annexgen.review.sheets import Sheet
from annexgen.schema.check import Checked, check
from annexgen.schema.content import ANNEX
from annexgen.schema.policy import NO_POLICY, Policy
from annexgen.schema.shapes import Record
from annexgen.source.nodes import MappingNode, Node, Scalar
from annexgen.source.reader import read_node
from annexgen.source.tree import ANNEX_FILE

_LINE_NUMBER = re.compile(r"第 \d+ 行")
_NOWHERE = Path()
_SHAPE_STAGES = ("Y", "S")


class Rules:
    """The checks as they are set on one side.

    Args:
        annex: the bytes of its annex.yaml.
        shape: of a project file there.
        policy_of: gives what a form asks of its projects, by its name; may raise ``Refused``.
    """

    def __init__(
        self, annex: bytes | None, shape: Record, policy_of: Callable[[str], Policy]
    ) -> None:
        self._shape = shape
        self._settings = None if annex is None else _settings(annex, policy_of)

    def findings(self, path: str, data: bytes) -> list[Finding]:
        """Return what is wrong with a project file."""
        loaded = load_project(_NOWHERE, path, path.split("/")[1], self._shape, data)
        if loaded.project is None or self._settings is None:
            return loaded.findings
        return [*loaded.findings, *check_project(loaded.project, self._settings, data)]


def with_verdicts(changed: Changed, old: list[Finding], new: list[Finding]) -> Changed:
    """Return a project's changes with what they brought and mended.

    Places do not count. Where a side does not pass the schema the rules have not run on it, so only
    the faults of shape are compared.

    Args:
        changed: the project.
        old: what is wrong with it before; nothing for one that is new.
        new: the same now.
    """
    if changed.new is None or not all(
        one is None or one.is_read for one in (changed.old, changed.new)
    ):
        return changed
    if changed.new.faults or (changed.old and changed.old.faults):
        old, new = (list(filter(_is_of_shape, findings)) for findings in (old, new))
    return replace(changed, arisen=_beyond(new, old), mended=_beyond(old, new))


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


def _is_of_shape(finding: Finding) -> bool:
    return finding.code.startswith(_SHAPE_STAGES)


def _starts(sheet: Sheet) -> list[int]:
    return sorted({*(row.line for row in sheet.rows), *sheet.lines.values(), *sheet.goal_lines})


def _beyond(findings: Iterable[Finding], others: Iterable[Finding]) -> tuple[Finding, ...]:
    left = Counter(map(_key, others))
    beyond = []
    for finding in in_reading_order(findings):
        key = _key(finding)
        if left[key]:
            left[key] -= 1
        else:
            beyond.append(finding)
    return tuple(beyond)


def _key(finding: Finding) -> tuple[str, str]:
    return finding.code, _LINE_NUMBER.sub("", finding.message.zh)


def _settings(data: bytes, policy_of: Callable[[str], Policy]) -> Settings | None:
    """Return how annex.yaml sets the rules; None where it lacks what they need to know."""
    node = read_node(ANNEX_FILE, data).node
    checked = check(node, ANNEX, ANNEX_FILE, _ignore) if node else None
    fields: dict[str, Checked] = checked.value if checked else {}
    if not {"year", "money_unit", "form"} <= fields.keys():
        return None
    chosen = _plain(fields["checks"].value) if "checks" in fields else {}
    annex = Annex(
        title="",
        department="",
        year=int(fields["year"].value),
        money_unit=fields["money_unit"].value,
        form=fields["form"].value,
        units=(),
        checks=chosen if isinstance(chosen, dict) else {},
        fonts={},
        origin=Origin(ANNEX_FILE),
    )
    try:
        policy = policy_of(annex.form)
    except Refused:
        policy = NO_POLICY
    settings = read_settings(annex, policy, None).settings
    return settings._replace(root=_NOWHERE)  # so that allowances count; their bytes are at hand


def _plain(node: Node) -> object:
    """Return free content as texts, tuples and mappings."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, MappingNode):
        return {key.text: _plain(value) for key, value in node.entries}
    return tuple(_plain(item) for item in node.items)


def _ignore(_: Finding) -> None:
    """Drop a fault: it is counted where the sheet is read."""
