"""Text from a content file, made safe to print and measured in terminal columns.

A control character that reaches a terminal raw can recolour, move or rewrite what stands there
(escape sequences), a bidirectional control can show text in another order than it has. Every such
character is shown as a sign instead.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_CONTROL_PICTURES = 0x2400
_DELETE = "\x7f"
_TAB = "    "
_HIDDEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})

_USUAL = (
    ("\u4e00", "\u9fff", 2),
    (" ", "~", 1),
    ("\u3000", "\u3029", 2),
    ("\uff01", "\uff60", 2),
    ("\u2010", "\u2027", 1),
    ("\u2100", "\u2319", 1),
    ("\xa0", "\u02ff", 1),
)
"""Columns of what texts are made of: hanzi, punctuation, Latin letters, signs like ≥ and ℃."""


def visible(text: str) -> str:
    """Return ``text`` with a visible sign for each control and format character."""
    return text if text.isprintable() else "".join(map(visible_character, text))


def visible_character(char: str) -> str:
    """Return what stands for ``char`` on a terminal: itself, ``␛``, ``<U+202E>``, or four blanks.

    Control characters become the pictures of the block Control Pictures (U+2400 to U+2421).
    """
    if char == "\t":
        return _TAB
    if char < " ":
        return chr(_CONTROL_PICTURES + ord(char))
    if char == _DELETE:
        return "\u2421"
    if unicodedata.category(char) in _HIDDEN:
        return f"<U+{ord(char):04X}>"
    return char


def columns(shown: str) -> int:
    """Return how many terminal columns ``shown`` takes: two for a hanzi, none for an accent."""
    return len(shown) if shown.isascii() else sum(map(_columns_of, shown))


@lru_cache(maxsize=1 << 12)
def _columns_of(char: str) -> int:
    """Return the columns of one character; the tables are only loaded for an unusual one."""
    for first, last, width in _USUAL:
        if first <= char <= last:
            return width
    from wcwidth import wcwidth

    return max(wcwidth(char), 0)
