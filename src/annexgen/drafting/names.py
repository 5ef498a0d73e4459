"""The name of a new project's file."""

from __future__ import annotations

import unicodedata

from annexgen.source.names import suggested_stem

_SUFFIX = ".yaml"
_MOST_BYTES = 200
"""File systems hold names of 255 bytes; programs add to them (temporary files, copies)."""


def file_name(number: int, name: str, digits: int = 2) -> str:
    """Return the file name of a project (``01-2025冬季达沃斯年会项目.yaml``).

    A hyphen stands for what a file system or an identifier cannot hold; a long name is cut.

    Args:
        number: the place in its unit, from 1.
        name: 项目名称.
        digits: that the number has at least.
    """
    stem = suggested_stem(f"{number:0{digits}d}-{name.strip() or '项目'}")
    return _cut(stem, _MOST_BYTES - len(_SUFFIX)).rstrip("-.") + _SUFFIX


def _cut(text: str, most: int) -> str:
    """Return as much of ``text`` as fits into ``most`` bytes, no character parted from its mark."""
    if len(text.encode()) <= most:
        return text
    cut = text.encode()[:most].decode(errors="ignore")
    while cut and unicodedata.combining(text[len(cut)]):
        cut = cut[:-1]
    return cut
