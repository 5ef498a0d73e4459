"""The comments of a content file: what begins with ``#`` where no text is."""

from __future__ import annotations

import re
from itertools import accumulate

from annexgen.source.nodes import Node, scalars

_COMMENT = r"#.*"


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
        found += (comment.rstrip() for comment in re.findall(_COMMENT, text[at:start]))
        at = starts[span.end_line - 1] + span.end_column - 1 if span else at
    return sorted(found)


def matching(text: str, pattern: str) -> list[re.Match[str]]:
    """Return the comments that ``pattern`` matches, in their order; the file may be no good YAML.

    Args:
        text: the file's text, its lines ending in line feeds.
        pattern: begins with ``#`` and matches no line break.
    """
    matches = list(re.finditer(pattern, text))
    inside = _texts(text) if matches else []
    return [
        match for match in matches if not any(start <= match.start() < end for start, end in inside)
    ]


def _texts(text: str) -> list[tuple[int, int]]:
    """Return where the texts are: what looks like a comment in there is none."""
    from ruamel.yaml.error import YAMLError
    from ruamel.yaml.events import ScalarEvent

    from annexgen.source import events

    try:
        found = [event for event in events.parse(text) if isinstance(event, ScalarEvent)]
    except YAMLError:
        return []
    return [(scalar.start_mark.index, scalar.end_mark.index) for scalar in found]
