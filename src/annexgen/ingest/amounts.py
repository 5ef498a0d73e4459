"""Sums of money as offices print them, and as content files hold them."""

from __future__ import annotations

import re
import unicodedata

_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]{1,2})?")
_UNIT_BEHIND = re.compile(r"[0-9]\s*[(]?([百千万亿]*元)[)]?\s*\Z")
_UNIT_OF_LABEL = re.compile(r"(.+)\((?:单位)?(?:人民币)?([百千万亿]*元)\)")
_UNIT = re.compile(r"[(]?([百千万亿]*元)[)]?")


def amount_of(text: str, money_unit: str) -> str | None:
    """Return a sum as a content file holds it (``6,000.00万元`` → ``6000.00``).

    Args:
        text: of the cell, not blank.
        money_unit: of the annex; empty where it is not known. Another one makes it no sum.

    Returns:
        Digits with at most two decimals, as printed; None for anything else.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split()).removeprefix("¥")
    match = re.fullmatch(r"([0-9.,]+)(.*)", plain)
    if match is None or not (_PLAIN.fullmatch(match[1]) or _GROUPED.fullmatch(match[1])):
        return None
    unit = _UNIT.fullmatch(match[2]) if match[2] else None
    if match[2] and (unit is None or unit[1] != (money_unit or unit[1])):
        return None
    return match[1].replace(",", "")


def without_money_unit(label: str) -> tuple[str, str]:
    """Return a folded label without the unit behind it (``预算数(万元)``), and that unit."""
    match = _UNIT_OF_LABEL.fullmatch(label)
    return (match[1], match[2]) if match is not None else (label, "")


def money_unit_in(text: str) -> str:
    """Return the unit that stands behind a sum (``470.00万元``); empty where none does."""
    found = _UNIT_BEHIND.search(unicodedata.normalize("NFKC", text))
    return found[1] if found is not None else ""
