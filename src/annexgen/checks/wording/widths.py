"""Half and full width: Chinese punctuation is as wide as a hanzi, digits and letters are half so.

GB/T 15834-2011 (punctuation) and GB/T 15835-2011 (numbers). The signs ``％ ＞ ＜ ＝`` belong to
target values and are left to the rules on those.
"""

from __future__ import annotations

import re

from annexgen.checks.wording.characters import HANZI, MARKS, is_chinese

_FULL_WIDTH = {ord("０") + index: ord("0") + index for index in range(10)}
_FULL_WIDTH |= {ord("Ａ") + index: ord("A") + index for index in range(26)}
_FULL_WIDTH |= {ord("ａ") + index: ord("a") + index for index in range(26)}
_WIDE = str.maketrans(",:;?!", "，：；？！")
_CHINESE = f"[{HANZI}{MARKS}]"
_SUSPECT = re.compile(r"[(),:;?!０-９Ａ-Ｚａ-ｚ．]|[^\x00-\x7f]\.")
_POINT = r"(?<=\d)．(?=\d)"
_BESIDE_CHINESE = f"(?<={_CHINESE})[,:;?!]+|[,:;?!]+(?={_CHINESE})"
_FULL_STOP = rf"(?m)(?<=[{HANZI}”’）》])\.(?=$|[{HANZI}“‘（《])"
_PAIR = f"([{HANZI}{MARKS}]?)([(（])([^()（）]*)([)）])([{HANZI}{MARKS}]?)"


def is_suspect(text: str) -> bool:
    """Say whether there is a sign that may be of the wrong width."""
    return _SUSPECT.search(text) is not None


def tidied(text: str) -> str:
    """Return ``text`` with every sign in the width that its surroundings ask for.

    A sign that has become wide is Chinese surroundings for the next.
    """
    if not is_suspect(text):
        return text
    text = re.sub(_POINT, ".", text.translate(_FULL_WIDTH))
    if not is_chinese(text):
        return text
    before = ""
    while text != before:
        before = text
        text = re.sub(_FULL_STOP, "。", text)
        text = re.sub(_BESIDE_CHINESE, lambda signs: signs[0].translate(_WIDE), text)
        text = re.sub(_PAIR, _paired, text)
    return text


def _paired(found: re.Match[str]) -> str:
    """Return a pair of brackets in full width where Chinese stands in it or beside it."""
    before, left, inside, right, after = found.groups()
    if before or after or is_chinese(inside) or left == "（" or right == "）":
        left, right = "（", "）"
    return f"{before}{left}{inside}{right}{after}"
