"""Which two sides ``annexgen diff`` compares: what BASE and HEAD on the command line mean."""

from __future__ import annotations

import argparse
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from annexgen.cli.failure import CannotRun
from annexgen.cli.language import Say

if TYPE_CHECKING:
    from annexgen.revisions.sides import Side

_RANGE = re.compile(r"([^./].*?)\.{2,3}([^./].*)")
"""How git writes two revisions as one word."""


def sides(options: argparse.Namespace, say: Say) -> tuple[Side, Side]:
    """Return the sides that are named; git's revisions are those of the annex's repository.

    Args:
        options: ``base`` and ``head``, None where they are left out, and ``root``.
        say: picks the wording.

    Raises:
        CannotRun: where a name means nothing, or two things.
        GitFault: where git cannot tell.
    """
    from annexgen.revisions.sides import Folder, merge_base_with_main

    if "" in (options.base, options.head):
        raise CannotRun(
            "BASE 或 HEAD 是空的（变量没有值？）；请写版本或目录，或者不写",
            "BASE or HEAD is empty (a variable without a value?); name a side or leave it out",
        )
    folders = [_folder(name) for name in (options.base, options.head)]
    if folders[0] and folders[1]:
        return folders[0], folders[1]
    root = _root(options)
    base = _side(options.base, root) if options.base else merge_base_with_main(root)
    if options.head:
        return base, _side(options.head, root)
    return base, Folder(root, say("工作目录", "work tree"))


def _root(options: argparse.Namespace) -> Path:
    """Return the annex root; two revisions may have an annex where the work tree has none."""
    from annexgen.cli.root import find_root

    try:
        return find_root(options.root)
    except CannotRun:
        if options.head is None:
            raise
        return Path(options.root or ".").resolve()


def _side(name: str, root: Path) -> Side:
    from annexgen.revisions.git import GitFault, Repository
    from annexgen.revisions.sides import Revision

    folder = _folder(name)
    if folder is not None:
        return folder
    try:
        return Revision(root, name, Repository(root).commit(name))
    except GitFault as fault:
        if ends := _RANGE.fullmatch(name):
            both = f"annexgen diff {ends[1]} {ends[2]}"
            zh, en = fault.message
            raise CannotRun(f"{zh}；两个版本分开写：{both}", f"{en}; name both: {both}") from None
        if not Path(name).is_dir():
            raise
        raise CannotRun(
            f"目录“{name}”里没有 content/annex.yaml，也没有叫这个名字的 git 版本",
            f"folder “{name}” holds no content/annex.yaml, and no git revision has that name",
        ) from None


def _folder(name: str | None) -> Side | None:
    """Return the annex in the folder of that name; None where there is no such folder.

    Raises:
        CannotRun: where a git revision has that name as well, and nothing says which is meant.
    """
    from annexgen.cli.root import ANNEX_FILE
    from annexgen.revisions.sides import Folder

    if name is None or not (Path(name) / ANNEX_FILE).is_file():
        return None
    if not name.startswith((".", os.sep)) and _is_revision(name):
        raise CannotRun(
            f"“{name}”既是目录，又是 git 版本；目录请写 ./{name}，分支或标签请写 refs/ 开头的全名",
            f"“{name}” is a folder and a git revision; write ./{name} for the folder, or the full "
            "name of the branch or tag, which begins with refs/",
        )
    return Folder(Path(name).resolve(), name)


def _is_revision(name: str) -> bool:
    from annexgen.revisions.git import GitFault, Repository

    try:
        return Repository(Path.cwd()).first_known(name) is not None
    except GitFault:
        return False
