"""What git does with plain texts, for its drivers to fall back on, and whether it colours.

Git runs as it was called: what the caller's environment says (``git -c color.ui=always``) counts.
"""

from __future__ import annotations

import subprocess

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
