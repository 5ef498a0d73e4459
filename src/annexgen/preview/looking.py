"""Changes of files found by looking again and again, where the system cannot tell of them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from threading import Event

_PAUSE = 0.3
"""Seconds between two looks."""

State = dict[str, tuple[int, int, int]]
"""What tells a file from what it was, by its path: the file's number, size and time in ns.

Not the time in whole seconds, as watchfiles looks at it: an editor saves twice in one second.
"""


def changes(
    folders: Iterable[Path], stop: Event | None, quiet: int, longest: int, *, recursive: bool
) -> Iterator[bool]:
    """Yield several times a second whether there have been changes since.

    Args:
        folders: what to look at.
        stop: ends it.
        quiet: milliseconds without a further change, after which a save is taken for finished.
        longest: milliseconds after which it is not waited for.
        recursive: whether to look at what is in the folders' folders as well.
    """
    look = partial(_state, tuple(folders), recursive)
    seen = look()
    while stop is None or not stop.is_set():
        time.sleep(_PAUSE)
        now = _settled(look, seen, quiet, longest)
        yield now != seen
        seen = now


def _settled(look: Callable[[], State], seen: State, quiet: int, longest: int) -> State:
    """Return the state once two looks have found the same."""
    now = look()
    for _ in range(longest // quiet):
        if now == seen:
            break
        time.sleep(quiet / 1000)
        seen, now = now, look()
    return now


def _state(folders: Iterable[Path], recursive: bool) -> State:
    found = {}
    for folder in folders:
        for top, inner, files in os.walk(folder):
            for name in (*inner, *files):
                path = os.path.join(top, name)  # noqa: PTH118 - ten times as quick, for each file
                try:
                    state = os.stat(path)  # noqa: PTH116
                except OSError:
                    continue
                found[path] = (state.st_ino, state.st_size, state.st_mtime_ns)
            if not recursive:
                break
    return found
