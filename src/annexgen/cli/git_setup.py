"""``annexgen git-setup``: git shows and merges content files by what they mean."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from annexgen.cli.failure import DONE, CannotRun
from annexgen.cli.language import Say
from annexgen.cli.terminal import Terminal
from annexgen.tuples import NamedTuple

if TYPE_CHECKING:
    from annexgen.revisions.git import Repository


class _Plan(NamedTuple):
    """What there is and what there shall be.

    Attributes:
        file: the ``.gitattributes``.
        before, after: its text; empty where there is none.
        has, wanted: the settings in the repository's configuration.
    """

    file: Path
    before: str
    after: str
    has: dict[str, str]
    wanted: dict[str, str]


def add_options(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the options of ``git-setup``."""
    parser.add_argument(
        "--remove",
        action="store_true",
        help=say("取消：去掉写过的行和设置", "undo it: take lines and settings out again"),
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help=say("只列出会改什么，不写", "only tell what would be changed"),
    )


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Set git up, or undo that, and tell what was done.

    Raises:
        CannotRun: without git or a repository, and where git cannot write its configuration.
        OSError: where ``.gitattributes`` cannot be written.
    """
    from annexgen.cli.root import find_root
    from annexgen.revisions.drivers import configure, forget, is_in_force
    from annexgen.revisions.git import GitFault, Repository

    root = find_root(options.root)
    try:
        repository = Repository(root)
        plan = _plan(root, repository, terminal.language, remove=options.remove)
        told = _told(plan, terminal.say, only_planned=options.dry_run)
        if not options.dry_run:
            forget(repository) if options.remove else configure(repository, plan.wanted)
            _write(plan)
        terminal.write(told)
        if not options.remove and not options.dry_run and not is_in_force(repository):
            terminal.complain(terminal.say(*_OVERRULED))
    except GitFault as fault:
        raise CannotRun(*fault.message) from fault
    return DONE


_OVERRULED = (
    "注意：别处的 .gitattributes（或 .git/info/attributes）另有规定，这些设置不起作用\n",
    "Note: another .gitattributes (or .git/info/attributes) overrules these settings\n",
)


def _plan(root: Path, repository: Repository, language: str, *, remove: bool) -> _Plan:
    from annexgen.revisions.drivers import (
        ATTRIBUTES_FILE,
        configured,
        settings,
        with_line,
        without_line,
    )

    file = (root / ATTRIBUTES_FILE).resolve()
    text = file.read_bytes().decode("utf-8", "surrogateescape") if file.exists() else ""
    after = without_line(text) if remove else with_line(text)
    wanted = {} if remove else settings(repository, sys.executable, language)
    return _Plan(file, text, after, configured(repository), wanted)


def _told(plan: _Plan, say: Say, *, only_planned: bool) -> str:
    """Say what is done: a line for the file, and one for each setting."""
    from annexgen.revisions.drivers import LINE

    lines = []
    if plan.after != plan.before:
        sign = "+" if plan.wanted else "-"
        lines.append(f"{plan.file}\n  {sign} {LINE}\n")
    changed = [key for key, value in plan.wanted.items() if plan.has.get(key) != value]
    gone = [key for key in plan.has if key not in plan.wanted] if not plan.wanted else []
    if changed or gone:
        lines.append("git config --local\n")
        lines += [f"  + {key} = {plan.wanted[key]}\n" for key in changed]
        lines += [f"  - {key}\n" for key in gone]
    if not lines:
        return say("已经是这样，没有什么要改\n", "Nothing to do: it is so already\n")
    if only_planned:
        return "".join(lines) + say("（只是预览，没有写）\n", "(only planned, nothing written)\n")
    return "".join(lines) + (say(*_DONE) if plan.wanted else say("已取消\n", "Undone\n"))


_DONE = (
    (
        "好了：git diff、git show、git log -p 和合并现在看得懂内容文件。\n"
        ".gitattributes 请提交；设置只在这一个克隆里，别的电脑上各运行一次 annexgen git-setup。\n"
    ),
    (
        "Done: git diff, git show, git log -p and merges now know content files.\n"
        "Commit .gitattributes; the settings are of this clone alone, so run annexgen git-setup "
        "once in each other one.\n"
    ),
)


def _write(plan: _Plan) -> None:
    from annexgen.atomic import putting, write_together

    if plan.after == plan.before:
        return
    if plan.after:
        data = plan.after.encode("utf-8", "surrogateescape")
        write_together(plan.file.parent, {plan.file.name: putting(data)})
    else:
        plan.file.unlink()
