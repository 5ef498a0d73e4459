"""Sums of money as editors write them, and what is wrong with those that do not pass."""

from __future__ import annotations

import re
import unicodedata

from annexgen.findings import Message, Rule
from annexgen.schema.rules import NEGATIVE, NOT_A_NUMBER, TOO_MANY_DECIMALS

AMOUNT_PATTERN = r"(?:0|[1-9][0-9]*)(?:\.[0-9]{1,2})?"
_AMOUNT = re.compile(AMOUNT_PATTERN)
_LONGEST_EXAMPLE = 20
_ONLY_DIGITS = Message(
    "只写数字，最多两位小数，如 470.00", "Write digits only, at most two decimals: 470.00"
)


def is_amount(text: str) -> bool:
    """Say whether ``text`` is a sum as it may be printed."""
    return _AMOUNT.fullmatch(text) is not None


def amount_fault(text: str, shown: str) -> tuple[Rule, Message, Message]:
    """Say what is wrong with a text that is no sum, and what to write instead.

    Args:
        text: what was written.
        shown: the same, cut to a length for messages.
    """
    bare = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")
    bare = re.sub(r"(万元|元)$", "", bare).lstrip("+¥￥")
    found = (f"写的是“{shown}”", f"found “{shown}”")
    if re.fullmatch(r"[-−–]\d+(\.\d*)?", bare):
        return (
            NEGATIVE,
            Message(f"金额不能为负，{found[0]}", f"An amount cannot be negative, {found[1]}"),
            Message("写 0 或正数", "Write 0 or a positive number"),
        )
    if re.fullmatch(r"\d+\.\d{3,}", bare):
        return (
            TOO_MANY_DECIMALS,
            Message(f"金额最多两位小数，{found[0]}", f"At most two decimals, {found[1]}"),
            Message(
                "四舍五入到两位小数，或核对金额单位", "Round to two decimals, or check the unit"
            ),
        )
    wrong = Message(f"金额应为数字，{found[0]}", f"An amount must be a number, {found[1]}")
    meant = re.sub(r"^0+(?=\d)", "", bare)
    if is_amount(meant) and len(meant) <= _LONGEST_EXAMPLE:
        return NOT_A_NUMBER, wrong, Message(f"写成 {meant}", f"Write {meant}")
    return NOT_A_NUMBER, wrong, _ONLY_DIGITS
