"""What a form asks of its projects beyond their shape: data of form.yaml for the rules."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Exemption:
    """Projects that need not have some kinds of indicators.

    Attributes:
        word: stands in the name of such a project (债券利息).
        levels: the 一级指标 and 二级指标 that they may go without.
    """

    word: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """What the form's projects must have.

    Attributes:
        required: the 二级指标 of which each project has at least one.
        exemptions: projects that may go without some.
        weight: the form's own indicator field that holds the weight (权重); empty for none.
        weights: what the weights below a 一级指标 or 二级指标 add up to.
        weight_total: what all weights of a project add up to, as written.
    """

    required: tuple[str, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    weight: str = ""
    weights: tuple[tuple[str, str], ...] = ()
    weight_total: str = ""

    def exempts(self, project_name: str, level: str) -> bool:
        """Say whether a project of this name may go without indicators of ``level``."""
        return any(one.word in project_name and level in one.levels for one in self.exemptions)


NO_POLICY = Policy()
"""Of a form that asks for nothing."""
