"""Two lists told as one: what stays, what goes and what comes, in an order that holds for both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from annexgen.review.matching import Pair, moved
from annexgen.revisions.authors import Author
from annexgen.tuples import NamedTuple


class Sides(NamedTuple):
    """On which sides something is there: before, now, or both.

    Attributes:
        old: before, and so once all is rejected.
        new: now, and so once all is accepted.
    """

    old: bool
    new: bool


BOTH = Sides(old=True, new=True)


class Step(NamedTuple):
    """A place in two lists told as one.

    Attributes:
        old: index on the side before; None for what comes.
        new: index on the side now; None for what goes.
    """

    old: int | None
    new: int | None

    @property
    def sides(self) -> Sides:
        """On which sides it is there."""
        return Sides(self.old is not None, self.new is not None)


def steps(old: int, new: int, pairs: Iterable[Pair]) -> list[Step]:
    """Tell two lists as one; what has changed its place goes and comes again.

    Args:
        old: length of the list before.
        new: length of the list now.
        pairs: what belongs together.
    """
    ordered = sorted(pairs)
    displaced = moved(ordered)
    told: list[Step] = []
    here = there = 0
    for pair in [*(pair for pair in ordered if pair not in displaced), Pair(old, new)]:
        told += [Step(index, None) for index in range(here, pair.old)]
        told += [Step(None, index) for index in range(there, pair.new)]
        told.append(Step(*pair))
        here, there = pair.old + 1, pair.new + 1
    return told[:-1]


def ends(things: Sequence[Sides]) -> list[Sides]:
    """Return on which sides the end of each thing is there: the end of a paragraph, or of a part.

    Whoever takes an end away joins what it ended to what follows. So each side needs one end
    between two of its things, and all share the last, which nothing can take away: it ends what is
    last on either side.

    Returns:
        Of each thing on which sides its end is there; on neither, where none must be written.
    """
    found: list[Sides] = []
    follows = Sides(old=False, new=False)
    for sides in reversed(things):
        behind = Sides(sides.old and follows.old, sides.new and follows.new)
        found.append(behind if found else BOTH)
        follows = Sides(sides.old or follows.old, sides.new or follows.new)
    return found[::-1]


class SectionStep(NamedTuple):
    """A section of a part.

    Attributes:
        step: its place in the part before and now.
        author: who changed it last.
        rows: by the index of a block, which rows of that table's body belong together; a table
            without an entry has the same rows on both sides.
    """

    step: Step
    author: Author
    rows: Mapping[int, Sequence[Pair]]


class PartStep(NamedTuple):
    """A part of the document.

    Attributes:
        step: its place before and now.
        author: who changed its heading last.
        sections: of both sides.
    """

    step: Step
    author: Author
    sections: tuple[SectionStep, ...]


class Alignment(NamedTuple):
    """What belongs together in two documents.

    Attributes:
        author: who changed the document's own texts last.
        parts: of both sides.
    """

    author: Author
    parts: tuple[PartStep, ...]
