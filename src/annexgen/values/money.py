"""Amounts of money in one unit, so that they can be compared with a budget in 万元."""

from __future__ import annotations

from decimal import Decimal

from annexgen.values.numbers import shifted
from annexgen.values.types import Quantity

_POWERS = {"元": -4, "万元": 0, "亿元": 4}


def in_wan(quantity: Quantity) -> Decimal | None:
    """Return an amount in 万元, exactly: ``≤130000元`` is 13.

    Returns:
        None where it is no amount of money, or one for each period (``500元/月``).
    """
    power = _POWERS.get(quantity.unit)
    if power is None or quantity.per:
        return None
    return shifted(quantity.number, power)
