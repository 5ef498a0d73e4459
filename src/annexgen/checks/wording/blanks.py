"""Blanks that slipped in: Chinese sets none between its characters.

A blank between hanzi and Latin letters or digits is a matter of taste and stays.
"""

from __future__ import annotations

import re

from annexgen.checks.wording.characters import BLANKS, EACH_BLANK, HANZI, MARKS, is_chinese

_AT_AN_END = f"(?m)^[{BLANKS}]+|[{BLANKS}]+$"
_BESIDE_A_MARK = (
    f"(?<=[{MARKS}])[{BLANKS}]+(?=[{MARKS}{HANZI}])|(?<=[{HANZI}])[{BLANKS}]+(?=[{MARKS}])"
)
_DOUBLED = f"[{BLANKS}]{{2,}}"
_BETWEEN_HANZI = f"[{HANZI}][{BLANKS}]+[{HANZI}]"


def has_blank(text: str) -> bool:
    """Say whether there is anything for this module to look at."""
    return any(map(text.__contains__, EACH_BLANK))


def tidied(text: str) -> str:
    """Return ``text`` without blanks at a line's ends and beside punctuation, none doubled.

    A blank between two hanzi stays: it may stand for a missing ``、``.
    """
    if not has_blank(text):
        return text
    text = re.sub(_BESIDE_A_MARK, "", re.sub(_AT_AN_END, "", text))
    return re.sub(_DOUBLED, _single, text)


def _single(found: re.Match[str]) -> str:
    """Return one blank for several, but leave those between two hanzi."""
    text, start, end = found.string, found.start(), found.end()
    around = text[start - 1 : start], text[end : end + 1]
    return found[0] if all(map(is_chinese, around)) else " "


def between_hanzi(text: str) -> str | None:
    """Return the first two hanzi with a blank between them; None where there are none."""
    found = re.search(_BETWEEN_HANZI, text) if has_blank(text) else None
    return found[0] if found else None
