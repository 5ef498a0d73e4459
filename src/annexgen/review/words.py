"""Which words of a text have changed: hanzi one by one, Latin words and numbers as wholes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

_TOKEN = re.compile(r"[0-9][0-9.,]*|[A-Za-z]+|\s+|.", re.DOTALL)
_LEAST_EQUAL = 2
"""Fewer equal tokens between two changes belong to the change: marks that flicker help no one."""
_MOST_TOKENS = 4000


class Stretch(NamedTuple):
    """A part of two texts: equal where both are the same, else what was and what is there."""

    old: str
    new: str

    @property
    def is_equal(self) -> bool:
        """Whether nothing has changed in it."""
        return self.old == self.new


def stretches(old: str, new: str) -> list[Stretch]:
    """Cut two texts into stretches that are equal and stretches that differ, in turn."""
    tokens = _TOKEN.findall(old), _TOKEN.findall(new)
    if max(map(len, tokens)) > _MOST_TOKENS:
        return [Stretch(old, new)]
    result: list[Stretch] = []
    for part in _parts(*tokens):
        if result and result[-1].is_equal == part.is_equal:
            last = result.pop()
            result.append(Stretch(last.old + part.old, last.new + part.new))
        else:
            result.append(part)
    return result


def _parts(old: list[str], new: list[str]) -> Iterator[Stretch]:
    """Yield the stretches; a short equal one amid changes is yielded as two that differ."""
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    last = len(codes) - 1
    for index, (tag, *ends) in enumerate(codes):
        first, end, other, other_end = ends
        was, now = "".join(old[first:end]), "".join(new[other:other_end])
        if tag == "equal" and end - first < _LEAST_EQUAL and 0 < index < last:
            yield Stretch(was, "")
            yield Stretch("", now)
        else:
            yield Stretch(was, now)
