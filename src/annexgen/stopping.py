"""Requests to stop, made to wait while something must not be left half done."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

REQUESTS = frozenset(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
REMINDER = getattr(signal, "SIGALRM", None)
"""By which a request that may have been lost is made again."""

HELD_BACK = REQUESTS if REMINDER is None else REQUESTS | {REMINDER}


class _Work:
    """Whether this process does what is not to be left half done."""

    must_be_finished = False


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let requests to stop wait while files are put in place.

    Whoever raises them asks ``must_wait``; that also holds where the process has further threads,
    which take a signal that this one has blocked.
    """
    _Work.must_be_finished = True
    try:
        yield
    finally:
        _Work.must_be_finished = False


def must_wait() -> bool:
    """Say whether a request to stop is to be raised later."""
    return _Work.must_be_finished


@contextmanager
def held_back() -> Iterator[None]:
    """Let requests to stop wait while worker processes are started.

    What is raised while a process forks is lost, in the process that forks and in its worker.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, HELD_BACK)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
