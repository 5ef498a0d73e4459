"""Pieces in, lines out; a conflict stands between git's signs, whichever part of the file it is."""

from __future__ import annotations

from collections.abc import Sequence

from annexgen.merging.pieces import Conflict, Piece, shifted
from annexgen.tuples import NamedTuple


class Signs(NamedTuple):
    """How conflicts are shown.

    Attributes:
        size: how long the signs are.
        ours: what our side is called.
        theirs: what the other side is called.
        has_base: whether what was there before is shown as well (git's ``diff3``).
    """

    size: int = 7
    ours: str = "ours"
    theirs: str = "theirs"
    has_base: bool = False


def write(whole: Piece, signs: Signs) -> str:
    """Return the text of a file."""
    return "".join(f"{line}\n" for line in _Writer(signs).file(whole))


class _Writer:
    def __init__(self, signs: Signs) -> None:
        self._signs = signs

    def file(self, whole: Piece) -> list[str]:
        parts = self._parts(whole.parts or (), 0)
        return [*whole.lead, *parts, *whole.tail]

    def _parts(self, parts: Sequence[Piece], column: int) -> list[str]:
        return [line for part in parts for line in self._part(part, column)]

    def _part(self, part: Piece, column: int) -> list[str]:
        if part.conflict is not None:
            return self._conflict(part.conflict, column)
        return self._piece(part, column)

    def _conflict(self, conflict: Conflict, column: int) -> list[str]:
        signs = self._signs
        lines = [f"{'<' * signs.size} {signs.ours}", *self._side(conflict.ours, column)]
        if signs.has_base:
            lines += [f"{'|' * signs.size} base", *self._side(conflict.base, column)]
        lines += ["=" * signs.size, *self._side(conflict.theirs, column)]
        return [*lines, f"{'>' * signs.size} {signs.theirs}"]

    def _side(self, piece: Piece | None, column: int) -> list[str]:
        return [] if piece is None else self._piece(piece, column)

    def _piece(self, piece: Piece, column: int) -> list[str]:
        """Return the lines of a piece, begun at a column, its parts as far in as they were."""
        by = column - piece.column
        lead = [shifted(line, by) for line in piece.lead]
        indent = " " * column
        if piece.parts is None:
            moved = piece.moved(column)
            return [*lead, *f"{indent}{moved.opening}{moved.value}{moved.closing}".split("\n")]
        parts = self._parts(piece.parts, column + piece.step)
        tail = [shifted(line, by) for line in piece.tail]
        if not piece.is_item:
            return [*lead, f"{indent}{piece.opening}{piece.closing}", *parts, *tail]
        above = len(_lead_of(piece.parts[0]))
        first = indent + piece.opening + parts[above].lstrip(" ")
        return [*lead, *parts[:above], first, *parts[above + 1 :], *tail]


def _lead_of(part: Piece) -> tuple[str, ...]:
    """Return the lines above a part's first one, those of first parts within it as well."""
    return part.lead + (_lead_of(part.parts[0]) if part.is_item and part.parts else ())
