"""What the layout needs to know of a font: how wide characters are and where the baseline lies."""

from __future__ import annotations

from collections.abc import Mapping

from annexgen.tuples import NamedTuple


class FontMetrics(NamedTuple):
    """One font's metrics, in 1/1000 em.

    Attributes:
        name: PostScript name, e.g. ``NotoSerifSC-Regular``.
        ascent: from the baseline up to the top of the em box's text (OS/2 typo ascender).
        descent: from the baseline down, negative.
        widths: advance of each character, by code point; a character not in it has no glyph.
    """

    name: str
    ascent: int
    descent: int
    widths: Mapping[int, int]
