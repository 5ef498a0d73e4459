"""A number for each character of a font, looked up in the font's arrays.

A font has twenty thousand characters and a text a thousand: looking one up in a rising array takes
a microsecond, once, and filling dictionaries of them all took 5 ms of each start.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence


class ByCodePoint(Mapping[int, int]):
    """What a font's arrays say.

    Args:
        points: code points, rising.
        numbers: the number of each.
    """

    def __init__(self, points: array[int], numbers: array[int]) -> None:
        self._points = points
        self._numbers = numbers

    def __getitem__(self, point: int) -> int:
        at = bisect_left(self._points, point)
        if at == len(self._points) or self._points[at] != point:
            raise KeyError(point)
        return self._numbers[at]

    def __iter__(self) -> Iterator[int]:
        return iter(self._points)

    def __len__(self) -> int:
        return len(self._points)


class FirstOf(Mapping[int, int]):
    """Several lookups as one: each character's number is that of the first which has it."""

    def __init__(self, members: Sequence[Mapping[int, int]]) -> None:
        self._members = members

    def __getitem__(self, point: int) -> int:
        for member in self._members:
            number = member.get(point)
            if number is not None:
                return number
        raise KeyError(point)

    def __iter__(self) -> Iterator[int]:
        return iter(sorted(set().union(*self._members)))

    def __len__(self) -> int:
        return len(set().union(*self._members))
