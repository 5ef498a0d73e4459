"""``annexgen export``: the annex as open data; an error leaves the old files as they were."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from annexgen.cli.failure import CannotRun
from annexgen.cli.language import Say
from annexgen.cli.options import add_jobs, names
from annexgen.cli.publishing import add_output, add_quiet, closed, output_folder

if TYPE_CHECKING:
    from annexgen.cli.terminal import Terminal

_FORMATS = ("json", "csv", "xlsx")


def add_options(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the options of ``export``."""
    parser.add_argument(
        "--to",
        metavar="NAME,…",
        type=names(_FORMATS, say),
        default=_FORMATS,
        help=say("要哪几种：json,csv,xlsx（默认全部）", "which of json,csv,xlsx (default: all)"),
    )
    add_output(parser, say)
    add_jobs(parser, say)
    add_quiet(parser, say)


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Export, and return the exit code.

    Raises:
        CannotRun: where the content does not fit a format.
    """
    from annexgen.export.limits import CannotHold

    try:
        return _run(options, terminal)
    except CannotHold as fault:
        raise CannotRun(*fault.message) from fault


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    from annexgen.cli.pool import pool
    from annexgen.cli.progress import Progress
    from annexgen.cli.root import find_root
    from annexgen.export.run import export

    root = find_root(options.root)
    folder = output_folder(root, options.output)
    with Progress(terminal, 4, quiet=options.quiet) as progress:
        done = export(
            root,
            options.to,
            folder,
            progress,
            pool(options.jobs),
            remembers=not options.no_cache,
        )
    refusal = terminal.say(
        "有错误，没有导出；旧的文件原样未动\n",
        "Nothing was exported for these errors; the old files are as they were\n",
    )
    return closed(done, progress.seconds, root, terminal, refusal, quiet=options.quiet)
