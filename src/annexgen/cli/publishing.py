"""What ``build`` and ``export`` share: where they write, and which findings they show."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annexgen.cli.failure import CannotRun
from annexgen.cli.terminal import Terminal, wants_colour, width_of

if TYPE_CHECKING:
    from annexgen.findings import Finding

MOST_SHOWN = 20
"""Warnings that a build shows; it is not the place to work through hundreds."""


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


def show(findings: Sequence[Finding], root: Path, terminal: Terminal) -> None:
    """Show findings, as ``check`` does, on standard error."""
    if findings:
        from annexgen.findings.setting import Setting
        from annexgen.findings.text import show

        colour, width = wants_colour(sys.stderr, os.environ), width_of(sys.stderr)
        terminal.complain(show(findings, Setting(root, terminal.language, colour, width)))


def show_some(findings: Sequence[Finding], root: Path, terminal: Terminal) -> None:
    """Show the first warnings."""
    show([one for one in findings if one.severity == "warning"][:MOST_SHOWN], root, terminal)


def unshown(findings: Sequence[Finding], terminal: Terminal) -> str:
    """Say how many findings were not shown: those are for ``check``."""
    warnings = sum(finding.severity == "warning" for finding in findings)
    more = len(findings) - min(warnings, MOST_SHOWN)
    if not more:
        return ""
    return terminal.say(
        f"另有 {more} 条警告和提示，用 annexgen check 查看\n",
        f"{more} more warnings and infos; annexgen check shows them\n",
    )
