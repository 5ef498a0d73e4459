"""Colons and indentation: the slips that make up most broken content files.

Part of ``syntax``. In: where the parser gave up. Out: which line is meant, which is often the one
above, and what to write there.
"""

from __future__ import annotations

import re

from annexgen.findings import Message
from annexgen.source.rules import (
    BAD_INDENT,
    COLON_IN_TEXT,
    KEY_NOT_TEXT,
    MISSING_COLON,
    UNCLOSED_QUOTE,
)
from annexgen.source.trouble import Diagnosis, Trouble, blanks_before, lines_above, quoted_word

_KEY = r"[^\s:：#\"'\[{][^\n:：]*"
_WIDE_COLON = re.compile(rf"[ ]*(?:- +)*({_KEY}：)")
_TIGHT_COLON = re.compile(rf"[ ]*(?:- +)*({_KEY}:)(?=[^\s:/])")
_TIGHT_DASH = re.compile(r"[ ]*(-)(?=[^\s-])")
_VALUE = re.compile(r"[ ]*(?:- +)*[^\n]*?:[ ]+(?=\S)")


def stray_colon(trouble: Trouble) -> Diagnosis | None:
    """Explain a colon where none can be: in a text, or below one (a line without a colon, say)."""
    start = trouble.line_start(trouble.stop)
    value = _VALUE.match(trouble.text, start, trouble.stop)
    if value is not None:
        return _colon_in_text(trouble, value.end())
    above = next(lines_above(trouble.text, start), None)
    if above is None:
        return None
    return _malformed_key(trouble, above) or _too_far_in(trouble, start)


def _colon_in_text(trouble: Trouble, value: int) -> Diagnosis:
    word = quoted_word(trouble, value)
    return Diagnosis(
        COLON_IN_TEXT,
        trouble.stop,
        trouble.stop + 1,
        Message(
            "文字里有“冒号加空格”，被当成了新的键", "The colon and blank would begin a new key"
        ),
        Message(
            f"给整段文字加引号，如 {word}，或改用中文冒号（：）",
            f"Put the text in quotes, e.g. {word}, or use a wide colon (：)",
        ),
    )


def _too_far_in(trouble: Trouble, start: int) -> Diagnosis:
    first = start + blanks_before(trouble.text, start)
    return Diagnosis(
        BAD_INDENT,
        first,
        trouble.rest_of_line(first),
        Message(
            f"缩进过多：上一行已经有内容，这里不能再往里一层（前面有 {first - start} 个空格）",
            f"Indented too far ({first - start} blanks): the line above has a value already",
        ),
        Message("与同一层的其他键左对齐", "Align it with the other keys of its level"),
    )


def missing_colon(trouble: Trouble) -> Diagnosis:
    """Explain a line that should begin with a key."""
    start = trouble.line_start(trouble.begin)
    return _malformed_key(trouble, start) or Diagnosis(
        MISSING_COLON,
        trouble.begin,
        trouble.rest_of_line(trouble.begin),
        Message(
            f"“{trouble.word(trouble.begin)}”后面缺冒号",
            f"There is no colon after “{trouble.word(trouble.begin)}”",
        ),
        Message(
            "写成“键: 值”；如果是上一行文字的续行，往里缩进 2 个空格",
            "Write “key: value”; indent a continuation of the line above by two blanks",
        ),
    )


def _malformed_key(trouble: Trouble, start: int) -> Diagnosis | None:
    """Tell whether the line at ``start`` has a wide colon, or no blank behind a colon or dash."""
    if wide := _WIDE_COLON.match(trouble.text, start):
        return Diagnosis(
            MISSING_COLON,
            wide.end(1) - 1,
            wide.end(1),
            Message("键后面是中文冒号（：）", "Behind the key stands a wide colon (：)"),
            Message(f"改成英文冒号加空格：{wide[1][:-1]}: …", f"Write {wide[1][:-1]}: …"),
        )
    if tight := _TIGHT_COLON.match(trouble.text, start):
        return Diagnosis(
            MISSING_COLON,
            tight.end(1) - 1,
            tight.end(1),
            Message("冒号后面缺一个空格", "There is no blank behind the colon"),
            Message(f"写成 {tight[1]} …", f"Write {tight[1]} …"),
        )
    if dash := _TIGHT_DASH.match(trouble.text, start):
        return Diagnosis(
            MISSING_COLON,
            dash.start(1),
            dash.end(1),
            Message("“-”后面缺一个空格", "There is no blank behind the dash"),
            Message("写成“- 内容”", "Write “- text”"),
        )
    return None


def out_of_line(trouble: Trouble) -> Diagnosis:
    """Explain a line that belongs to no mapping or list above, or what follows a closed quote."""
    if trouble.text.startswith(":", trouble.stop):
        return missing_key(trouble)
    start = trouble.line_start(trouble.stop)
    column, wanted = trouble.stop - start, trouble.begin - trouble.line_start(trouble.begin)
    if trouble.text[start : trouble.stop].strip(" "):
        return after_quote(trouble)
    if column == wanted:
        return _mixed(trouble)
    peer = _peer_above(trouble, start) or trouble.line_start(trouble.begin)
    blanks, line = blanks_before(trouble.text, peer), trouble.line_number(peer)
    return Diagnosis(
        BAD_INDENT,
        trouble.stop,
        trouble.rest_of_line(trouble.stop),
        Message(
            f"缩进没有对齐：前面有 {column} 个空格，和上面哪一层都对不上",
            f"The indentation of {column} blanks lines up with nothing above",
        ),
        Message(
            f"与同一层的上一项左对齐，如第 {line} 行（前面有 {blanks} 个空格）",
            f"Align it with its level, e.g. line {line} ({blanks} blanks)",
        ),
    )


def _peer_above(trouble: Trouble, start: int) -> int | None:
    """Return the nearest line above ``start`` that, like it, is a list item, or like it is none."""
    text, is_item = trouble.text, _is_item(trouble.text, start)
    return next(
        (line for line in lines_above(text, start) if _is_item(text, line) is is_item), None
    )


def _is_item(text: str, start: int) -> bool:
    return text.startswith("-", start + blanks_before(text, start))


def _mixed(trouble: Trouble) -> Diagnosis:
    return Diagnosis(
        BAD_INDENT,
        trouble.stop,
        trouble.rest_of_line(trouble.stop),
        Message("列表项（- ）和键混在同一层", "List items (- ) and keys are mixed in one level"),
        Message(
            "属于上一个键的列表要写在它下面；属于列表项的键要与“- ”后的文字对齐",
            "Put a list below its key; align an item's keys with the text behind its “- ”",
        ),
    )


def after_quote(trouble: Trouble) -> Diagnosis:
    """Explain what follows a quotation mark or bracket that is closed."""
    return Diagnosis(
        UNCLOSED_QUOTE,
        trouble.stop,
        trouble.rest_of_line(trouble.stop),
        Message(
            "引号或括号已经结束，后面还有文字",
            "Something follows a closed quotation mark or bracket",
        ),
        Message(
            "看上面的引号是否成对；文字里的引号用中文引号“”，或把整段文字放进一对单引号 '…' 里",
            "See whether the quotes above are paired; within a text use “”, or put the whole "
            "text in single quotes '…'",
        ),
    )


def missing_key(trouble: Trouble) -> Diagnosis:
    """Explain a colon with nothing before it."""
    return Diagnosis(
        KEY_NOT_TEXT,
        trouble.stop,
        trouble.stop + 1,
        Message("冒号前面没有键", "There is no key before the colon"),
        Message("写成“键: 值”，如 项目名称: …", "Write “key: value”, e.g. 项目名称: …"),
    )
