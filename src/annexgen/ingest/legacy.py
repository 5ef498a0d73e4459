"""Reader of old and other office files (.doc, .wps, .rtf, .odt, .xls, .et, .ods), by LibreOffice.

It makes a DOCX or an XLSX of them, which is read as any other, with the places in the file that the
user knows.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from annexgen.ingest import docx, xlsx
from annexgen.ingest.blocks import Block, Cell, Line, Place, Properties
from annexgen.ingest.libreoffice import convert
from annexgen.packages.active import MACROS
from annexgen.packages.markup import TOO_LARGE
from annexgen.packages.opening import MOST_PACKED, NO_PACKAGE, PASSWORD, open_package
from annexgen.packages.refusal import Unreadable
from annexgen.packages.signatures import COMPOUND, RTF
from annexgen.tuples import NamedTuple

_READERS = {"docx": docx.read, "xlsx": xlsx.read}


class _Kind(NamedTuple):
    """What a file is called for what it holds, and what is made of it."""

    suffix: str
    target: str


_TEXT, _SHEETS = _Kind("doc", "docx"), _Kind("xls", "xlsx")


def read(path: Path) -> Iterator[Block]:
    """Yield the lines and tables of a file.

    Raises:
        Unreadable: where LibreOffice is not installed or cannot convert it, or it is not safe.
        OSError: where it cannot be read.
    """
    source = str(path)
    kind = _kind(path)
    with TemporaryDirectory(prefix="annexgen-") as name:
        converted = convert(path, kind.suffix, kind.target, Path(name))
        try:
            for block in _READERS[kind.target](converted):
                yield _in(source, block)
        except Unreadable as refusal:
            raise Unreadable(source, refusal.reason) from refusal


def _kind(path: Path) -> _Kind:
    """Return what a file is, and refuse one that is not to be handed to another program."""
    source = str(path)
    if path.stat().st_size > MOST_PACKED:
        raise Unreadable(source, TOO_LARGE)
    with path.open("rb") as file:
        start = file.read(len(COMPOUND))
        if start == COMPOUND:
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                return _compound_kind(data, source)
    return _Kind("rtf", "docx") if start.startswith(RTF) else _open_document_kind(path)


def _compound_kind(data: mmap.mmap, source: str) -> _Kind:
    """Return what a compound file ([MS-CFB]) holds, by the names of its streams."""
    if _has_stream(data, "EncryptedPackage"):
        raise Unreadable(source, PASSWORD)
    if _has_stream(data, "_VBA_PROJECT"):
        raise Unreadable(source, MACROS)
    if _has_stream(data, "WordDocument"):
        return _TEXT
    return _SHEETS if _has_stream(data, "Workbook") or _has_stream(data, "Book") else _TEXT


def _has_stream(data: mmap.mmap, name: str) -> bool:
    """Say whether an entry of the directory has this name: 64 bytes, filled up with zeros."""
    return data.find(name.encode("utf-16-le").ljust(64, b"\0")) >= 0


def _open_document_kind(path: Path) -> _Kind:
    """Return what an OpenDocument file holds, once all of it can be unpacked."""
    with open_package(path) as package:
        if "mimetype" not in package.names:
            raise Unreadable(package.source, NO_PACKAGE)
        for name in package.names:
            for _ in package.pieces(name):
                pass
        if any(name.startswith("Basic/") for name in package.names):
            raise Unreadable(package.source, MACROS)
        is_sheets = b"spreadsheet" in package.part("mimetype")
    return _Kind("ods", "xlsx") if is_sheets else _Kind("odt", "docx")


def _in(source: str, block: Block) -> Block:
    """Return a block with its places in the file that the user named."""

    def moved(place: Place) -> Place:
        return place._replace(source=source)

    def moved_cell(cell: Cell) -> Cell:
        return replace(cell, place=moved(cell.place))

    if isinstance(block, Line):
        return replace(block, place=moved(block.place))
    if isinstance(block, Properties):
        return block
    cells = tuple(map(moved_cell, block.cells))
    return replace(block, cells=cells, place=moved(block.place))
