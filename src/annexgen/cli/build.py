"""``annexgen build``: check, then publish; an error leaves the old outputs as they were."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from annexgen.cli.failure import CANNOT_RUN, DONE, FINDINGS, exit_code
from annexgen.cli.language import Say
from annexgen.cli.options import add_jobs, names

if TYPE_CHECKING:
    from annexgen.cli.terminal import Terminal

_FORMATS = ("docx", "pdf", "html")


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
    """Build, and return the exit code."""
    from annexgen.cli.garbage import never_searched

    with never_searched():
        return _run(options, terminal)


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    from annexgen.cli.pool import pool
    from annexgen.cli.progress import Progress
    from annexgen.cli.publishing import output_folder, show, show_some, unshown
    from annexgen.cli.root import find_root
    from annexgen.cli.summary import summary
    from annexgen.pipeline import build

    root = find_root(options.root)
    folder = output_folder(root, options.output)
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
        show(built.findings, root, terminal)
        terminal.complain(
            terminal.say(
                "有错误，没有发布；旧的成品原样未动\n",
                "Nothing was published for these errors; the old outputs are as they were\n",
            )
        )
        return CANNOT_RUN if exit_code(built.findings) == CANNOT_RUN else FINDINGS
    show_some(built.findings, root, terminal)
    if not options.quiet:
        terminal.write(unshown(built.findings, terminal))
        terminal.write(summary(built.annex, built.products, progress.seconds, terminal.language))
    return DONE
