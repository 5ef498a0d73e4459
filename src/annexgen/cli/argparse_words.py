"""argparse's own words in Chinese, put in where argparse looks up its translations.

argparse passes every text through ``gettext``; a table does the same without a compiled catalogue.
"""

from __future__ import annotations

import argparse

_CHINESE = {
    "usage: ": "用法：",
    "%(prog)s: error: %(message)s\n": "%(prog)s: 错误：%(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s：%(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有 %(value)r（可用：%(choices)s）",
    "invalid %(type)s value: %(value)r": "%(value)r 不能用",
    "the following arguments are required: %s": "还缺：%s",
    "unrecognized arguments: %s": "不认识：%s",
    "expected one argument": "后面要跟一个值",
    "ignored explicit argument %r": "不带值，写的是 %r",
    "not allowed with argument %s": "不能与 %s 同用",
}


def speak(language: str) -> None:
    """Make argparse use ``language``."""
    words = {} if language == "en" else _CHINESE

    def translate(text: str) -> str:
        return words.get(text, text)

    vars(argparse)["_"] = translate
