"""A whole project for example, as the comments in a new project's file advise."""

from __future__ import annotations

from collections.abc import Iterator

from annexgen.drafting import advice
from annexgen.drafting.drafts import IndicatorDraft, ProjectDraft
from annexgen.drafting.slots import kinds
from annexgen.schema.policy import Policy


def example(policy: Policy, year: int, money_unit: str) -> ProjectDraft:
    """Return a project that has all that a form asks for.

    Args:
        policy: what the form asks for.
        year: 年度.
        money_unit: 金额单位.
    """
    budget = advice.example_budget(money_unit)
    return ProjectDraft(
        name=advice.EXAMPLE_NAME,
        budget=budget,
        funds={"财政资金": budget},
        purpose=advice.EXAMPLE_PURPOSE,
        goals=(advice.EXAMPLE_GOAL,),
        indicators=tuple(_indicators(policy, year, money_unit)),
    )


def _indicators(policy: Policy, year: int, money_unit: str) -> Iterator[IndicatorDraft]:
    for level1, level2, _ in kinds(advice.EXAMPLE_NAME, policy):
        one = advice.advice_on(level2)
        value = one.value_in(year, money_unit)
        yield IndicatorDraft(level1, level2, one.name, "", value)
