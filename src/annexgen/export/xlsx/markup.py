"""SpreadsheetML as text: escaping, references, and the parts that never change.

ISO/IEC 29500-1, 18.3 (sheets), 18.18.7 (references) and 22.9.2.19 (characters that XML has not).
"""

from __future__ import annotations

import re
from functools import lru_cache

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

_LETTERS = 26
_SPECIAL = re.compile('[&<>"\r]')
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "_x000D_"}
_HEXADECIMAL = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def escaped(text: str) -> str:
    """Return ``text`` for an element or an attribute."""
    return _SPECIAL.sub(lambda match: _ESCAPES[match[0]], text)


def cell_text(text: str) -> str:
    """Return ``text`` as a cell's: what looks like an escaped character is none."""
    if "_x" in text:
        text = _HEXADECIMAL.sub("_x005F_", text)
    text = _ILLEGAL.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
    return escaped(text)


@lru_cache(maxsize=1 << 12)
def letters(column: int) -> str:
    """Return the letters of a column, counted from 0: A … Z, AA …."""
    name = ""
    while column >= 0:
        column, rest = divmod(column, _LETTERS)
        name = chr(ord("A") + rest) + name
        column -= 1
    return name


def area(row: int, column: int, last_row: int, last_column: int) -> str:
    """Return the reference of an area; rows and columns are counted from 0."""
    return f"{letters(column)}{row + 1}:{letters(last_column)}{last_row + 1}"
