"""Money: the budget adds up, and what the indicators and goals say of money fits it.

All amounts are compared in 万元, exactly. 财预〔2015〕88号 asks that targets match the budget.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from annexgen.checks.latest import of_latest
from annexgen.checks.registry import Found, project_rule
from annexgen.checks.view import View, meaning
from annexgen.findings import Message, Severity
from annexgen.model import Amount, Indicator, Project
from annexgen.tuples import NamedTuple
from annexgen.values import Bound, Quantity, Range, TargetValue, parse
from annexgen.values.money import in_wan

_FITS = Message(
    "财预〔2015〕88号：绩效目标要与预算安排相匹配，指标里的钱和预算数对不上，"
    "说明目标或预算至少有一个没改到位。",
    "财预〔2015〕88号 asks that targets match the budget; where their money differs, one of the "
    "two has not been brought up to date.",
)
_COST = "成本"
_NO_MONEY = ("社会成本", "生态", "环境")
_PRICE = ("单价", "人均", "均价", "平均", "标准", "每", "/")
_PRICE_OF_A_UNIT = "单位.{0,4}成本"
_BEYOND = ("总投资", "累计", "历年", "节约", "节省", "降低", "减少", "下降")
_WHOLE = ("总", "合计", "全部")
_OWN_SUBJECT = re.compile("(?:费用?|经费|支出|成本|总额|金额|预算|合计|总计|共计|共|总)?")


@project_rule(
    "ANX201",
    "budget-sum",
    Severity.ERROR,
    summary=Message("预算数不等于资金来源之和", "The funds do not add up to the budget"),
    reason=Message(
        "表中“预算数”是“其中”各项资金的合计；差一分，预算表和绩效目标表就对不上。",
        "预算数 is the total of the funds named under 其中; a cent amiss, and the table of targets "
        "contradicts the budget.",
    ),
    remedy=Message(
        "核对预算批复，改正预算数、财政资金或其他资金",
        "Compare with the approved budget and mend 预算数, 财政资金 or 其他资金",
    ),
)
def budget_sum(project: Project, view: View) -> Iterator[Found]:
    """Find a budget that is not exactly 财政资金 and 其他资金 together.

    An empty cell counts as 0; where just one is empty, it lacks the rest.
    """
    budget = project.budget
    total, parts = budget.total.value, _value(budget.fiscal) + _value(budget.other)
    if total == parts:
        return
    apart = abs(total - parts)
    field, mend = "total", None
    if total > parts and (budget.fiscal is None) != (budget.other is None):
        field, mend = "other" if budget.other is None else "fiscal", f"{apart:.2f}"
    yield Found(
        budget.origin,
        field,
        Message(
            f"预算数 {total} 不等于财政资金与其他资金之和 {parts}，差 {apart}",
            f"预算数 {total} is not the sum of the funds, {parts}; {apart} apart",
        ),
        mend=mend,
    )


@project_rule(
    "ANX202",
    "cost-over-budget",
    Severity.ERROR,
    summary=Message("成本指标超过预算数", "The cost indicators exceed the budget"),
    reason=_FITS,
    remedy=Message(
        "核对成本指标的金额和单位（元、万元），或改正预算数；跨年度项目写 allow 说明",
        "Check amount and unit (元, 万元) of the costs, or mend 预算数; where a project runs over "
        "years, allow it with a reason",
    ),
)
def cost_over_budget(project: Project, view: View) -> Iterator[Found]:
    """Find a cost above the budget, or costs that together are above it."""
    budget = _in_wan(project.budget.total, view.money_unit)
    costs = _costs(project).amounts
    if budget is None or not costs:
        return
    over = [cost for cost in costs if cost.amount > budget]
    for cost in over:
        yield Found(
            cost.indicator.origin,
            "target_value",
            Message(
                f"{_shown(cost.amount)} 万元，超过预算数 {_shown(budget)} 万元",
                f"{_shown(cost.amount)} 万元 is above the budget of {_shown(budget)} 万元",
            ),
        )
    total = _together(costs, budget)
    if total > budget and not over:
        yield Found(
            costs[0].indicator.origin,
            "level2",
            Message(
                f"各项成本合计 {_shown(total)} 万元，超过预算数 {_shown(budget)} 万元",
                f"The costs add up to {_shown(total)} 万元, above the budget of "
                f"{_shown(budget)} 万元",
            ),
        )


@project_rule(
    "ANX203",
    "cost-not-covering",
    Severity.INFO,
    summary=Message(
        "成本指标合计比预算数少得多", "The cost indicators fall well short of the budget"
    ),
    reason=_FITS,
    remedy=Message(
        "补上没有写到的支出，或核对成本指标的金额和单位",
        "Add the costs that are not named, or check amounts and units",
    ),
    settings={"share": Decimal("0.2")},
)
def cost_not_covering(project: Project, view: View) -> Iterator[Found]:
    """Find costs that fall short of the budget by more than its setting ``share``."""
    budget = _in_wan(project.budget.total, view.money_unit)
    costs, is_whole = _costs(project)
    if not budget or not costs or not is_whole:
        return
    total = _together(costs, budget)
    if total < budget * (1 - view.setting("share")):
        yield Found(
            costs[0].indicator.origin,
            "level2",
            Message(
                f"各项成本合计 {_shown(total)} 万元，预算数 {_shown(budget)} 万元",
                f"The costs add up to {_shown(total)} 万元 of a budget of {_shown(budget)} 万元",
            ),
        )


@project_rule(
    "ANX204",
    "budget-zero",
    Severity.WARNING,
    summary=Message("预算数为 0", "The budget is 0"),
    reason=Message(
        "列入附表的项目都有预算安排；预算数为 0，多半是金额没有填。",
        "Projects of the annex have money; a budget of 0 mostly means that none was filled in.",
    ),
    remedy=Message("填上批复的预算数，或删去这个项目", "Fill it in, or take the project out"),
)
def budget_zero(project: Project, view: View) -> Iterator[Found]:
    """Find a budget of nothing."""
    if not project.budget.total.value:
        yield Found(
            project.budget.origin, "total", Message("预算数为 0", "The budget (预算数) is 0")
        )


@project_rule(
    "ANX205",
    "goal-money-mismatch",
    Severity.WARNING,
    summary=Message(
        "用途或目标里的金额与预算数不符",
        "An amount in the purpose or a goal contradicts the budget",
    ),
    reason=_FITS,
    remedy=Message("改正文字里的金额，或改正预算数", "Mend the amount in the text, or mend 预算数"),
)
def goal_money_mismatch(project: Project, view: View) -> Iterator[Found]:
    """Find an amount that a text calls the project's money and that is not the budget."""
    texts = {"purpose": project.purpose}
    texts |= {f"goals.{index}": goal for index, goal in enumerate(project.goals)}
    for field, text in texts.items():
        if "元" not in text:
            continue
        from annexgen.checks.money import contradicting

        budget = _in_wan(project.budget.total, view.money_unit)
        if budget is None:
            return
        for written in contradicting(text, budget, view.year):
            yield Found(
                project.origin,
                field,
                Message(
                    f"这里说“{written}”，预算数是 {_shown(budget)} 万元",
                    f"It says “{written}”; the budget is {_shown(budget)} 万元",
                ),
            )


# ------------------------------------------------------------------ costs


class _Cost(NamedTuple):
    """A cost indicator and its amount in 万元."""

    indicator: Indicator
    amount: Decimal


class _Costs(NamedTuple):
    """A project's costs; ``is_whole`` where every cost indicator is an amount of its own."""

    amounts: list[_Cost]
    is_whole: bool


@of_latest
def _costs(project: Project) -> _Costs:
    """Return the amounts that the project's cost indicators allow."""
    amounts = []
    count = 0
    for indicator in project.indicators:
        if _COST not in indicator.level2 and _COST not in indicator.level1:
            continue
        if not _has_one(f"{indicator.level1} {indicator.level2}", _NO_MONEY):
            count += 1
            amount = _amount(indicator, meaning(indicator.target_value))
            if amount is not None:
                amounts.append(_Cost(indicator, amount))
    return _Costs(amounts, len(amounts) == count)


def _amount(indicator: Indicator, value: TargetValue) -> Decimal | None:
    """Return what an indicator lets the project cost in all; None for prices, savings, guesses."""
    told = f"{indicator.name} {indicator.description}"
    if _has_one(told, _PRICE) or _has_one(told, _BEYOND):
        return None
    if "单位" in told and re.search(_PRICE_OF_A_UNIT, told):
        return None
    if isinstance(value, Range):
        value = Quantity(
            value.text, Bound.AT_MOST, value.high, value.unit, value.per, value.subject
        )
    if not isinstance(value, Quantity) or value.bound.is_lower or value.bound is Bound.ABOUT:
        return None
    return in_wan(value) if _OWN_SUBJECT.fullmatch(value.subject) else None


def _together(costs: list[_Cost], budget: Decimal) -> Decimal:
    """Return the sum of the costs; one that is the total of the others counts by itself.

    Where all of them make up the budget, as two halves do, none is a total.
    """
    total = sum((cost.amount for cost in costs), Decimal(0))
    if total == budget:
        return total
    for cost in costs:
        rest = total - cost.amount
        if rest and (rest == cost.amount or _has_one(cost.indicator.name, _WHOLE)):
            return max(rest, cost.amount)
    return total


def _has_one(text: str, words: tuple[str, ...]) -> bool:
    return any(map(text.__contains__, words))


# ------------------------------------------------------------------ amounts


def _value(amount: Amount | None) -> Decimal:
    return amount.value if amount else Decimal(0)


def _in_wan(amount: Amount, unit: str) -> Decimal | None:
    """Return an amount of the annex's money unit in 万元; None for a unit that is not known."""
    scale = _scale(unit)
    return None if scale is None else amount.value * scale


@lru_cache(maxsize=16)
def _scale(unit: str) -> Decimal | None:
    """Return how many 万元 one of ``unit`` is."""
    value = parse(f"1{unit}")
    return in_wan(value) if isinstance(value, Quantity) else None


def _shown(amount: Decimal) -> str:
    """Return an amount without superfluous zeros."""
    return f"{amount.normalize():f}"
