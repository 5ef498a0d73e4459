"""An indicator in brackets, ``{三级指标: 甲, 指标值: 乙}``, that both sides have changed."""

from __future__ import annotations

from dataclasses import replace

from annexgen.merging.meaning import mapped
from annexgen.merging.pieces import Piece


def inside_brackets(base: Piece | None, ours: Piece, theirs: Piece) -> Piece | None:
    """Return our side with the texts that only the other one has changed.

    Args:
        base: the piece before.
        ours: as we have it.
        theirs: as the other side has it.

    Returns:
        None where both have changed one text, or one has added or deleted any.
    """
    if base is None or base.inside is None or ours.inside is None or theirs.inside is None:
        return None
    if not base.inside.keys() == ours.inside.keys() == theirs.inside.keys():
        return None
    value, said = ours.value, {}
    for key, mine in sorted(ours.inside.items(), key=lambda entry: -entry[1].start):
        before, other = base.inside[key].said, theirs.inside[key]
        if other.said in (before, mine.said):
            said[key] = mine.said
        elif mine.said == before:
            said[key] = other.said
            value = value[: mine.start] + theirs.value[other.start : other.end] + value[mine.end :]
        else:
            return None
    meaning = mapped(list(said.items()), keeps_order=False)
    return replace(ours, value=value, meaning=meaning, inside=None)
