"""Texts compared as people compare them: width, blanks and colons make no difference."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from annexgen.source.folding import joins

_UNHEARD = re.compile("[\\s:\u00ad\u200b-\u200f\u2060\ufeff]+")


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return what is the same for two spellings of a label (``其中：财政    资金``)."""
    return _UNHEARD.sub("", unicodedata.normalize("NFKC", text)).casefold()


def in_one_line(text: str) -> str:
    """Return a text without its line breaks: none between East Asian characters, else a blank."""
    lines = [line.strip() for line in text.split("\n")]
    return joined([line for line in lines if line])


def joined(lines: Sequence[str]) -> str:
    """Join lines that were broken for the sake of their width."""
    text = ""
    for line in lines:
        text += line if not text or joins(text, line) else f" {line}"
    return text


def whole(paragraphs: Sequence[str]) -> str:
    """Return the text of a cell, its paragraphs on lines of their own."""
    return "\n".join(paragraphs).strip()
