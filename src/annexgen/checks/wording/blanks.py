"""Blanks that slipped in: Chinese sets none between its characters.

A blank between hanzi and Latin letters or digits is a matter of taste and stays.
"""

from __future__ import annotations

import re

from annexgen.checks.wording.characters import BLANKS, HANZI, MARKS

_AT_AN_END = re.compile(f"^[{BLANKS}]+|[{BLANKS}]+$", re.MULTILINE)
_BESIDE_A_MARK = re.compile(
    f"(?<=[{MARKS}])[{BLANKS}]+(?=[{MARKS}{HANZI}])|(?<=[{HANZI}])[{BLANKS}]+(?=[{MARKS}])"
)
_DOUBLED = re.compile(
    f"(?<![{HANZI}{BLANKS}])[{BLANKS}]{{2,}}|[{BLANKS}]{{2,}}(?![{HANZI}{BLANKS}])"
)
_BETWEEN_HANZI = re.compile(f"[{HANZI}][{BLANKS}]+[{HANZI}]")


def tidied(text: str) -> str:
    """Return ``text`` without blanks at a line's ends and beside punctuation, none doubled.

    A blank between two hanzi stays: it may stand for a missing ``、``.
    """
    text = _AT_AN_END.sub("", text)
    return _DOUBLED.sub(" ", _BESIDE_A_MARK.sub("", text))


def between_hanzi(text: str) -> str | None:
    """Return the first two hanzi with a blank between them; None where there are none."""
    found = _BETWEEN_HANZI.search(text)
    return found[0] if found else None
