"""Progress of long work on standard error: a bar on a terminal, plain lines in a log.

Nothing is shown for work that is over within half a second.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self

from annexgen.cli.terminal import Terminal
from annexgen.findings import Message

if TYPE_CHECKING:
    from threading import Event

PATIENCE = 0.5
"""Seconds before anything is shown."""

_TICK = 0.1
_CELLS = 24
_CLEAR = "\r\x1b[K"


class Progress:
    """Shows which of ``steps`` steps is being done; called with the name of each as it begins.

    Args:
        terminal: where to.
        steps: how many steps are expected.
        quiet: whether to show nothing at all.
    """

    def __init__(self, terminal: Terminal, steps: int, *, quiet: bool) -> None:
        self._terminal = terminal
        self._steps = steps
        self._quiet = quiet
        self._step = 0
        self._name = ""
        self._began = time.monotonic()
        self._drawer: _Drawer | None = None

    def __call__(self, name: Message) -> None:
        """Begin the next step."""
        self._step += 1
        self._name = name.text(self._terminal.language)
        if self._quiet:
            return
        if sys.stderr.isatty():
            self._start()
        elif self.seconds > PATIENCE:
            self._terminal.complain(f"{self._name} …\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._drawer is not None:
            self._drawer.end()

    @property
    def seconds(self) -> float:
        """How long the work has taken so far."""
        return time.monotonic() - self._began

    def _start(self) -> None:
        """Begin to draw with the second step: in the first, worker processes may be forked."""
        if self._step > 1 and self._drawer is None:
            self._drawer = _Drawer(self._draw)

    def _draw(self, over: Event) -> None:
        """Redraw the bar until the work is over, then clear the line."""
        if over.wait(max(PATIENCE - self.seconds, 0)):
            return
        while True:
            self._terminal.complain(f"{_CLEAR}{self._bar()}")
            if over.wait(_TICK):
                break
        self._terminal.complain(_CLEAR)

    def _bar(self) -> str:
        steps = max(self._steps, self._step)
        done = _CELLS * max(self._step - 1, 0) // max(steps, 1)
        bar = "#" * done + "-" * (_CELLS - done)
        return f"[{bar}] {self._step}/{steps} {self._name} {self.seconds:.0f} s"


class _Drawer:
    """A thread that draws until the work is over.

    Args:
        draw: draws until the event that it gets is set.
    """

    def __init__(self, draw: Callable[[Event], None]) -> None:
        import threading

        self._over = threading.Event()
        self._thread = threading.Thread(target=draw, args=(self._over,), daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Say that the work is over, and wait until the last is drawn."""
        self._over.set()
        self._thread.join()
