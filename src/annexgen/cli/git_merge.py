"""``annexgen git-merge``: git calls it for a content file that both sides of a merge have changed.

It writes the merged file in place of ours and exits with 0, or leaves conflicts in it and exits
with 1 (``merge.<name>.driver``, gitattributes(5)). What it cannot read, git merges as text.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from annexgen.cli.failure import DONE, FINDINGS
from annexgen.cli.language import Say
from annexgen.cli.options import positive
from annexgen.cli.terminal import Terminal

if TYPE_CHECKING:
    from annexgen.merging.file import Merged
    from annexgen.merging.pieces import Clash
    from annexgen.merging.writing import Signs

_NOT_GIVEN = ("", "%X", "%Y")
"""What stands for a side's name where there is none; older versions of git leave ``%X`` alone."""


def add_options(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the arguments, in the driver's order."""
    parser.add_argument(
        "--marker-size",
        metavar="N",
        type=positive(say),
        default=7,
        help=say("冲突标记的长度", "how long the signs of a conflict are"),
    )
    parser.add_argument("--ours", default="", help=say("我方的名称", "what our side is called"))
    parser.add_argument("--theirs", default="", help=say("对方的名称", "what theirs is called"))
    for name, zh, en in (
        ("base", "共同的祖先", "the common ancestor"),
        ("mine", "我方，结果写在这里", "our side, where the result is written"),
        ("other", "对方", "the other side"),
        ("path", "文件在仓库里的路径", "the file's path in the repository"),
    ):
        parser.add_argument(name, metavar=name.upper(), help=say(zh, en))


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Merge, say what conflicts, and return what git is to know.

    Raises:
        OSError: where the result cannot be written.
    """
    from annexgen.atomic import putting, write_together
    from annexgen.merging.writing import Signs
    from annexgen.revisions.plain import merge_texts, shows_base

    ours, theirs = (
        default if given in _NOT_GIVEN else given
        for given, default in ((options.ours, "ours"), (options.theirs, "theirs"))
    )
    signs = Signs(options.marker_size, ours, theirs)
    merged = _merged(options, signs)
    if merged is None:
        files = (options.mine, options.base, options.other)
        is_clean = merge_texts(*files, signs.size, (ours, "base", theirs))
        return DONE if is_clean else FINDINGS
    if merged.clashes and shows_base():
        merged = _merged(options, signs._replace(has_base=True)) or merged
    mine = Path(options.mine)
    write_together(mine.parent, {mine.name: putting(merged.data)})
    for clash in merged.clashes:
        terminal.complain(_told(clash, merged.name, options.path, terminal.say))
    return FINDINGS if merged.clashes else DONE


def _merged(options: argparse.Namespace, signs: Signs) -> Merged | None:
    """Merge by structure; None where that cannot be done, whatever the reason."""
    from annexgen.merging.file import merged_file

    try:
        data = [Path(name).read_bytes() for name in (options.base, options.mine, options.other)]
        return merged_file(data[0], data[1], data[2], signs)
    except Exception:
        return None


def _told(clash: Clash, project: str, path: str, say: Say) -> str:
    """Say what both sides have changed, and how."""
    from annexgen.findings.printable import visible

    what = say(" 的 ", ": ").join(f"“{visible(key)}”" for key in clash.keys)
    name = f"“{visible(project)}” " if project else ""
    if clash.is_order:
        how = say("双方改了次序", "both sides have changed the order")
    else:
        ours, theirs = _side(clash.ours, say), _side(clash.theirs, say)
        how = say(f"我方{ours}，对方{theirs}", f"ours {ours}, theirs {theirs}")
    return say(
        f"annexgen: 冲突 {visible(path)} {name}{what}：{how}\n",
        f"annexgen: conflict in {visible(path)} {name}{what}: {how}\n",
    )


def _side(text: str | None, say: Say) -> str:
    from annexgen.findings.printable import visible

    if text is None:
        return say("已删除", "has deleted it")
    return f"“{visible(text)}”" if text else say("有改动", "has changed it")
