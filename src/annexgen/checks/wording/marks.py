"""Dashes, dots, quotation marks and brackets as GB/T 15834-2011 has them.

Document numbers carry the year in ``〔〕`` (GB/T 9704-2012).
"""

from __future__ import annotations

import re

from annexgen.checks.wording.characters import HANZI, MARKS, is_chinese

_CHINESE = f"[{HANZI}{MARKS}]"
_DASH = r"(?:-{2,}|－{2,}|─{2,}|―+|—{3,})"
_DOTS = r"(?:\.{3,}|。{3,}|·{3,}|(?<!…)…(?!…)|…{3,})"
_CORNERS = str.maketrans("「」『』＂", '“”‘’"')
_REPLACED = (
    (f"(?<={_CHINESE}){_DASH}|{_DASH}(?={_CHINESE})", "——"),
    (f"(?<={_CHINESE}){_DOTS}|{_DOTS}(?={_CHINESE})", "……"),
    (rf"<<([^<>]*[{HANZI}][^<>]*)>>", r"《\1》"),
    (r"([，、；：。！])\1+", r"\1"),
    (rf"(?<=[{HANZI}])[\[【（(]((?:19|20)\d\d)[\]】）)](?=\d+号)", r"〔\1〕"),
)
_SUSPECT_SIGNS = (*'"＂「」『』─―…', "<<", "--", "－－", "———")
_SUSPECT = re.compile(r"[)）\]】]\d|[，、；：。！·.]{2}")
_STRAIGHT = r'"([^"]*)"'
_CLASHING = "[，、；：。][，、；：。]"
_PAIRS = {"“": "”", "‘": "’", "（": "）", "《": "》", "〔": "〕", "【": "】"}
_BRACKET = f"[{''.join(_PAIRS)}{''.join(_PAIRS.values())}]"
_LONE = r"(?<=[\da-zA-Z一二三四五六七八九十①-⑳])）|(?<=[a-zA-Z])’(?=[a-zA-Z])"


def is_suspect(text: str) -> bool:
    """Say whether there are signs that ``tidied`` may replace, or that may clash."""
    return any(map(text.__contains__, _SUSPECT_SIGNS)) or _SUSPECT.search(text) is not None


def tidied(text: str) -> str:
    """Return ``text`` with the standard's signs where others stand for them.

    A sign that has been replaced is Chinese surroundings for the next.
    """
    if not (is_suspect(text) and is_chinese(text)):
        return text
    text = text.translate(_CORNERS)
    if text.count('"') % 2 == 0:
        text = re.sub(_STRAIGHT, _curled, text)
    before = ""
    while text != before:
        before = text
        for pattern, replacement in _REPLACED:
            text = re.sub(pattern, replacement, text)
    return text


def _curled(found: re.Match[str]) -> str:
    return f"“{found[1]}”" if is_chinese(found[1]) else found[0]


def clashing(text: str) -> str | None:
    """Return the first two different marks that cannot follow each other, like ``，。``."""
    found = is_suspect(text) and re.search(_CLASHING, text)
    return found[0] if found and found[0][0] != found[0][1] else None


def unpaired(text: str) -> str | None:
    """Return the first bracket or quotation mark that lacks its other half.

    A bracket that only closes, as in ``1）``, numbers an item; ``Int’l`` has an apostrophe.
    """
    waiting: list[str] = []
    for found in re.finditer(_BRACKET, text):
        bracket = found[0]
        if bracket in _PAIRS:
            waiting.append(bracket)
        elif waiting and _PAIRS[waiting[-1]] == bracket:
            waiting.pop()
        elif not re.compile(_LONE).match(text, found.start()):
            return bracket
    return waiting[0] if waiting else None
