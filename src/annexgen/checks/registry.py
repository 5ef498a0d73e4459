"""Rules and how they are made: a function, a decorator, and what ``annexgen explain`` says of it.

A rule looks at one project, or at the annex as a whole, and yields what it has found::

    @project_rule("ANX204", "budget-zero", Severity.WARNING, summary=…, reason=…, remedy=…)
    def budget_zero(project: Project, view: View) -> Iterator[Found]:
        if project.budget.total.value == 0:
            yield Found(project.budget.origin, "total", Message("预算数为 0", "The budget is 0"))

Rules are pure: what they yield depends on their arguments alone, so that they may run in any
process. Where a finding ends up, its severity, exceptions and allowances are ``engine``'s business.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from annexgen.findings import Message, Rule, Severity
from annexgen.model import Annex, Project
from annexgen.tuples import NamedTuple

if TYPE_CHECKING:
    from annexgen.checks.view import View
    from annexgen.positions import Origin

Value = Decimal | int | str | bool
"""A threshold of a rule, which annex.yaml may set."""

Part = TypeVar("Part", Project, Annex)


class Found(NamedTuple):
    """What a rule yields.

    Attributes:
        origin: of the part of the model that is at fault.
        field: the field of that origin; its span is ``origin.at(field)``.
        message: what is wrong and what was found.
        help: what to write instead; None where the rule's remedy says it.
        mend: the field's whole new text, where writing it mends this and changes no meaning.
    """

    origin: Origin
    field: str
    message: Message
    help: Message | None = None
    mend: str | None = None


class ContentRule(NamedTuple, Generic[Part]):
    """A rule on the content.

    Attributes:
        rule: what all its findings share.
        defaults: its thresholds by their names, with the values they have unless annex.yaml says
            otherwise.
        find: looks at a project or at the annex.
        sees_all: whether it looks at the annex.
    """

    rule: Rule
    defaults: Mapping[str, Value]
    find: Callable[[Part, View], Iterator[Found]]
    sees_all: bool = False


AnyRule = ContentRule[Project] | ContentRule[Annex]
ProjectFinder = Callable[[Project, "View"], Iterator[Found]]
AnnexFinder = Callable[[Annex, "View"], Iterator[Found]]

_NO_SETTINGS: Mapping[str, Value] = {}


class Shelf:
    """Where rules are registered.

    Attributes:
        projects: the rules on projects.
        annexes: the rules on the annex.
    """

    __slots__ = ("annexes", "projects")

    def __init__(self) -> None:
        self.projects: list[ContentRule[Project]] = []
        self.annexes: list[ContentRule[Annex]] = []

    @property
    def every(self) -> list[AnyRule]:
        """All of them."""
        return [*self.projects, *self.annexes]


_BUILT_IN = Shelf()
_shelves = [_BUILT_IN]
"""The last one takes what is registered; one of a repository's own rules lies on the built-in."""


@contextmanager
def new_shelf() -> Iterator[Shelf]:
    """Take the rules that are registered meanwhile onto a shelf of their own."""
    load_rules()
    _shelves.append(Shelf())
    try:
        yield _shelves[-1]
    finally:
        _shelves.pop()


def project_rule(
    code: str,
    name: str,
    severity: Severity,
    *,
    summary: Message,
    reason: Message,
    remedy: Message,
    settings: Mapping[str, Value] = _NO_SETTINGS,
) -> Callable[[ProjectFinder], ProjectFinder]:
    """Register the decorated function as a rule on each project by itself.

    Args:
        code: stable code, e.g. ``ANX201``.
        name: stable readable name, e.g. ``budget-sum``.
        severity: what a finding does to a build, unless annex.yaml says otherwise.
        summary: one sentence for a list of rules.
        reason: why the rule exists, with its source.
        remedy: how to mend what it finds.
        settings: its thresholds with their defaults.

    Raises:
        ValueError: where another rule has the code or the name.
    """
    rule = Rule(code, name, severity, summary, reason, remedy)

    def register(find: ProjectFinder) -> ProjectFinder:
        _refuse_twins(rule)
        _shelves[-1].projects.append(ContentRule(rule, settings, find))
        return find

    return register


def annex_rule(
    code: str,
    name: str,
    severity: Severity,
    *,
    summary: Message,
    reason: Message,
    remedy: Message,
    settings: Mapping[str, Value] = _NO_SETTINGS,
) -> Callable[[AnnexFinder], AnnexFinder]:
    """Register the decorated function as a rule on the annex as a whole; see ``project_rule``.

    It sees all projects, but may see them without indicators: of a large annex they are not kept.
    """
    rule = Rule(code, name, severity, summary, reason, remedy)

    def register(find: AnnexFinder) -> AnnexFinder:
        _refuse_twins(rule)
        _shelves[-1].annexes.append(ContentRule(rule, settings, find, sees_all=True))
        return find

    return register


def _refuse_twins(rule: Rule) -> None:
    for other in (one.rule for shelf in _shelves for one in shelf.every):
        if rule.code == other.code or rule.name == other.name:
            raise ValueError(f"two rules are called {rule.code} {rule.name}")


@cache
def load_rules() -> None:
    """Import the families, once."""
    from annexgen.checks import rules

    # Not pkgutil, which imports inspect: 4 ms of each start.
    for module in sorted(Path(rules.__path__[0]).glob("[a-z]*.py")):
        importlib.import_module(f"{rules.__name__}.{module.stem}")


def project_rules() -> tuple[ContentRule[Project], ...]:
    """Return the built-in rules on projects, by code."""
    load_rules()
    return tuple(sorted(_BUILT_IN.projects, key=lambda rule: rule.rule.code))


def annex_rules() -> tuple[ContentRule[Annex], ...]:
    """Return the built-in rules on the annex, by code."""
    load_rules()
    return tuple(sorted(_BUILT_IN.annexes, key=lambda rule: rule.rule.code))


def all_content_rules() -> tuple[AnyRule, ...]:
    """Return all built-in rules on the content, by code."""
    load_rules()
    return tuple(sorted(_BUILT_IN.every, key=lambda rule: rule.rule.code))
