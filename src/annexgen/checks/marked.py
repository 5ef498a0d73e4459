"""The text of a content file whose comments have something to say to the checks."""

from __future__ import annotations

from pathlib import Path

from annexgen.source.text import MOST_BYTES


def marked_text(root: Path | None, path: str, data: bytes | None, mark: bytes) -> str:
    """Return a file's text, its lines ending in line feeds; nothing where it lacks the mark.

    Args:
        root: the annex root; None for no files.
        path: the file, POSIX, relative to ``root``.
        data: its bytes, where they have been read.
        mark: what the comments begin with; almost no file has it.
    """
    if root is None:
        return ""
    try:
        data = (root / path).read_bytes() if data is None else data
    except OSError:
        return ""
    if mark not in data or len(data) > MOST_BYTES:
        return ""
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n")
