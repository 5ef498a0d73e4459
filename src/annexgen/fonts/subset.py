"""Cutting out of a font what a PDF embeds of it."""

from __future__ import annotations

from collections.abc import Collection

from annexgen.fonts import sfnt, truetype
from annexgen.fonts.font import Font, Outlines
from annexgen.fonts.refusal import refusing
from annexgen.tuples import NamedTuple


class FontProgram(NamedTuple):
    """A font with a few glyphs, .notdef first.

    Attributes:
        data: a TrueType file (FontFile2), or a bare CFF program keyed by CID (FontFile3,
            CIDFontType0C) in which each character's CID is its ``code_of``.
        outlines: which of the two.
        glyph_of: glyph in the program by code point.
    """

    data: bytes
    outlines: Outlines
    glyph_of: dict[int, int]


def code_of(code_point: int) -> int:
    """Return the two-byte code that stands for a character in a PDF font of one Unicode plane.

    It is the lower half of the code point. Code 0 is .notdef, so the first character of a plane
    (𠀀 is U+20000) takes 0xFFFF, which no character can claim.
    """
    return code_point & 0xFFFF or 0xFFFF


def subset(font: Font, code_points: Collection[int]) -> FontProgram:
    """Cut out the glyphs of ``code_points``; the same bytes whatever their order.

    Args:
        font: the font.
        code_points: characters the font has; of one Unicode plane for a CFF font.

    Raises:
        Refused: the font is damaged.
        KeyError: the font lacks a character.
    """
    glyphs = {point: font.glyph_ids[point] for point in sorted(code_points)}
    with refusing(font.path.name, font.named_in):
        if font.outlines is Outlines.CFF:
            return _cff(font, glyphs)
        with sfnt.mapped(font.path) as data:
            tables = sfnt.read_tables(data, font.index)
            program, place = truetype.cut(tables, glyphs.values())
        glyph_of = {point: place[glyph] for point, glyph in glyphs.items()}
        return FontProgram(program, Outlines.TRUETYPE, glyph_of)


def _cff(font: Font, glyphs: dict[int, int]) -> FontProgram:
    from annexgen.fonts import cff

    by_code = {code_of(point): glyph for point, glyph in glyphs.items()}
    program = cff.cut(font.path, font.index, by_code)
    place = {code: index for index, code in enumerate(sorted(by_code), start=1)}
    return FontProgram(program, Outlines.CFF, {point: place[code_of(point)] for point in glyphs})
