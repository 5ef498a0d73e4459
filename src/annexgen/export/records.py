"""The annex as rows: one for each indicator, with all that stands above it."""

from __future__ import annotations

from collections.abc import Iterator

from annexgen.export.understood import Understood, understand
from annexgen.model import Annex, Indicator, Project, Unit
from annexgen.tuples import NamedTuple


class Record(NamedTuple):
    """One indicator and where it belongs.

    Attributes:
        annex: the annex.
        unit: the project's unit.
        number: the project's printed number.
        project: the indicator's project.
        position: the indicator's place in its project, from 1.
        indicator: the indicator.
        target: what its target value says.
    """

    annex: Annex
    unit: Unit
    number: int
    project: Project
    position: int
    indicator: Indicator
    target: Understood


def records(annex: Annex) -> Iterator[Record]:
    """Yield the rows in printing order."""
    for number, unit, project in annex.numbered():
        for position, indicator in enumerate(project.indicators, start=1):
            target = understand(indicator.target_value, annex.year)
            yield Record(annex, unit, number, project, position, indicator, target)
