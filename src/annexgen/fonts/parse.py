"""A font that does not ship with the package, read from its file.

Character map and names are read by fontTools, loaded only here; the other tables hold a few numbers
at fixed places (ISO/IEC 14496-22, clause 5.2), and no outline is looked at.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from pathlib import Path
from struct import unpack_from

from annexgen.findings import Message
from annexgen.fonts import rules, sfnt
from annexgen.fonts.font import Font, Outlines
from annexgen.fonts.refusal import USE_ANOTHER, refusal, refusing
from annexgen.fonts.sfnt import BrokenFontError, Tables
from annexgen.tuples import NamedTuple

FIXED_PITCH, SERIF, SYMBOLIC, ITALIC = 1, 2, 4, 64
_RESTRICTED, _MAY_EMBED, _NO_SUBSETS, _BITMAPS_ONLY = 0x0002, 0x000C, 0x0100, 0x0200
_SERIF_CLASSES = frozenset({1, 2, 3, 4, 5, 7})


def read_font(path: Path, index: int = 0, named_in: str = "") -> Font:
    """Read a font that may be embedded.

    Args:
        path: a TrueType or OpenType file or collection.
        index: the font's place in a collection.
        named_in: the file that names the font, for findings.

    Raises:
        Refused: the file is missing, damaged, no such font, variable, or not to be embedded.
    """
    if not path.is_file():
        raise refusal(
            rules.MISSING_FILE,
            named_in,
            Message(f"没有字体文件 {path.name}", f"There is no font file {path.name}"),
            Message("核对文件名和所在文件夹", "Check the file's name and folder"),
        )
    with refusing(path.name, named_in), sfnt.mapped(path) as data:
        tables = sfnt.read_tables(data, index)
        _refuse_variable(tables, path, named_in)
        look = _look(tables)
        _refuse_restricted(look.embedding, path, named_in)
        return _font(tables, look, path, index, named_in)


class _Look(NamedTuple):
    """What OS/2 and post say, in font units; from hhea where a font has no OS/2."""

    weight: int
    embedding: int
    serif: bool
    ascent: int
    descent: int
    cap_height: int


def _look(tables: Tables) -> _Look:
    ascent, descent = unpack_from(">hh", tables.table("hhea"), 4)
    if "OS/2" not in tables:
        return _Look(400, 0, False, ascent, descent, ascent)
    os2 = tables.table("OS/2")
    weight, _, embedding = unpack_from(">HHH", os2, 4)
    family_class, panose_family, panose_serif = unpack_from(">bxBB", os2, 30)
    serif = family_class in _SERIF_CLASSES or (panose_family == 2 and 2 <= panose_serif <= 10)
    typo_ascent, typo_descent = unpack_from(">hh", os2, 68)
    if typo_ascent > typo_descent:
        ascent, descent = typo_ascent, typo_descent
    cap_height = unpack_from(">h", os2, 88)[0] if len(os2) >= 90 else 0
    return _Look(weight, embedding, serif, ascent, descent, cap_height or ascent)


def _font(tables: Tables, look: _Look, path: Path, index: int, named_in: str) -> Font:
    (em,) = unpack_from(">H", tables.table("head"), 18)
    if not 16 <= em <= 16384:
        raise BrokenFontError(f"em 的单位数不对（{em}）", f"It has {em} units per em")
    glyphs, name = _characters_and_name(path, index)
    if glyphs and max(glyphs.values()) >= sfnt.glyph_count(tables):
        raise BrokenFontError("字符表指向没有的字形", "Its character map names missing glyphs")
    table = sfnt.advances(tables)
    points = sorted(glyphs)
    return Font(
        name=name,
        path=path,
        index=index,
        outlines=_outlines(tables),
        units_per_em=em,
        ascent=_per_mille(look.ascent, em),
        descent=_per_mille(look.descent, em),
        bbox=_bbox(tables, em),
        italic_angle=unpack_from(">l", tables.table("post"), 4)[0] / 65536,
        cap_height=_per_mille(look.cap_height, em),
        stem_v=round(50 + (look.weight / 65) ** 2),
        flags=_flags(tables, look),
        points=array("I", points),
        glyphs=array("H", (glyphs[point] for point in points)),
        advances=array("H", (_per_mille(table.pair(glyphs[point])[0], em) for point in points)),
        named_in=named_in,
    )


def _characters_and_name(path: Path, index: int) -> tuple[Mapping[int, int], str]:
    """Return the glyph of each code point (never 0, the empty box) and the PostScript name."""
    import logging

    from fontTools.ttLib import TTFont

    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    with TTFont(path, fontNumber=index, lazy=True) as font:
        names = font["cmap"].getBestCmap()
        if not names:
            raise BrokenFontError("没有 Unicode 字符表", "It has no Unicode character map")
        number = font.getReverseGlyphMap()
        glyphs = {point: number[glyph] for point, glyph in names.items() if number[glyph]}
        written = font["name"].getDebugName(6) or path.stem
    return glyphs, _postscript(written)


def _postscript(name: str) -> str:
    """Return ``name`` with only what a PostScript name may hold (ISO 32000-1, 9.6.2)."""
    kept = (c for c in name if "!" <= c <= "~" and c not in "[](){}<>/%#")
    return "".join(kept)[:63] or "Unnamed"


def _outlines(tables: Tables) -> Outlines:
    if "CFF " in tables:
        return Outlines.CFF
    sfnt.glyph_offsets(tables)
    return Outlines.TRUETYPE


def _bbox(tables: Tables, em: int) -> tuple[int, int, int, int]:
    x0, y0, x1, y1 = unpack_from(">4h", tables.table("head"), 36)
    return _per_mille(x0, em), _per_mille(y0, em), _per_mille(x1, em), _per_mille(y1, em)


def _flags(tables: Tables, look: _Look) -> int:
    angle, _, _, fixed = unpack_from(">lhhL", tables.table("post"), 4)
    return (
        SYMBOLIC
        | (FIXED_PITCH if fixed else 0)
        | (SERIF if look.serif else 0)
        | (ITALIC if angle else 0)
    )


def _per_mille(length: int, em: int) -> int:
    return round(length * 1000 / em)


def _refuse_variable(tables: Tables, path: Path, named_in: str) -> None:
    """Refuse a variable font: its plain outlines may be any weight, often the lightest."""
    if "fvar" in tables or "CFF2" in tables:
        raise refusal(
            rules.VARIABLE,
            named_in,
            Message(f"{path.name} 是可变字体", f"{path.name} is a variable font"),
            Message("换成这个字体的静态文件", "Name a static file of the font, one for a weight"),
        )


def _refuse_restricted(embedding: int, path: Path, named_in: str) -> None:
    """Heed the OS/2 fsType bits; the least restrictive of several counts."""
    restricted = embedding & _RESTRICTED and not embedding & _MAY_EMBED
    if restricted or embedding & (_NO_SUBSETS | _BITMAPS_ONLY):
        raise refusal(
            rules.NOT_EMBEDDABLE,
            named_in,
            Message(
                f"{path.name} 的许可不准嵌入（fsType {embedding:#06x}）",
                f"{path.name} forbids embedding (fsType {embedding:#06x})",
            ),
            USE_ANOTHER,
        )
