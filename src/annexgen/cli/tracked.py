"""``annexgen diff --output-format docx``: the annex with tracked changes, to a file or a pipe."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from annexgen.cli.failure import CannotRun
from annexgen.cli.terminal import Terminal

if TYPE_CHECKING:
    from annexgen.review.reading import Forms
    from annexgen.revisions.sides import Side


def must_not_show(output: str | None) -> None:
    """Raise ``CannotRun`` where a Word file would go to a terminal.

    Args:
        output: the file that is asked for; None for standard output.
    """
    if output is None and sys.stdout.isatty():
        raise CannotRun(
            "Word 文件不能打印在终端里；请加 --output 文件名.docx",
            "A Word file cannot be printed on a terminal; add --output FILE.docx",
        )


def write_tracked(
    base: Side, head: Side, forms: Forms, output: str | None, terminal: Terminal
) -> None:
    """Write the Word file in which ``base`` becomes ``head``.

    Args:
        base: the side before.
        head: the side now.
        forms: of both sides.
        output: the file; None for standard output.
        terminal: standard output.

    Raises:
        CannotRun: where a side has faults.
        GitFault: where git cannot tell.
    """
    from annexgen.atomic import write_together
    from annexgen.review.tracked.between import write_between
    from annexgen.review.tracked.sides import CannotCompose

    uncommitted = terminal.say("未提交的修改", "Uncommitted change")

    def write(out: BinaryIO) -> None:
        try:
            write_between(base, head, forms, uncommitted, out)
        except CannotCompose as refusal:
            raise CannotRun(*refusal.message) from refusal

    if output is None:
        made = io.BytesIO()
        write(made)
        terminal.write_bytes(made.getvalue())
    else:
        file = Path(output)
        write_together(file.parent, {file.name: write})
