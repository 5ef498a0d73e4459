"""Questions on a terminal, a line each; Ctrl-C or the end of the input leaves everything as it was.

Questions go to standard error, so that standard output holds nothing but results.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from annexgen.cli.failure import CannotRun
from annexgen.cli.terminal import Terminal

Reader = Callable[[str], str]
"""Makes an answer what is wanted of it; raises ``ArgumentTypeError`` for one that will not do."""


def can_ask() -> bool:
    """Say whether someone sits at a terminal to answer."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


class Questions:
    """Asks one question after the other.

    Args:
        terminal: where to.
    """

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        reconfigure = getattr(sys.stdin, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")

    def ask(self, zh: str, en: str, read: Reader, default: str | None = None) -> str:
        """Return the answer to a question, which is asked until an answer will do.

        Args:
            zh: the question in Chinese.
            en: the question in English.
            read: reads the answer.
            default: for an empty answer; None where there must be one.

        Raises:
            CannotRun: where the input ends.
        """
        say = self._terminal.say
        shown = f" [{default}]" if default else ""
        while True:
            self._terminal.complain(say(f"{zh}{shown}：", f"{en}{shown}: "))
            line = sys.stdin.readline()
            if not line:
                self._terminal.complain("\n")
                raise CannotRun(
                    "没有答完，什么也没有写", "not all was answered; nothing was written"
                )
            if default is not None and not line.strip():
                return default
            try:
                return read(line)
            except argparse.ArgumentTypeError as fault:
                self._terminal.complain(f"  {fault}\n")
