"""Options that several commands share, and values that need more than a plain text."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable

from annexgen.cli.language import Say

_MOST_SHOWN = 30
"""Characters of a value that a message shows."""


def names(known: Iterable[str], say: Say) -> Callable[[str], tuple[str, ...]]:
    """Return a reader of ``a,b,c`` that takes each of ``known`` once, in their own order."""
    known = tuple(known)

    def read(text: str) -> tuple[str, ...]:
        given = {word.strip().lower() for word in text.split(",")} - {""}
        for word in sorted(given.difference(known)) or ([] if given else [text]):
            listed = say("、", ", ").join(known)
            raise argparse.ArgumentTypeError(
                say(f"没有 {word!r}（可用：{listed}）", f"there is no {word!r} (known: {listed})")
            )
        return tuple(name for name in known if name in given)

    return read


def positive(say: Say) -> Callable[[str], int]:
    """Return a reader of a whole number from 1."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and int(text) > 0):
            raise argparse.ArgumentTypeError(
                say(f"应为 1 以上的整数，写的是 {text!r}", f"a whole number from 1, not {text!r}")
            )
        return int(text)

    return read


def words(text: str) -> tuple[str, ...]:
    """Return the words of ``a,b,c``."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


def add_jobs(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare ``--jobs`` and ``--no-cache``, the options of commands that read all content."""
    parser.add_argument(
        "--jobs",
        metavar="N",
        type=positive(say),
        help=say(
            "用几个进程读文件（默认：附表很大时才用多个）",
            "processes that read files (default: several only for a large annex)",
        ),
    )
    parser.add_argument(
        "--no-cache",
        action="store_true",
        help=say(
            "没有改动的文件也重新做一遍（不用 .annexgen/ 里记下的）",
            "do unchanged files again as well, whatever .annexgen/ remembers of them",
        ),
    )


def line(say: Say) -> Callable[[str], str]:
    """Return a reader of a text of one line that a content file can hold."""
    read_text = text(say)

    def read(given: str) -> str:
        if "\n" in given.strip():
            raise argparse.ArgumentTypeError(say("写在一行里", "write it in one line"))
        if not given.strip():
            raise argparse.ArgumentTypeError(say("不能是空的", "it may not be empty"))
        return read_text(given)

    return read


def text(say: Say) -> Callable[[str], str]:
    """Return a reader of a text that a content file can hold, without blanks at its ends."""

    def read(given: str) -> str:
        from annexgen.source.text import REPLACEMENT, first_unfit

        unfit = "U+FFFD" if REPLACEMENT in given else first_unfit(given)
        if unfit:
            raise argparse.ArgumentTypeError(
                say(f"有不能用的字符 {unfit}", f"there is a character that is unfit: {unfit}")
            )
        return given.strip()

    return read


def amount(say: Say) -> Callable[[str], str]:
    """Return a reader of a sum as it is to be printed, or of nothing."""

    def read(given: str) -> str:
        from annexgen.formatting.values import normal_text
        from annexgen.schema.amounts import amount_fault, is_amount
        from annexgen.schema.shapes import Money

        sum_ = normal_text(given, Money(), "")
        if sum_ and not is_amount(sum_):
            _, wrong, remedy = amount_fault(sum_, sum_[:_MOST_SHOWN])
            raise argparse.ArgumentTypeError(
                say(f"{wrong.zh}；{remedy.zh}", f"{wrong.en}; {remedy.en}")
            )
        return sum_

    return read


def unit_code(say: Say) -> Callable[[str], str]:
    """Return a reader of a unit's code."""

    def read(given: str) -> str:
        from annexgen.source.names import is_unit_code

        if not is_unit_code(given.strip()):
            raise argparse.ArgumentTypeError(
                say(
                    f"单位代码是 3、6、9 或 12 位数字，写的是 {given.strip()!r}",
                    f"a code has 3, 6, 9 or 12 digits, not {given.strip()!r}",
                )
            )
        return given.strip()

    return read


def year(say: Say) -> Callable[[str], int]:
    """Return a reader of a year of four digits."""

    def read(given: str) -> int:
        if not (given.isascii() and given.isdigit() and 1900 <= int(given) <= 2999):
            raise argparse.ArgumentTypeError(
                say(f"年度是四位数字，写的是 {given!r}", f"a year has four digits, not {given!r}")
            )
        return int(given)

    return read
