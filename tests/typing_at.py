"""Commands run at a terminal: a pseudo-terminal on which answers are typed."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

_PATIENCE = 120.0
"""Seconds in which the next question must come."""


class Session(NamedTuple):
    """How a command at a terminal ended: its exit code and all that was on the screen."""

    returncode: int
    screen: str


def typed(
    arguments: Sequence[str | Path],
    answers: Sequence[tuple[str, str | None]],
    folder: Path,
    **environment: str,
) -> Session:
    """Run annexgen at a terminal.

    Args:
        arguments: of the command line.
        answers: what is typed (with its Enter) when a question with this text has come; None for
            Ctrl-C.
        folder: where it runs.
        environment: variables to set.
    """
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "annexgen", *map(str, arguments)],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        cwd=folder,
        env=os.environ | environment,
        start_new_session=True,
    )
    os.close(follower)
    screen, seen = b"", 0
    for question, answer in answers:
        screen, seen = _await(leader, question.encode(), screen, seen)
        if answer is None:
            process.send_signal(signal.SIGINT)
        else:
            os.write(leader, answer.encode())
    screen += _rest(leader)
    os.close(leader)
    return Session(process.wait(_PATIENCE), screen.decode(errors="replace").replace("\r\n", "\n"))


def _await(leader: int, question: bytes, screen: bytes, seen: int) -> tuple[bytes, int]:
    """Read until a question stands behind the place ``seen``."""
    end = time.monotonic() + _PATIENCE
    while question not in screen[seen:]:
        more = _read(leader)
        assert more, f"{question.decode()!r} did not come: {screen.decode(errors='replace')}"
        assert time.monotonic() < end
        screen += more
    return screen, screen.index(question, seen) + len(question)


def _rest(leader: int) -> bytes:
    rest = b""
    while more := _read(leader):
        rest += more
    return rest


def _read(leader: int) -> bytes:
    """Read what has come; nothing once the command has ended."""
    try:
        return os.read(leader, 1 << 16)
    except OSError:
        return b""
