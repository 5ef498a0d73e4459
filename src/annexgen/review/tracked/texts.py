"""Paragraphs of two sides told as one, as in a cell or in the contents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from annexgen.review.matching import Pair, match_goals
from annexgen.review.tracked.marks import Pen
from annexgen.review.tracked.steps import Sides, Step, ends, steps
from annexgen.tuples import NamedTuple


class Piece(NamedTuple):
    """A paragraph in the making.

    Attributes:
        sides: on which sides it is there.
        content: its runs.
        pen: whose revision its end is.
        style: its style.
    """

    sides: Sides
    content: str
    pen: Pen
    style: str


class Joined(NamedTuple):
    """A paragraph as it is written: its style, its runs, and the run properties of its end."""

    style: str
    content: str
    mark: str


def joined(pieces: Iterable[Piece]) -> Iterator[Joined]:
    """Yield the paragraphs that ``pieces`` come to; the end of the last is there on both sides."""
    pieces = list(pieces)
    content = ""
    for piece, end in zip(pieces, ends([piece.sides for piece in pieces]), strict=True):
        content += piece.content
        if any(end):
            yield Joined(piece.style, content, piece.pen.mark(end))
            content = ""


def text_pieces(
    old: Sequence[str] | None, new: Sequence[str] | None, pen: Pen, style: str
) -> list[Piece]:
    """Return the paragraphs of a text that was ``old`` and is ``new``; at least one.

    Args:
        old: its paragraphs before; None where the text was not there.
        new: its paragraphs now; None where it is not there any more.
        pen: writes what has changed.
        style: of the paragraphs.
    """
    pieces = []
    for step in _steps(old or (), new or ()):
        before = None if old is None or step.old is None else old[step.old]
        after = None if new is None or step.new is None else new[step.new]
        pieces.append(Piece(step.sides, pen.text(before, after), pen, style))
    return pieces or [Piece(Sides(old is not None, new is not None), "", pen, style)]


def _steps(old: Sequence[str], new: Sequence[str]) -> list[Step]:
    if len(old) == len(new) == 1:
        return [Step(0, 0)]
    return steps(len(old), len(new), map(Pair._make, match_goals(old, new)))
