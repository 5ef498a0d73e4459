"""The history of a project for a person at a terminal, newest first.

2025冬季达沃斯年会项目  content/301101/01-2025冬季达沃斯年会项目.yaml

3f2a1bc 2025-03-02 张三  调整参会人数
      参加活动人数  ≥1000人 → ≥1500人  提高 +500人（+50.0%），要求提高  81d2…
"""

from __future__ import annotations

from collections.abc import Iterator

from annexgen.findings.printable import visible
from annexgen.review.log.history import Happened, Log
from annexgen.review.showing import Showing
from annexgen.review.text import show_changes

_BOLD, _YELLOW, _RESET = "\x1b[1m", "\x1b[33m", "\x1b[0m"


def show(log: Log, showing: Showing) -> str:
    """Return all commits with what they changed, and a line that counts them."""
    name = _painted(_BOLD, visible(log.name), showing)
    heading = f"{name}  {visible(log.path)}\n\n"
    return heading + "".join(_commit(one, showing) for one in log.happened) + _end(log, showing)


def _commit(one: Happened, showing: Showing) -> str:
    commit = one.commit
    told = [commit.moment[:10], visible(commit.author)]
    if len(commit.parents) > 1:
        told.append(showing.say("（合并）", "(merge)"))
    heading = f"{' '.join(filter(None, told))}  {visible(commit.subject)}"
    short = _painted(_YELLOW, commit.short, showing)
    return f"{short} {heading}\n{show_changes(one.changed, showing)}\n"


def _end(log: Log, showing: Showing) -> str:
    return "".join(f"{line}\n" for line in _counts(log, showing))


def _counts(log: Log, showing: Showing) -> Iterator[str]:
    shown, reformatted = len(log.happened), log.reformatted
    text = showing.say(
        f"{log.total} 次提交有变化",
        f"{log.total} commit{'' if log.total == 1 else 's'} with changes",
    )
    if shown < log.total:
        text += showing.say(f"，列出最近 {shown} 次", f", the last {shown} shown")
    if reformatted:
        text += showing.say(
            f"；另有 {reformatted} 次只改了写法、注释，没有列出",
            f"; {reformatted} more changed nothing but the spelling",
        )
    yield text
    if log.is_shallow:
        yield showing.say(
            "这里是浅克隆，更早的历史不在；要看全部，先 git fetch --unshallow",
            "This clone is shallow and lacks older commits; git fetch --unshallow fetches them",
        )


def _painted(colour: str, text: str, showing: Showing) -> str:
    return f"{colour}{text}{_RESET}" if showing.colour else text
