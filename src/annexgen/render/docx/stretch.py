"""A zip member whose end is known before its beginning: deflated in stretches, then put together.

What was deflated with an empty window, up to a whole byte, can stand behind anything (RFC 1951,
3.2.3 and 3.2.4); and the CRC-32 of two stretches follows from theirs, as it is linear.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import TYPE_CHECKING
from zipfile import ZipFile, ZipInfo

if TYPE_CHECKING:
    from threading import Thread

LEVEL = 6
_POLYNOMIAL = 0xEDB88320
_ONE = 1 << 31
_ONE_BYTE = 1 << 23
_CHUNK = 1 << 20
"""Bytes that a thread deflates at once."""


class Stretch:
    """A stretch of a member, kept deflated.

    Args:
        beside: whether a thread deflates, chunk by chunk, as zlib lets others run meanwhile. That
            saves a seventh of the time on an annex of which little has changed, and nothing where
            worker processes use the other cores.

    Attributes:
        pieces: what has been deflated so far.
        crc: CRC-32 of what was deflated.
        size: of what was added, in bytes.
    """

    def __init__(self, *, beside: bool = False) -> None:
        self._beside = beside
        self.pieces: list[bytes] = []
        self.crc = 0
        self.size = 0
        self._deflate = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        self._held: list[bytes] = []
        self._held_size = self._deflated = 0
        self._busy: Thread | None = None

    def add(self, data: bytes) -> None:
        """Add ``data`` at the end."""
        self._held.append(data)
        self.size += len(data)
        self._held_size += len(data)
        if not self._beside:
            self._take(self._chunk())
        elif self._held_size >= _CHUNK:
            from threading import Thread

            self._wait()
            self._busy = Thread(target=self._take, args=(self._chunk(),), daemon=True)
            self._busy.start()

    def close(self, *, ends_member: bool) -> None:
        """End the stretch; nothing comes behind one that ends the member.

        Raises:
            MemoryError: where a chunk could not be deflated.
        """
        self._wait()
        self._take(self._chunk())
        if self._deflated < self.size:
            raise MemoryError("a chunk was not deflated")
        how = zlib.Z_FINISH if ends_member else zlib.Z_SYNC_FLUSH
        self.pieces.append(self._deflate.flush(how))

    def _chunk(self) -> bytes:
        data = b"".join(self._held)
        self._held.clear()
        self._held_size = 0
        return data

    def _take(self, data: bytes) -> None:
        self.crc = zlib.crc32(data, self.crc)
        piece = self._deflate.compress(data)
        if piece:
            self.pieces.append(piece)
        self._deflated += len(data)

    def _wait(self) -> None:
        if self._busy is not None:
            self._busy.join()


def write_member(package: ZipFile, info: ZipInfo, stretches: Iterable[Stretch]) -> None:
    """Write a member that is deflated already.

    Args:
        package: where it goes.
        info: its name and date.
        stretches: its content, closed.
    """
    out = package.fp
    assert out is not None  # noqa: S101 - the package is open
    pieces: list[bytes] = []
    info.CRC = info.file_size = 0
    for stretch in stretches:
        pieces += stretch.pieces
        info.CRC = crc_of_both(info.CRC, stretch.crc, stretch.size)
        info.file_size += stretch.size
    info.compress_size = sum(map(len, pieces))
    info.header_offset = out.tell()
    out.write(info.FileHeader())
    out.writelines(pieces)
    package.filelist.append(info)
    package.NameToInfo[info.filename] = info
    package.start_dir = out.tell()


def crc_of_both(first: int, second: int, size: int) -> int:
    """Return the CRC-32 of two stretches from that of each, and the second's size in bytes."""
    shift, power = _ONE, _ONE_BYTE
    while size:
        if size & 1:
            shift = _product(shift, power)
        power = _product(power, power)
        size >>= 1
    return _product(shift, first) ^ second


def _product(one: int, other: int) -> int:
    """Multiply two polynomials over GF(2) modulo CRC-32's; the highest bit is the constant."""
    product = 0
    for bit in range(31, -1, -1):
        if one >> bit & 1:
            product ^= other
        other = other >> 1 ^ (_POLYNOMIAL if other & 1 else 0)
    return product
