"""What git does with plain texts, for its drivers to fall back on, and whether it colours.

Git runs as it was called: what the caller's environment says (``git -c color.ui=always``) counts.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence

_BINARY = b"Binary files"


def wants_colour(*, is_terminal: bool) -> bool:
    """Say whether git would colour a diff; a pager that git has started counts as a terminal."""
    done = _git("config", "--get-colorbool", "color.diff", "true" if is_terminal else "false")
    return done.stdout.strip() == b"true"


def text_diff(old: str, new: str, *, colour: bool) -> bytes:
    """Return how two files differ as plain text, without any heading; empty where they are equal.

    Args:
        old: path of the file before.
        new: of the file now.
        colour: whether to colour it.
    """
    done = _git(
        *("diff", "--no-index", "--no-ext-diff", "--no-textconv", "--no-prefix"),
        *(f"--color={'always' if colour else 'never'}", "--", old, new),
    )
    lines = done.stdout.splitlines(keepends=True)
    for at, line in enumerate(lines):
        if line.startswith(_BINARY):
            return _BINARY + b" differ\n"
        if _bare(line).startswith(b"@@"):
            return b"".join(lines[at:])
    return b""


def shows_base() -> bool:
    """Say whether the user wants to see in conflicts what was there before (``diff3``)."""
    return _git("config", "--get", "merge.conflictStyle").stdout.strip() in (b"diff3", b"zdiff3")


def merge_texts(ours: str, base: str, theirs: str, marker: int, labels: Sequence[str]) -> bool:
    """Merge two files into the first line by line, as git does without a driver.

    Args:
        ours: path of the file to which the result is written.
        base: what both come from.
        theirs: what is merged into it.
        marker: how long the signs of a conflict are.
        labels: what the three are called in a conflict, in this order.

    Returns:
        Whether there was no conflict.
    """
    named = [word for label in labels for word in ("-L", label)]
    done = _git("merge-file", "--quiet", f"--marker-size={marker}", *named, ours, base, theirs)
    return done.returncode == 0


def _bare(line: bytes) -> bytes:
    """Return a line without the colours before it."""
    while line.startswith(b"\x1b["):
        line = line.partition(b"m")[2]
    return line


def _git(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603 - no shell; paths stand behind “--” or come from git
        ["git", "--no-pager", *arguments],  # noqa: S607 - found on PATH as users expect
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
