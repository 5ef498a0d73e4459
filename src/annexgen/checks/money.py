"""Amounts of money in running text, held against a project's budget."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from unicodedata import normalize

from annexgen.tuples import NamedTuple
from annexgen.values import Quantity, parse
from annexgen.values.money import in_wan

_MONEY = re.compile(
    r"(?P<about>约|近)?(?P<number>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?P<more>余|多)?"
    r"(?P<unit>亿元|万元|元)(?P<not>/|每|及?以[上下内]|的)?"
)
_LINK = "(?:为|是|共|共计|合计|总计|总额)?$"
_CALLED_TOTAL = re.compile(
    "(?:预算[数额]?|预算资金|项目总?(?:经费|资金)|总经费|"
    f"安排(?:(?:财政|市级|专项)?(?:资金|经费))?){_LINK}"
)
_CALLED_PART = re.compile(f"(?:经费|预算)(?:支出)?{_LINK}")
_OTHER_MONEY = re.compile(
    "每|人均|标准|上年|上一年|去年|往年|历年|累计|节约|节省|降低|减少|增加|收入|收益|带动|拉动|其中"
)
_YEAR = re.compile("([12][0-9]{3})年[^,。;]*$")
_CLAUSE_END = re.compile("[,。;、]")
_ABOUT = Decimal("0.1")
"""How far a rounded amount (约、余) may be from the budget, as a share of it."""


class _Told(NamedTuple):
    """An amount in a text, in 万元, with what is said before it in its clause."""

    match: re.Match[str]
    amount: Decimal
    lead: str


def contradicting(text: str, budget: Decimal, year: int) -> list[str]:
    """Return the amounts that a text calls the project's money and that cannot be.

    One that is called the whole must be the budget, unless the text names several; what is called
    a part may not be above it. What a fair earns or another year cost is none of ours.

    Args:
        text: of a purpose or goal.
        budget: in 万元.
        year: of the annex.
    """
    told = list(_told(normalize("NFKC", text), year))
    if any(_is_the_budget(one, budget) for one in told):
        return []
    totals = [one for one in told if _CALLED_TOTAL.search(one.lead)]
    if len(totals) > 1:
        totals = [one for one in totals if one.amount > budget]
    parts = [one for one in told if one.amount > budget and _CALLED_PART.search(one.lead)]
    return [one.match[0] for one in told if one in totals or one in parts]


def _told(text: str, year: int) -> Iterator[_Told]:
    """Yield the amounts of a text but for prices, limits and what is not this year's budget."""
    for match in _MONEY.finditer(text):
        before = text[: match.start()]
        lead = _CLAUSE_END.split(before)[-1]
        value = parse(match["number"].replace(",", "") + match["unit"])
        amount = in_wan(value) if isinstance(value, Quantity) else None
        other = _YEAR.search(before)
        is_ours = (other is None or int(other[1]) == year) and not _OTHER_MONEY.search(lead)
        if amount is not None and is_ours and not match["not"]:
            yield _Told(match, amount, lead)


def _is_the_budget(one: _Told, budget: Decimal) -> bool:
    if one.match["about"] or one.match["more"]:
        return abs(one.amount - budget) <= budget * _ABOUT
    return one.amount == budget
