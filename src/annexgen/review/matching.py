"""What belongs together on the two sides: by what names it, then by likeness, then by place."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

from annexgen.review.sheets import (
    DESCRIPTION,
    GOALS,
    INDICATOR,
    PURPOSE,
    TARGET,
    Row,
    Sheet,
)
from annexgen.tuples import NamedTuple

Part = TypeVar("Part")

_LEAST_LIKENESS = 0.5
_LEAST_NAMES = 0.35
"""Of two indicators, below which the same levels and target make no rewording of it."""
_MOST_COMPARED = 10_000
"""Pairs of texts that are compared at most; beyond, only equal names count."""
_LONG = 1_000
"""Characters of a text that are compared."""
_COMMON = 50
"""A text that more projects share says nothing of which is which."""


class Pair(NamedTuple):
    """The places, from 0, of what belongs together."""

    old: int
    new: int


def match_rows(old: Sequence[Row], new: Sequence[Row]) -> list[Pair]:
    """Pair the indicators of a project, each at most once, in the order of ``old``."""
    keys: tuple[Callable[[Row], Hashable], ...] = (
        lambda row: (row.levels, row.name, row.get(DESCRIPTION), row.target),
        lambda row: (row.levels, row.name),
        lambda row: (row.levels[1], row.name),
        lambda row: row.name,
    )
    return _match(old, new, keys, _row_likeness)


def match_goals(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Pair the goals of a project, each at most once, in the order of ``old``."""
    return _match(old, new, (lambda goal: goal,), likeness)


def match_projects(old: Sequence[Sheet], new: Sequence[Sheet]) -> list[Pair]:
    """Pair projects whose identifiers are not the same: by name, then by what they say."""
    keys: tuple[Callable[[Sheet], Hashable], ...] = (
        lambda sheet: (sheet.unit, sheet.name),
        lambda sheet: sheet.name,
    )
    pairs = dict(_by_keys(old, new, keys))
    taken = set(pairs.values())
    left = [index for index in range(len(old)) if index not in pairs]
    free = [index for index in range(len(new)) if index not in taken]
    scored = _alike([_features(old[index]) for index in left], [_features(new[i]) for i in free])
    pairs |= _best((score, left[one], free[other]) for score, one, other in scored)
    return [Pair(*pair) for pair in sorted(pairs.items())]


def moved(pairs: Sequence[Pair]) -> frozenset[Pair]:
    """Return the fewest pairs without which all others keep their order.

    Args:
        pairs: in the order of the old side.
    """
    ends: list[int] = []
    chosen: list[int] = []
    before: list[int | None] = []
    for index, pair in enumerate(pairs):
        at = bisect_left(ends, pair.new)
        before.append(chosen[at - 1] if at else None)
        ends[at : at + 1] = [pair.new]
        chosen[at : at + 1] = [index]
    kept: set[Pair] = set()
    last = chosen[-1] if chosen else None
    while last is not None:
        kept.add(pairs[last])
        last = before[last]
    return frozenset(pairs) - kept


def likeness(old: str, new: str) -> float:
    """Return how much two texts have in common, from 0 to 1: by characters and pairs of them."""
    before, after = _pieces(old), _pieces(new)
    together = len(before) + len(after)
    return 2 * len(before & after) / together if together else 0


@lru_cache(maxsize=1 << 12)
def _pieces(text: str) -> frozenset[str]:
    """Return the characters of a text's beginning, and the pairs of characters."""
    begins = text[:_LONG]
    return frozenset(begins).union(map("".join, pairwise(begins)))


def _row_likeness(old: Row, new: Row) -> float:
    """Return how alike two indicators are; the same levels and target make up for other words."""
    names = likeness(old.name, new.name)
    same = 0.15 * (old.levels == new.levels) + 0.15 * (old.target == new.target)
    described = old.get(DESCRIPTION), new.get(DESCRIPTION)
    if all(described):
        names = max(names, likeness(*described))
    return names + same if names >= _LEAST_NAMES else 0


def _match(
    old: Sequence[Part],
    new: Sequence[Part],
    keys: Iterable[Callable[[Part], Hashable]],
    alike: Callable[[Part, Part], float],
) -> list[Pair]:
    pairs = dict(_by_keys(old, new, keys))
    taken = set(pairs.values())
    left = [index for index in range(len(old)) if index not in pairs]
    free = [index for index in range(len(new)) if index not in taken]
    if len(left) * len(free) <= _MOST_COMPARED:
        pairs |= _best((alike(old[one], new[other]), one, other) for one in left for other in free)
    return [Pair(*pair) for pair in sorted(pairs.items())]


def _by_keys(
    old: Sequence[Part], new: Sequence[Part], keys: Iterable[Callable[[Part], Hashable]]
) -> Iterator[tuple[int, int]]:
    """Pair what has the same key, in order; a later key sees only what no earlier one paired."""
    left, free = list(range(len(old))), list(range(len(new)))
    for key in keys:
        waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
        for index in reversed(free):
            waiting[key(new[index])].append(index)
        pairs = [
            (index, waiting[mine].pop()) for index in left if waiting.get(mine := key(old[index]))
        ]
        yield from pairs
        left = _without(left, {pair[0] for pair in pairs})
        free = _without(free, {pair[1] for pair in pairs})


def _without(places: list[int], taken: AbstractSet[int]) -> list[int]:
    return [place for place in places if place not in taken]


def _best(scored: Iterable[tuple[float, int, int]]) -> dict[int, int]:
    """Pair the most alike first; among equals, those whose places are nearest."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    fit = (one for one in scored if one[0] >= _LEAST_LIKENESS)
    for _, old, new in sorted(fit, key=lambda one: (-one[0], abs(one[1] - one[2]), *one[1:])):
        if old not in pairs and new not in taken:
            pairs[old] = new
            taken.add(new)
    return pairs


def _features(sheet: Sheet) -> frozenset[str]:
    """Return what tells a project from others: its texts, and its name by pairs of characters.

    An indicator counts by its name, and again with its target, so that edited ones count half.
    """
    rows, purpose = sheet.rows, sheet.get(PURPOSE)
    return frozenset(
        (
            *(f"{INDICATOR} {row.name}" for row in rows),
            *(f"{TARGET} {row.name} {row.target}" for row in rows),
            *(f"{GOALS} {goal}" for goal in sheet.goals),
            *([f"{PURPOSE} {purpose}"] if purpose else ()),
            *map("".join, pairwise(sheet.name)),
        )
    )


def _alike(
    old: Sequence[AbstractSet[str]], new: Sequence[AbstractSet[str]]
) -> Iterator[tuple[float, int, int]]:
    """Yield the share of common features of all that have a rare one in common."""
    having: defaultdict[str, list[int]] = defaultdict(list)
    for index, features in enumerate(new):
        for one in features:
            having[one].append(index)
    for index, features in enumerate(old):
        rare = (having[one] for one in features if 0 < len(having.get(one, ())) <= _COMMON)
        for other in {other for others in rare for other in others}:
            common = len(features & new[other])
            yield 2 * common / (len(features) + len(new[other])), index, other
