"""Three sides of a file in pieces: what only one side has changed is changed, the rest conflicts.

What a change is, the meaning says; of two spellings of one meaning the changed one is taken. A
conflict in an indicator is one of the whole indicator, so that an editor sees it whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from annexgen.merging.brackets import inside_brackets
from annexgen.merging.meaning import Mapped
from annexgen.merging.order import merged_order
from annexgen.merging.pairing import Path, Triple, triples
from annexgen.merging.pieces import Clash, Conflict, Piece
from annexgen.merging.regrouping import Sides, regrouped
from annexgen.review.sheets import INDICATOR

Taken = TypeVar("Taken")


def merge(base: Piece, ours: Piece, theirs: Piece) -> Piece | None:
    """Return the file with both changes; None where nothing is left of it.

    Args:
        base: the file before.
        ours: as we have it.
        theirs: as the other side has it.
    """
    sides = regrouped(Sides(base, ours, theirs))
    return _block(sides.base, sides.ours, sides.theirs, ())


def resolved(piece: Piece, *, for_us: bool) -> Piece | None:
    """Return a part with one side of each conflict; None where that side has deleted it."""
    if piece.conflict is not None:
        return piece.conflict.ours if for_us else piece.conflict.theirs
    if piece.parts is None:
        return piece
    parts = (resolved(part, for_us=for_us) for part in piece.parts)
    return piece.with_parts(tuple(part for part in parts if part is not None))


def clashes(piece: Piece) -> tuple[Clash, ...]:
    """Return all that cannot be merged, in the order of the file."""
    if piece.conflict is not None:
        return piece.conflict.clashes
    return tuple(clash for part in piece.parts or () for clash in clashes(part))


def _merge(
    base: Piece | None, ours: Piece | None, theirs: Piece | None, path: Path
) -> Piece | None:
    """Merge one part, which one side at least has; return None where it is deleted."""
    if ours is None or theirs is None:
        return _one_sided(base, ours, theirs, path)
    theirs = theirs.moved(ours.column)
    base = base.moved(ours.column) if base else None
    blocks = {one.parts is not None for one in (base, ours, theirs) if one is not None}
    if blocks == {True}:
        return _block(base, ours, theirs, path)
    if blocks == {False}:
        return _text(base, ours, theirs, path)
    if base is not None and base.meaning == ours.meaning:
        return theirs
    if ours.meaning == theirs.meaning or (base is not None and base.meaning == theirs.meaning):
        return ours
    return _contested(base, ours, theirs, (_clash(ours, theirs, path),))


def _one_sided(
    base: Piece | None, ours: Piece | None, theirs: Piece | None, path: Path
) -> Piece | None:
    """Merge what one side has added, or the other deleted."""
    only = ours or theirs
    if base is None or only is None or only.conflict is not None:
        return only and _settled(only)
    if only.meaning == base.meaning:
        return None
    if base.parts is not None and only.parts is not None and not only.is_item:
        return _block(base, ours, theirs, path)
    return _contested(base, ours, theirs, (_clash(ours, theirs, path),))


def _block(
    base: Piece | None, ours: Piece | None, theirs: Piece | None, path: Path
) -> Piece | None:
    """Merge blocks part by part; a side that has none at all has deleted all parts."""
    sides = [(one.parts or ()) if one else () for one in (base, ours, theirs)]
    found = triples(sides[0], sides[1], sides[2], path)
    parts = [_merged_triple(triple, sides, path) for triple in found]
    left = [at for at, part in enumerate(parts) if part is not None]
    if not left:
        return None
    before, mine, other = (_order(found, left, side) for side in range(3))
    order = merged_order(before, mine, other)
    frame = _frame(base, ours, theirs)

    def put(places: Sequence[int]) -> Piece:
        return frame.with_parts(tuple(part for at in places if (part := parts[at]) is not None))

    whole = put(order.places)
    is_ordered = frame.keeps_order or any(one.is_item for one in whole.parts or ())
    if is_ordered and not order.is_clear:
        turned = put(merged_order(before, other, mine).places)
        clash = Clash(_names(frame, path), "", "", is_order=True)
        return _lifted(base, whole, turned, (*clashes(whole), clash))
    if frame.is_item and whole.has_conflict:
        name = (_indicator(frame),)
        inner = [clash._replace(keys=name + clash.keys[-1:]) for clash in clashes(whole)]
        return _lifted(base, whole, whole, tuple(inner))
    if path and whole.has_conflict and None in _sides(whole, whole):
        return _lifted(base, whole, whole, clashes(whole))
    return whole


def _merged_triple(triple: Triple, sides: Sequence[Sequence[Piece]], path: Path) -> Piece | None:
    base, ours, theirs = (
        None if at is None else side[at] for at, side in zip(triple, sides, strict=True)
    )
    one = base or ours or theirs
    key = one.key if one else None
    return _merge(base, ours, theirs, path if key is None else (*path, key))


def _order(found: Sequence[Triple], left: Sequence[int], side: int) -> list[int]:
    """Return those of the triples that a side has, in its order."""
    places = {at: place for at in left if (place := found[at][side]) is not None}
    return sorted(places, key=lambda at: places[at])


def _frame(base: Piece | None, ours: Piece | None, theirs: Piece | None) -> Piece:
    """Return a block's own lines and comments, merged; its parts are still those of one side."""
    frame = ours or theirs
    assert frame is not None  # noqa: S101 - one side has it
    if ours is None or theirs is None:
        return frame
    closing = _taken(base.closing if base else "", ours.closing, theirs.closing)
    opening = _taken(base.opening if base else None, ours.opening, theirs.opening)
    step = _taken(base.step if base else None, ours.step, theirs.step)
    return replace(
        ours,
        lead=tuple(_comments(base.lead if base else (), ours.lead, theirs.lead)),
        opening=ours.opening if opening is None else opening,
        closing=ours.closing + theirs.closing if closing is None else closing,
        step=ours.step if step is None else step,
        tail=_comments(base.tail if base else (), ours.tail, theirs.tail),
    )


def _text(base: Piece | None, ours: Piece, theirs: Piece, path: Path) -> Piece:
    """Merge a text, and the comment behind it."""
    value = _value(base, ours, theirs) or inside_brackets(base, ours, theirs)
    closing = _taken(base.closing if base else "", ours.closing, theirs.closing)
    if value is None:
        return _contested(base, ours, theirs, (_clash(ours, theirs, path),))
    if closing is None:
        comments = ours.closing.strip(), theirs.closing.strip()
        return _contested(base, ours, theirs, (Clash(_names(ours, path), *comments),))
    return replace(
        value,
        lead=tuple(_comments(base.lead if base else (), ours.lead, theirs.lead)),
        closing=closing,
    )


def _value(base: Piece | None, ours: Piece, theirs: Piece) -> Piece | None:
    """Return the side whose text counts; None where both have changed what it means."""
    if ours.meaning == theirs.meaning:
        is_same = base is not None and (base.opening, base.value) == (ours.opening, ours.value)
        return theirs if is_same else ours
    if base is not None and base.meaning == ours.meaning:
        return theirs
    if base is not None and base.meaning == theirs.meaning:
        return ours
    return None


def _taken(base: Taken | None, ours: Taken, theirs: Taken) -> Taken | None:
    """Return what only one side has changed, or both alike; None where they differ."""
    if ours in (theirs, base):
        return theirs
    return ours if theirs == base else None


def _comments(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Merge lines of comments: what a side has added stays, what it has deleted is gone."""
    if list(ours) == list(base):
        return list(theirs)
    kept = [line for line in ours if line in theirs or line not in base]
    return kept + [line for line in theirs if line not in base and line not in ours]


# ---------------------------------------------------------------------- conflicts


def _contested(
    base: Piece | None, ours: Piece | None, theirs: Piece | None, told: tuple[Clash, ...]
) -> Piece:
    piece = ours or theirs
    assert piece is not None  # noqa: S101 - one side has it
    return replace(piece, conflict=Conflict(base, ours, theirs, told))


def _settled(piece: Piece) -> Piece:
    """Return a new part; where it has nothing but a conflict, one side has it not at all."""
    if piece.conflict is not None or not piece.has_conflict:
        return piece
    whole = replace(piece, parts=tuple(map(_settled, piece.parts or ())))
    return _lifted(None, whole, whole, clashes(whole)) if None in _sides(whole, whole) else whole


def _lifted(base: Piece | None, ours: Piece, theirs: Piece, told: tuple[Clash, ...]) -> Piece:
    """Return a block as one conflict, with its sides' own versions of the conflicts in it."""
    return _contested(base, *_sides(ours, theirs), told)


def _sides(ours: Piece, theirs: Piece) -> tuple[Piece | None, Piece | None]:
    """Return blocks with our side of their conflicts, and with theirs; None for an empty one."""
    mine, other = resolved(ours, for_us=True), resolved(theirs, for_us=False)
    return mine if mine and mine.parts else None, other if other and other.parts else None


def _clash(ours: Piece | None, theirs: Piece | None, path: Path) -> Clash:
    piece = ours or theirs
    assert piece is not None  # noqa: S101 - one side has it
    return Clash(_names(piece, path), _said(ours), _said(theirs))


def _names(piece: Piece, path: Path) -> tuple[str, ...]:
    return (_indicator(piece),) if piece.is_item and _indicator(piece) else path[-1:]


def _said(piece: Piece | None) -> str | None:
    if piece is None:
        return None
    return piece.meaning if isinstance(piece.meaning, str) else ""


def _indicator(piece: Piece) -> str:
    """Return an indicator's name; empty for what is none."""
    name = piece.meaning.get(INDICATOR) if isinstance(piece.meaning, Mapped) else None
    return name if isinstance(name, str) else ""
