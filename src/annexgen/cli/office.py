"""The annex that a command adds to: its head, its units, and what its form asks for."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annexgen.cli.failure import CannotRun
from annexgen.cli.terminal import Terminal, wants_colour, width_of
from annexgen.tuples import NamedTuple

if TYPE_CHECKING:
    from annexgen.findings import Finding
    from annexgen.loading.plan import PlannedUnit
    from annexgen.model import Annex
    from annexgen.schema.policy import Policy
    from annexgen.schema.vocabulary import Vocabulary

_HEAD_FAULTS = (
    "附表的说明、目录或表样有错误，什么也没有写；请先改好",
    "nothing was written: mend what is wrong with annex.yaml, names or the form first",
)


class Office(NamedTuple):
    """An annex whose head is sound; its project files have not been looked at.

    Attributes:
        root: its root.
        annex: what annex.yaml says, without units.
        vocabulary: the words of its form.
        policy: what the form asks of its projects.
        units: in printing order.
    """

    root: Path
    annex: Annex
    vocabulary: Vocabulary
    policy: Policy
    units: tuple[PlannedUnit, ...]


def open_office(root: Path, terminal: Terminal) -> Office:
    """Open the annex at ``root``.

    Args:
        root: the annex root.
        terminal: takes what is wrong.

    Raises:
        CannotRun: where something is wrong with names and places, annex.yaml or the form.
    """
    from annexgen.findings import Refused
    from annexgen.forms.load import policy_of, vocabulary_of
    from annexgen.loading.plan import plan

    planned = plan(root, lambda name: vocabulary_of(root, name))
    if planned.annex is None or planned.vocabulary is None:
        errors = [one for one in planned.findings if one.severity == "error"]
        raise refusal(errors, root, terminal, *_HEAD_FAULTS)
    try:
        policy = policy_of(root, planned.annex.form)
    except Refused as refused:
        raise refusal(refused.findings, root, terminal, *_HEAD_FAULTS) from refused
    return Office(root, planned.annex, planned.vocabulary, policy, planned.units)


def planned_unit(office: Office, code: str) -> PlannedUnit:
    """Return the unit of a code.

    Raises:
        CannotRun: where there is none.
    """
    for unit in office.units:
        if unit.folder.code == code:
            return unit
    known = [unit.folder.code for unit in office.units]
    raise CannotRun(
        f"没有单位 {code}（现有：{'、'.join(known) or '无'}）；"
        f'新建单位：annexgen new unit {code} "单位名称"',
        f"there is no unit {code} (known: {', '.join(known) or 'none'}); "
        f'for a new one: annexgen new unit {code} "NAME"',
    )


def refusal(
    findings: Sequence[Finding], root: Path, terminal: Terminal, zh: str, en: str
) -> CannotRun:
    """Show findings, and return the line that says what they keep from being done.

    Args:
        findings: what is wrong.
        root: the annex root.
        terminal: takes them.
        zh: the line in Chinese.
        en: the line in English.
    """
    from annexgen.findings.setting import Setting
    from annexgen.findings.text import show

    colour, width = wants_colour(sys.stderr, os.environ), width_of(sys.stderr)
    terminal.complain(show(findings, Setting(root, terminal.language, colour, width)))
    return CannotRun(zh, en)
