"""Changes of a file as a unified diff that ``patch -p1`` and ``git apply`` take."""

from __future__ import annotations

import re
from difflib import unified_diff

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def patch(path: str, before: bytes, after: bytes, new_path: str = "") -> str:
    """Return what changes in a file.

    Args:
        path: POSIX path relative to the annex root.
        before: its bytes.
        after: its bytes from now on.
        new_path: its path from now on, where it moves.
    """
    old, new = (_LINE.findall(data.decode("utf-8")) for data in (before, after))
    told = unified_diff(old, new, f"a/{path}", f"b/{new_path or path}")
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in told
    )
