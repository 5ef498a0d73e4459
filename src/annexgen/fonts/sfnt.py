"""The container of TrueType and OpenType fonts (ISO/IEC 14496-22, 4.5): its tables, by offset.

Read by hand because a subset needs six tables of it, and slicing them out of a mapped file costs
microseconds where a font library takes a tenth of a second to start.
"""

from __future__ import annotations

import mmap
import struct
import sys
from array import array
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from struct import iter_unpack, unpack_from

from annexgen.findings import Message
from annexgen.tuples import NamedTuple

_VERSIONS = (b"\0\1\0\0", b"true", b"OTTO")
_LARGEST = 512 * 1024 * 1024


class BrokenFontError(Exception):
    """A file that is no usable font; says why."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.message = Message(zh, en)


class Tables:
    """A font's file and where its tables lie in it.

    Attributes:
        data: the whole file.
        places: offset and length by tag.
    """

    __slots__ = ("data", "places")

    def __init__(self, data: mmap.mmap | bytes, places: Mapping[str, tuple[int, int]]) -> None:
        self.data = data
        self.places = places

    def __contains__(self, tag: object) -> bool:
        return tag in self.places

    def table(self, tag: str) -> bytes:
        """Return a table's bytes; raise BrokenFontError where the font lacks it."""
        if tag not in self.places:
            raise BrokenFontError(f"缺少数据表 {tag}", f"Table {tag} is missing")
        offset, length = self.places[tag]
        return self.data[offset : offset + length]


@contextmanager
def mapped(path: Path) -> Iterator[mmap.mmap]:
    """Map a font's file into memory.

    Raises:
        BrokenFontError: the file is empty or absurdly large.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        size = file.seek(0, 2)
        if not 12 <= size <= _LARGEST:
            raise BrokenFontError(f"文件大小不对（{size} 字节）", f"Its size is {size} bytes")
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            yield data


def read_tables(data: mmap.mmap | bytes, index: int = 0) -> Tables:
    """Read a font's table directory.

    Args:
        data: the file.
        index: the font's place in a collection.

    Raises:
        BrokenFontError: the file is of another kind or cut short, or has no such place.
    """
    try:
        start = _start(data, index)
        if data[start : start + 4] not in _VERSIONS:
            raise BrokenFontError(
                "不是 TrueType 或 OpenType 字体", "It is no TrueType or OpenType font"
            )
        (count,) = unpack_from(">H", data, start + 4)
        records = data[start + 12 : start + 12 + 16 * count]
        entries = list(iter_unpack(">4sLLL", records))
    except struct.error as short:
        raise _cut_short() from short
    if len(entries) != count or any(offset + size > len(data) for *_, offset, size in entries):
        raise _cut_short()
    return Tables(data, {tag.decode("latin-1"): (at, size) for tag, _, at, size in entries})


def _start(data: mmap.mmap | bytes, index: int) -> int:
    """Return where the table directory of font ``index`` lies."""
    count = 1
    if data[:4] == b"ttcf":
        (count,) = unpack_from(">L", data, 8)
    if index >= count:
        raise BrokenFontError(
            f"文件里只有 {count} 个字体，没有第 {index} 个（从 0 数起）",
            f"The file holds {count} fonts; there is no font {index}, counting from 0",
        )
    if data[:4] != b"ttcf":
        return 0
    (start,) = unpack_from(">L", data, 12 + 4 * index)
    return int(start)


def _cut_short() -> BrokenFontError:
    return BrokenFontError("文件不完整", "The file is cut short")


def words(data: bytes, kind: str) -> array[int]:
    """Unpack big-endian numbers of an ``array`` type, a whole table at once."""
    numbers: array[int] = array(
        kind, data[: len(data) // array(kind).itemsize * array(kind).itemsize]
    )
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


class Advances(NamedTuple):
    """The hmtx table: advance and left side bearing of each glyph, in font units.

    Attributes:
        full: how many glyphs have an advance of their own; the others repeat the last.
        numbers: the table as unsigned words.
    """

    full: int
    numbers: array[int]

    def pair(self, glyph: int) -> tuple[int, int]:
        """Return advance and left side bearing (unsigned, as stored) of ``glyph``."""
        if glyph < self.full:
            return self.numbers[2 * glyph], self.numbers[2 * glyph + 1]
        return self.numbers[2 * self.full - 2], self.numbers[self.full + glyph]


def glyph_count(tables: Tables) -> int:
    """Return how many glyphs the font has."""
    return int(unpack_from(">H", tables.table("maxp"), 4)[0])


def advances(tables: Tables) -> Advances:
    """Read the hmtx table; raise BrokenFontError where it is too short."""
    full = int(unpack_from(">H", tables.table("hhea"), 34)[0])
    numbers = words(tables.table("hmtx"), "H")
    if not full or len(numbers) < full + glyph_count(tables):
        raise BrokenFontError("字宽表（hmtx）太短", "Table hmtx is too short")
    return Advances(full, numbers)


def glyph_offsets(tables: Tables) -> array[int]:
    """Read the loca table: where each glyph's outline begins and ends in glyf.

    Raises:
        BrokenFontError: it is too short, falls, or points outside glyf.
    """
    (long,) = unpack_from(">h", tables.table("head"), 50)
    if long:
        offsets = words(tables.table("loca"), "I")
    else:
        offsets = array("I", (2 * half for half in words(tables.table("loca"), "H")))
    if len(offsets) <= glyph_count(tables) or offsets[-1] > tables.places["glyf"][1]:
        raise BrokenFontError("字形位置表（loca）有误", "Table loca is wrong")
    return offsets
