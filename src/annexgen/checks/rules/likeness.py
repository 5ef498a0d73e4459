"""Likeness: one project that was entered as two.

Only projects of one unit are held against each other: units of one kind rightly have projects of
the same name. Nothing is compared pair by pair: equal keys meet in a dictionary.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annexgen.checks.registry import Found, annex_rule
from annexgen.checks.view import View
from annexgen.checks.wording.likeness import core, is_slip, neighbours
from annexgen.findings import Message, Severity
from annexgen.model import Annex, Project
from annexgen.tuples import NamedTuple

_LEAST_ROWS = 3
"""With fewer indicators two projects may have the same ones by chance."""


class _Twin(NamedTuple):
    """A project, an earlier one like it, and in what."""

    project: Project
    earlier: Project
    like: Message


@annex_rule(
    "ANX621",
    "near-duplicate-project",
    Severity.WARNING,
    summary=Message(
        "同一单位有两个几乎一样的项目", "A unit has two projects that are nearly the same"
    ),
    reason=Message(
        "名称只差“项目”“经费”、年份或一个字，或者绩效目标和指标完全相同，多半是一个项目录了两次，"
        "预算就算了两遍；不同的项目应有各自的绩效目标（财预〔2015〕88号）。",
        "Names that differ in 项目, 经费, the year or one character, or the very same goals and "
        "indicators, mostly are one project entered twice, whose budget then counts twice; "
        "different projects have targets of their own (财预〔2015〕88号).",
    ),
    remedy=Message(
        "删去重复的一个；确是两个项目的，在名称、目标和指标里写明区别",
        "Delete one; where they are two, say in name, goals and indicators how they differ",
    ),
)
def near_duplicate_project(annex: Annex, view: View) -> Iterator[Found]:
    """Find projects that are like an earlier one of their unit, in name or in content."""
    for unit in annex.units:
        for project, earlier, like in _twins(unit.projects, view.year):
            file = earlier.origin.path.rpartition("/")[2]
            yield Found(
                project.origin,
                "name",
                Message(
                    f"与项目“{earlier.name}”（{file}）{like.zh}",
                    f"{like.en} as project “{earlier.name}” ({file})",
                ),
            )


def _twins(projects: Iterable[Project], year: int) -> Iterator[_Twin]:
    names: dict[str, Project] = {}
    slips: dict[tuple[str, str], Project] = {}
    contents: dict[int, Project] = {}
    for project in projects:
        name = core(project.name, year)
        same_name = names.setdefault(name, project)
        same_content = contents.setdefault(_content_key(project), project)
        slip = _slip(project, name, slips, year)
        if same_name is not project:
            yield _Twin(project, same_name, Message("名称实为一个", "Of the same name"))
        elif _is_copy(project, same_content):
            like = Message("的绩效目标和指标完全相同", "The same goals and indicators")
            yield _Twin(project, same_content, like)
        elif slip is not None:
            like = Message(
                "名称只差一个字，预算数相同", "One character apart, with the same budget"
            )
            yield _Twin(project, slip, like)


def _content_key(project: Project) -> int:
    """Return what projects with the same goals and indicators have in common, and few others."""
    return hash((project.goals, *[row.name for row in project.indicators]))


def _is_copy(project: Project, other: Project) -> bool:
    return (
        other is not project
        and len(project.indicators) >= _LEAST_ROWS
        and project.goals == other.goals
        and project.indicators == other.indicators
    )


def _half_the_same(project: Project, other: Project) -> bool:
    """Say whether at least half of the indicators are in both projects."""
    names, others = ({row.name for row in one.indicators} for one in (project, other))
    return 2 * len(names & others) >= max(len(names), len(others))


def _slip(
    project: Project, name: str, slips: dict[tuple[str, str], Project], year: int
) -> Project | None:
    """Return an earlier project of the same budget whose name is one slip away; note this one."""
    budget = str(project.budget.total.value.normalize())
    found = None
    for key in {name: None, **dict.fromkeys(neighbours(name))}:
        earlier = slips.setdefault((budget, key), project)
        if earlier is not project and found is None and _half_the_same(project, earlier):
            found = earlier if is_slip(name, core(earlier.name, year)) else None
    return found
