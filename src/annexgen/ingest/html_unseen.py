"""What a page holds beside its text: passed over, but told, so that nothing is lost in silence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from annexgen.findings import Message
from annexgen.ingest.blocks import Place

FURNITURE = "data-furniture"
"""The attribute of what our pages show beside the annex: totals, downloads, captions."""

_NEVER_TEXT = frozenset(
    (
        *("head", "script", "style", "template", "noscript"),
        *("iframe", "object", "audio", "video", "canvas"),
    )
)
"""Elements whose text is for programs, or for browsers that cannot show them."""
_HIDDEN = Message("隐藏的文字", "hidden text")
_BESIDE = {
    "nav": Message("导航", "navigation"),
    "del": Message("标为删除的文字", "marked as deleted"),
    "select": Message("下拉选项", "choices"),
    "option": Message("下拉选项", "choices"),
    "button": Message("按钮", "button"),
}
_OWN = ("nav", "button")
"""What our pages have for their readers: contents, and buttons that copy links."""
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE
)
_BLANKS = re.compile(r"\s+")


@dataclass(slots=True)
class Unseen:
    """An element that is passed over.

    Attributes:
        depth: of it in the page.
        kind: what it is called in the report; None where it is not told.
        pieces: its text.
    """

    depth: int
    kind: Message | None
    pieces: list[str] = field(default_factory=list)
    _mute_since: int = 0

    def start(self, tag: str, depth: int) -> None:
        """Take in the beginning of an element within it."""
        if self.pieces:
            self.pieces.append(" ")
        if tag in _NEVER_TEXT:
            self._mute_since = self._mute_since or depth

    def end(self, depth: int) -> bool:
        """Take in the end of an element; say whether it was the whole."""
        if self._mute_since == depth:
            self._mute_since = 0
        return depth == self.depth

    def data(self, text: str) -> int:
        """Take in text; return how many characters of it are held."""
        if self.kind is None or self._mute_since:
            return 0
        self.pieces.append(text)
        return len(text)

    @property
    def text(self) -> str:
        """Its text in one line; empty where there is nothing to tell."""
        return _BLANKS.sub(" ", "".join(self.pieces)).strip()

    def place(self, where: Place) -> Place:
        """Return the place at which it is told of."""
        kind = self.kind or _HIDDEN
        words = Message(f"{where.where.zh}（{kind.zh}）", f"{where.where.en} ({kind.en})")
        return where._replace(where=words)


def unseen(tag: str, attributes: Mapping[str, str], depth: int, *, is_own: bool) -> Unseen | None:
    """Return an element that holds none of the page's text; None for any other.

    Args:
        tag: the element.
        attributes: its own.
        depth: of it in the page.
        is_own: whether the page is one of ours, whose contents only say again what it shows.
    """
    if tag in _NEVER_TEXT or (is_own and (tag in _OWN or FURNITURE in attributes)):
        return Unseen(depth, None)
    if tag in _BESIDE:
        return Unseen(depth, _BESIDE[tag])
    if "hidden" in attributes or _HIDING.search(attributes.get("style", "")) is not None:
        return Unseen(depth, _HIDDEN)
    return None
