"""One font as the layout and the PDF see it."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from annexgen.fonts.lookup import ByCodePoint
from annexgen.fonts.metrics import FontMetrics


class Outlines(StrEnum):
    """How a font draws: quadratic outlines (``glyf``) or PostScript ones (``CFF``)."""

    TRUETYPE = "truetype"
    CFF = "cff"


class Font:
    """A font that may be embedded. Lengths are in 1/1000 em; the same file is the same font.

    Attributes:
        name: PostScript name, e.g. ``NotoSerifSC-Regular``.
        path: its file.
        index: its place in a collection (.ttc); 0 otherwise.
        outlines: how it draws.
        units_per_em: the em in the font's own units.
        ascent: OS/2 typo ascender.
        descent: OS/2 typo descender, negative.
        bbox: x0, y0, x1, y1 of a box that holds every glyph.
        italic_angle: in degrees, counter-clockwise.
        cap_height: height of capital letters.
        stem_v: width of upright stems, estimated from the weight.
        flags: of a PDF font descriptor (ISO 32000-1, table 123).
        points: the code points that have a glyph, rising.
        glyphs: their glyphs, in the same order.
        advances: their advances, in the same order.
        named_in: the file that names it, for findings.
    """

    def __init__(
        self,
        name: str,
        path: Path,
        index: int,
        outlines: Outlines,
        units_per_em: int,
        ascent: int,
        descent: int,
        bbox: tuple[int, int, int, int],
        italic_angle: float,
        cap_height: int,
        stem_v: int,
        flags: int,
        points: array[int],
        glyphs: array[int],
        advances: array[int],
        named_in: str = "",
    ) -> None:
        self.name = name
        self.path = path
        self.index = index
        self.outlines = outlines
        self.units_per_em = units_per_em
        self.ascent = ascent
        self.descent = descent
        self.bbox = bbox
        self.italic_angle = italic_angle
        self.cap_height = cap_height
        self.stem_v = stem_v
        self.flags = flags
        self.points = points
        self.glyphs = glyphs
        self.advances = advances
        self.named_in = named_in

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Font) and (self.path, self.index) == (other.path, other.index)

    def __hash__(self) -> int:
        return hash((self.path, self.index))

    def __repr__(self) -> str:
        return f"Font({self.name!r}, {str(self.path)!r}, {self.index})"

    @cached_property
    def metrics(self) -> FontMetrics:
        """What the layout measures with."""
        widths = ByCodePoint(self.points, self.advances)
        return FontMetrics(self.name, self.ascent, self.descent, widths)

    @cached_property
    def glyph_ids(self) -> Mapping[int, int]:
        """Glyph in the font's file by code point."""
        return ByCodePoint(self.points, self.glyphs)
