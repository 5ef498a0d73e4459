"""Progress of long work on standard error: a bar on a terminal, plain lines in a log.

Nothing is shown for work that is over within half a second.
"""

from __future__ import annotations

import sys
import threading
import time
from types import TracebackType
from typing import Self

from annexgen.cli.terminal import Terminal
from annexgen.findings import Message

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
        self._over = threading.Event()
        self._drawer: threading.Thread | None = None

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
        self._over.set()
        if self._drawer is not None:
            self._drawer.join()

    @property
    def seconds(self) -> float:
        """How long the work has taken so far."""
        return time.monotonic() - self._began

    def _start(self) -> None:
        """Begin to draw with the second step: in the first, worker processes may be forked."""
        if self._step > 1 and self._drawer is None:
            self._drawer = threading.Thread(target=self._draw, daemon=True)
            self._drawer.start()

    def _draw(self) -> None:
        """Redraw the bar until the work is over, then clear the line."""
        if self._over.wait(max(PATIENCE - self.seconds, 0)):
            return
        while True:
            self._terminal.complain(f"{_CLEAR}{self._bar()}")
            if self._over.wait(_TICK):
                break
        self._terminal.complain(_CLEAR)

    def _bar(self) -> str:
        steps = max(self._steps, self._step)
        done = _CELLS * max(self._step - 1, 0) // max(steps, 1)
        bar = "#" * done + "-" * (_CELLS - done)
        return f"[{bar}] {self._step}/{steps} {self._name} {self.seconds:.0f} s"
