"""What the result of a project file depends on, as a digest."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import annexgen
from annexgen.cache.packs import KEY_SIZE
from annexgen.digests import blake2b


class Keys:
    """Keys for the project files of one run.

    Args:
        parts: what all results depend on.
    """

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._base = blake2b(digest_size=KEY_SIZE)
        for part in parts:
            _add(self._base, part)

    def key(self, parts: Iterable[bytes]) -> bytes:
        """Return the key of a file; ``parts`` are its bytes and what is around it."""
        digest = self._base.copy()
        for part in parts:
            _add(digest, part)
        return digest.digest()


def program() -> bytes:
    """Return what changes when the program does: names, sizes and times of its modules."""
    return "\n".join(_stamps(Path(annexgen.__file__).parent)).encode()


def stamp(file: Path) -> bytes:
    """Return what changes when a large file does: its path, size and time."""
    state = file.stat()
    return f"{file}:{state.st_size}:{state.st_mtime_ns}".encode()


def _stamps(folder: Path) -> Iterator[str]:
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _stamps(Path(entry.path))
        else:
            state = entry.stat()
            yield f"{entry.path}:{state.st_size}:{state.st_mtime_ns}"


def _add(digest: blake2b, part: bytes) -> None:
    digest.update(b"%d:" % len(part))
    digest.update(part)
