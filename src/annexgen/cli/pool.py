"""Worker processes for annexes of more than a few files; smaller ones are done faster without."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from annexgen.cli.forked import Crew

FEW, LARGE = 24, 100
"""So many project files make it worth while to fork, and to start processes anew."""


def pool(jobs: int | None) -> Callable[[int], AbstractContextManager[Executor | None]]:
    """Return what gives an executor, where it serves, for a number of project files.

    Args:
        jobs: processes to use whatever the size; None leaves it to the annex's size.
    """
    return partial(_workers, jobs)


@contextmanager
def _workers(jobs: int | None, files: int) -> Iterator[Executor | None]:
    forks = _may_fork()
    if jobs is None:
        jobs = (os.cpu_count() or 1) if files >= (FEW if forks else LARGE) else 1
    if jobs < 2:
        yield None
    elif forks:
        with _forked(jobs - 1) as crew:
            yield cast("Executor", crew)
    else:
        with _started(jobs) as executor:
            yield executor


@contextmanager
def _forked(workers: int) -> Iterator[Crew]:
    """Yield this process and ``workers`` forks of it."""
    from annexgen.cli.forked import Crew
    from annexgen.cli.signals import leave_stopping_to_the_parent
    from annexgen.stopping import held_back

    with held_back():
        crew = Crew(workers, leave_stopping_to_the_parent)
    try:
        yield crew
    finally:
        crew.end()


@contextmanager
def _started(jobs: int) -> Iterator[Executor]:
    """Yield an executor with processes that begin anew."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import active_children, get_context

    from annexgen.cli.signals import leave_stopping_to_the_parent
    from annexgen.stopping import held_back

    executor = ProcessPoolExecutor(jobs, get_context("spawn"), leave_stopping_to_the_parent)
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


def _may_fork() -> bool:
    """Say whether this process may be forked.

    A forked one has all modules and fonts ready (0.2 s less), but only a process without threads
    may be forked, and macOS's own libraries start some.
    """
    threading = sys.modules.get("threading")
    alone = threading is None or threading.active_count() == 1
    return sys.platform == "linux" and alone
