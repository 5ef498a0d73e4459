"""The comments of a content file: what begins with ``#`` where no text is."""

from __future__ import annotations

import re
from itertools import accumulate

from annexgen.source.nodes import Node, scalars

_COMMENT = re.compile(r"#.*")


def comments(text: str, node: Node) -> list[str]:
    """Return all comments of a file, sorted.

    Args:
        text: the file's text, its lines ending in line feeds.
        node: its tree.
    """
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    found: list[str] = []
    at = 0
    for span in [*(one.span for one in scalars(node)), None]:
        start = starts[span.line - 1] + span.column - 1 if span else len(text)
        found += (comment.rstrip() for comment in _COMMENT.findall(text[at:start]))
        at = starts[span.end_line - 1] + span.end_column - 1 if span else at
    return sorted(found)
