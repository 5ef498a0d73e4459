"""``annexgen fmt``: content files in one canonical form, with their comments and their meaning."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annexgen.cli.failure import CANNOT_RUN, DONE, FINDINGS, CannotRun
from annexgen.cli.language import Say
from annexgen.cli.options import positive
from annexgen.cli.publishing import add_quiet
from annexgen.cli.terminal import Terminal, wants_colour, width_of

if TYPE_CHECKING:
    from annexgen.formatting.file import Formatted


def add_options(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the options of ``fmt``."""
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        help=say(
            "只整理这些文件，或这些目录里的（默认：全部内容文件）",
            "only these files, or those in these folders (default: all content files)",
        ),
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help=say(
            "只列出要整理的文件，不写；有就以 1 退出", "only list what would change; exit 1 if any"
        ),
    )
    parser.add_argument(
        "--diff",
        action="store_true",
        help=say("只显示会改什么，不写；有就以 1 退出", "only show the changes; exit 1 if any"),
    )
    parser.add_argument(
        "-v",
        "--verbose",
        action="store_true",
        help=say("逐个文件列出改了什么", "list what changes in each file"),
    )
    parser.add_argument(
        "--jobs",
        metavar="N",
        type=positive(say),
        help=say(
            "用几个进程（默认：文件很多时才用多个）",
            "processes to use (default: several only for many files)",
        ),
    )
    add_quiet(parser, say)


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Format, or show what would change, and return the exit code.

    Raises:
        CannotRun: for a path that is no content file, and where it is stopped half-way.
        OSError: where a file cannot be written.
    """
    from annexgen.cli.formatting_summary import details, summary
    from annexgen.formatting.annex import diff

    root = _root(options)
    paths = _chosen(root, options.paths)
    files = _format(root, paths, options, terminal)
    left = [file for file in files if file.findings or file.is_unclear]
    changed = [file for file in files if file.after != file.before]
    only_shown = options.check or options.diff
    busy = [] if only_shown else _write(root, changed)
    for file in changed:
        if options.diff:
            terminal.write_data(diff(file))
        elif options.verbose or options.check:
            terminal.write(details(file, terminal.say, is_brief=not options.verbose))
    _complain(root, left, busy, terminal)
    if not options.quiet:
        written = [file for file in changed if file not in busy]
        unchanged = len(paths) - len(changed) - len(left)
        text = summary(written, unchanged, len(left) + len(busy), terminal.say, done=not only_shown)
        terminal.complain(text) if options.diff else terminal.write(text)
    if left or busy:
        return CANNOT_RUN
    return FINDINGS if only_shown and changed else DONE


# ---------------------------------------------------------------------- which files


def _root(options: argparse.Namespace) -> Path:
    """Return the annex root: as for all commands, else the one that the first path lies in."""
    from annexgen.cli.root import ANNEX_FILE, find_root

    if options.root is None and options.paths:
        place = Path(options.paths[0]).absolute()
        for folder in (place, *place.parents):
            if (folder / ANNEX_FILE).is_file():
                return folder.resolve()
    return find_root(options.root).resolve()


def _chosen(root: Path, places: Sequence[str]) -> list[str]:
    """Return the content files that are meant, each once, in the order of the annex.

    Raises:
        CannotRun: for a place that is neither a content file nor holds one.
    """
    from annexgen.formatting.annex import content_files

    files = content_files(root)
    if not places:
        return files
    wanted: set[str] = set()
    for place in places:
        path = Path(place).absolute()
        inside = _inside(root, path.parent.resolve() / path.name if path.name else path)
        found = [file for file in files if inside in ("", file) or file.startswith(f"{inside}/")]
        if inside is None or not found:
            if not path.exists():
                raise CannotRun(f"没有 {place}", f"there is no {place}")
            raise CannotRun(
                f"{place} 不是内容文件，里面也没有；内容文件在 {root / 'content'} 里",
                f"{place} neither is nor holds a content file; those are in {root / 'content'}",
            )
        wanted.update(found)
    return [file for file in files if file in wanted]


def _inside(root: Path, path: Path) -> str | None:
    """Return a path relative to the annex root; empty for what holds it, None for elsewhere."""
    path = Path(os.path.normpath(path))
    if root.is_relative_to(path):
        return ""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else None


# ---------------------------------------------------------------------- the work


def _format(
    root: Path, paths: Sequence[str], options: argparse.Namespace, terminal: Terminal
) -> list[Formatted]:
    from annexgen.cli.pool import pool
    from annexgen.cli.progress import Progress
    from annexgen.findings import Message
    from annexgen.formatting.annex import BATCH, format_all, vocabulary_of_annex
    from annexgen.forms.load import vocabulary_of

    files: list[Formatted] = []
    working = Message("整理内容文件", "Formatting content files")
    steps = 1 + -(-len(paths) // BATCH)
    with Progress(terminal, steps, quiet=options.quiet) as progress:
        progress(working)
        vocabulary = vocabulary_of_annex(root, lambda name: vocabulary_of(root, name))
        with pool(options.jobs)(len(paths)) as executor:
            for batch in format_all(root, paths, vocabulary, executor):
                files += batch
                if sys.stderr.isatty():
                    progress(working)
    return files


def _write(root: Path, files: Sequence[Formatted]) -> list[Formatted]:
    """Write files; return those that someone has changed meanwhile, which are left as they are."""
    from annexgen.formatting.annex import write

    written: list[Formatted] = []
    try:
        for file in write(root, files):
            written.append(file)  # noqa: PERF402 - how far it got counts when it is stopped
    except KeyboardInterrupt:
        raise CannotRun(
            f"已中断；整理了 {len(written)} 个文件，其余没有改动，可再运行一次",
            f"interrupted; {len(written)} files were formatted, the others are as they were",
        ) from None
    done = {file.path for file in written}
    return [file for file in files if file.path not in done]


def _complain(
    root: Path, left: Sequence[Formatted], busy: Sequence[Formatted], terminal: Terminal
) -> None:
    """Say of each file that was left as it is why."""
    from annexgen.findings.printable import visible

    findings = [finding for file in left for finding in file.findings]
    if findings:
        from annexgen.findings.setting import Setting
        from annexgen.findings.text import show

        colour = wants_colour(sys.stderr, os.environ)
        setting = Setting(root, terminal.language, colour, width_of(sys.stderr))
        terminal.complain(show(findings, setting))
    for path, reason in _reasons(left, busy, terminal.say):
        terminal.complain(f"{visible(path)}: {reason}\n")


def _reasons(
    left: Sequence[Formatted], busy: Sequence[Formatted], say: Say
) -> Iterator[tuple[str, str]]:
    for file in left:
        if file.is_unclear:
            yield (
                file.path,
                say(
                    "写法太特别，没有整理：改写后意思或注释可能变；请把跨行的引号、括号写得普通些",
                    "left as it is: written anew it might say something else; "
                    "write quotes and brackets over several lines in a plainer way",
                ),
            )
    for file in busy:
        yield (
            file.path,
            say(
                "正被别的程序改动，没有整理；请再运行一次",
                "left as it is, since another program has just changed it; run again",
            ),
        )
