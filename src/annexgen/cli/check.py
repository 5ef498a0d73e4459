"""``annexgen check``: every finding of the whole annex, for people and for programs."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from annexgen.cli.failure import CannotRun, exit_code
from annexgen.cli.language import Say
from annexgen.cli.options import add_jobs, words
from annexgen.cli.terminal import Terminal, wants_colour, width_of

if TYPE_CHECKING:
    from annexgen.findings import Finding, Message
    from annexgen.findings.setting import Setting
    from annexgen.revisions.changed import ChangedFiles

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

_NOT_SELECTABLE = ("Y", "S", "F")
_WORKSPACES = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""Where GitHub and GitLab say what the checkout's top is: their paths count from there."""


def add_options(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the options of ``check``."""
    parser.add_argument(
        "--output-format",
        choices=tuple(PRESENTATIONS),
        default="text",
        help=say("怎样列出问题（默认 text）", "how findings are shown (default: text)"),
    )
    parser.add_argument(
        "--select",
        metavar="RULE,…",
        type=words,
        help=say(
            "只看这些规则：名称、代码或代码的开头（ANX2）",
            "only these rules: names, codes, or how codes begin (ANX2)",
        ),
    )
    parser.add_argument(
        "--ignore",
        metavar="RULE,…",
        type=words,
        default=(),
        help=say("不看这些规则", "not these rules"),
    )
    parser.add_argument(
        "--changed-since",
        metavar="REV",
        help=say(
            "只看与 git 版本 REV（如 origin/main）分开以后动过的文件",
            "only files touched since the branch left the git revision REV (e.g. origin/main)",
        ),
    )
    parser.add_argument(
        "--statistics",
        action="store_true",
        help=say("只数每条规则有几个问题", "only count the findings of each rule"),
    )
    parser.add_argument(
        "--fix",
        action="store_true",
        help=say(
            "改正能安全改正的（标点、空格、写法），不改动意思",
            "mend what can be mended without changing a meaning",
        ),
    )
    parser.add_argument(
        "--diff",
        action="store_true",
        help=say("只显示 --fix 会改什么，不写文件", "only show what --fix would change"),
    )
    add_jobs(parser, say)


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Check, show the findings and return the exit code.

    Raises:
        CannotRun: for a rule that is not known, counts in a format that has none, and where git
            cannot tell what has changed.
    """
    from annexgen.cli.catalogue import all_rules
    from annexgen.cli.fix import show_mends, write_mends
    from annexgen.cli.pool import pool
    from annexgen.cli.root import find_root
    from annexgen.cli.summary import totals
    from annexgen.findings.setting import Setting
    from annexgen.findings.statistics import statistics
    from annexgen.pipeline import examine

    root = find_root(options.root)
    plain = options.output_format == "text"
    if options.statistics and not plain:
        raise CannotRun("--statistics 只用于 text", "--statistics goes with text only")
    changed = None if options.changed_since is None else _changed(root, options.changed_since)
    annex, findings = examine(
        root, _say_nothing, pool(options.jobs), remembers=not options.no_cache
    )
    selected = None if options.select is None else _codes(options.select)
    ignored = _codes(options.ignore)
    is_wanted = partial(_is_wanted, selected=selected, ignored=ignored, changed=changed)
    findings = tuple(filter(is_wanted, findings))
    if options.diff:
        return show_mends(root, findings, is_wanted, terminal)
    if options.fix and write_mends(root, findings, is_wanted, terminal):
        return run(argparse.Namespace(**vars(options) | {"fix": False}), terminal)
    setting = Setting(
        root,
        terminal.language,
        colour=plain and wants_colour(sys.stdout, os.environ),
        width=width_of(sys.stdout),
        prefix=_prefix(root, next(filter(None, map(os.environ.get, _WORKSPACES)), None)),
        rules=all_rules(),
    )
    if options.statistics:
        text = statistics(findings, setting.rules, terminal.language)
    else:
        module = importlib.import_module(PRESENTATIONS[options.output_format])
        text = cast("Show", module.show)(findings, setting)
    if plain:
        if not findings:
            text = terminal.say("没有问题", "No findings")
            if annex is not None:
                text += terminal.say("：", ": ") + totals(annex, terminal.language)
            text += "\n"
        terminal.write(text)
    else:
        terminal.write_data(text)
    return exit_code(findings)


def _codes(names: Iterable[str]) -> frozenset[str]:
    """Return the codes of the rules that are named.

    Raises:
        CannotRun: with the first word that names none.
    """
    from annexgen.cli.catalogue import codes_of, unknown_rule

    codes: set[str] = set()
    for name in names:
        named = codes_of(name)
        if not named:
            raise unknown_rule(name)
        codes |= named
    return frozenset(codes)


def _changed(root: Path, revision: str) -> ChangedFiles:
    """Return the files that have changed since ``revision``; raises ``CannotRun``."""
    from annexgen.revisions.changed import changed_since
    from annexgen.revisions.git import GitFault

    try:
        return changed_since(root, revision)
    except GitFault as fault:
        raise CannotRun(*fault.message) from fault


def _is_wanted(
    finding: Finding,
    selected: AbstractSet[str] | None,
    ignored: AbstractSet[str],
    changed: ChangedFiles | None,
) -> bool:
    """Say whether to show a finding; a fault that keeps the rules from running is always shown."""
    if finding.severity == "error" and finding.code.startswith(_NOT_SELECTABLE):
        return True
    if (selected is not None and finding.code not in selected) or finding.code in ignored:
        return False
    return changed is None or finding.path in changed


def _say_nothing(_: Message) -> None:
    """Show no progress: the findings are the output."""


def _prefix(root: Path, workspace: str | None) -> str:
    """Return the path from the checkout's top, where a server tells it, to the annex root."""
    if not workspace or not root.is_relative_to(Path(workspace).resolve()):
        return ""
    relative = root.relative_to(Path(workspace).resolve()).as_posix()
    return "" if relative == "." else relative
