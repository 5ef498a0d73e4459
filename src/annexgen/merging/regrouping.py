"""Indicators that one side has put under another level: put there on all sides before they merge.

Parts merge within their block, so that an indicator which one side has moved to other levels would
be deleted here and new there, and what the other side has changed in it lost. Where both have moved
it apart, or one has deleted it, it is in conflict from the start.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from annexgen.merging.pairing import Path, row_of
from annexgen.merging.pieces import Clash, Conflict, Piece
from annexgen.review.matching import match_rows
from annexgen.review.sheets import INDICATORS, Row
from annexgen.tuples import NamedTuple

Levels = tuple[str, str]


class Sides(NamedTuple):
    """A file before, as we have it, and as the other side has it."""

    base: Piece
    ours: Piece
    theirs: Piece


class _Place(NamedTuple):
    """An indicator and the levels that it stands under."""

    levels: Levels
    piece: Piece
    row: Row


class _Arrival(NamedTuple):
    """An indicator that comes under other levels.

    Attributes:
        levels: the levels.
        piece: the indicator.
        behind: what it may stand behind, by ``id``; the first that is there counts.
    """

    levels: Levels
    piece: Piece
    behind: list[int]


class _Plan(NamedTuple):
    """What is to be changed on one side.

    Attributes:
        gone: the indicators that leave their place, by ``id``.
        come: those that come, each after what it stands behind.
        contested: those that are in conflict, by ``id``.
    """

    gone: set[int]
    come: list[_Arrival]
    contested: dict[int, Conflict]


def regrouped(sides: Sides) -> Sides:
    """Return the sides with each indicator under the levels that it has been moved to."""
    places = [_places(whole) for whole in sides]
    plans = [_Plan(set(), [], {}) for _ in sides]
    having = [dict(enumerate(places[0]))]
    having += [_pairs(places[0], side) for side in places[1:]]
    for mover, other in ((1, 2), (2, 1)):
        homes = {id(place.piece): at for at, place in having[mover].items()}
        for place in places[mover]:
            at = homes.get(id(place.piece))
            if at is None or place.levels == places[0][at].levels:
                continue
            there = having[other].get(at)
            if there is None or there.levels not in (places[0][at].levels, place.levels):
                _contest(places[0][at], having[1].get(at), having[2].get(at), plans)
                continue
            before = _before(place, places[mover])
            known = [homes[id(one.piece)] for one in before if id(one.piece) in homes]
            for plan, side in zip(plans, having, strict=True):
                behind = [id(side[one].piece) for one in known if one in side]
                _move(side[at], place.levels, behind, plan)
    frames = {path: block for side in (sides.theirs, sides.ours) for path, block in _blocks(side)}
    return Sides(
        *(_carried_out(whole, plan, frames) for whole, plan in zip(sides, plans, strict=True))
    )


def _before(place: _Place, side: Sequence[_Place]) -> list[_Place]:
    """Return what stands before an indicator under the same levels, the nearest first."""
    group = (one for one in side if one.levels == place.levels)
    return list(takewhile(lambda one: one is not place, group))[::-1]


def _move(place: _Place, levels: Levels, behind: list[int], plan: _Plan) -> None:
    if place.levels != levels and id(place.piece) not in plan.gone:
        plan.gone.add(id(place.piece))
        plan.come.append(_Arrival(levels, place.piece, behind))


def _contest(
    home: _Place, mine: _Place | None, other: _Place | None, plans: Sequence[_Plan]
) -> None:
    """Note that an indicator is at two places, or deleted while it was moved."""
    clash = Clash((home.row.name,), "" if mine else None, "" if other else None)
    if mine is not None:
        plans[1].contested[id(mine.piece)] = Conflict(home.piece, mine.piece, None, (clash,))
    if other is not None:
        plans[2].contested[id(other.piece)] = Conflict(home.piece, None, other.piece, (clash,))
    plans[0].gone.add(id(home.piece))


def _pairs(base: Sequence[_Place], side: Sequence[_Place]) -> dict[int, _Place]:
    """Return what became of each indicator; one under other levels and another name is none."""
    found = match_rows([place.row for place in base], [place.row for place in side])
    return {
        pair.old: side[pair.new]
        for pair in found
        if side[pair.new].levels == base[pair.old].levels
        or side[pair.new].row.name == base[pair.old].row.name
    }


def _places(whole: Piece) -> list[_Place]:
    return [
        _Place((path[1], path[2]), item, row_of(item, path))
        for path, block in _blocks(whole)
        if len(path) == 3
        for item in block.parts or ()
        if item.is_item
    ]


def _blocks(whole: Piece) -> list[tuple[Path, Piece]]:
    """Return 绩效指标 and the blocks of levels below it, by their paths."""
    found: list[tuple[Path, Piece]] = []
    waiting: list[tuple[Path, Piece]] = [
        ((INDICATORS,), part) for part in whole.parts or () if part.key == INDICATORS
    ]
    while waiting:
        path, block = waiting.pop(0)
        if block.parts is None:
            continue
        found.append((path, block))
        if len(path) < 3:
            waiting += [((*path, part.key), part) for part in block.parts if part.key is not None]
    return found


def _carried_out(whole: Piece, plan: _Plan, frames: Mapping[Path, Piece]) -> Piece:
    if not (plan.gone or plan.come or plan.contested):
        return whole
    return _block(whole, (), plan, frames)


def _block(block: Piece, path: Path, plan: _Plan, frames: Mapping[Path, Piece]) -> Piece:
    """Return a block after a plan; levels that it has not are made as another side has them."""
    parts: list[Piece] = []
    for part in block.parts or ():
        if id(part) in plan.gone:
            continue
        conflict = plan.contested.get(id(part))
        below = part.key is not None and (path or part.key == INDICATORS) and len(path) < 3
        if below and part.parts is not None:
            parts.append(_block(part, (*path, part.key or ""), plan, frames))
        else:
            parts.append(replace(part, conflict=conflict) if conflict else part)
    known = {part.key for part in parts}
    for arrival in plan.come:
        whole = (INDICATORS, *arrival.levels)
        if whole == path:
            at = {id(part): index + 1 for index, part in enumerate(parts)}
            parts.insert(next((at[one] for one in arrival.behind if one in at), 0), arrival.piece)
        elif whole[: len(path)] == path and len(path) < 3 and whole[len(path)] not in known:
            new = frames[whole[: len(path) + 1]].with_parts(())
            parts.append(_block(new, whole[: len(path) + 1], plan, frames))
            known.add(new.key)
    return block.with_parts(tuple(parts))
