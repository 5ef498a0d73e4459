"""Being asked to stop: Ctrl-C, and SIGTERM or SIGHUP from outside, end the same way."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING

from annexgen.stopping import HELD_BACK, REMINDER, REQUESTS, must_wait

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_DEFAULTS = (signal.SIG_DFL, signal.default_int_handler)
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
    asked = [number for number in REQUESTS if signal.getsignal(number) in _DEFAULTS]
    for number in asked:
        signal.signal(number, _stop)
    if asked and REMINDER is not None:
        signal.signal(REMINDER, _remind)
        sys.unraisablehook = _not_printing_requests(sys.unraisablehook)


def heard() -> None:
    """Say that a request to stop has come through, or that there is nothing left to stop."""
    if _reminds():
        signal.setitimer(signal.ITIMER_REAL, 0)


def _reminds() -> bool:
    return REMINDER is not None and signal.getsignal(REMINDER) is _remind


def _stop(_number: int, _frame: FrameType | None) -> None:
    if _reminds():
        signal.setitimer(signal.ITIMER_REAL, _SOON)
        if must_wait():
            return
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


def leave_stopping_to_the_parent() -> None:
    """In a worker process: ignore Ctrl-C, which the terminal sends to every process of a job."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, HELD_BACK)
