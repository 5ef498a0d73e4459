"""One way of writing for what looks or reads the same: widths, signs, blanks, closing stops."""

from __future__ import annotations

_SIGNS = {
    "﹪": "%", "﹤": "<", "﹥": ">", "−": "-", "‐": "-", "‑": "-", "≧": "≥", "⩾": "≥", "≮": "≥",
    "≦": "≤", "⩽": "≤", "≯": "≤", "～": "~", "〜": "~", "∼": "~", "–": "—", "―": "—", "－": "-",
}  # fmt: skip
_FULL_WIDTH = "％＜＞＝＋／．０１２３４５６７８９"
_LETTERS = (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
_FOLD = (
    {ord(sign): plain for sign, plain in _SIGNS.items()}
    | {ord(sign): chr(ord(sign) - 0xFEE0) for sign in _FULL_WIDTH}
    | {code: chr(code - 0xFEE0) for code in _LETTERS}
)
_STOPS = "。．.；;，,、！!"


def folded(text: str) -> str:
    """Return ``text`` in half width, with plain signs, without stray blanks and closing stops.

    Blanks stay only between Latin letters or digits. Folding twice changes nothing more.
    """
    return _joined(text.translate(_FOLD).split()).rstrip(_STOPS)


def _joined(words: list[str]) -> str:
    if len(words) < 2:
        return words[0] if words else ""
    joined = words[0]
    for word in words[1:]:
        gap = " " if _is_latin(joined[-1]) and _is_latin(word[0]) else ""
        joined += gap + word
    return joined


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def as_written(sign: str, text: str) -> str:
    """Return ``sign`` of a folded text as it stands in the text before folding."""
    if sign in text:
        return sign
    return next((char for char in text if char.translate(_FOLD) == sign), sign)
