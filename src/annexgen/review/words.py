"""Which words of a text have changed: hanzi one by one, Latin words and numbers as wholes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from annexgen.tuples import NamedTuple

_TOKEN = re.compile(r"[0-9][0-9.,]*|[A-Za-z]+|\s+|.", re.DOTALL)
_LEAST_EQUAL = 2
"""Fewer equal tokens between two changes belong to the change: marks that flicker help no one."""
_MOST_COMPARED = 250_000
"""Pairs of tokens that are compared at most: beyond, the texts differ as wholes."""


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
    result: list[Stretch] = []
    for part in _parts(_TOKEN.findall(old), _TOKEN.findall(new)):
        if result and result[-1].is_equal == part.is_equal:
            last = result.pop()
            result.append(Stretch(last.old + part.old, last.new + part.new))
        else:
            result.append(part)
    return result


def _parts(old: list[str], new: list[str]) -> Iterator[Stretch]:
    """Yield the stretches; what is the same at both ends is not compared further."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middles = [tokens[start : len(tokens) - end] for tokens in (old, new)]
    yield from _equal(old[:start])
    if len(middles[0]) * len(middles[1]) > _MOST_COMPARED:
        yield Stretch(*map("".join, middles))
    else:
        yield from _compared(*middles)
    yield from _equal(old[len(old) - end :])


def _common(old: list[str], new: list[str]) -> int:
    """Return how many tokens are the same from the start."""
    pairs = zip(old, new, strict=False)
    return next(
        (at for at, pair in enumerate(pairs) if pair[0] != pair[1]), min(len(old), len(new))
    )


def _equal(tokens: list[str]) -> Iterator[Stretch]:
    if tokens:
        yield Stretch("".join(tokens), "".join(tokens))


def _compared(old: list[str], new: list[str]) -> Iterator[Stretch]:
    """Yield the stretches; a short equal one amid changes is yielded as two that differ."""
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for tag, *ends in codes:
        first, end, other, other_end = ends
        was, now = "".join(old[first:end]), "".join(new[other:other_end])
        if tag == "equal" and end - first < _LEAST_EQUAL:
            yield Stretch(was, "")
            yield Stretch("", now)
        else:
            yield Stretch(was, now)
