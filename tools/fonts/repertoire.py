"""Which characters of the source font ship: the lists that README.md beside the fonts documents."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path

TONGGUI = Path(__file__).with_name("tonggui.txt")

_LEFT_OUT = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Me", "Zl", "Zp"})
"""Invisible characters, private ones, and marks that would need positioning tables to sit right."""


def tonggui() -> set[int]:
    """Return the 8,105 characters of 通用规范汉字表."""
    lines = TONGGUI.read_text("utf-8").splitlines()
    return {ord(char) for line in lines if not line.startswith("#") for char in line}


def encodable(encoding: str) -> set[int]:
    """Return the characters of a two-byte encoding, its private ones left out."""
    pairs = (bytes((first, second)) for first in range(0x81, 0xFF) for second in range(0x40, 0xFF))
    chars = "".join(pair.decode(encoding, "ignore") for pair in pairs)
    return {ord(char) for char in chars if unicodedata.category(char) not in _LEFT_OUT}


def everyday(available: Iterable[int]) -> set[int]:
    """Return what regular and bold ship: 通用规范汉字表, GB 2312 and every sign of the font."""
    wanted = tonggui() | encodable("gb2312")
    return {point for point in available if point in wanted or _is_sign(point)}


def extra(available: Iterable[int]) -> set[int]:
    """Return what the extra font ships: the rest of GBK, traditional and rare hanzi."""
    available = set(available)
    return (available & encodable("gbk")) - everyday(available)


def _is_sign(point: int) -> bool:
    char = chr(point)
    return unicodedata.category(char) not in _LEFT_OUT and not unicodedata.name(
        char, "CJK UNIFIED"
    ).startswith("CJK UNIFIED")
