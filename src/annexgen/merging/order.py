"""Two orders of the same things, changed apart: one order that has both changes."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from annexgen.review.matching import Pair, moved
from annexgen.tuples import NamedTuple


class Order(NamedTuple):
    """An order of all things.

    Attributes:
        places: the things.
        is_clear: whether it has both changes; False where both have moved the same thing, so that
            ours counts.
    """

    places: list[int]
    is_clear: bool


def merged_order(base: Sequence[int], ours: Sequence[int], theirs: Sequence[int]) -> Order:
    """Return the order of all that either side has.

    Args:
        base: the order before.
        ours: our order; what is not in it, the other side has added or kept.
        theirs: the other side's order.
    """
    common = set(ours) & set(theirs)
    known = [one for one in base if one in common]
    moved_by_us, moved_by_them = _moved(known, ours), _moved(known, theirs)
    result = list(ours)
    is_clear = True
    both = set(moved_by_us) & set(moved_by_them)
    if both and _only(ours, common) != _only(theirs, common):
        is_clear = False
    else:
        for one in moved_by_them:
            result.remove(one)
            result.insert(_behind(one, theirs, result), one)
    for one in theirs:
        if one not in common:
            at = _behind(one, theirs, result)
            while at < len(result) and result[at] not in common:
                at += 1
            result.insert(at, one)
    return Order(result, is_clear)


def _moved(known: Sequence[int], side: Sequence[int]) -> list[int]:
    """Return the fewest things that a side has moved, in its order."""
    place = {one: at for at, one in enumerate(side)}
    pairs = [Pair(at, place[one]) for at, one in enumerate(known)]
    return [known[pair.old] for pair in sorted(moved(pairs), key=lambda pair: pair.new)]


def _only(side: Sequence[int], wanted: AbstractSet[int]) -> list[int]:
    return [one for one in side if one in wanted]


def _behind(one: int, side: Sequence[int], result: Sequence[int]) -> int:
    """Return the place behind the nearest thing that stands before ``one`` on its side."""
    placed = {other: at for at, other in enumerate(result)}
    for other in reversed(side[: side.index(one)]):
        if other in placed:
            return placed[other] + 1
    return 0
