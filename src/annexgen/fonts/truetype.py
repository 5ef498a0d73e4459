"""Cutting a TrueType font down to a few glyphs, table by table (ISO/IEC 14496-22, clause 5.3).

Outlines are copied as they are; only composites are touched, to name their parts' new places. What
is left is what a PDF needs of a CIDFontType2 (ISO 32000-1, 9.9): no character map, no names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from struct import pack, pack_into, unpack_from

from annexgen.fonts import sfnt
from annexgen.fonts.sfnt import BrokenFontError, Tables

_HINTING = ("cvt ", "fpgm", "prep")
_WORDS, _SCALE, _MORE, _XY_SCALE, _TWO_BY_TWO = 0x0001, 0x0008, 0x0020, 0x0040, 0x0080


def cut(tables: Tables, glyphs: Iterable[int]) -> tuple[bytes, dict[int, int]]:
    """Return a font of ``glyphs`` and the new glyph id of each; glyph 0 comes first, always.

    Raises:
        BrokenFontError: an outline lies outside its table.
    """
    outlines = _Outlines(tables)
    order = list(dict.fromkeys([0, *glyphs]))
    place = {glyph: index for index, glyph in enumerate(order)}
    pieces: list[bytes] = []
    for glyph in order:  # grows while composites name further glyphs
        outline = outlines.of(glyph)
        if outline[:1] >= b"\x80":
            for part in _parts(outline):
                if place.setdefault(part[1], len(order)) == len(order):
                    order.append(part[1])
            outline = _renumbered(outline, place)
        pieces.append(outline + bytes(-len(outline) % 4))
    return _file(tables, order, pieces), place


class _Outlines:
    """The outlines of a font, as bytes."""

    def __init__(self, tables: Tables) -> None:
        self._data = tables.data
        self._start = tables.places["glyf"][0]
        self._end = sum(tables.places["glyf"])
        self._offsets = sfnt.glyph_offsets(tables)
        self._count = sfnt.glyph_count(tables)

    def of(self, glyph: int) -> bytes:
        """Return the outline of ``glyph``; empty for a blank."""
        if glyph >= self._count:
            raise BrokenFontError(f"没有字形 {glyph}", f"There is no glyph {glyph}")
        start = self._start + self._offsets[glyph]
        end = self._start + self._offsets[glyph + 1]
        if not start <= end <= self._end:
            raise BrokenFontError(f"字形 {glyph} 有误", f"The outline of glyph {glyph} is wrong")
        return self._data[start:end]


def _parts(outline: bytes) -> Iterator[tuple[int, int]]:
    """Yield, for each part of a composite, where its glyph id is written and the id."""
    at = 10
    flags = _MORE
    while flags & _MORE:
        flags, glyph = unpack_from(">HH", outline, at)
        yield at + 2, glyph
        at += 8 if flags & _WORDS else 6
        if flags & _SCALE:
            at += 2
        elif flags & _XY_SCALE:
            at += 4
        elif flags & _TWO_BY_TWO:
            at += 8


def _renumbered(outline: bytes, place: dict[int, int]) -> bytes:
    changed = bytearray(outline)
    for at, glyph in _parts(outline):
        pack_into(">H", changed, at, place[glyph])
    return bytes(changed)


def _file(tables: Tables, order: Sequence[int], pieces: Sequence[bytes]) -> bytes:
    """Put the tables together, in the order of their tags."""
    advances = sfnt.advances(tables)
    count = pack(">H", len(order))
    head = bytearray(tables.table("head"))
    pack_into(">L", head, 8, 0)  # checkSumAdjustment counts as nought in the sum
    pack_into(">h", head, 50, 1)  # long offsets in loca
    made = {
        "glyf": b"".join(pieces),
        "head": bytes(head),
        "hhea": tables.table("hhea")[:34] + count,
        "hmtx": b"".join(pack(">HH", *advances.pair(glyph)) for glyph in order),
        "loca": _offsets(pieces),
        "maxp": tables.table("maxp")[:4] + count + tables.table("maxp")[6:],
    }
    made |= {tag: tables.table(tag) for tag in _HINTING if tag in tables}
    return _sfnt(made)


def _offsets(pieces: Sequence[bytes]) -> bytes:
    offsets = [0]
    for piece in pieces:
        offsets.append(offsets[-1] + len(piece))
    return pack(f">{len(offsets)}L", *offsets)


def _sfnt(made: dict[str, bytes]) -> bytes:
    """Write the container with its check sums (clause 4.5)."""
    count = len(made)
    power = count.bit_length() - 1
    directory = bytearray(
        pack(">LHHHH", 0x00010000, count, 16 << power, power, 16 * count - (16 << power))
    )
    offset = 12 + 16 * count
    bodies: list[bytes] = []
    total = 0
    for tag in sorted(made):
        body = made[tag] + bytes(-len(made[tag]) % 4)
        check = checksum(body)
        total += check
        directory += pack(">4sLLL", tag.encode(), check, offset, len(made[tag]))
        if tag == "head":
            head_at = offset
        offset += len(body)
        bodies.append(body)
    total += checksum(bytes(directory))
    font = bytearray(b"".join([directory, *bodies]))
    pack_into(">L", font, head_at + 8, (0xB1B0AFBA - total) & 0xFFFFFFFF)
    return bytes(font)


def checksum(data: bytes) -> int:
    """Return the sum of the 32-bit words of ``data`` (whole words), modulo 2**32.

    One long number is folded in half until one word is left, in lanes of 64 bits so that nothing
    is carried over: 0.5 ms for 600 KB, where a loop over the words takes 5 ms.
    """
    number = int.from_bytes(data, "big")
    lanes = (len(data) + 7) // 8
    mask = int.from_bytes(b"\0\0\0\0\xff\xff\xff\xff" * lanes, "big")
    number = (number & mask) + (number >> 32 & mask)
    while lanes > 1:
        half = (lanes + 1) // 2
        number = (number >> 64 * half) + (number & ((1 << 64 * half) - 1))
        lanes = half
    return number & 0xFFFFFFFF
