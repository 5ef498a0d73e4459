"""Numbers as they are written: Arabic digits with thousands marks, Chinese numerals, 万 and 亿.

GB/T 15835-2011: thousands are marked by a comma or a thin blank (5.2.2); large numbers may end in
万 or 亿 (5.3). Values are exact: no float, no rounding.
"""

from __future__ import annotations

from decimal import Decimal

from annexgen.tuples import NamedTuple

HANZI_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
}
_HANZI_TENS = {"十": 10, "百": 100, "千": 1000}
HANZI_NUMERALS = frozenset((*HANZI_DIGITS, *_HANZI_TENS))
"""What a Chinese numeral may begin with."""
_NUMERAL_SIGNS = HANZI_NUMERALS | {"万", "亿"}

MULTIPLIERS = {
    "万亿": 12,
    "千亿": 11,
    "百亿": 10,
    "十亿": 9,
    "亿": 8,
    "千万": 7,
    "百万": 6,
    "十万": 5,
    "万": 4,
    "千": 3,
    "百": 2,
}
"""From the word after a number to the power of ten that it stands for."""


class Number(NamedTuple):
    """A number read from a text.

    Attributes:
        value: exact.
        end: the place after its last character.
        places: digits after the decimal point as written.
        in_hanzi: whether it is a Chinese numeral.
    """

    value: Decimal
    end: int
    places: int = 0
    in_hanzi: bool = False


def is_digit(text: str, at: int) -> bool:
    """Say whether an ASCII digit stands at ``at``."""
    return "0" <= text[at : at + 1] <= "9"


def digits_end(text: str, at: int) -> int:
    """Return the place after the run of ASCII digits that begins at ``at``."""
    while is_digit(text, at):
        at += 1
    return at


def number_at(text: str, start: int) -> Number | None:
    """Read the number that begins at ``start``; None where there is none."""
    if text[start : start + 1] in HANZI_NUMERALS:
        return _in_hanzi(text, start)
    return _in_digits(text, start)


def shifted(number: Decimal, powers: int) -> Decimal:
    """Return ``number`` times ten to ``powers``, exactly and without closing zeros."""
    sign, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)  # noqa: S101 - it is a string for NaN and infinities only
    return Decimal(plain(Decimal((sign, digits, exponent + powers))))


def plain(number: Decimal) -> str:
    """Write ``number`` without exponent, thousands marks and closing zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _in_digits(text: str, start: int) -> Number | None:
    sign = "-" if text[start : start + 1] == "-" else ""
    first = start + len(sign)
    end = digits_end(text, first)
    if end == first:
        return None
    whole = text[first:end]
    if end - first <= 3 and _is_group(text, end):
        while _is_group(text, end):
            whole += text[end + 1 : end + 4]
            end += 4
    places = 0
    if text[end : end + 1] == "." and is_digit(text, end + 1):
        point, end = end, digits_end(text, end + 1)
        places = end - point - 1
        whole += text[point:end]
    return Number(Decimal(sign + whole), end, places)


def _is_group(text: str, at: int) -> bool:
    """Say whether a thousands mark and just three digits stand at ``at``."""
    return text[at : at + 1] in (",", "，", " ") and digits_end(text, at + 1) == at + 4


def _in_hanzi(text: str, start: int) -> Number | None:
    end = start
    while _is_numeral(text, end):
        end += 1
    whole = _whole(text[start:end])
    if whole is None:
        return None
    if text[end : end + 1] != "点" or text[end + 1 : end + 2] not in HANZI_DIGITS:
        return Number(Decimal(whole), end, 0, in_hanzi=True)
    fraction, point = "", end
    end += 1
    while text[end : end + 1] in HANZI_DIGITS:
        fraction += str(HANZI_DIGITS[text[end]])
        end += 1
    return Number(Decimal(f"{whole}.{fraction}"), end, end - point - 1, in_hanzi=True)


def _is_numeral(text: str, at: int) -> bool:
    char = text[at : at + 1]
    return char in _NUMERAL_SIGNS and text[at : at + 2] != "百分"


def _whole(numeral: str) -> int | None:
    """Return the value of a Chinese numeral such as 一千零五十; None where it is malformed."""
    if not numeral or _is_clipped(numeral):
        return None
    total = 0
    ceiling = 10**12
    rest = numeral
    for myriad, size in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = rest.rpartition(myriad)
        if found:
            section = _section(head)
            if section is None or size >= ceiling:
                return None
            total += section * size
            rest, ceiling = tail, size
    section = _section(rest) if rest else 0
    return None if section is None else total + section


def _is_clipped(numeral: str) -> bool:
    """Say whether the last place is left unsaid, as in 一千二 for 1200."""
    return numeral[-1] not in "零〇十百千万亿" and numeral[-2:-1] in tuple("百千万亿")


def _section(numeral: str) -> int | None:
    """Return the value of a numeral below 万."""
    total, digit, ceiling = 0, None, 10**4
    for char in numeral:
        if char in HANZI_DIGITS:
            if digit:
                return None
            digit = HANZI_DIGITS[char]
            continue
        size = _HANZI_TENS.get(char)
        if size is None or size >= ceiling or digit == 0:
            return None
        total += (digit or 1) * size
        ceiling, digit = size, None
    return total + (digit or 0) if numeral else None
