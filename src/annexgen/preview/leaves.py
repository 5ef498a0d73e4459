"""What differs around the sections of a page, where only texts do: totals, names in the contents.

Such a text is the whole content of its element. It is found again in a browser by counting start
tags from the section before it, and changed only where the browser finds there what the server
expects; whatever is more than that is left to loading the page again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from annexgen.preview.sheets import Page
from annexgen.tuples import NamedTuple

_TOKEN = re.compile(
    r"<!--.*?-->|<(script|style)\b[^>]*>.*?</\1\s*>|<[^>]*>|[^<]+", re.DOTALL | re.IGNORECASE
)
_STARTS = re.compile(r"<([a-z][^\s/>]*)", re.IGNORECASE)


class Leaf(NamedTuple):
    """A text to replace.

    Attributes:
        behind: the id of the section before it; empty for none.
        steps: start tags from there to that of its element, which counts.
        tag: of its element.
        old: the text that stands there.
        new: the text to put there.
    """

    behind: str
    steps: int
    tag: str
    old: str
    new: str


def changed_leaves(before: Page, after: Page) -> tuple[Leaf, ...] | None:
    """Return the texts around the sections that differ; None where more than texts does.

    Args:
        before: a page.
        after: another with the same sections.
    """
    behind = ("", *(sheet.id for sheet in after.sheets))
    found: list[Leaf] = []
    for name, old, new in zip(behind, before.around, after.around, strict=True):
        if old != new:
            leaves = _in_piece(name, old, new)
            if leaves is None:
                return None
            found += leaves
    return tuple(found)


def _in_piece(behind: str, old: str, new: str) -> list[Leaf] | None:
    olds, news = _tokens(old), _tokens(new)
    if len(olds) != len(news):
        return None
    found, steps = [], 0
    for index, (one, other) in enumerate(zip(olds, news, strict=True)):
        steps += _STARTS.match(one) is not None
        if one == other:
            continue
        tag = _element(olds, index)
        if tag is None or other.startswith("<"):
            return None
        found.append(Leaf(behind, steps, tag, unescape(one), unescape(other)))
    return found


def _tokens(piece: str) -> Sequence[str]:
    """Return the tags and the texts between them; scripts and styles are one token each."""
    return [match[0] for match in _TOKEN.finditer(piece)]


def _element(tokens: Sequence[str], index: int) -> str | None:
    """Return the tag of the element whose only content is the text at ``index``; None for none."""
    if tokens[index].startswith("<") or not 0 < index < len(tokens) - 1:
        return None
    starts = _STARTS.match(tokens[index - 1])
    if starts is None or tokens[index + 1].lower() != f"</{starts[1].lower()}>":
        return None
    return starts[1].lower()
