"""``annexgen diff``: what changed for the public between two sides of the annex."""

from __future__ import annotations

import argparse
import importlib
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from annexgen.cli.failure import CANNOT_RUN, DONE, FINDINGS, CannotRun
from annexgen.cli.language import Say
from annexgen.cli.terminal import Terminal, wants_colour

if TYPE_CHECKING:
    from annexgen.forms.form import Form
    from annexgen.forms.load import RedlinePage
    from annexgen.review.changes import Review
    from annexgen.review.reading import Forms
    from annexgen.review.showing import Showing
    from annexgen.revisions.sides import Side

    Show = Callable[[Review, Showing], str]

PRESENTATIONS = {
    "text": "annexgen.review.text",
    "markdown": "annexgen.review.markdown",
    "html": "annexgen.review.redline.page",
    "json": "annexgen.review.as_json",
}
"""The ways to show changes: modules with ``show(review, showing)``."""
TRACKED = "docx"
"""The annex itself, with tracked changes."""

_FINGERPRINT = re.compile(r"[0-9a-f]{12}")


def add_options(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the options of ``diff``."""
    parser.add_argument(
        "base",
        metavar="BASE",
        nargs="?",
        help=say(
            "原来的一方：git 版本或目录（默认：与主分支分开的地方）",
            "the side before: a git revision or a folder (default: where the branch left main)",
        ),
    )
    parser.add_argument(
        "head",
        metavar="HEAD",
        nargs="?",
        help=say(
            "现在的一方：git 版本或目录（默认：工作目录）",
            "the side now: a git revision or a folder (default: the work tree)",
        ),
    )
    parser.add_argument(
        "--output-format",
        choices=(*PRESENTATIONS, TRACKED),
        default="text",
        help=say("怎样列出变化（默认 text）", "how changes are shown (default: text)"),
    )
    parser.add_argument(
        "--output",
        metavar="FILE",
        help=say("写进文件，不打印", "write to a file instead of printing"),
    )
    parser.add_argument(
        "--exit-code",
        action="store_true",
        help=say("有变化时退出码为 1", "exit with 1 where anything has changed"),
    )
    parser.add_argument(
        "--summary", action="store_true", help=say("只打印一行总结", "print one line that sums up")
    )
    parser.add_argument(
        "--approved",
        metavar="FILE",
        help=say(
            "已批准的变化的指纹，每行一个（# 起为注释）；它们不影响 --exit-code",
            "fingerprints of approved changes, one a line (# begins a comment); "
            "they do not count for --exit-code",
        ),
    )


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Compare, show the changes and return the exit code.

    A file that cannot be read hides what it says: all else is shown, nothing is written.

    Raises:
        CannotRun: where a side cannot be had, and for a broken list of approvals.
    """
    from annexgen.cli.compared import sides
    from annexgen.review.showing import Showing
    from annexgen.review.tally import not_approved

    approved = _approved(options.approved) if options.approved else frozenset()
    if options.output_format == TRACKED and not options.summary:
        return _tracked(options, approved, terminal)
    with _told():
        base, head = sides(options, terminal.say)
        review = _review(base, head)
    plain = options.output_format == "text"
    colour = plain and not options.output and wants_colour(sys.stdout, os.environ)
    showing = Showing(terminal.language, colour, approved, partial(_page_of, head.root))
    text = _shown(review, showing, options)
    if not options.output:
        (terminal.write if plain or options.summary else terminal.write_data)(text)
    if review.bad_input:
        _complain(review, options.output, terminal)
        return CANNOT_RUN
    if options.output:
        _write(Path(options.output), text)
    return FINDINGS if options.exit_code and not_approved(review, approved) else DONE


def _complain(review: Review, output: str | None, terminal: Terminal) -> None:
    """Say of each file that could not be read where and why, and that nothing is written."""
    from annexgen.findings.text import headline

    left = terminal.say(f"（{output} 没有写出）", f" ({output} is not written)") if output else ""
    for one in review.bad_input:
        terminal.fail(headline(one.faults[0], terminal.language) + left)


def _tracked(options: argparse.Namespace, approved: frozenset[str], terminal: Terminal) -> int:
    """Write the annex with tracked changes, and return the exit code."""
    from annexgen.cli.compared import sides
    from annexgen.cli.tracked import must_not_show, write_tracked
    from annexgen.review.tally import not_approved

    must_not_show(options.output)
    with _told():
        base, head = sides(options, terminal.say)
        write_tracked(base, head, _forms(base, head), options.output, terminal)
        if options.exit_code and not_approved(_review(base, head), approved):
            return FINDINGS
    return DONE


def _shown(review: Review, showing: Showing, options: argparse.Namespace) -> str:
    if options.summary:
        from annexgen.review.text import summary_line

        return summary_line(review, showing) + "\n"
    module = importlib.import_module(PRESENTATIONS[options.output_format])
    with _told():
        return cast("Show", module.show)(review, showing)


def _page_of(root: Path, form: str) -> RedlinePage:
    from annexgen.forms.load import redline_page

    return redline_page(root, form)


def _review(base: Side, head: Side) -> Review:
    from annexgen.cli.pool import pool
    from annexgen.review.reading import review

    return review(base, head, _forms(base, head), pool(None))


def _forms(base: Side, head: Side) -> Forms:
    from annexgen.review.reading import Forms

    return Forms(partial(_form_of, base), partial(_form_of, head))


def _form_of(side: Side, name: str) -> Form:
    """Return a form as a side has it: one that is changed has other words on either side."""
    from annexgen.forms.load import described_form, described_form_in
    from annexgen.revisions.sides import Revision

    if isinstance(side, Revision):
        return described_form_in(side.root, name, side.form_file(name))
    return described_form(side.root, name)


@contextmanager
def _told() -> Iterator[None]:
    """Turn what git cannot tell, and a form's page that is broken, into ``CannotRun``."""
    from annexgen.findings import Refused
    from annexgen.findings.text import headline
    from annexgen.revisions.git import GitFault

    try:
        yield
    except GitFault as fault:
        raise CannotRun(*fault.message) from fault
    except Refused as refused:
        first = refused.findings[0]
        raise CannotRun(headline(first, "zh"), headline(first, "en")) from refused


def _approved(file: str) -> frozenset[str]:
    """Read a list of fingerprints; raises ``CannotRun`` for what is none."""
    fingerprints = set()
    text = Path(file).read_text(encoding="utf-8-sig", errors="replace")
    for number, line in enumerate(text.splitlines(), 1):
        word = line.partition("#")[0].strip()
        if word and not _FINGERPRINT.fullmatch(word):
            raise CannotRun(
                f"{file} 第 {number} 行不是变化的指纹（12 位十六进制数字）：{word[:40]}",
                f"{file}, line {number}: no fingerprint of a change (12 hex digits): {word[:40]}",
            )
        fingerprints.add(word)
    return frozenset(fingerprints - {""})


def _write(file: Path, text: str) -> None:
    from annexgen.atomic import write_together

    def write(out: BinaryIO) -> None:
        out.write(text.encode("utf-8", "replace"))

    write_together(file.parent, {file.name: write})
