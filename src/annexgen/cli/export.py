"""``annexgen export``: the annex as open data; an error leaves the old files as they were."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from annexgen.cli.failure import CANNOT_RUN, DONE, FINDINGS, CannotRun, exit_code
from annexgen.cli.language import Say
from annexgen.cli.options import add_jobs, names

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
    parser.add_argument(
        "--output",
        metavar="DIR",
        help=say("写到哪个目录（默认：附表目录下的 output）", "where to write (default: output)"),
    )
    add_jobs(parser, say)
    parser.add_argument(
        "--quiet",
        action="store_true",
        help=say("只报问题，不显示进度和小结", "findings only: no progress, no summary"),
    )


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Export, and return the exit code.

    Raises:
        CannotRun: where the content does not fit a format.
    """
    from annexgen.cli.garbage import never_searched
    from annexgen.export.limits import CannotHold

    try:
        with never_searched():
            return _run(options, terminal)
    except CannotHold as fault:
        raise CannotRun(*fault.message) from fault


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    from annexgen.cli.pool import pool
    from annexgen.cli.progress import Progress
    from annexgen.cli.publishing import output_folder, show, show_some, unshown
    from annexgen.cli.root import find_root
    from annexgen.cli.summary import summary
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
    if done.annex is None:
        show(done.findings, root, terminal)
        terminal.complain(
            terminal.say(
                "有错误，没有导出；旧的文件原样未动\n",
                "Nothing was exported for these errors; the old files are as they were\n",
            )
        )
        return CANNOT_RUN if exit_code(done.findings) == CANNOT_RUN else FINDINGS
    show_some(done.findings, root, terminal)
    if not options.quiet:
        terminal.write(unshown(done.findings, terminal))
        terminal.write(summary(done.annex, done.products, progress.seconds, terminal.language))
    return DONE
