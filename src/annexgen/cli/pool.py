"""Worker processes for reading large annexes; small ones are read faster without."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Executor

LARGE = 600
"""So many content files make an annex large: below, starting processes costs more than it gains."""


@contextmanager
def workers(root: Path, jobs: int | None) -> Iterator[Executor | None]:
    """Give an executor where it serves.

    Args:
        root: the annex root.
        jobs: processes to use whatever the size; None leaves it to the annex's size.
    """
    if jobs is None:
        jobs = (os.cpu_count() or 1) if _is_large(root) else 1
    if jobs < 2:
        yield None
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    from annexgen.cli.signals import leave_stopping_to_the_parent

    # Not fork: the progress bar is a thread.
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), leave_stopping_to_the_parent)
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _is_large(root: Path) -> bool:
    count = 0
    for _, _, files in os.walk(root / "content"):
        count += len(files)
        if count >= LARGE:
            return True
    return False
