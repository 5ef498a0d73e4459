"""What ``build`` and ``export`` share: where they write, and what they tell at their end."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annexgen.cli.failure import CANNOT_RUN, DONE, FINDINGS, CannotRun, exit_code
from annexgen.cli.language import Say
from annexgen.cli.terminal import Terminal, wants_colour, width_of

if TYPE_CHECKING:
    from annexgen.findings import Finding
    from annexgen.pipeline import Built

MOST_SHOWN = 20
"""Warnings that a build shows; it is not the place to work through hundreds."""


def add_output(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare ``--output`` of a command that writes files."""
    parser.add_argument(
        "--output",
        metavar="DIR",
        help=say("写到哪个目录（默认：附表目录下的 output）", "where to write (default: output)"),
    )


def add_quiet(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare ``--quiet`` of a command that shows progress."""
    parser.add_argument(
        "--quiet",
        action="store_true",
        help=say("只报问题，不显示进度和小结", "findings only: no progress, no summary"),
    )


def closed(
    built: Built, seconds: float, root: Path, terminal: Terminal, refusal: str, *, quiet: bool
) -> int:
    """Tell how a run ended, and return the exit code.

    Args:
        built: what was done.
        seconds: how long it took.
        root: the annex root.
        terminal: where to.
        refusal: says that nothing was written.
        quiet: whether to show findings alone.
    """
    from annexgen.cli.summary import summary

    if built.annex is None:
        _show(built.findings, root, terminal)
        terminal.complain(refusal)
        return CANNOT_RUN if exit_code(built.findings) == CANNOT_RUN else FINDINGS
    warnings = [one for one in built.findings if one.severity == "warning"][:MOST_SHOWN]
    _show(warnings, root, terminal)
    if not quiet:
        terminal.write(_unshown(len(built.findings) - len(warnings), terminal))
        terminal.write(summary(built.annex, built.products, seconds, terminal.language))
    return DONE


def output_folder(root: Path, given: str | None) -> Path:
    """Return where to write.

    Raises:
        CannotRun: where that is a file, or lies among the content.
    """
    folder = root / "output" if given is None else Path(given)
    content = (root / "content").resolve()
    if folder.resolve().is_relative_to(content):
        raise CannotRun(
            f"{folder} 在 content/ 里面，成品不能写在内容中间；请换一个目录",
            f"{folder} lies inside content/, where outputs do not belong; choose another folder",
        )
    if os.path.lexists(folder) and not folder.is_dir():
        raise CannotRun(
            f"{folder} 不是目录，成品要写进一个目录；请换一个 --output",
            f"{folder} is not a folder, and outputs go into one; choose another --output",
        )
    return folder


def _show(findings: Sequence[Finding], root: Path, terminal: Terminal) -> None:
    """Show findings, as ``check`` does, on standard error."""
    if findings:
        from annexgen.findings.setting import Setting
        from annexgen.findings.text import show

        colour, width = wants_colour(sys.stderr, os.environ), width_of(sys.stderr)
        terminal.complain(show(findings, Setting(root, terminal.language, colour, width)))


def _unshown(more: int, terminal: Terminal) -> str:
    """Say how many findings were not shown: those are for ``check``."""
    if not more:
        return ""
    return terminal.say(
        f"另有 {more} 条警告和提示，用 annexgen check 查看\n",
        f"{more} more warnings and infos; annexgen check shows them\n",
    )
