"""Money: the budget adds up, and the indicators' costs fit it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from annexgen.checks.registry import Found, project_rule
from annexgen.checks.view import View
from annexgen.findings import Message, Severity
from annexgen.model import Amount, Project


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
    """Find a budget that is not exactly 财政资金 and 其他资金 together."""
    budget = project.budget
    if budget.fiscal is None and budget.other is None:
        return
    total, parts = budget.total.value, _value(budget.fiscal) + _value(budget.other)
    if total != parts:
        yield Found(
            budget.origin,
            "total",
            Message(
                f"预算数 {total} 不等于财政资金与其他资金之和 {parts}，差 {abs(total - parts)}",
                f"预算数 {total} is not the sum of the funds, {parts}; {abs(total - parts)} apart",
            ),
        )


def _value(amount: Amount | None) -> Decimal:
    return amount.value if amount else Decimal(0)
