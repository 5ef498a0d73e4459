"""``annexgen new year``: the annex carried to another year, what it keeps marked for review."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annexgen.cli.failure import DONE, CannotRun
from annexgen.cli.language import Say
from annexgen.cli.options import year
from annexgen.cli.publishing import add_quiet
from annexgen.cli.terminal import Terminal

if TYPE_CHECKING:
    from annexgen.carrying.annex import Batch
    from annexgen.carrying.files import Carried, Years
    from annexgen.cli.office import Office


def add_options(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the options of ``new year``."""
    parser.add_argument(
        "year",
        metavar="YEAR",
        nargs="?",
        type=year(say),
        help=say("接续到哪一年（默认：下一年）", "the year to carry to (default: the next)"),
    )
    parser.add_argument(
        "--into",
        metavar="DIR",
        help=say(
            "写成另一个目录里的附表，原来的不动（默认：就地改，上一年的留在 git 里）",
            "write an annex in another folder and leave this one (default: change in place; git "
            "keeps the old year)",
        ),
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help=say("只显示会改什么，不写", "only show what would change"),
    )
    add_quiet(parser, say)


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Carry the annex, tell what is left to review, and return the exit code.

    Raises:
        CannotRun: for a year that is not later, content that cannot be carried, and changes that
            git does not have yet.
        OSError: where a file cannot be read or written.
    """
    from annexgen.carrying.annex import changed_meanwhile, diff, write
    from annexgen.carrying.files import Years
    from annexgen.cli.office import open_office
    from annexgen.cli.root import find_root

    root = find_root(options.root).resolve()
    office = open_office(root, terminal)
    old = office.annex.year
    years = Years(old, old + 1 if options.year is None else options.year)
    if years.by <= 0:
        raise CannotRun(
            f"附表已是 {old} 年度的，只能接续到以后的年度",
            f"the annex is for {old} already; it can be carried to a later year only",
        )
    target = root if options.into is None else _other_folder(root, options.into)
    if target == root and not options.dry_run:
        _keep_the_old_year(root)
    files = _carried(office, years, terminal, quiet=options.quiet)
    if options.dry_run:
        terminal.write_data(diff(files))
    elif busy := changed_meanwhile(root, files):
        raise CannotRun(
            f"{busy[0]} 正被别的程序改动，什么也没有写；请再运行一次",
            f"nothing was written: another program has just changed {busy[0]}; run again",
        )
    else:
        write(root, files, target)
    if not options.quiet:
        text = _told(files, years, terminal.say, done=not options.dry_run)
        terminal.complain(text) if options.dry_run else terminal.write(text)
    return DONE


def _other_folder(root: Path, given: str) -> Path:
    """Return the root to write to.

    Raises:
        CannotRun: where it lies among the content, or holds an annex.
    """
    folder = Path(given).resolve()
    if folder == root or folder.is_relative_to(root / "content"):
        raise CannotRun(
            f"--into 要写到别的目录，不是 {given}", f"--into names another folder, not {given}"
        )
    if (folder / "content").exists():
        raise CannotRun(
            f"{given} 里已有 content/，不覆盖；请换一个目录",
            f"{given} has a content/ already, which is not overwritten; choose another folder",
        )
    return folder


def _keep_the_old_year(root: Path) -> None:
    """See to it that git has the old year before it is changed.

    Raises:
        CannotRun: where git has it not, or not all of it.
    """
    from annexgen.revisions.git import GitFault, Repository

    elsewhere = "；或用 --into 写到别的目录", "; or write to another folder with --into"
    try:
        status = Repository(root).names("status", "--porcelain", "-z", "--", "content")
    except GitFault as fault:
        raise CannotRun(
            f"就地改要靠 git 留住上一年，而 {fault.message.zh}{elsewhere[0]}",
            f"changing in place relies on git to keep the old year, but {fault.message.en}"
            f"{elsewhere[1]}",
        ) from fault
    if status:
        raise CannotRun(
            f"content/ 里有 {len(status)} 处改动还没有提交，请先提交，上一年才留得住{elsewhere[0]}",
            f"{len(status)} changes in content/ are not committed; commit them first, so that git "
            f"keeps the old year{elsewhere[1]}",
        )


def _carried(office: Office, years: Years, terminal: Terminal, *, quiet: bool) -> list[Carried]:
    """Return all files in the other year.

    Raises:
        CannotRun: where any cannot be carried.
    """
    from annexgen.carrying.annex import BATCH, carry
    from annexgen.cli.pool import pool
    from annexgen.cli.progress import Progress
    from annexgen.findings import Message
    from annexgen.formatting.annex import content_files

    paths = content_files(office.root)
    working = Message("接续到另一年度", "Carrying content files")
    batches = []
    steps = 1 + -(-len(paths) // BATCH)
    with (
        Progress(terminal, steps, quiet=quiet) as progress,
        pool(None)(len(paths)) as executor,
    ):
        progress(working)
        for batch in carry(office.root, paths, office.vocabulary, years, executor):
            batches.append(batch)
            if sys.stderr.isatty():
                progress(working)
    _refuse(batches, office.root, terminal)
    return [file for batch in batches for file in batch.files]


def _refuse(batches: Sequence[Batch], root: Path, terminal: Terminal) -> None:
    """Refuse an annex of which any file cannot be carried.

    Raises:
        CannotRun: with the first reason there is.
    """
    from annexgen.carrying.annex import collisions
    from annexgen.checks.reviews import LEFT
    from annexgen.cli.office import refusal

    findings = [finding for batch in batches for finding in batch.findings]
    errors = [one for one in findings if one.severity == "error"]
    if errors:
        raise refusal(
            errors,
            root,
            terminal,
            "内容文件有错误，什么也没有改；请先改好",
            "nothing was changed: mend the content files first",
        )
    left = [one for one in findings if one.rule == LEFT.name]
    if left:
        raise refusal(
            left,
            root,
            terminal,
            "上一次沿用的还没有核完，什么也没有改；请先核完",
            "nothing was changed: what was carried over last time has not all been reviewed",
        )
    odd = [path for batch in batches for path in batch.odd]
    if odd:
        raise CannotRun(
            f"{odd[0]} 里的年份写法特别，不能准确改写，什么也没有改；"
            "请把带年份的文字写成不跨行、不带转义的样子",
            f"nothing was changed: a year in {odd[0]} cannot be written anew exactly; write such "
            "texts in one line and without escapes",
        )
    same = collisions(file for batch in batches for file in batch.files)
    if same:
        raise CannotRun(
            f"有两个文件都会叫 {same[0]}，什么也没有改；请先改其中一个的文件名",
            f"nothing was changed: two files would be named {same[0]}; rename one of them first",
        )


def _told(files: Sequence[Carried], years: Years, say: Say, *, done: bool) -> str:
    changed = sum(one.after != one.before or one.path != one.new_path for one in files)
    renamed = sum(one.path != one.new_path for one in files)
    moved, marked = sum(one.moved for one in files), sum(one.marked for one in files)
    text = say(
        f"{'已' if done else '将'}从 {years.old} 年度接续到 {years.new} 年度：改 {changed} 个文件"
        f"（改名 {renamed} 个），顺延年份 {moved} 处，标上待核 {marked} 处\n",
        f"{'Carried' if done else 'Would carry'} from {years.old} to {years.new}: {changed} files "
        f"changed ({renamed} renamed), {moved} years moved on, {marked} places to review\n",
    )
    if not done:
        return text
    return text + say(
        "接下来：逐处核对“# 待核”下面的一行，核完一处删去一处标记；"
        "annexgen check 会列出每个文件还剩几处\n",
        "Next: look at the line below each mark and delete the mark when it is right; "
        "annexgen check tells how many are left in each file\n",
    )
