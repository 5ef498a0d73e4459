"""Worker processes for large annexes; small ones are done faster without."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Executor

LARGE = 100
"""So many project files make an annex large: below, starting processes costs more than it gains."""


def pool(jobs: int | None) -> Callable[[int], AbstractContextManager[Executor | None]]:
    """Return what gives an executor, where it serves, for a number of project files.

    Args:
        jobs: processes to use whatever the size; None leaves it to the annex's size.
    """
    return partial(_workers, jobs)


@contextmanager
def _workers(jobs: int | None, files: int) -> Iterator[Executor | None]:
    if jobs is None:
        jobs = (os.cpu_count() or 1) if files >= LARGE else 1
    if jobs < 2:
        yield None
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import active_children, get_context

    from annexgen.cli.signals import held_back, leave_stopping_to_the_parent

    executor = ProcessPoolExecutor(jobs, get_context(_method()), leave_stopping_to_the_parent)
    try:
        with held_back():
            executor.submit(os.getpid)
        yield executor
    except BaseException:
        # Asked to stop while it starts, an executor would wait for workers that wait for it.
        for process in active_children():
            process.terminate()
        raise
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def _method() -> str:
    """Return how processes are started.

    A forked one has all modules and fonts ready (0.2 s less), but only a process without threads
    may be forked, and macOS's own libraries start some.
    """
    import threading

    forks = sys.platform == "linux" and threading.active_count() == 1
    return "fork" if forks else "spawn"
