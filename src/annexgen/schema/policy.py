"""What a form asks of its projects beyond their shape: data of form.yaml for the rules."""

from __future__ import annotations

from decimal import Decimal

from annexgen.tuples import NamedTuple


class Exemption(NamedTuple):
    """Projects that need not have some indicators.

    Attributes:
        word: stands in the name of such a project (债券利息).
        levels: the 一级指标 and 二级指标 that they may go without.
    """

    word: str
    levels: tuple[str, ...]


class WeightScheme(NamedTuple):
    """What the weights of a project's indicators add up to.

    Attributes:
        total: all of them together; None where the form does not say.
        levels: those below a 一级指标.
    """

    total: Decimal | None
    levels: tuple[tuple[str, Decimal], ...] = ()


class Policy(NamedTuple):
    """What a form's projects must have; hashable, and pickles.

    Attributes:
        levels: the form's 一级指标, each with its 二级指标.
        required: the 二级指标 of which each project has at least one.
        exemptions: projects that may go without some indicators.
        weight: the form's own indicator field that holds the weight (权重); empty for none.
        schemes: what the weights add up to; a project follows any one of them.
    """

    levels: tuple[tuple[str, tuple[str, ...]], ...] = ()
    required: tuple[str, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    weight: str = ""
    schemes: tuple[WeightScheme, ...] = ()

    def exempts(self, project_name: str, level: str) -> bool:
        """Say whether a project of this name may go without indicators of ``level``."""
        return any(one.word in project_name and level in one.levels for one in self.exemptions)


NO_POLICY = Policy()
"""Of a form that asks for nothing."""
