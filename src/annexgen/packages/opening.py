"""Office packages (ISO/IEC 29500-2: zip archives of parts), opened so that none can do harm.

Nothing is believed that an archive says of itself: parts are unpacked when they are asked for,
piece by piece, and counted as they grow. A package that would run code, or fetch something from
elsewhere, is refused as a whole.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from annexgen.findings import Message
from annexgen.packages.active import refuse_active
from annexgen.packages.markup import MOST_IN_MEMORY, TOO_LARGE, parse_xml
from annexgen.packages.refusal import Unreadable
from annexgen.packages.signatures import COMPOUND, ZIP

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element as Element

MOST_PACKED = 256 << 20
"""Bytes of a file; the annex of 12,000 projects has 5 MB as DOCX and 27 MB as XLSX."""
MOST_UNPACKED = 1 << 30
"""Bytes that all parts together may grow to while they are read; that annex has 250 MB."""
MOST_PARTS = 10_000
MOST_RATIO = 250
"""How often a part may be larger than what it is packed in; annexes have 50, a bomb has 1,000."""
RATIO_COUNTS_FROM = 32 << 20
"""Unpacked bytes below which the ratio does not matter."""

_MOST_DIRECTORY = 4 << 20
_PIECE = 1 << 16
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OverflowError, ValueError,
)  # fmt: skip
"""What ``zipfile`` raises for archives that are none, or broken ones."""

NO_PACKAGE = Message(
    "不是 Office 文件（docx、xlsx 其实是 zip 包，它不是）；请用 Word 或 Excel 打开后另存再试",
    "not an Office file (docx and xlsx are zip archives); open and save it in Word or Excel first",
)
DAMAGED = Message(
    "文件已损坏或不完整；请重新下载，或用 Word、Excel 打开并修复后另存",
    "the file is damaged or cut short; download it again, or open, repair and save it in Word",
)
PASSWORD = Message(
    "文件加了密码；请在 Word 或 Excel 的“文件→信息→保护”里去掉密码，另存后再试",
    "the file has a password; remove it in Word or Excel (File, Info, Protect) and save it again",
)


class Package:
    """An archive of parts.

    Args:
        source: the file, as the user named it.
        archive: its parts.
        most: bytes that all of them together may grow to.

    Attributes:
        source: the file, as the user named it.
        names: of its parts.
    """

    def __init__(self, source: str, archive: zipfile.ZipFile, most: int | None = None) -> None:
        self.source = source
        self._most = MOST_UNPACKED if most is None else most
        self._archive = archive
        self._entries = self._examined(archive.infolist())
        self.names = tuple(self._entries)
        self._unpacked = 0

    def part(self, name: str) -> bytes:
        """Return a part's bytes.

        Raises:
            Unreadable: where there is no such part, or it is damaged or too large.
        """
        data = bytearray()
        for piece in self.pieces(name):
            data += piece
            if len(data) > MOST_IN_MEMORY:
                raise Unreadable(self.source, TOO_LARGE)
        return bytes(data)

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield a part's bytes as they are unpacked, so that it is never held as a whole.

        Raises:
            Unreadable: where there is no such part, or it is damaged or too large.
        """
        entry = self._entries.get(name)
        if entry is None:
            raise Unreadable(self.source, DAMAGED)
        size = 0
        with _told(self.source), self._archive.open(entry) as stream:
            while piece := stream.read(_PIECE):
                size += len(piece)
                self._unpacked += len(piece)
                if self._is_beyond_measure(size, entry.compress_size):
                    raise Unreadable(self.source, TOO_LARGE)
                yield piece
        if size != entry.file_size:
            raise Unreadable(self.source, DAMAGED)

    def xml(self, name: str) -> Element:
        """Return the root element of a part.

        Raises:
            Unreadable: as for ``part``, and where it is no XML that can be read safely.
        """
        return parse_xml(self.part(name), self.source)

    def _is_beyond_measure(self, size: int, packed: int) -> bool:
        if self._unpacked > self._most:
            return True
        return size > RATIO_COUNTS_FROM and size > MOST_RATIO * packed

    def _examined(self, entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        """Return the archive's parts by name, once each entry is found to be a part."""
        if len(entries) > MOST_PARTS:
            raise Unreadable(self.source, TOO_LARGE)
        parts: dict[str, zipfile.ZipInfo] = {}
        seen: set[str] = set()
        for entry in entries:
            if entry.flag_bits & _ENCRYPTED:
                raise Unreadable(self.source, PASSWORD)
            name = entry.filename
            if (
                name.lower() in seen
                or not _is_part_name(entry)
                or entry.compress_type not in _METHODS
            ):
                raise Unreadable(self.source, DAMAGED)
            seen.add(name.lower())
            if not entry.is_dir():
                parts[name] = entry
        return parts


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """Give an Office file as a package; closed at the end.

    Raises:
        Unreadable: where it is none, is damaged or encrypted, or would run code or fetch something.
        OSError: where the file cannot be read.
    """
    with path.open("rb", buffering=0) as file, package_in(file, str(path)) as package:
        yield package


@contextmanager
def package_in(raw: io.RawIOBase, source: str, most: int | None = None) -> Iterator[Package]:
    """Give an Office file that is open already as a package.

    Args:
        raw: the file; closed at the end.
        source: what it is called.
        most: bytes that it may unpack to, where that is less than for an annex.

    Raises:
        Unreadable: as ``open_package`` does.
    """
    with _Guarded(raw) as file:
        _check_start(source, file)
        with _told(source):
            archive = zipfile.ZipFile(file)
        with archive:
            package = Package(source, archive, most)
            refuse_active(package)
            yield package


class _Guarded(io.BufferedReader):
    """A file of which nobody reads more at once than a directory has, or at places it has not."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > _MOST_DIRECTORY:
            raise zipfile.BadZipFile("a directory of that size")
        return super().read(size)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        if whence == io.SEEK_SET and not 0 <= offset <= MOST_PACKED:
            raise zipfile.BadZipFile("a place outside the file")
        return super().seek(offset, whence)


def _check_start(source: str, file: _Guarded) -> None:
    """Refuse what by its size and first bytes is no zip archive."""
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    start = file.read(_PIECE)
    if size > MOST_PACKED:
        raise Unreadable(source, TOO_LARGE)
    if start.startswith(COMPOUND):
        raise Unreadable(source, PASSWORD)
    if not start.startswith(ZIP):
        raise Unreadable(source, NO_PACKAGE)


@contextmanager
def _told(source: str) -> Iterator[None]:
    """Turn what ``zipfile`` raises for a damaged archive into a refusal of ``source``."""
    try:
        yield
    except _DAMAGE as fault:
        raise Unreadable(source, DAMAGED) from fault


def _is_part_name(entry: zipfile.ZipInfo) -> bool:
    """Say whether a name stays within the package (ISO/IEC 29500-2, 6.2.2)."""
    name = entry.filename
    steps = name.removesuffix("/").split("/")
    odd = any(char in entry.orig_filename for char in "\\\0:")
    return not odd and all(step not in ("", ".", "..") for step in steps)
