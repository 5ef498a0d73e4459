"""Options that several commands share, and values that need more than a plain text."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable

from annexgen.cli.language import Say


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
