"""A plain text in, the way it is written behind a key or dash out."""

from __future__ import annotations

import json
import re
from functools import lru_cache

from annexgen.formatting.parts import Text
from annexgen.formatting.reading import Shaped
from annexgen.formatting.scalars import UNSEEN, one_line, written_key
from annexgen.formatting.values import normal_text
from annexgen.positions import START_OF_FILE
from annexgen.schema.shapes import Flag, Money, Number
from annexgen.source.nodes import Scalar
from annexgen.source.text import first_unfit

_ODD_LINE = re.compile(r"[ \t]*\t|[ \t]+$")
"""A line that begins with a tab or holds nothing but blanks, which editors change unasked."""


def text_of(text: str, shaped: Shaped) -> Text:
    """Return a text as it is to be written: plain, in quotes, or with ``|`` over its lines.

    Args:
        text: what is to be said; blanks at its ends do not count.
        shaped: what the schema takes it for.

    Raises:
        ValueError: for a character that no content file can hold.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    unfit = first_unfit(text)
    if unfit:
        raise ValueError(f"no content file can hold {unfit}")
    lines = text.split("\n")
    if len(lines) > 1 and not any(map(_ODD_LINE.match, lines)):
        return Text(("|", *lines), is_block=True)
    text = normal_text(text, *shaped)
    if not text:
        return Text(("",))
    is_typed = isinstance(shaped.shape, Money | Number | Flag)
    escaped = _escaped(text)
    return Text(
        (one_line(Scalar(text, START_OF_FILE, quoted=True), escaped, text, is_typed=is_typed),)
    )


@lru_cache(maxsize=1024)
def key_of(key: str) -> str:
    """Return a key as it is to be written."""
    return written_key(Scalar(key, START_OF_FILE, quoted=True), _escaped(key))


def _escaped(text: str) -> str:
    """Return a text in double quotes, with an escape for what cannot be seen."""
    quoted = json.dumps(text, ensure_ascii=False)
    return UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04X}", quoted)
