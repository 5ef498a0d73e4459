"""``annexgen log``: who changed a project's targets and money, and when."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from annexgen.cli.failure import DONE, CannotRun
from annexgen.cli.language import Say
from annexgen.cli.options import positive
from annexgen.cli.terminal import Terminal, wants_colour

if TYPE_CHECKING:
    from annexgen.review.log.history import Log
    from annexgen.review.log.naming import Meant
    from annexgen.review.showing import Showing

    Show = Callable[[Log, Showing], str]

PRESENTATIONS = {"text": "annexgen.review.log.text", "json": "annexgen.review.log.as_json"}
"""The ways to show a history: modules with ``show(log, showing)``."""

_MOST_NAMED = 5


def add_options(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the options of ``log``."""
    parser.add_argument(
        "project",
        metavar="PROJECT",
        help=say(
            "项目：标识（301101-01-…）、文件路径，或名称的一部分",
            "the project: its identifier (301101-01-…), its file, or a part of its name",
        ),
    )
    parser.add_argument(
        "--since",
        metavar="DATE",
        help=say(
            "只看这以后的提交：2025、2025-01-31 或 2.weeks.ago",
            "only commits since then: 2025, 2025-01-31 or 2.weeks.ago",
        ),
    )
    parser.add_argument(
        "-n",
        "--number",
        metavar="N",
        type=positive(say),
        help=say("最多列出最近 N 次提交", "no more than the last N commits"),
    )
    parser.add_argument(
        "--output-format",
        choices=tuple(PRESENTATIONS),
        default="text",
        help=say("怎样列出（默认 text）", "how it is shown (default: text)"),
    )


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Show the history of a project.

    Raises:
        CannotRun: without a repository, for a project that is not known or not clear.
    """
    from annexgen.review.showing import Showing
    from annexgen.revisions.git import GitFault

    try:
        log = _log(options)
    except GitFault as fault:
        raise CannotRun(*fault.message) from fault
    plain = options.output_format == "text"
    colour = plain and wants_colour(sys.stdout, os.environ)
    module = importlib.import_module(PRESENTATIONS[options.output_format])
    text = cast("Show", module.show)(log, Showing(terminal.language, colour))
    terminal.write(text) if plain else terminal.write_data(text)
    return DONE


def _log(options: argparse.Namespace) -> Log:
    """Find the project and its history; raises ``GitFault`` as well."""
    from annexgen.cli.root import find_root
    from annexgen.review.log.history import log_of
    from annexgen.review.log.naming import project_meant
    from annexgen.revisions.git import Repository
    from annexgen.revisions.history import History, since
    from annexgen.revisions.sides import Revision

    root = find_root(options.root)
    repository = Repository(root)
    earliest = since(repository, options.since) if options.since else 0
    history = History(repository)
    head = Revision(root, "HEAD", repository.commit("HEAD"))
    meant = project_meant(_words(options.project, root), head, history.paths())
    if len(meant.paths) != 1:
        raise _unclear(options.project, meant)
    return log_of(head, history, meant.paths[0], earliest, options.number)


def _words(given: str, root: Path) -> str:
    """Return a path of a file from the annex root; anything else as it is."""
    path = Path(os.path.normpath(Path.cwd() / given))
    is_path = given.endswith(".yaml") and path.is_relative_to(root / "content")
    return path.relative_to(root).as_posix() if is_path else given


def _unclear(given: str, meant: Meant) -> CannotRun:
    from annexgen.review.log.naming import identifier

    if not meant.paths:
        near = "、".join(meant.near)
        return CannotRun(
            f"没有项目“{given}”" + (f"；是不是：{near}" if near else ""),
            f"there is no project “{given}”"
            + (f"; perhaps {', '.join(meant.near)}" if near else ""),
        )
    names = [identifier(path) for path in meant.paths[:_MOST_NAMED]]
    more = len(meant.paths) - len(names)
    count, zh, en = len(meant.paths), "、".join(names), ", ".join(names)
    return CannotRun(
        f"“{given}”可以是 {count} 个项目：{zh}{' 等' if more else ''}；请写全",
        f"“{given}” may be {count} projects: {en}{' …' if more else ''}; say which",
    )
