"""``annexgen import``: a published annex back into content files, all of them or none."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from annexgen.cli.failure import DONE, FINDINGS, CannotRun
from annexgen.cli.language import Say
from annexgen.cli.options import line
from annexgen.cli.publishing import add_quiet
from annexgen.cli.terminal import Terminal

if TYPE_CHECKING:
    from annexgen.findings import Finding
    from annexgen.forms.form import Form
    from annexgen.ingest.run import Import
    from annexgen.pipeline import Notify

_CHECKING = 2
"""Steps that looking at the files takes."""


def add_options(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the options of ``import``."""
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help=say(
            "附表：.docx、.doc、.xlsx、.html 或纯文本；分成几个文件的按印刷顺序写",
            "the annex: .docx, .doc, .xlsx, .html or plain text; several in printing order",
        ),
    )
    parser.add_argument(
        "--into",
        metavar="DIR",
        type=line(say),
        help=say(
            "写进哪个内容目录（默认：附表目录的 content）",
            "the folder of content files to write into (default: the annex's content)",
        ),
    )
    parser.add_argument(
        "--form",
        metavar="NAME",
        type=line(say),
        help=say(
            "附表是按哪个表样印的（默认：annex.yaml 里写的，没有就是 tianjin）",
            "the form that it was printed in (default: what annex.yaml names, else tianjin)",
        ),
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help=say("只说会写哪些文件，不写", "only tell which files would be written"),
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help=say(
            "已有的项目、单位文件内容不同也覆盖",
            "overwrite files of projects and units that say something else",
        ),
    )
    add_quiet(parser, say)


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Import, report, and return the exit code.

    Raises:
        CannotRun: for a source or a form that cannot be read, and where there is no place to write.
        OSError: where a file cannot be read or written.
    """
    from annexgen.cli import import_report as report
    from annexgen.cli.progress import Progress
    from annexgen.ingest.run import write
    from annexgen.ingest.targets import differences

    content = _content(options)
    form = _form(content, options.form)
    sources = [Path(name) for name in options.files]
    with (
        Progress(terminal, len(sources) + _CHECKING, quiet=options.quiet) as progress,
    ):
        done = _read(sources, content, form, progress)
        findings = _findings(done, content, progress)
    told = [report.remarks(done.understood.remarks, terminal.say)]
    told += [report.differing(list(differences(content, done.understood.annex)), terminal.say)]
    told += [report.findings(findings, done.targets, content, terminal)]
    told += [report.leftovers(done.understood.leftovers, terminal.say)]
    terminal.write("".join(told))
    if done.has_faults:
        terminal.complain(report.refused_for_faults(terminal.say))
        return FINDINGS
    if done.in_the_way and not options.force and not options.dry_run:
        terminal.complain(report.refused_for_files(done.in_the_way, content, terminal.say))
        return FINDINGS
    if not options.dry_run:
        write(done, content)
    if options.dry_run:
        terminal.write(report.planned(done.targets, content, terminal.say))
    if not options.quiet:
        terminal.write(report.summary(done, content, terminal.say, done=not options.dry_run))
    return FINDINGS if any(one.severity == "error" for one in findings) else DONE


def _content(options: argparse.Namespace) -> Path:
    """Return the folder of content files to write into.

    Raises:
        CannotRun: where there is none, or it is no folder.
    """
    from annexgen.cli.root import find_root

    if options.into is not None:
        content = Path(options.into).absolute()
        if content.exists() and not content.is_dir():
            raise CannotRun(
                f"{options.into} 不是目录；请换一个 --into",
                f"{options.into} is not a folder; choose another --into",
            )
        return content
    try:
        return find_root(options.root) / "content"
    except CannotRun as fault:
        if options.root is not None:
            raise
        raise CannotRun(
            f"{fault.zh}；还没有附表的，写 --into content 新建一个",
            f"{fault.en}; where there is no annex yet, write --into content to make one",
        ) from fault


def _form(content: Path, wanted: str | None) -> Form:
    """Return the form to read by.

    Raises:
        CannotRun: where it cannot be used, or is not the one that annex.yaml names.
    """
    from annexgen.findings import Refused
    from annexgen.forms.folder import FALLBACK
    from annexgen.forms.load import load_form
    from annexgen.ingest.targets import form_of

    named = form_of(content)
    if wanted and named and wanted != named:
        raise CannotRun(
            f"{content / 'annex.yaml'} 的表样是 {named}，不是 {wanted}；请先改 annex.yaml，"
            "或用 --into 写到别处",
            f"{content / 'annex.yaml'} names the form {named}, not {wanted}; change it first, or "
            "write elsewhere by --into",
        )
    name = wanted or named or FALLBACK
    try:
        return load_form(content.parent, name)
    except Refused as refused:
        first = refused.findings[0]
        raise CannotRun(
            f"表样 {name} 不能用：{first.message.zh}", f"the form {name}: {first.message.en}"
        ) from refused


def _read(sources: list[Path], content: Path, form: Form, progress: Notify) -> Import:
    from annexgen.ingest.run import read
    from annexgen.ingest.targets import LeadsOut, NotListed
    from annexgen.packages.refusal import Unreadable

    try:
        return read(sources, content, form, progress)
    except Unreadable as fault:
        raise CannotRun(*fault.message) from fault
    except LeadsOut as fault:
        raise CannotRun(
            f"{content / str(fault)} 是指向别处的链接，不往外面写；请先换成普通目录",
            f"{content / str(fault)} is a link that leads elsewhere; put a folder in its place",
        ) from None
    except NotListed as fault:
        raise CannotRun(
            f'annex.yaml 的“单位”写法特别，请先手工加上 "{fault}"，再运行一次',
            f'the list 单位 in annex.yaml is written in an unusual way; add "{fault}" by hand, '
            "then run again",
        ) from None


def _findings(done: Import, content: Path, progress: Notify) -> tuple[Finding, ...]:
    """Return what ``check`` says of the files that are to be written."""
    from annexgen.cli.pool import pool
    from annexgen.ingest.run import tried_out
    from annexgen.pipeline import examine

    if not done.to_write:
        return ()
    paths = {f"content/{target.path}" for target in done.to_write}
    with tried_out(done, content) as root:
        found = examine(root, progress, pool(None), remembers=False)
        return tuple(one for one in found.findings if one.path in paths)
