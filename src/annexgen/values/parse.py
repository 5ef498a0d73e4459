"""Reading a target value (指标值): the grammar's one way in.

In: the text of one cell. Out: a quantity, a range, a deadline, or words. Nothing is refused; what
cannot be read whole stays words.
"""

from __future__ import annotations

from annexgen.values.deadlines import read_deadline
from annexgen.values.fold import folded
from annexgen.values.numbers import HANZI_DIGITS
from annexgen.values.quantities import read_quantity
from annexgen.values.types import Deadline, Qualitative, Quantity, Range, TargetValue
from annexgen.values.units import TIMES, unit_at


def parse(text: str) -> TargetValue:
    """Read a target value, whatever it is; never raises.

    Args:
        text: as written in the content file.

    Returns:
        The value; its ``normal`` reads as a value with the same ``normal``.
    """
    plain = folded(text)
    value = _read(plain, text)
    if value is None or not _holds(value):
        return Qualitative(text, plain)
    return value


def _read(plain: str, text: str) -> Quantity | Range | Deadline | None:
    return read_deadline(plain, text) or read_quantity(plain, text)


def _holds(value: Quantity | Range | Deadline) -> bool:
    """Say whether a value reads the same from its normal form.

    Where it does not, free words (or a year) and grammar ran into each other: it was misread.
    """
    if isinstance(value, Deadline):
        is_sure = not (value.lead or value.task)
    else:
        is_sure = not (value.subject or value.of or value.unit in TIMES)
    if is_sure:
        return True
    normal = value.normal
    again = _read(folded(normal), normal)
    return type(again) is type(value) and again.normal == normal and folded(normal) == normal


def mentions_number(text: str) -> bool:
    """Say whether a text names a number: a digit, 零, or a Chinese numeral with a unit."""
    plain = folded(text)
    for at, char in enumerate(plain):
        if "0" <= char <= "9" or char == "零" or plain.startswith(("百分", "分之"), at):
            return True
        if char in HANZI_DIGITS or char == "十":
            unit = unit_at(plain, at + 1)
            if unit and unit.is_known and unit.name != "分":
                return True
    return False
