"""Whether a mend keeps the meaning: the guard that every change passes, whoever asks for it."""

from __future__ import annotations

import re
from unicodedata import normalize

from annexgen.values import Qualitative, parse

_SAID = re.compile(
    r"(?P<gap>(?<=\d)[^\w≥≤<>=±+%‰]+(?=\d))"
    r"|[≥≤<>=±+]+(?=\W*\d)|(?<![\w-])-(?=\d)|[%‰]|\w"
)


def same_meaning(before: str, after: str) -> bool:
    """Say whether two texts mean the same: as target values, or word for word.

    An empty text means nothing yet, so that whatever fills it changes no meaning.
    """
    return not before or _meaning(before) == _meaning(after)


def _meaning(text: str) -> tuple[object, ...]:
    """Return the type and measure of a target value; its words without blanks and punctuation."""
    value = parse(text)
    if isinstance(value, Qualitative):
        return (_words(text),)
    parts = value._asdict()
    return type(value), *[
        _words(part) if type(part) is str else part
        for name, part in parts.items()
        if name not in {"text", "spelling"}
    ]


def _words(text: str) -> list[str]:
    """Return the hanzi, letters, digits and signs of ``text`` in half width, and what parts digits.

    A point in a number counts; which other mark or blank stands between two digits does not.
    """
    said = _SAID.finditer(normalize("NFKC", text))
    return ["~" if one["gap"] and one[0] != "." else one[0] for one in said]
