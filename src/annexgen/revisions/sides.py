"""The two sides of a comparison: a git revision, the work tree, or a plain folder.

A side lists its content files and reads the bytes of those it is asked for. What git knows to be
equal on both sides is never read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from annexgen.findings import Message
from annexgen.revisions.git import GitFault, Repository
from annexgen.revisions.objects import SUBMODULE, Blob, listing, read, submodule
from annexgen.source.text import read_bytes
from annexgen.source.tree import ANNEX_FILE, CONTENT, find_files

TEMPLATES = "templates"
"""The folder of an annex's own forms."""

MAIN_BRANCHES = ("origin/HEAD", "origin/main", "main", "origin/master", "master")
"""What the main branch may be called; the first that there is counts."""

_FILE = re.compile(r"content/(?:annex|(?![.~]|__)[^/]+/(?![.~]|__)[^/]+)\.yaml", re.DOTALL)


class Revision:
    """What a commit holds.

    Args:
        root: the annex root in the work tree.
        name: a branch, tag or hash, as the reader knows it.
        commit: the commit's full name.

    Raises:
        GitFault: where it holds no annex, or no git repository is there.
    """

    def __init__(self, root: Path, name: str, commit: str) -> None:
        self.name = name
        self.commit = commit
        self.root = root
        self.repository = Repository(root)
        self._blobs = listing(self.repository, commit, CONTENT)
        if not any(is_content(path) for path in self._blobs):
            raise GitFault(
                Message(
                    f"版本“{name}”里没有 content/，没有可比较的附表",
                    f"revision “{name}” has no content/, so there is no annex to compare",
                )
            )

    @cached_property
    def files(self) -> dict[str, Blob]:
        """The content files, by path from the annex root."""
        return {path: blob for path, blob in self._blobs.items() if is_content(path)}

    def read(self, paths: Iterable[str]) -> dict[str, bytes]:
        """Return the bytes of those of ``paths`` that there are."""
        return read(self.repository, self._blobs, paths)

    def has_all_as_on_disk(self, ending: str) -> bool:
        """Say whether all files below the root whose names end so are as the commit has them."""
        differing = self.repository.names(
            *("diff", "--name-only", "-z", "--relative", "--no-renames", "--no-ext-diff"),
            *(self.commit, "--", "."),
        )
        unknown = self.repository.names(
            *("ls-files", "--others", "--exclude-standard", "-z", "--", ".")
        )
        return not any(name.endswith((ending, "/")) for name in (*differing, *unknown))

    def form_file(self, name: str) -> bytes | None:
        """Return the ``form.yaml`` of the annex's own form ``name``; None where there is none."""
        path = f"{TEMPLATES}/{name}/form.yaml"
        blobs = listing(self.repository, self.commit, TEMPLATES)
        return read(self.repository, blobs, [path]).get(path)


class Folder:
    """What a folder on the disk holds, a work tree or any other.

    Args:
        root: the annex root.
        name: what the reader knows it by.
    """

    def __init__(self, root: Path, name: str) -> None:
        self.root = root
        self.name = name

    @cached_property
    def files(self) -> list[str]:
        """The content files, by path from the annex root."""
        tree = find_files(self.root)
        files = [ANNEX_FILE] if tree.annex else []
        for unit in tree.units:
            files += filter(None, (unit.unit_file, *unit.project_files))
        return files

    def read(self, paths: Iterable[str]) -> dict[str, bytes]:
        """Return the bytes of those of ``paths`` that there are; no link leads out of content/."""
        content = (self.root / CONTENT).resolve()
        return {
            path: read_bytes(file)
            for path in paths
            if (file := self.root / path).is_file() and file.resolve().is_relative_to(content)
        }


Side = Revision | Folder


def is_content(path: str) -> bool:
    """Say whether a path from the annex root is that of a content file."""
    return _FILE.fullmatch(path) is not None


def merge_base_with_main(root: Path) -> Revision:
    """Return the commit at which the work tree's branch left the main branch.

    Raises:
        GitFault: where there is no such branch, or no git repository.
    """
    repository = Repository(root)
    main = repository.first_known(*MAIN_BRANCHES)
    if main is None:
        raise GitFault(
            Message(
                "没有找到主分支（origin/HEAD、main、master）；请写明与哪个版本比较",
                "there is no main branch (origin/HEAD, main, master); name what to compare with",
            )
        )
    return Revision(root, main, repository.merge_base(main))


def differing(base: Side, head: Side) -> list[str]:
    """Return the paths of the content files that are not known to be equal, sorted.

    Raises:
        GitFault: where git cannot tell, in the middle of a merge, and for a submodule.
    """
    if isinstance(base, Revision) and isinstance(head, Revision):
        old, new = base.files, head.files
        return sorted(path for path in old.keys() | new.keys() if old.get(path) != new.get(path))
    for one, other in ((base, head), (head, base)):
        if isinstance(one, Revision) and isinstance(other, Folder) and one.root == other.root:
            return _beside_work_tree(one)
    before, after = (side.read(side.files) for side in (base, head))
    paths = before.keys() | after.keys()
    return sorted(path for path in paths if before.get(path) != after.get(path))


def _beside_work_tree(revision: Revision) -> list[str]:
    """Return the files in which the work tree differs, as git sees it."""
    names = revision.repository.names
    if names("ls-files", "--unmerged", "-z", "--", CONTENT):
        raise GitFault(
            Message(
                "合并还没有完成，content/ 里有冲突；请先解决冲突再比较",
                "a merge is not finished and content/ has conflicts; resolve them first",
            )
        )
    words = iter(
        names(
            *("diff", "--raw", "-z", "--relative", "--no-renames", "--no-ext-diff"),
            *("--ignore-submodules=none", revision.commit, "--", CONTENT),
        )
    )
    differing = {path: modes for modes, path in zip(words, words, strict=True)}
    for path, modes in differing.items():
        if SUBMODULE in modes.split(" ")[1]:
            raise submodule(path)
    unknown = names("ls-files", "--others", "-z", "--", CONTENT)
    for name in unknown:
        if name.endswith("/"):
            raise submodule(name.rstrip("/"))
    return sorted(path for path in {*differing, *unknown} if is_content(path))
