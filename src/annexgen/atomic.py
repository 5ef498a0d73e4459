"""Several files written together: either every one of them is as wanted, or none has changed.

Each is written to a temporary file beside its target and forced to the disk; only when all are
whole are they renamed into place (POSIX ``rename`` swaps a file in one step), and a request to stop
waits until they are. Whatever stops the work before, be it a full disk, a fault of a renderer or
Ctrl-C, the old files stay and nothing else is left in the folder.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from annexgen.stopping import undisturbed

Writer = Callable[[BinaryIO], None]

_PART = ".part"
_BINARY = getattr(os, "O_BINARY", 0)


class _Tally:
    """How often this process has put files in place."""

    times = 0


def times_written() -> int:
    """Return how often this process has put files in place, for who is interrupted."""
    return _Tally.times


def putting(data: bytes) -> Writer:
    """Return what writes ``data``."""

    def put(out: BinaryIO) -> None:
        out.write(data)

    return put


def write_together(
    folder: Path,
    writers: Mapping[str, Writer],
    *,
    gone: Collection[str] = (),
    only_new: bool = False,
) -> dict[str, int]:
    """Write files into ``folder``, which is made where it is missing.

    Args:
        folder: where the files go.
        writers: for each file's name, or its path from ``folder``, what writes its bytes to a
            stream.
        gone: files that are to be there no longer, likewise.
        only_new: whether each must be a new one: no file is overwritten, not even one that another
            program makes meanwhile.

    Returns:
        The size in bytes of each file, by name.

    Raises:
        OSError: where something cannot be written; ``filename`` is the target, not the temporary.
    """
    targets = [folder / name for name in writers]
    with _made([folder, *(target.parent for target in targets)]):
        temporaries: dict[Path, Path] = {}
        try:
            for target, writer in zip(targets, writers.values(), strict=True):
                _refuse_old(target, only_new=only_new)
                _write_temporary(target, writer, temporaries)
            sizes = [temporaries[target].stat().st_size for target in targets]
            with undisturbed():
                _rename_together(temporaries, [folder / name for name in gone], only_new=only_new)
                _Tally.times += 1
        except BaseException:
            for part in temporaries.values():
                part.unlink(missing_ok=True)
            raise
        return dict(zip(writers, sizes, strict=True))


@contextmanager
def _made(folders: Iterable[Path]) -> Iterator[None]:
    """Make folders and their parents, and take back those that were made when the work fails."""
    wanted = dict.fromkeys(folders)
    all_ = {place: None for folder in wanted for place in (folder, *folder.parents)}
    missing = [place for place in all_ if not place.exists()]
    try:
        for folder in wanted:
            folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for place in sorted(missing, key=lambda place: -len(place.parts)):
            with suppress(OSError):
                place.rmdir()
        raise


def _refuse_old(target: Path, *, only_new: bool) -> None:
    if only_new and os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))


def _write_temporary(target: Path, writer: Writer, temporaries: dict[Path, Path]) -> None:
    """Write what is to become ``target`` and note its temporary file, even when that fails."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    try:
        part = temporaries[target] = part_of(target)
        with os.fdopen(new_part(part), "wb") as stream:
            writer(stream)
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(_mode(target))
    except OSError as error:
        raise _naming(error, target) from error


def part_of(target: Path) -> Path:
    """Return the name of a temporary file beside ``target``.

    Known before the file is made, so that it is taken away even where a request to stop comes right
    after. Not by ``tempfile``, which takes 3 ms to import.
    """
    return target.with_name(f".{target.name}.{os.urandom(6).hex()}{_PART}")


def new_part(part: Path) -> int:
    """Make a temporary file, and return its descriptor."""
    return os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)


def _naming(error: OSError, target: Path) -> OSError:
    """Return ``error`` with the name that the user knows."""
    return OSError(error.errno, error.strerror or str(error), str(target))


def _mode(target: Path) -> int:
    """Return the permissions of the old file, else those that a new file gets."""
    with suppress(OSError):
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _rename_together(
    temporaries: Mapping[Path, Path], gone: Collection[Path], *, only_new: bool
) -> None:
    """Rename every temporary file to its target, take away others; on a failure put all back."""
    old = {target: part.with_suffix(".old") for target, part in temporaries.items()}
    old |= {target: target.with_name(f".{target.name}.old") for target in gone}
    try:
        for target, kept in old.items():
            _keep(target, kept)
        for target, part in temporaries.items():
            _put(part, target, only_new=only_new)
        for target in gone:
            target.unlink()
    except BaseException:
        _take_all_back(temporaries, gone, old)
        raise
    finally:
        for kept in old.values():
            kept.unlink(missing_ok=True)
    for folder in {target.parent: None for target in old}:
        _sync_folder(folder)


def _put(part: Path, target: Path, *, only_new: bool) -> None:
    """Give a temporary file its name; ``link`` never overwrites, as ``rename`` does."""
    if not only_new:
        part.replace(target)
        return
    try:
        target.hardlink_to(part)
    except FileExistsError as error:
        raise _naming(error, target) from error
    except OSError:  # a file system without hard links
        _refuse_old(target, only_new=True)
        part.replace(target)
    else:
        part.unlink()


def _take_all_back(
    temporaries: Mapping[Path, Path], gone: Collection[Path], old: Mapping[Path, Path]
) -> None:
    for target, part in temporaries.items():
        if not part.exists():
            _take_back(target, old[target])
    for target in gone:
        if not target.exists() and old[target].exists():
            _take_back(target, old[target])


def _keep(target: Path, kept: Path) -> None:
    """Give the old file, if there is one, a second name to bring it back by."""
    if not target.exists():
        return
    try:
        kept.hardlink_to(target)
    except OSError:  # a file system without hard links
        from shutil import copy2

        copy2(target, kept)


def _take_back(target: Path, kept: Path) -> None:
    """Undo a rename: the old file again, or none where there was none."""
    if kept.exists():
        kept.replace(target)
    else:
        target.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Force the renames to the disk, where the system lets a folder be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
