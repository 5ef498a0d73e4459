"""Records on disk: a file for each unit, read and written whole.

A file's every record carries its key and a digest of its bytes. What does not fit is left out, so
a file that was cut off or tampered with loses records and nothing else.
"""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from struct import Struct

from annexgen.atomic import new_part, part_of
from annexgen.digests import blake2b

FOLDER = ".annexgen"
"""Below the annex root; may be deleted at any time."""

KEY_SIZE = 16
_MAGIC = b"annexgen cache 1\n"
_HEAD = Struct(f">{KEY_SIZE}s{KEY_SIZE}sI")
_IGNORE = "# made by annexgen, may be deleted\n*\n"


class Packs:
    """The records of one kind of run over one annex.

    Args:
        root: the annex root.
        kind: of the run; another kind does not disturb its records.
    """

    def __init__(self, root: Path, kind: str) -> None:
        self._folder = root / FOLDER
        self._kind = kind

    def read(self, unit_code: str) -> Mapping[bytes, bytes]:
        """Return the records of a unit by their keys; none where there are none to be had."""
        try:
            data = self._file(unit_code).read_bytes()
        except OSError:
            return {}
        if not data.startswith(_MAGIC):
            return {}
        records, at = {}, len(_MAGIC)
        while at + _HEAD.size <= len(data):
            key, digest, size = _HEAD.unpack_from(data, at)
            at += _HEAD.size
            record = data[at : at + size]
            at += size
            if digest == _digest(key, record):
                records[key] = record
        return records

    def write(self, unit_code: str, records: Iterable[tuple[bytes, bytes]]) -> None:
        """Replace the records of a unit; where that cannot be done, nothing is kept."""
        with suppress(OSError):
            self._make_folder()
            target = self._file(unit_code)
            part = part_of(target)
            try:
                with os.fdopen(new_part(part), "wb") as stream:
                    stream.write(_MAGIC)
                    for key, record in records:
                        stream.write(_HEAD.pack(key, _digest(key, record), len(record)))
                        stream.write(record)
                part.replace(target)
            except BaseException:
                part.unlink(missing_ok=True)
                raise

    def forget_others(self, unit_codes: Container[str]) -> None:
        """Delete the records of units that there are not any more."""
        with suppress(OSError):
            for file in self._folder.glob(f"*.{self._kind}"):
                if file.stem not in unit_codes:
                    file.unlink()

    def _make_folder(self) -> None:
        if not self._folder.is_dir():
            self._folder.mkdir()
            (self._folder / ".gitignore").write_text(_IGNORE, encoding="utf-8")

    def _file(self, unit_code: str) -> Path:
        return self._folder / f"{unit_code}.{self._kind}"


def _digest(key: bytes, record: bytes) -> bytes:
    return blake2b(record, digest_size=KEY_SIZE, key=key).digest()
