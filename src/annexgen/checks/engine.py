"""The rules at work: a project or the annex in, its findings out.

Every function here is pure but for reading content files again for their allowances, and all
arguments and results pickle, so projects may be checked in any process. Project rules see one
project at a time; annex rules see all.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Generic

from annexgen.checks.allowances import allowances_in, malformed, settle, unused
from annexgen.checks.own import own_rules
from annexgen.checks.reading import idle_settings
from annexgen.checks.registry import (
    ContentRule,
    Found,
    Part,
    Shelf,
    Value,
    all_content_rules,
    annex_rules,
    project_rules,
)
from annexgen.checks.reviews import left_to_review
from annexgen.checks.settings import Choice, Off, Settings
from annexgen.checks.view import View
from annexgen.findings import Finding, Severity
from annexgen.model import Annex, Project
from annexgen.tuples import NamedTuple

NOTHING_READ: Mapping[str, bytes] = {}


class _Step(NamedTuple, Generic[Part]):
    """A rule as it runs under some choices; ``severity`` is None where it is off."""

    rule: ContentRule[Part]
    severity: Severity | None
    view: View


def check(annex: Annex, settings: Settings) -> list[Finding]:
    """Return what all rules find: project by project, then for the annex as a whole."""
    findings = [
        finding
        for unit in annex.units
        for project in unit.projects
        for finding in check_project(project, settings)
    ]
    return findings + check_annex(annex, settings)


def check_project(project: Project, settings: Settings, data: bytes | None = None) -> list[Finding]:
    """Return what the project rules find, and what the comments of its file are found to be.

    Args:
        project: the project.
        settings: what the rules need to know.
        data: the bytes of its file, where they have been read.
    """
    path = project.origin.path
    steps = _project_steps(settings, settings.for_path(path))
    findings = [
        _finding(found, step, step.severity)
        for step in steps
        if step.severity is not None
        for found in step.rule.find(project, step.view)
    ]
    findings += _on_comments(left_to_review(settings.root, path, data), settings)
    allowed = allowances_in(settings.root, path, data)
    if not allowed:
        return findings
    names = _names(settings)
    settled = settle(findings, allowed, names)
    ran = {step.rule.rule.name for step in steps if step.severity is not None}
    vain = (*unused(path, allowed, settled.used, ran, names), *malformed(path, allowed, names))
    return [*settled.findings, *_on_comments(vain, settings)]


def check_annex(
    annex: Annex,
    settings: Settings,
    unmarked: Container[str] = frozenset(),
    read: Mapping[str, bytes] = NOTHING_READ,
    further: Iterable[str] = (),
) -> list[Finding]:
    """Return what the annex rules find, and settings and allowances that have no effect.

    Args:
        annex: the annex; its projects may lack their indicators.
        settings: what the rules need to know.
        unmarked: files that are known to hold no allowance.
        read: the bytes of files that have been read.
        further: content files that are not in ``annex``, though settings may be for them.
    """
    by_path: dict[str, list[Finding]] = {}
    for finding in _annex_findings(annex, settings):
        by_path.setdefault(finding.path, []).append(finding)
    projects = [one.origin.path for unit in annex.units for one in unit.projects]
    others = [annex.origin.path, *(unit.origin.path for unit in annex.units)]
    findings = list(idle_settings(annex, settings, further))
    for path in dict.fromkeys([*others, *projects]):
        here = by_path.pop(path, [])
        allowed = [] if path in unmarked else allowances_in(settings.root, path, read.get(path))
        if allowed:
            names, ran = _names(settings), _annex_rules_at(path, settings)
            settled = settle(here, allowed, names)
            vain = list(unused(path, allowed, settled.used, ran, names))
            vain += malformed(path, allowed, names) if path in others else ()
            here = [*settled.findings, *_on_comments(vain, settings)]
        findings += here
    return findings


def _annex_findings(annex: Annex, settings: Settings) -> Iterator[Finding]:
    """Yield what the annex rules find; each finding weighs what its own file's settings say."""
    for index, step in enumerate(_annex_steps(settings, settings.choices)):
        if step.severity is None and not settings.scopes:
            continue
        for found in step.rule.find(annex, step.view):
            here = _annex_steps(settings, settings.for_path(found.origin.path))[index]
            if here.severity is not None:
                yield _finding(found, step, here.severity)


def _on_comments(findings: Iterable[Finding], settings: Settings) -> Iterator[Finding]:
    """Yield what is found on a file's comments as its settings weigh it; not what is off."""
    for finding in findings:
        severity: Severity | Off = finding.severity
        for choice in settings.for_path(finding.path):
            if choice.rule == finding.rule and choice.severity is not None:
                severity = choice.severity
        if not isinstance(severity, Off):
            yield finding._replace(severity=severity)


def _annex_rules_at(path: str, settings: Settings) -> set[str]:
    """Return the names of the annex rules that are on for a file."""
    steps = _annex_steps(settings, settings.for_path(path))
    return {step.rule.rule.name for step in steps if step.severity is not None}


def _finding(found: Found, step: _Step[Part], severity: Severity) -> Finding:
    rule, origin = step.rule.rule, found.origin
    span = origin.at(found.field)
    help_ = found.help or rule.remedy
    text, mend = found.message, found.mend
    return Finding(rule.code, rule.name, severity, origin.path, span, text, help_, mend)


@lru_cache(maxsize=256)
def _project_steps(settings: Settings, choices: tuple[Choice, ...]) -> tuple[_Step[Project], ...]:
    return tuple(_steps([*project_rules(), *_own(settings).projects], settings, choices))


@lru_cache(maxsize=256)
def _annex_steps(settings: Settings, choices: tuple[Choice, ...]) -> tuple[_Step[Annex], ...]:
    return tuple(_steps([*annex_rules(), *_own(settings).annexes], settings, choices))


def _own(settings: Settings) -> Shelf:
    return own_rules(settings.root, settings.own) if settings.root and settings.own else Shelf()


@lru_cache(maxsize=16)
def _names(settings: Settings) -> Mapping[str, str]:
    """Return the names of the rules that allowances may name, by name and by code."""
    rules = [one.rule for one in (*all_content_rules(), *_own(settings).every)]
    return {rule.name: rule.name for rule in rules} | {rule.code: rule.name for rule in rules}


def _steps(
    rules: Iterable[ContentRule[Part]], settings: Settings, choices: Iterable[Choice]
) -> Iterator[_Step[Part]]:
    """Yield each rule as the choices make it; a later choice wins over an earlier one."""
    severities: dict[str, Severity | Off] = {}
    values: dict[str, dict[str, Value]] = {}
    for choice in choices:
        if choice.severity is not None:
            severities[choice.rule] = choice.severity
        values.setdefault(choice.rule, {}).update(choice.values)
    for one in rules:
        severity = severities.get(one.rule.name, one.rule.severity)
        own: Mapping[str, Value] = {**one.defaults, **values.get(one.rule.name, {})}
        view = View(settings.year, settings.money_unit, settings.policy, own)
        yield _Step(one, None if isinstance(severity, Off) else severity, view)
