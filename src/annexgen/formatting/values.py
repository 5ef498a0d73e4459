"""Texts in one way of writing, by what the schema says they are.

Every change passes the guard that ``check --fix`` has: the target value means what it meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from annexgen.fixing.meaning import same_meaning
from annexgen.schema.shapes import Flag, Money, Number, Shape, Text
from annexgen.values import Qualitative, parse

TARGET_VALUE = "target_value"
"""The field (指标值) that is read by the grammar of ``values``."""

_DIGITS = {ord("０") + digit: ord("0") + digit for digit in range(10)} | {ord("％"): ord("%")}
_SIGNS = _DIGITS | {ord("﹪"): "%", ord("＞"): ">", ord("＜"): "<", ord("＝"): "="}
_POINT = re.compile(r"(?<=[0-9])．(?=[0-9])")
_AT_LEAST = re.compile(r">[ \u3000]*=|≧|⩾")
_AT_MOST = re.compile(r"<[ \u3000]*=|≦|⩽")
_STRAY = re.compile(r"(?<![A-Za-z0-9])[ \u3000]+|[ \u3000]+(?![A-Za-z0-9])")
_SUSPECT = re.compile(r"[０-９％﹪＞＜＝．≧⩾≦⩽ \u3000]|[<>] *=")


def normal_text(text: str, shape: Shape | None, field: str) -> str:
    """Return a text of one line as it is to be written.

    Args:
        text: what the file says.
        shape: what the schema takes it for; None where it does not say.
        field: the model's name of the field that it is; empty for none.
    """
    if not isinstance(shape, Text | Money | Number | Flag):
        return text
    text = text.strip()
    if field == TARGET_VALUE:
        return normal_target(text)
    if isinstance(shape, Money | Number):
        return _POINT.sub(".", text.translate(_DIGITS))
    return text


def normal_target(text: str) -> str:
    """Return a target value (指标值) in half-width digits and signs, without stray blanks."""
    if _SUSPECT.search(text) is None:
        return text
    return next((one for one in _spellings(text) if same_meaning(text, one)), text)


def _spellings(text: str) -> Iterator[str]:
    """Yield ways to write ``text``, the tidiest first."""
    tidy = _POINT.sub(".", text.translate(_SIGNS))
    tidy = _AT_MOST.sub("≤", _AT_LEAST.sub("≥", tidy))
    if not isinstance(parse(text), Qualitative):
        yield _STRAY.sub("", tidy)
        yield tidy
    yield _POINT.sub(".", text.translate(_DIGITS))
