"""What belongs together on three sides: entries by key, indicators and goals as in a review.

What both sides have added is the same only where it has the same name: two indicators that are
merely alike are two.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from annexgen.merging.meaning import Mapped
from annexgen.merging.pieces import Piece
from annexgen.review.matching import Pair, match_goals, match_rows
from annexgen.review.sheets import DESCRIPTION, GOALS, INDICATOR, INDICATORS, LEVEL1, LEVEL2, Row
from annexgen.tuples import NamedTuple

Path = tuple[str, ...]
"""The keys that lead to a block."""


class Triple(NamedTuple):
    """The places, from 0, of what belongs together; None where a side has it not."""

    base: int | None
    ours: int | None
    theirs: int | None


def triples(
    base: Sequence[Piece], ours: Sequence[Piece], theirs: Sequence[Piece], path: Path
) -> list[Triple]:
    """Pair the parts of a block, each in one triple.

    Args:
        base: the parts before.
        ours: our parts.
        theirs: the parts of the other side.
        path: the keys that lead to the block.
    """
    ours_of = dict(_match(base, ours, path))
    theirs_of = dict(_match(base, theirs, path))
    found = [Triple(at, ours_of.get(at), theirs_of.get(at)) for at in range(len(base))]
    new = sorted(set(range(len(ours))).difference(ours_of.values()))
    others = sorted(set(range(len(theirs))).difference(theirs_of.values()))
    waiting: dict[Hashable, list[int]] = {}
    for at in others:
        waiting.setdefault(_name(theirs[at]), []).append(at)
    for at in new:
        same = waiting.get(_name(ours[at]))
        found.append(Triple(None, at, same.pop(0) if same else None))
    taken = {triple.theirs for triple in found}
    return found + [Triple(None, None, at) for at in others if at not in taken]


def _match(old: Sequence[Piece], new: Sequence[Piece], path: Path) -> list[Pair]:
    if not all(one.is_item for one in (*old, *new)):
        return _equal(old, new, lambda one: one.key)
    if path == (GOALS,):
        return match_goals([str(one.meaning) for one in old], [str(one.meaning) for one in new])
    if len(path) == 3 and path[0] == INDICATORS:
        return match_rows([row_of(one, path) for one in old], [row_of(one, path) for one in new])
    return _equal(old, new, lambda one: one.meaning)


def _equal(
    old: Sequence[Piece], new: Sequence[Piece], named: Callable[[Piece], Hashable]
) -> list[Pair]:
    waiting: dict[Hashable, list[int]] = {}
    for at, one in enumerate(new):
        waiting.setdefault(named(one), []).append(at)
    return [
        Pair(at, same.pop(0)) for at, one in enumerate(old) if (same := waiting.get(named(one)))
    ]


def _name(piece: Piece) -> Hashable:
    """Return what names a part that is new: its key, an indicator's name, else all that it says."""
    if piece.key is not None:
        return piece.key
    name = piece.meaning.get(INDICATOR) if isinstance(piece.meaning, Mapped) else None
    return piece.meaning if name is None else name


def row_of(piece: Piece, path: Path) -> Row:
    """Return an indicator as a review sees it; ``path`` leads to the list that it stands in."""
    fields = {LEVEL1: path[1], LEVEL2: path[2]}
    if isinstance(piece.meaning, Mapped):
        fields |= {
            key: text for key, text in piece.meaning.entries if isinstance(text, str) and text
        }
    if fields.get(DESCRIPTION) == fields.get(INDICATOR):
        fields.pop(DESCRIPTION, None)
    return Row(fields)
