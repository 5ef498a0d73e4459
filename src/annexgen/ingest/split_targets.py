"""Target values that a source tells in columns of their own: sign, number, unit of measurement.

Budget systems (预算管理一体化) print them so: 指标性质 ``≥``, 指标值 ``12``, 计量单位 ``个``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from annexgen.forms.patterns import Path
from annexgen.ingest.spelling import folded
from annexgen.tuples import NamedTuple

SIGN: Path = ("target", "sign")
MEASURE: Path = ("target", "measure")

_SIGN_HEADINGS = ("指标性质", "指标符号", "比较符号", "运算符号", "计算符号", "关系", "符号")
_MEASURE_HEADINGS = ("计量单位", "度量单位", "指标单位", "指标值单位", "单位")
HEADINGS: Mapping[str, Path] = {
    **dict.fromkeys(map(folded, _SIGN_HEADINGS), SIGN),
    **dict.fromkeys(map(folded, _MEASURE_HEADINGS), MEASURE),
}
"""What such columns are called, folded."""

_SIGNS = {
    **dict.fromkeys(("≥", "≧", ">=", "大于等于", "不低于", "不少于"), "≥"),
    **dict.fromkeys(("≤", "≦", "<=", "小于等于", "不高于", "不超过"), "≤"),
    **dict.fromkeys((">", "大于"), ">"),
    **dict.fromkeys(("<", "小于"), "<"),
    **dict.fromkeys(("=", "等于"), "="),
}
_DIGITS = r"[0-9][0-9,]*(?:\.[0-9]+)?[万亿]?"
_NUMBER = re.compile(f"{_DIGITS}(?:[-—–~～至]{_DIGITS})?")


class Joined(NamedTuple):
    """A target value in one piece.

    Attributes:
        text: the value.
        used: the columns whose texts have gone into it.
    """

    text: str
    used: frozenset[Path]


def joined(target: str, sign: str, measure: str) -> Joined:
    """Put a number together with its sign and unit; any other value stays as it is.

    Args:
        target: of the column of values.
        sign: of the column of signs; a word that is none (``定性``) goes nowhere.
        measure: of the column of units.
    """
    if not _NUMBER.fullmatch(unicodedata.normalize("NFKC", target.strip())):
        return Joined(target, frozenset())
    before = _SIGNS.get(unicodedata.normalize("NFKC", sign.strip()), "")
    behind = "" if "\n" in measure else measure.strip()
    used = {path for path, text in ((SIGN, before), (MEASURE, behind)) if text}
    return Joined(f"{before}{target.strip()}{behind}", frozenset(used))
