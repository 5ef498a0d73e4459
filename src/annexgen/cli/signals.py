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

_SOON = 0.05
"""Seconds until a request that may have been lost is made again."""


class Stopped(KeyboardInterrupt):
    """Someone has asked to stop.

    Not a plain KeyboardInterrupt: where one passes through ``exec`` (a data class being made during
    an import, say), Python notes it for good and ends by the signal, whatever the exit code.
    """


def stop_in_order() -> None:
    """Turn each request to end into ``Stopped``, so that temporary files are cleared away.

    What is raised may be lost: a library catches whatever comes (``except:`` around an import), and
    Python prints and forgets what is raised while it calls back from a weak reference, a
    ``__del__`` or the end of a fork. So it is raised again, unless it is on its way, until
    ``heard`` says that it has come through.
    """
    asked = [number for number in _REQUESTS if signal.getsignal(number) in _DEFAULTS]
    for number in asked:
        signal.signal(number, _stop)
    if asked and _REMINDER is not None:
        signal.signal(_REMINDER, _remind)
        sys.unraisablehook = _not_printing_requests(sys.unraisablehook)


def heard() -> None:
    """Say that a request to stop has come through, or that there is nothing left to stop."""
    if _reminds():
        signal.setitimer(signal.ITIMER_REAL, 0)


def _reminds() -> bool:
    return _REMINDER is not None and signal.getsignal(_REMINDER) is _remind


def _stop(_number: int, _frame: FrameType | None) -> None:
    if _reminds():
        signal.setitimer(signal.ITIMER_REAL, _SOON)
    raise Stopped


def _remind(number: int, frame: FrameType | None) -> None:
    if _is_on_its_way():
        signal.setitimer(signal.ITIMER_REAL, _SOON)
    else:
        _stop(number, frame)


def _is_on_its_way() -> bool:
    """Say whether a request is being dealt with: temporary files are just cleared away, say."""
    raised = sys.exc_info()[1]
    while raised is not None and not isinstance(raised, Stopped):
        raised = raised.__context__
    return raised is not None


def _not_printing_requests(other: Callable[[UnraisableHookArgs], object]) -> Callable[..., None]:
    """Return a hook that lets pass in silence what is going to be raised again.

    Args:
        other: what to do with all else.
    """

    def hook(ignored: UnraisableHookArgs) -> None:
        if not issubclass(ignored.exc_type, Stopped):
            other(ignored)

    return hook


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
