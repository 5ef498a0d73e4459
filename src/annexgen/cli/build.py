"""``annexgen build``: check, then publish; an error leaves the old outputs as they were."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from annexgen.cli.failure import CANNOT_RUN, DONE, FINDINGS, CannotRun, exit_code
from annexgen.cli.language import Say
from annexgen.cli.options import add_jobs, names
from annexgen.cli.terminal import Terminal, wants_colour, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annexgen.findings import Finding

_FORMATS = ("docx", "pdf", "html")

MOST_SHOWN = 20
"""Warnings that a build shows; it is not the place to work through hundreds."""


def add_options(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the options of ``build``."""
    parser.add_argument(
        "--format",
        metavar="NAME,…",
        type=names(_FORMATS, say),
        default=_FORMATS,
        help=say("要哪几种：docx,pdf,html（默认全部）", "which of docx,pdf,html (default: all)"),
    )
    parser.add_argument(
        "--output",
        metavar="DIR",
        help=say("写到哪个目录（默认：附表目录下的 output）", "where to write (default: output)"),
    )
    parser.add_argument(
        "--strict",
        action="store_true",
        help=say("有警告也不发布", "publish nothing where there are warnings"),
    )
    parser.add_argument(
        "--no-tags",
        action="store_true",
        help=say(
            "PDF 不带标签，只供测量：不合 PDF/A、PDF/UA",
            "an untagged PDF, for measuring only: neither PDF/A nor PDF/UA",
        ),
    )
    add_jobs(parser, say)
    parser.add_argument(
        "--quiet",
        action="store_true",
        help=say("只报问题，不显示进度和小结", "findings only: no progress, no summary"),
    )


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Build, and return the exit code.

    A build makes millions of small tuples and no cycles to speak of, so looking for some takes a
    fifth of its time and frees nothing (4.4 s with, 3.5 s without at 1,200 projects).
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        return _run(options, terminal)
    finally:
        if was_on:
            gc.enable()


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    from annexgen.cli.pool import pool
    from annexgen.cli.progress import Progress
    from annexgen.cli.root import find_root
    from annexgen.cli.summary import summary
    from annexgen.pipeline import build

    root = find_root(options.root)
    folder = _output_folder(root, options.output)
    with Progress(terminal, 1 + len(options.format), quiet=options.quiet) as progress:
        built = build(
            root,
            options.format,
            folder,
            progress,
            pool(options.jobs),
            tags=not options.no_tags,
            remembers=not options.no_cache,
            is_strict=options.strict,
        )
    if built.annex is None:
        _show(built.findings, root, terminal)
        terminal.complain(
            terminal.say(
                "有错误，没有发布；旧的成品原样未动\n",
                "Nothing was published for these errors; the old outputs are as they were\n",
            )
        )
        return CANNOT_RUN if exit_code(built.findings) == CANNOT_RUN else FINDINGS
    _show_some(built.findings, root, terminal)
    if not options.quiet:
        terminal.write(_unshown(built.findings, terminal))
        terminal.write(summary(built.annex, built.products, progress.seconds, terminal.language))
    return DONE


def _output_folder(root: Path, given: str | None) -> Path:
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
    if findings:
        from annexgen.findings.setting import Setting
        from annexgen.findings.text import show

        colour, width = wants_colour(sys.stderr, os.environ), width_of(sys.stderr)
        terminal.complain(show(findings, Setting(root, terminal.language, colour, width)))


def _show_some(findings: Sequence[Finding], root: Path, terminal: Terminal) -> None:
    """Show the first warnings."""
    _show([one for one in findings if one.severity == "warning"][:MOST_SHOWN], root, terminal)


def _unshown(findings: Sequence[Finding], terminal: Terminal) -> str:
    """Say how many findings were not shown: those are for ``check``."""
    warnings = sum(finding.severity == "warning" for finding in findings)
    more = len(findings) - min(warnings, MOST_SHOWN)
    if not more:
        return ""
    return terminal.say(
        f"另有 {more} 条警告和提示，用 annexgen check 查看\n",
        f"{more} more warnings and infos; annexgen check shows them\n",
    )
