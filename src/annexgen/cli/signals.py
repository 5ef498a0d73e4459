"""Being asked to stop: Ctrl-C, and SIGTERM or SIGHUP from outside, end the same way."""

from __future__ import annotations

import signal
from types import FrameType


def stop_like_ctrl_c() -> None:
    """Turn a request to end into KeyboardInterrupt, so that temporary files are cleared away."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _interrupt)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def leave_stopping_to_the_parent() -> None:
    """In a worker process: ignore Ctrl-C, which the terminal sends to every process of a job."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
