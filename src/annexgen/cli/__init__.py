"""The command line: arguments in, an exit code out; every way to fail ends in one clear line.

Exit codes: 0 done, 1 findings, 2 the command could not run.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from annexgen.cli.language import Say, language_of

if TYPE_CHECKING:
    import argparse

    from annexgen.cli.terminal import Terminal

DEBUG = "ANNEXGEN_DEBUG"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code; ``--help`` and usage errors exit at once."""
    from annexgen.cli.garbage import never_searched
    from annexgen.cli.terminal import Terminal

    given = sys.argv[1:] if arguments is None else list(arguments)
    terminal = Terminal(language_of(given, os.environ))
    before = _times_written()
    try:
        with never_searched():
            from annexgen.cli.parser import parse

            return _run(parse(given, terminal.language), terminal)
    except KeyboardInterrupt:
        terminal.fail(_interrupted(terminal.say, has_written=_times_written() > before))
        return 2


def _times_written() -> int:
    """Return how often files have been written so far, and load nothing to know it."""
    atomic = sys.modules.get("annexgen.atomic")
    times: int = atomic.times_written() if atomic else 0
    return times


def _interrupted(say: Say, *, has_written: bool) -> str:
    if has_written:
        return say(
            "已中断；已经写好的文件是完整的，其余没有改动",
            "Interrupted; files that were written already are whole, the others are as they were",
        )
    return say("已中断，没有改动任何文件", "Interrupted; no file was changed")


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Run the chosen command; whatever it raises becomes one line."""
    from annexgen.cli.failure import CANNOT_RUN, CannotRun, from_os_error, unexpected
    from annexgen.cli.parser import chosen
    from annexgen.cli.signals import heard, stop_in_order

    stop_in_order()
    try:
        return chosen(options).run(options, terminal)
    except CannotRun as error:
        terminal.fail(terminal.say(error.zh, error.en))
    except OSError as error:
        _show_traceback_if_asked()
        terminal.fail(from_os_error(error, terminal.say))
    except Exception as error:
        _show_traceback_if_asked()
        terminal.fail(unexpected(error, terminal.say))
    finally:
        heard()
    return CANNOT_RUN


def _show_traceback_if_asked() -> None:
    if os.environ.get(DEBUG):
        import traceback

        traceback.print_exc()
