"""What a rule sees besides the part of the model it looks at."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from annexgen.checks.latest import of_latest
from annexgen.tuples import NamedTuple
from annexgen.values import TargetValue, parse

if TYPE_CHECKING:
    from annexgen.checks.registry import Value
    from annexgen.model import Indicator, Project
    from annexgen.schema.policy import Policy

_MOST_VALUES = 1 << 14
"""So many different target values are kept parsed; annexes repeat a few hundred."""


class View(NamedTuple):
    """The annex's facts and one rule's settings.

    Attributes:
        year: 年度.
        money_unit: 金额单位.
        policy: what the form asks of its projects.
        settings: the running rule's thresholds, by their names.
    """

    year: int
    money_unit: str
    policy: Policy
    settings: Mapping[str, Value]

    def setting(self, key: str) -> Any:
        """Return the running rule's threshold ``key``, of the type that its default has."""
        return self.settings[key]

    def value(self, indicator: Indicator) -> TargetValue:
        """Return what the indicator's 指标值 means."""
        return meaning(indicator.target_value)

    def values(self, project: Project) -> Values:
        """Return the project's indicators, each with what its 指标值 means."""
        return _values(project)


Values = tuple[tuple["Indicator", TargetValue], ...]


@of_latest
def _values(project: Project) -> Values:
    return tuple([(one, meaning(one.target_value)) for one in project.indicators])


@lru_cache(maxsize=_MOST_VALUES)
def meaning(text: str) -> TargetValue:
    """Return what a target value means; each is parsed once."""
    return parse(text)
