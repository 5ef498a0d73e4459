"""Sets of characters, written as the inside of a regular expression's brackets."""

from __future__ import annotations

import re

HANZI = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd〇"
MARKS = "、。，．；：？！“”‘’（）《》〈〉〔〕【】「」『』—…～·"
"""Punctuation of Chinese text (GB/T 15834-2011), quotation marks among it."""
EACH_BLANK = (" ", "\u00a0", *map(chr, range(0x2002, 0x200B)), "\u202f", "\u3000")
"""Blanks of any width."""
BLANKS = "".join(EACH_BLANK)

_HANZI = f"[{HANZI}]"


def is_chinese(text: str) -> bool:
    """Say whether there is a hanzi in ``text``."""
    return not text.isascii() and re.search(_HANZI, text) is not None
