"""``annexgen init``: a repository that builds at once; nothing that is there is overwritten."""

from __future__ import annotations

import argparse
import datetime
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from annexgen import __version__
from annexgen.cli.failure import DONE, CannotRun
from annexgen.cli.language import Say
from annexgen.cli.options import line, unit_code, year
from annexgen.cli.terminal import Terminal

if TYPE_CHECKING:
    from annexgen.scaffolding.repository import Wanted
    from annexgen.schema.policy import Policy
    from annexgen.schema.vocabulary import Vocabulary

_FORM = "tianjin"
_MOST_SHOWN = 5
"""Files that a refusal names."""


def add_options(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the options of ``init``."""
    parser.add_argument(
        "folder",
        metavar="DIR",
        nargs="?",
        help=say("新仓库的目录（默认：当前目录）", "the new repository's folder (default: here)"),
    )
    parser.add_argument(
        "--department",
        metavar="…",
        type=line(say),
        default="示例单位",
        help=say("编制单位（默认：示例单位，以后再改）", "the department (default: an example)"),
    )
    parser.add_argument(
        "--year",
        metavar="YEAR",
        type=year(say),
        default=None,
        help=say("年度（默认：今年）", "the annex's year (default: this year)"),
    )
    parser.add_argument(
        "--unit",
        metavar="CODE",
        type=unit_code(say),
        default="301101",
        help=say("第一个单位的代码（默认：301101）", "the first unit's code (default: 301101)"),
    )
    parser.add_argument(
        "--unit-name",
        metavar="…",
        type=line(say),
        default=None,
        help=say("第一个单位的名称（默认：编制单位）", "its name (default: the department)"),
    )
    parser.add_argument(
        "--keep",
        action="store_true",
        help=say(
            "已有的文件原样保留，只补缺的；已有内容就不写示例",
            "keep the files that are there and add the others; no example where there is content",
        ),
    )
    parser.add_argument(
        "--web-files",
        action="store_true",
        help=say(
            "表样里连网页的模板、样式、脚本也取来，以便自己改",
            "bring the web page's template, style and script as well, to be changed",
        ),
    )
    parser.add_argument(
        "--git",
        action="store_true",
        help=say("顺便建 git 仓库（git init）", "make it a git repository (git init)"),
    )


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Write the repository, tell what to do next, and return the exit code.

    Raises:
        CannotRun: where files are there that would be overwritten, and where git fails.
        OSError: where a file cannot be written.
    """
    from annexgen.atomic import putting, write_together
    from annexgen.scaffolding.repository import repository

    folder = Path(options.folder or options.root or ".")
    files = repository(*_wanted(options, folder, terminal))
    there = [path for path in files if os.path.lexists(folder / path)]
    if there and not options.keep:
        raise _occupied(folder, there)
    new = {path: putting(data) for path, data in files.items() if path not in there}
    write_together(folder, new, only_new=True)
    if options.git:
        _make_repository(folder)
    terminal.write(_told(folder, new, len(there), terminal.say))
    return DONE


def _wanted(
    options: argparse.Namespace, folder: Path, terminal: Terminal
) -> tuple[Wanted, Vocabulary, Policy]:
    """Return what the repository is to be for; content that is to be kept says it itself."""
    from annexgen.cli.office import open_office, refusal
    from annexgen.cli.root import ANNEX_FILE
    from annexgen.drafting.drafts import UnitDraft
    from annexgen.findings import Refused
    from annexgen.forms.load import policy_of, vocabulary_of
    from annexgen.scaffolding.repository import Wanted

    if options.keep and (folder / ANNEX_FILE).is_file():
        office = open_office(folder.resolve(), terminal)
        annex, code = office.annex, next((one.folder.code for one in office.units), options.unit)
        wanted = Wanted(
            title=annex.title,
            department=annex.department,
            year=annex.year,
            unit=UnitDraft(code, annex.department),
            form=annex.form,
            version=__version__,
            has_content=True,
            web_files=options.web_files,
        )
        return wanted, office.vocabulary, office.policy
    # Whoever begins an annex means a year near now, and changes it in one place.
    year = options.year or datetime.datetime.now(tz=datetime.UTC).year
    wanted = Wanted(
        title=f"{year}年项目绩效目标表",
        department=options.department,
        year=year,
        unit=UnitDraft(options.unit, options.unit_name or options.department),
        form=_FORM,
        version=__version__,
        web_files=options.web_files,
    )
    try:
        return wanted, vocabulary_of(folder, _FORM), policy_of(folder, _FORM)
    except Refused as refused:
        raise refusal(
            refused.findings,
            folder,
            terminal,
            "已有的表样有错误，什么也没有写；请先改好",
            "nothing was written: mend the form that is there first",
        ) from refused


def _occupied(folder: Path, there: list[str]) -> CannotRun:
    named = there[:_MOST_SHOWN]
    more_zh, more_en = (" 等", ", …") if len(there) > len(named) else ("", "")
    return CannotRun(
        f"{folder} 里已有 {'、'.join(named)}{more_zh}，什么也没有写；"
        "换一个目录，或用 --keep 保留已有的、只补缺的",
        f"{folder} already has {', '.join(named)}{more_en}; nothing was written: choose another "
        "folder, or keep those files and add the others with --keep",
    )


def _make_repository(folder: Path) -> None:
    from annexgen.revisions.git import GitFault, new_repository

    try:
        new_repository(folder)
    except GitFault as fault:
        raise CannotRun(
            f"文件都写好了，但建不了 git 仓库：{fault.message.zh}",
            f"all files are written, but no git repository can be made: {fault.message.en}",
        ) from fault


def _told(folder: Path, new: Mapping[str, object], kept: int, say: Say) -> str:
    from annexgen.findings.printable import visible

    lines = [f"  {visible(path)}" for path in new]
    also = say(f"，保留 {kept} 个", f", kept {kept}") if kept else ""
    place = visible(str(folder))
    go = "" if folder.resolve() == Path.cwd() else f"cd {place} && "
    head = say(
        f"在 {place} 写了 {len(new)} 个文件{also}：\n",
        f"Wrote {len(new)} files to {place}{also}:\n",
    )
    next_ = say(
        f"接下来：{go}annexgen build，成品在 output/；再照 README.md 改成自己的\n",
        f"Next: {go}annexgen build, then see output/; README.md tells the rest\n",
    )
    return head + "".join(f"{one}\n" for one in lines) + next_
