"""What differs between a text and its mended form, short enough for a message."""

from __future__ import annotations

from annexgen.tuples import NamedTuple

_AROUND = 3
"""Characters shown on either side of a change."""
_LONGEST = 24
"""A part that is longer is shown by its first characters."""


class Change(NamedTuple):
    """The stretch that differs, with a little around it.

    Attributes:
        before: as it stands.
        after: as it should.
    """

    before: str
    after: str


def first_change(before: str, after: str) -> Change:
    """Return the stretch from the first to the last character that differ."""
    lead = _shared(before, after)
    tail = _shared(before[lead:][::-1], after[lead:][::-1])
    start, rest = max(lead - _AROUND, 0), max(tail - _AROUND, 0)
    return Change(_cut(before, start, rest), _cut(after, start, rest))


def _shared(one: str, other: str) -> int:
    """Return how many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _cut(text: str, start: int, rest: int) -> str:
    """Return ``text`` without its first ``start`` and last ``rest`` characters, dots for more."""
    shown = text[start : len(text) - rest]
    return shown if len(shown) <= _LONGEST else shown[:_LONGEST] + "…"
