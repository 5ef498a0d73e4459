"""Names that spreadsheets take for a sheet: short, of allowed characters, each once."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST = 31
"""Characters that Excel allows, counted as UTF-16 units."""

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_RESERVED = frozenset({"", "history"})


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Return a name for each sheet, as near to what is wanted as may be."""
    taken = set(_RESERVED)
    names = []
    for text in wanted:
        plain = _allowed(text)
        name, count = _shortened(plain, LONGEST), 1
        while name.lower() in taken:
            count += 1
            ending = f" ({count})"
            name = (_shortened(plain, LONGEST - len(ending)) + ending).strip()
        taken.add(name.lower())
        names.append(name)
    return names


def _allowed(text: str) -> str:
    """Replace what no name may hold; an apostrophe may not begin or end one."""
    return _FORBIDDEN.sub(" ", text).strip("' ")


def _shortened(text: str, longest: int) -> str:
    while units(text) > longest:
        text = text[:-1]
    return text.rstrip("' ")


def units(text: str) -> int:
    """Return the length of a text as Excel counts it, in UTF-16 units."""
    return len(text) + sum(char > "\uffff" for char in text)
