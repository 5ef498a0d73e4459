"""What annex.yaml's 检查 chooses: severities and thresholds of rules, for all or for some files.

``reading`` makes them of the file; the ``engine`` runs by them.
"""

from __future__ import annotations

from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path

from annexgen.checks.registry import Value
from annexgen.findings import Severity
from annexgen.schema.policy import NO_POLICY, Policy
from annexgen.tuples import NamedTuple


class Off(StrEnum):
    """Instead of a severity: the rule does not run."""

    OFF = "off"


class Choice(NamedTuple):
    """What is chosen for one rule.

    Attributes:
        rule: its name.
        severity: instead of its own; None leaves it.
        values: thresholds instead of the defaults.
    """

    rule: str
    severity: Severity | Off | None = None
    values: tuple[tuple[str, Value], ...] = ()


class Scope(NamedTuple):
    """Choices for some units or files only.

    Attributes:
        pattern: of unit codes or paths, with ``*`` and ``?``.
        is_unit: whether it is held against the unit's code.
        choices: what is chosen there.
        place: where annex.yaml says so, for ``Origin.at``.
    """

    pattern: str
    is_unit: bool
    choices: tuple[Choice, ...]
    place: str = "checks"

    def covers(self, path: str) -> bool:
        """Say whether the content file ``path`` (relative to the root) is meant."""
        below = path.removeprefix("content/")
        if self.is_unit:
            return fnmatchcase(below.partition("/")[0], self.pattern)
        return fnmatchcase(below, self.pattern.removeprefix("content/"))


class Settings(NamedTuple):
    """All that the rules need to know besides the model; hashable, and pickles.

    Attributes:
        year: 年度.
        money_unit: 金额单位.
        policy: what the form asks of its projects.
        root: the annex root, whose files are read for allowances and own rules; None for neither.
        choices: for all files.
        scopes: for some; a later one wins.
        own: the repository's own rules, by the names that ``checks.own`` loads.
    """

    year: int
    money_unit: str
    policy: Policy = NO_POLICY
    root: Path | None = None
    choices: tuple[Choice, ...] = ()
    scopes: tuple[Scope, ...] = ()
    own: tuple[str, ...] = ()

    def for_path(self, path: str) -> tuple[Choice, ...]:
        """Return the choices for a file, in the order in which they are made."""
        if not self.scopes:
            return self.choices
        return self.choices + tuple(
            choice for scope in self.scopes if scope.covers(path) for choice in scope.choices
        )
