"""``annexgen git-diff``: git calls it for each content file that differs (``diff.<name>.command``).

It shows what the change means, or the plain text diff where that cannot be said. Whatever happens,
it prints something and exits with 0: else ``git diff`` would stop.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annexgen.cli.failure import DONE
from annexgen.cli.language import Say
from annexgen.cli.terminal import Terminal
from annexgen.tuples import NamedTuple

if TYPE_CHECKING:
    from annexgen.source.reader import ReadResult

_NOWHERE = "/dev/null"
_FILE = "100"
"""What the mode of a regular file begins with."""
_BOLD, _RESET = "\x1b[1m", "\x1b[m"
_SAME = ("意思没有变，只是写法、注释不同：", "The same in meaning, but written otherwise:")


class _Pair(NamedTuple):
    """A file before and now, as git hands it over.

    Attributes:
        path: in the repository; of a file that was renamed the old one.
        old, new: files with what it holds; ``/dev/null`` where it is missing.
        modes: of both; ``.`` where it is missing.
        new_path: of a file that was renamed; else the same as ``path``.
    """

    path: str
    old: str
    new: str
    modes: tuple[str, str]
    new_path: str

    @property
    def is_other_mode(self) -> bool:
        """Whether the file is there on both sides, with another mode."""
        return self.modes[0] != self.modes[1] and "." not in self.modes


def add_options(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the arguments, in git's order."""
    parser.add_argument(
        "given",
        metavar="ARG",
        nargs="+",
        help=say(
            "git 给出：路径 旧文件 旧对象 旧模式 新文件 新对象 新模式 [新路径 说明]",
            "from git: path old-file old-hex old-mode new-file new-hex new-mode [new-path text]",
        ),
    )


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Show how a file has changed; always returns 0."""
    from annexgen.findings.printable import visible
    from annexgen.revisions.plain import wants_colour

    given = options.given
    if len(given) < 7:
        told = terminal.say("合并有冲突，还没有解决", "conflict of a merge, not resolved")
        terminal.write(f"* {visible(given[0])}  {told}\n")
        return DONE
    pair = _Pair(
        given[0],
        given[1],
        given[4],
        (given[3], given[6]),
        given[7] if len(given) > 7 else given[0],
    )
    colour = wants_colour(is_terminal=sys.stdout.isatty())
    try:
        shown = _meaning(pair, terminal, colour=colour)
    except Exception:
        shown = None
    terminal.write_data(_plain(pair, "", colour=colour) if shown is None else shown)
    return DONE


def _meaning(pair: _Pair, terminal: Terminal, *, colour: bool) -> str | None:
    """Return what a change means; None where that cannot be said."""
    from annexgen.review.showing import Showing
    from annexgen.review.single import compare_file, context_of, sheet_of
    from annexgen.review.text import show_file
    from annexgen.source.reader import read_node
    from annexgen.source.text import read_bytes
    from annexgen.source.tree import ANNEX_FILE

    place, new_place = _split(pair.path), _split(pair.new_path)
    is_file = all(mode == "." or mode.startswith(_FILE) for mode in pair.modes)
    if place is None or new_place is None or not is_file:
        return None
    files = [None if file == _NOWHERE else read_bytes(Path(file)) for file in (pair.old, pair.new)]
    old, new = (
        None if data is None else sheet_of(path, data)
        for path, data in zip((place[1], new_place[1]), files, strict=True)
    )
    if not all(sheet is None or sheet.is_read for sheet in (old, new)):
        return None
    annex = Path(new_place[0], ANNEX_FILE)
    context = context_of(read_bytes(annex) if annex.is_file() and not annex.is_symlink() else None)
    changed = compare_file(old, new, context, context)
    if changed is None:
        return _plain(pair, terminal.say(*_SAME), colour=colour)
    text = show_file(changed, pair.new_path, Showing(terminal.language, colour))
    if old and new:
        text += _comments([read_node("", data or b"") for data in files], terminal.say)
    return text + _mode(pair, terminal.say) + "\n"


def _comments(files: Sequence[ReadResult], say: Say) -> str:
    """Return the comments that differ as well, which no change of the meaning tells."""
    from annexgen.findings.printable import visible
    from annexgen.source.comments import comments

    before, now = (
        Counter(comments(one.text, one.node) if one.text and one.node else ()) for one in files
    )
    lines = [f"- {visible(line)}" for line in (before - now).elements()]
    lines += [f"+ {visible(line)}" for line in (now - before).elements()]
    return "".join(f"      {say('注释', 'comment')}  {line}\n" for line in lines)


def _mode(pair: _Pair, say: Say) -> str:
    if not pair.is_other_mode:
        return ""
    return f"      {say('文件模式', 'file mode')}  {' → '.join(pair.modes)}\n"


def _split(path: str) -> tuple[str, str] | None:
    """Split a path at the annex root; None for what is no content file."""
    from annexgen.revisions.sides import is_content

    for found in re.finditer(r"(?:^|(?<=/))content/", path):
        if is_content(path[found.start() :]):
            return path[: found.start()], path[found.start() :]
    return None


def _plain(pair: _Pair, told: str, *, colour: bool) -> str:
    """Return the plain text diff under git's usual heading, and a line that is told before it."""
    from annexgen.revisions.plain import text_diff

    names = [
        _NOWHERE if file == _NOWHERE else f"{side}/{path}"
        for side, file, path in (("a", pair.old, pair.path), ("b", pair.new, pair.new_path))
    ]
    heading = [f"diff --git a/{pair.path} b/{pair.new_path}"]
    if pair.is_other_mode:
        heading += [f"old mode {pair.modes[0]}", f"new mode {pair.modes[1]}"]
    heading += [f"--- {names[0]}", f"+++ {names[1]}", *filter(None, [told])]
    if colour:
        heading = [f"{_BOLD}{line}{_RESET}" for line in heading]
    hunks = text_diff(pair.old, pair.new, colour=colour).decode("utf-8", "replace")
    return "".join(f"{line}\n" for line in heading) + hunks
