"""The shipped fonts' numbers, prepared so that a build parses no font.

Beside each shipped font lies a ``.metrics`` file: a header of fixed length, then code points,
glyphs and advances as arrays, least significant byte first. It is made by ``tools/fonts/make.py``
and says exactly what ``parse.read_font`` reads from the font; a test compares the two.
"""

from __future__ import annotations

import sys
from array import array
from pathlib import Path
from struct import Struct

from annexgen.fonts.font import Font, Outlines

FOLDER = Path(__file__).parent / "files"
_MAGIC = b"annexf01"
_HEADER = Struct("<8s 48s I H hh 4h d hHI")
"""Magic, name, characters, units per em, ascent, descent, bbox, angle, cap height, stem, flags."""


def shipped(name: str) -> Font:
    """Load the shipped font with PostScript name ``name``."""
    return unpack((FOLDER / f"{name}.metrics").read_bytes(), FOLDER / f"{name}.ttf")


def pack(font: Font) -> bytes:
    """Return the prepared form of a TrueType font."""
    header = _HEADER.pack(
        _MAGIC,
        font.name.encode("ascii"),
        len(font.points),
        font.units_per_em,
        font.ascent,
        font.descent,
        *font.bbox,
        font.italic_angle,
        font.cap_height,
        font.stem_v,
        font.flags,
    )
    arrays = (font.points, font.glyphs, font.advances)
    return header + b"".join(_little_endian(numbers).tobytes() for numbers in arrays)


def unpack(data: bytes, path: Path) -> Font:
    """Read what ``pack`` has written about the font file ``path``."""
    _, name, count, em, ascent, descent, x0, y0, x1, y1, angle, cap_height, stem_v, flags = (
        _HEADER.unpack_from(data)
    )
    arrays = data[_HEADER.size :]
    return Font(
        name=name.rstrip(b"\0").decode("ascii"),
        path=path,
        index=0,
        outlines=Outlines.TRUETYPE,
        units_per_em=em,
        ascent=ascent,
        descent=descent,
        bbox=(x0, y0, x1, y1),
        italic_angle=angle,
        cap_height=cap_height,
        stem_v=stem_v,
        flags=flags,
        points=_little_endian(array("I", arrays[: 4 * count])),
        glyphs=_little_endian(array("H", arrays[4 * count : 6 * count])),
        advances=_little_endian(array("H", arrays[6 * count : 8 * count])),
    )


def _little_endian(numbers: array[int]) -> array[int]:
    if sys.byteorder == "little":
        return numbers
    swapped = numbers[:]
    swapped.byteswap()
    return swapped
