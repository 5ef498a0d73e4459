"""Two texts as HTML with what has changed in them marked: beside each other, and in one line."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from annexgen.findings.printable import visible
from annexgen.review.words import Stretch, stretches
from annexgen.tuples import NamedTuple

_BREAK = Markup("<br>")
_BLANK = Markup(" ")
_GONE = Markup("<del>{}</del>")
_COME = Markup("<ins>{}</ins>")


class Marks(NamedTuple):
    """A changed text as HTML.

    Attributes:
        old: what was there, with ``del`` around what is gone.
        new: what is there, with ``ins`` around what is new.
        merged: both in one.
    """

    old: Markup
    new: Markup
    merged: Markup


def marked(old: str | None, new: str | None) -> Marks:
    """Mark what differs; a side that there is not stays empty."""
    if not old or not new:
        gone, come = _tagged(_GONE, old or ""), _tagged(_COME, new or "")
        return Marks(gone, come, gone + come)
    parts = stretches(old, new)
    is_alike = any(part.is_equal for part in parts)
    return Marks(
        Markup().join(_one_side(part, part.old, _GONE) for part in parts),
        Markup().join(_one_side(part, part.new, _COME) for part in parts),
        _merged(parts, Markup() if is_alike else _BLANK),
    )


def lines(text: str) -> Markup:
    """Return a text escaped, its control characters visible, its lines apart."""
    return _BREAK.join(map(visible, text.split("\n")))


def _merged(parts: Iterable[Stretch], between: Markup) -> Markup:
    """Return both texts in one; ``between`` stands between what is gone and what is new."""
    pieces = Markup()
    for part in parts:
        if part.is_equal:
            pieces += lines(part.new)
        else:
            pair = _tagged(_GONE, part.old), _tagged(_COME, part.new)
            pieces += between.join(filter(None, pair))
    return pieces


def _one_side(part: Stretch, text: str, tag: Markup) -> Markup:
    return lines(text) if part.is_equal else _tagged(tag, text)


def _tagged(tag: Markup, text: str) -> Markup:
    return tag.format(lines(text)) if text else Markup()
