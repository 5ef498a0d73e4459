"""When files have been saved: one call for all that an editor, or git, writes in one go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

from annexgen.preview import looking

QUIET = 50
"""Milliseconds without a further change, after which a save is taken for finished."""

LONGEST = 1000
"""Milliseconds after which a stream of changes is shown half way."""

_LOOK = 1000
"""Milliseconds after which the folders themselves are looked at: one may have been made, moved away
or put in another's place, which no longer tells of changes."""

FOLDERS = ("content", "templates")


def saves(root: Path, stop: Event | None = None) -> Iterator[None]:
    """Yield once after each save in the content or the forms below ``root``.

    It also yields soon after it begins to watch, for what was saved just before.

    Args:
        root: the annex root.
        stop: ends it.

    Raises:
        KeyboardInterrupt: where someone has asked to stop.
        FileNotFoundError: where ``root`` has gone.
    """
    while stop is None or not stop.is_set():
        try:
            yield from _within(_folders(root), root, stop)
        except FileNotFoundError:
            if not root.is_dir():
                raise


def _within(folders: dict[Path, tuple[int, int]], root: Path, stop: Event | None) -> Iterator[None]:
    """Yield after each save in ``folders``, until they are others."""
    is_new = True
    for has_changed in _changes(list(folders) or [root], stop, recursive=bool(folders)):
        if has_changed or is_new:
            is_new = False
            yield
        if _folders(root) != folders:
            return


def _changes(folders: list[Path], stop: Event | None, *, recursive: bool) -> Iterator[bool]:
    """Yield whether there are changes: at once where there are, else now and then.

    Where the system cannot tell of them (it has no watches left, or the disk knows none), the
    files are looked at again and again.
    """
    from watchfiles import watch

    try:
        yield from map(
            bool,
            watch(
                *folders,
                debounce=LONGEST,
                step=QUIET,
                stop_event=stop,
                rust_timeout=_LOOK,
                yield_on_timeout=True,
                raise_interrupt=True,
                recursive=recursive,
            ),
        )
    except FileNotFoundError:
        raise
    except (OSError, RuntimeError):
        yield from looking.changes(folders, stop, QUIET, LONGEST, recursive=recursive)


def _folders(root: Path) -> dict[Path, tuple[int, int]]:
    """Return the folders to watch, each with what tells it from another at its place."""
    found = {}
    for name in FOLDERS:
        try:
            state = (root / name).stat()
        except OSError:
            continue
        found[root / name] = (state.st_dev, state.st_ino)
    return found
