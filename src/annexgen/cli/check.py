"""``annexgen check``: every finding of the whole annex, for people and for programs."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from annexgen.cli.failure import exit_code
from annexgen.cli.language import Say
from annexgen.cli.options import add_jobs
from annexgen.cli.terminal import Terminal, wants_colour, width_of

if TYPE_CHECKING:
    from annexgen.findings import Finding, Message
    from annexgen.findings.setting import Setting

    Show = Callable[[Sequence[Finding], Setting], str]

PRESENTATIONS = {
    "text": "annexgen.findings.text",
    "json": "annexgen.findings.as_json",
    "github": "annexgen.findings.github",
    "gitlab": "annexgen.findings.gitlab",
    "junit": "annexgen.findings.junit",
    "sarif": "annexgen.findings.sarif",
}
"""The ways to show findings: modules with ``show(findings, setting)``."""

_WORKSPACE = "GITHUB_WORKSPACE"


def add_options(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the options of ``check``."""
    parser.add_argument(
        "--output-format",
        choices=tuple(PRESENTATIONS),
        default="text",
        help=say("怎样列出问题（默认 text）", "how findings are shown (default: text)"),
    )
    add_jobs(parser, say)


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Check, show the findings and return the exit code."""
    from annexgen.cli.catalogue import all_rules
    from annexgen.cli.pool import workers
    from annexgen.cli.root import find_root
    from annexgen.cli.summary import totals
    from annexgen.findings.setting import Setting
    from annexgen.pipeline import examine

    root = find_root(options.root)
    with workers(root, options.jobs) as executor:
        work, findings = examine(root, _say_nothing, executor)
    plain = options.output_format == "text"
    setting = Setting(
        root,
        terminal.language,
        colour=plain and wants_colour(sys.stdout, os.environ),
        width=width_of(sys.stdout),
        prefix=_prefix(root, os.environ.get(_WORKSPACE)),
        rules=all_rules(),
    )
    module = importlib.import_module(PRESENTATIONS[options.output_format])
    text = cast("Show", module.show)(findings, setting)
    if plain:
        if not findings and work is not None:
            text = terminal.say("没有问题：", "No findings: ")
            text += totals(work.annex, terminal.language) + "\n"
        terminal.write(text)
    else:
        terminal.write_data(text)
    return exit_code(findings)


def _say_nothing(_: Message) -> None:
    """Show no progress: the findings are the output."""


def _prefix(root: Path, workspace: str | None) -> str:
    """Return the path from the checkout's top, where GitHub tells it, to the annex root."""
    if not workspace or not root.is_relative_to(Path(workspace).resolve()):
        return ""
    relative = root.relative_to(Path(workspace).resolve()).as_posix()
    return "" if relative == "." else relative
