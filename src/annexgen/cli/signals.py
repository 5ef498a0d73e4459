"""Being asked to stop: Ctrl-C, and SIGTERM or SIGHUP from outside, end the same way."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_DEFAULTS = (signal.SIG_DFL, signal.default_int_handler)
_REQUESTS = frozenset(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
_REMINDER = getattr(signal, "SIGALRM", None)
_HELD_BACK = _REQUESTS if _REMINDER is None else _REQUESTS | {_REMINDER}

_SOON = 0.01
"""Seconds until a request that was lost is made again."""


class Stopped(KeyboardInterrupt):
    """Someone has asked to stop.

    Not a plain KeyboardInterrupt: where one passes through ``exec`` (a data class being made during
    an import, say), Python notes it for good and ends by the signal, whatever the exit code.
    """


def stop_in_order() -> None:
    """Turn each request to end into ``Stopped``, so that temporary files are cleared away."""
    asked = [number for number in _REQUESTS if signal.getsignal(number) in _DEFAULTS]
    for number in asked:
        signal.signal(number, _stop)
    if asked and _REMINDER is not None:
        signal.signal(_REMINDER, _stop)
        sys.unraisablehook = _asking_again(sys.unraisablehook)


def _asking_again(other: Callable[[UnraisableHookArgs], object]) -> Callable[..., None]:
    """Return a hook that makes a request to stop again, where it came in a place that cannot raise.

    Python prints and forgets what is raised while it calls back from a weak reference, a
    ``__del__`` or the end of a fork; imports and the garbage collector do so at any time.

    Args:
        other: what to do with all else.
    """

    def hook(ignored: UnraisableHookArgs) -> None:
        if issubclass(ignored.exc_type, Stopped):
            signal.setitimer(signal.ITIMER_REAL, _SOON)
        else:
            other(ignored)

    return hook


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


@contextmanager
def held_back() -> Iterator[None]:
    """Let requests to end wait, while worker processes are started.

    What is raised while a process forks is lost, in the process that forks and in its worker.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _HELD_BACK)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_stopping_to_the_parent() -> None:
    """In a worker process: ignore Ctrl-C, which the terminal sends to every process of a job."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _HELD_BACK)
