"""A spreadsheet's number as the sheet shows it: ``470`` under ``0.00`` is ``470.00``.

Number formats are those of ISO/IEC 29500-1, 18.8.30 and 18.8.31. What they have for layout alone
(colours, widths, fill signs) is left out. Fractions, powers of ten and spans of time are shown in
plain digits, and dates with names of months or days as ISO 8601 has them.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from annexgen.tuples import NamedTuple

GENERAL = "General"
BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    34: 'AM/PMh"时"mm"分"', 35: 'AM/PMh"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss.0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: 'AM/PMh"时"mm"分"', 56: 'AM/PMh"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""The formats that have a number only, as Excel for China shows them."""

_DIGITS = Context(prec=15, rounding=ROUND_HALF_UP)
"""A spreadsheet's numbers have 15 digits; what stands behind is an error of rounding."""
_LONG = Context(prec=700, rounding=ROUND_HALF_UP)
_PARTS = re.compile(
    r'"(?P<quoted>[^"]*)"?'
    r"|\\(?P<escaped>.)"
    r"|[_*]."
    r"|\[\$(?P<currency>[^-\]]*)[^\]]*\]"
    r"|(?P<strange>\[(?:h+|m+|s+)\])"
    r"|\[[^\]]*\]"
    r"|(?P<date>AM/PM|A/P|上午/下午|y+|m+|d+|h+|s+(?:\.0+)?|a{3,4})"
    r"|(?P<general>General|@)"
    r"|(?P<power>E[+-])"
    r"|(?P<number>[#0?][#0?,.]*)"
    r"|(?P<percent>%)"
    r"|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_SECTIONS = re.compile(r'((?:"[^"]*"?|\\.|\[[^\]]*\]|[^;"])*+)(?:;|$)', re.DOTALL)
_FIRST_DAYS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}
_LAST_DAY = 2_958_465
"""31 December 9999."""
_LONGEST = 255
"""Characters of a format that Excel takes."""
_NOON = 12
_LEAP_DAY = 60
"""29 February 1900, a day that Excel counts and that never was."""


class _Part(NamedTuple):
    """A piece of a format: what kind it is, and its text."""

    kind: str
    text: str


def as_shown(value: Decimal, code: str, *, from_1904: bool = False) -> str:
    """Return a number as a cell of a format shows it.

    Args:
        value: the number.
        code: the format. One that shows nothing, to hide what is there, shows the plain number.
        from_1904: whether the workbook counts days from 1904.
    """
    sections = _sections(code if len(code) <= _LONGEST else GENERAL)
    parts = sections[_section(value, len(sections))]
    kinds = [part.kind for part in parts]
    if {"strange", "power"} & {*kinds} or kinds.count("number") > 1:
        return _general(value)
    if "date" in kinds:
        moment = _moment(value, from_1904=from_1904)
        return _general(value) if moment is None else _dated(moment, parts)
    shown = _numbered(abs(value), parts)
    is_signed = value < 0 and len(sections) == 1 and any(digit in shown for digit in "123456789")
    return f"{'-' if is_signed else ''}{shown}" if shown.strip() else _general(value)


@lru_cache(maxsize=256)
def _sections(code: str) -> list[list[_Part]]:
    """Return the format's sections: for positive numbers, negative ones, zero, and texts."""
    return [
        [
            _Part(match.lastgroup or "", match[match.lastgroup or 0])
            for match in _PARTS.finditer(section)
            if match.lastgroup is not None
        ]
        for section in _SECTIONS.findall(code)[:4]
        if section
    ] or [[]]


def _section(value: Decimal, count: int) -> int:
    if value < 0 and count > 1:
        return 1
    return 2 if value == 0 and count > 2 else 0


def _general(value: Decimal) -> str:
    number = _DIGITS.plus(value)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _numbered(value: Decimal, parts: list[_Part]) -> str:
    value = _DIGITS.plus(value).scaleb(2 * sum(part.kind == "percent" for part in parts))
    return "".join(
        _digits(value, part.text) if part.kind == "number"
        else _general(value) if part.kind == "general"
        else part.text
        for part in parts
    )  # fmt: skip


def _digits(value: Decimal, places: str) -> str:
    """Return a number in as many digits as its places ask for."""
    before, point, after = places.partition(".")
    after = re.sub("[^#0?]", "", after)
    thousands = len(places) - len(places.rstrip(",")) if not point or places.endswith(",") else 0
    value = value.scaleb(-3 * thousands)
    shown = f"{value.quantize(Decimal(1).scaleb(-len(after)), context=_LONG):f}"
    whole, _, decimals = shown.partition(".")
    least = after.rstrip("#?")
    while len(decimals) > len(least) and decimals.endswith("0"):
        decimals = decimals[:-1]
    wanted = sum(place == "0" for place in before)
    whole = whole.lstrip("0").rjust(wanted, "0")
    if "," in before.rstrip(","):
        whole = f"{int(whole or 0):,}" if whole else whole
    return whole + ("." + decimals if decimals or (point and least) else "")


def _moment(value: Decimal, *, from_1904: bool) -> datetime | None:
    """Return the time that a number stands for; None where it stands for none."""
    if not 0 <= value <= _LAST_DAY:
        return None
    days = int(value) + (1 if not from_1904 and value < _LEAP_DAY else 0)
    seconds = round((value % 1) * 86_400)
    return _FIRST_DAYS[from_1904] + timedelta(days=days, seconds=int(seconds))


def _dated(moment: datetime, parts: list[_Part]) -> str:
    tokens = [part.text.lower() for part in parts if part.kind == "date"]
    if any(token.startswith(("mmm", "ddd")) for token in tokens):
        return moment.date().isoformat()
    has_halves = any("/" in token for token in tokens)
    shown = []
    before = ""
    for part in parts:
        if part.kind == "date":
            token, after = tokens.pop(0), tokens[0] if tokens else ""
            if token[0] == "m" and (before[:1] == "h" or after[:1] == "s"):
                token = token.replace("m", "n")
            shown.append(_dated_part(moment, token, has_halves=has_halves))
            before = token
        else:
            shown.append(part.text)
    return "".join(shown)


def _dated_part(moment: datetime, token: str, *, has_halves: bool) -> str:
    """Return what a token stands for; n is a minute, which formats write m as they do months."""
    if "/" in token:
        return "上午" if moment.hour < _NOON else "下午"
    if token[0] == "a":
        return ("星期" if len(token) > 3 else "") + "一二三四五六日"[moment.weekday()]
    if token[0] == "y":
        return str(moment.year) if len(token) > 2 else f"{moment.year % 100:02d}"
    hour = (moment.hour % _NOON or _NOON) if has_halves else moment.hour
    numbers = {"m": moment.month, "d": moment.day, "h": hour, "n": moment.minute}
    number = numbers.get(token[0], moment.second)
    return f"{number:02d}" if len(token) > 1 else str(number)
