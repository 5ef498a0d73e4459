"""The texts that people wrote, each with its place; what was left out and filled in is not one."""

from __future__ import annotations

from collections.abc import Iterator

from annexgen.checks.latest import of_latest
from annexgen.model import Annex, Project
from annexgen.positions import Origin
from annexgen.tuples import NamedTuple


class Text(NamedTuple):
    """A text of the model and the field it stands in."""

    text: str
    origin: Origin
    field: str


def project_texts(project: Project) -> Iterator[Text]:
    """Yield the texts of a project file in their order."""
    yield from main_texts(project)
    for key, value in project.extra.items():
        yield Text(value, project.origin, key)
    for indicator in project.indicators:
        place = indicator.origin
        yield Text(indicator.name, place, "name")
        if "description" in place.spans:
            yield Text(indicator.description, place, "description")
        yield Text(indicator.target_value, place, "target_value")
        for key, value in indicator.extra.items():
            yield Text(value, place, key)


def main_texts(project: Project) -> Iterator[Text]:
    """Yield name, purpose and goals: what a project is and is for."""
    origin = project.origin
    yield Text(project.name, origin, "name")
    yield Text(project.purpose, origin, "purpose")
    for index, goal in enumerate(project.goals):
        yield Text(goal, origin, f"goals.{index}")


def heading_texts(annex: Annex) -> Iterator[Text]:
    """Yield the texts of annex.yaml and of the unit files."""
    for field in ("title", "department", "money_unit"):
        yield Text(getattr(annex, field), annex.origin, field)
    for unit in annex.units:
        yield Text(unit.name, unit.origin, "name")
        if "header" in unit.origin.spans:
            yield Text(unit.header, unit.origin, "header")


class Whole(NamedTuple):
    """All texts of a project at once: most have nothing of what a rule on wording looks for.

    Attributes:
        text: each text on a line of its own.
        characters: those that occur.
    """

    text: str
    characters: frozenset[str]


@of_latest
def whole(project: Project) -> Whole:
    """Return all texts of a project."""
    text = _joined(project)
    return Whole(text, frozenset(text))


def _joined(project: Project) -> str:
    parts = ["", project.name, project.purpose, *project.goals, *project.extra.values()]
    for indicator in project.indicators:
        parts += (indicator.name, indicator.description, indicator.target_value)
        if indicator.extra:
            parts += indicator.extra.values()
    parts.append("")
    return "\n".join(parts)
