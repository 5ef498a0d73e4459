"""``annexgen new unit``: a unit's folder with its ``unit.yaml``, and its code in annex.yaml."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from annexgen.cli.failure import DONE, CannotRun
from annexgen.cli.language import Say
from annexgen.cli.options import line, unit_code
from annexgen.cli.terminal import Terminal

if TYPE_CHECKING:
    from annexgen.drafting.drafts import UnitDraft

_EXAMPLE = 'annexgen new unit 301103 "单位名称"'


def add_options(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the options of ``new unit``."""
    parser.add_argument(
        "code",
        metavar="CODE",
        nargs="?",
        type=unit_code(say),
        help=say("单位代码，也是目录名，如 301103", "the unit's code and folder, e.g. 301103"),
    )
    parser.add_argument(
        "name",
        metavar="NAME",
        nargs="?",
        type=line(say),
        help=say(
            "单位名称；在终端里不写代码或名称就来问",
            "the unit's name; on a terminal, code and name are asked for if not given",
        ),
    )
    parser.add_argument(
        "--header",
        metavar="…",
        type=line(say),
        default=None,
        help=say(
            "各页页眉上的文字（默认：代码和单位名称）",
            "what its pages' running header says (default: code and name)",
        ),
    )


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Write the files, tell what to do next, and return the exit code.

    Raises:
        CannotRun: where code or name are missing and nobody can be asked, the unit is there, or
            annex.yaml's list cannot be added to.
        OSError: where a file cannot be written.
    """
    from annexgen.atomic import putting, write_together
    from annexgen.cli.root import ANNEX_FILE, find_root
    from annexgen.drafting.drafts import UnitDraft
    from annexgen.drafting.writing import unit_text
    from annexgen.source.text import read_bytes

    root = find_root(options.root)
    if options.code is None or options.name is None:
        _fill_in(options, terminal)
    unit = UnitDraft(options.code, options.name, options.header or "")
    path = f"content/{unit.code}/unit.yaml"
    if os.path.lexists(root / path):
        raise CannotRun(f"已有单位 {unit.code}：{path}", f"there is a unit {unit.code}: {path}")
    files = {path: putting(unit_text(unit).encode())}
    annex_file = (root / ANNEX_FILE).resolve()
    data = read_bytes(annex_file)
    listed = _listed(data, unit)
    if listed != data:
        files[os.path.relpath(annex_file, root)] = putting(listed)
    write_together(root, files)
    terminal.write(_told(path, unit.code, terminal.say, is_listed=listed != data))
    return DONE


def _listed(data: bytes, unit: UnitDraft) -> bytes:
    from annexgen.drafting.listing import CannotList, with_unit

    try:
        return with_unit(data, unit)
    except (CannotList, UnicodeDecodeError):
        raise CannotRun(
            f'content/annex.yaml 的“单位”写法特别，请先手工加上 "{unit.code}"，再运行一次',
            f"the list 单位 in content/annex.yaml is written in an unusual way; add "
            f'"{unit.code}" by hand, then run again',
        ) from None


def _fill_in(options: argparse.Namespace, terminal: Terminal) -> None:
    """Ask for what was not given.

    Raises:
        CannotRun: where nobody can be asked.
    """
    from annexgen.cli.asking import Questions, can_ask

    if not can_ask():
        raise CannotRun(
            f"还缺单位代码或单位名称；写成 {_EXAMPLE}", f"code or name missing; write {_EXAMPLE}"
        )
    questions = Questions(terminal)
    if options.code is None:
        options.code = questions.ask("单位代码", "Code", unit_code(terminal.say))
    if options.name is None:
        options.name = questions.ask("单位名称", "Name", line(terminal.say))


def _told(path: str, code: str, say: Say, *, is_listed: bool) -> str:
    also = say("，并加进了 content/annex.yaml 的“单位”", " and added it to content/annex.yaml")
    if not is_listed:
        also = ""
    return say(
        f'已写 {path}{also}\n接下来：annexgen new project {code} "项目名称"\n',
        f'Wrote {path}{also}\nNext: annexgen new project {code} "NAME"\n',
    )
