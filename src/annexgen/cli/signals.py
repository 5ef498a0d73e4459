"""Being asked to stop: Ctrl-C, and SIGTERM or SIGHUP from outside, end the same way."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_DEFAULTS = (signal.SIG_DFL, signal.default_int_handler)
_REQUESTS = frozenset(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


class Stopped(KeyboardInterrupt):
    """Someone has asked to stop.

    Not a plain KeyboardInterrupt: where one passes through ``exec`` (a data class being made during
    an import, say), Python notes it for good and ends by the signal, whatever the exit code.
    """


def stop_in_order() -> None:
    """Turn each request to end into ``Stopped``, so that temporary files are cleared away."""
    for number in _REQUESTS:
        if signal.getsignal(number) in _DEFAULTS:
            signal.signal(number, _stop)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


@contextmanager
def held_back() -> Iterator[None]:
    """Let requests to end wait, while worker processes are started.

    What is raised while a process forks is lost: Python prints it and goes on.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _REQUESTS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_stopping_to_the_parent() -> None:
    """In a worker process: ignore Ctrl-C, which the terminal sends to every process of a job."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _REQUESTS)
