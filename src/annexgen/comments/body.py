"""The text of a comment, taken from a file that anybody may have written.

A pull request from a fork makes the file with the fork's own code, and someone else's token posts
it. So the file is only data: it is read with a limit and never through a link, and what would call
people, lead elsewhere, draw HTML of its own or give GitLab an order (a line like ``/merge``) is
made plain text. What ``annexgen diff`` writes looks the same afterwards.
"""

from __future__ import annotations

import re
import stat
from pathlib import Path

from annexgen.comments.outcomes import CommentFault
from annexgen.findings import Message
from annexgen.findings.printable import visible_character
from annexgen.review.markdown import MOST_CHARACTERS, NO_SPACE, length, unlinked

MARKER = "<!-- annexgen-diff -->"
"""The first line of a comment; a reader does not see it."""

_MOST_BYTES = 4 * MOST_CHARACTERS
_KEPT = frozenset(f"\n{NO_SPACE}")
_FOREIGN_ENTITY = re.compile(r"&(?!(?:amp|gt|lt|quot);)")
_FOREIGN_TAG = re.compile(r"<(?!/?(?:details|summary|b|code|br|del|ins)>)")
_ORDER = re.compile(r"^(?=[ \t>]*/\w)", re.MULTILINE)


def body_of(file: Path) -> str:
    """Return the comment that a file holds: the marker, then its text made harmless.

    Raises:
        CommentFault: where the file is empty, a link, no plain file, or too long for a comment.
    """
    body = f"{MARKER}\n{harmless(_read(file)).strip()}\n"
    if length(body) > MOST_CHARACTERS:
        raise _too_long(file)
    return body


def harmless(text: str) -> str:
    """Return a text in which nothing but the marks of ``annexgen diff`` works."""
    lines = "".join(
        char if char in _KEPT else visible_character(char)
        for char in text.replace("\r\n", "\n").removeprefix("\ufeff")
    )
    plain = _FOREIGN_TAG.sub("&lt;", _FOREIGN_ENTITY.sub("&amp;", unlinked(lines)))
    return _ORDER.sub(NO_SPACE, plain)


def _read(file: Path) -> str:
    """Read a plain file; a link could lead to what its author may not see."""
    if not stat.S_ISREG(file.lstat().st_mode):
        raise CommentFault(
            Message(
                f"{file} 不是普通文件（是链接、目录或设备），不读",
                f"{file} is no plain file (a link, a folder, a device), so it is not read",
            )
        )
    with file.open("rb") as stream:
        found = stream.read(_MOST_BYTES + 1)
    if len(found) > _MOST_BYTES:
        raise _too_long(file)
    if not found.strip():
        raise CommentFault(Message(f"{file} 是空的，没有可发的评论", f"{file} is empty"))
    return found.decode("utf-8", "replace")


def _too_long(file: Path) -> CommentFault:
    return CommentFault(
        Message(
            f"{file} 超过一条评论的 {MOST_CHARACTERS:,} 个字符；"
            "请用 annexgen diff --output-format markdown 写这个文件，它会自己截短",
            f"{file} is longer than the {MOST_CHARACTERS:,} characters of a comment; write it with "
            "annexgen diff --output-format markdown, which cuts it",
        )
    )
