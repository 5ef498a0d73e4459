"""``annexgen build``: check, then publish; an error leaves the old outputs as they were."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from annexgen.cli.language import Say
from annexgen.cli.options import add_jobs, names
from annexgen.cli.publishing import add_output, add_quiet, closed, output_folder

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
    add_output(parser, say)
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
    add_quiet(parser, say)


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Build, and return the exit code."""
    from annexgen.cli.pool import pool
    from annexgen.cli.progress import Progress
    from annexgen.cli.root import find_root
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
    refusal = terminal.say(
        "有错误，没有发布；旧的成品原样未动\n",
        "Nothing was published for these errors; the old outputs are as they were\n",
    )
    return closed(built, progress.seconds, root, terminal, refusal, quiet=options.quiet)
