"""The content files that a commit holds, read from git's object store; the work tree is no part."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping

from annexgen.findings import Message
from annexgen.revisions.git import GitFault, Repository
from annexgen.source.text import MOST_BYTES
from annexgen.tuples import NamedTuple

SUBMODULE = "160000"
"""The mode of a repository within the repository."""
_LINK = "120000"
_TOO_LARGE = bytes(MOST_BYTES + 1)
"""Stands for a file that is over the limit: its reader refuses it by its size."""


class Blob(NamedTuple):
    """A file in a commit: its mode and the name of its content."""

    mode: str
    id: str


def listing(repository: Repository, commit: str, folder: str) -> dict[str, Blob]:
    """Return all files below ``folder`` in a commit, by path from the folder git runs in.

    Raises:
        GitFault: where git fails, and for a submodule, whose files git has not.
    """
    found: dict[str, Blob] = {}
    for line in repository.names("ls-tree", "-r", "-z", commit, "--", f"{folder}/"):
        head, _, path = line.partition("\t")
        mode, _, name = head.split(" ", 2)
        if mode == SUBMODULE:
            raise submodule(path)
        found[path] = Blob(mode, name)
    return found


def read(
    repository: Repository, blobs: Mapping[str, Blob], paths: Iterable[str]
) -> dict[str, bytes]:
    """Return the bytes of those of ``paths`` that a listing has; every content is read once.

    A link is followed within the listing. Of a file over 1 MiB nothing is read.
    """
    wanted = {path: _target(repository, blobs, path) for path in paths if path in blobs}
    names = list(dict.fromkeys(blob.id for blob in wanted.values() if blob is not None))
    contents = dict(zip(names, _contents(repository, names), strict=True))
    return {path: contents[blob.id] for path, blob in wanted.items() if blob is not None}


def submodule(path: str) -> GitFault:
    """Return the fault that content lies in another repository."""
    return GitFault(
        Message(
            f"{path} 是另一个 git 仓库（子模块），其中的文件不能比较",
            f"{path} is another git repository (a submodule), whose files cannot be compared",
        )
    )


def _target(repository: Repository, blobs: Mapping[str, Blob], path: str) -> Blob | None:
    """Return the blob that ``path`` leads to; None for a link out of the listing."""
    for _ in range(8):
        blob = blobs.get(path)
        if blob is None or blob.mode != _LINK:
            return blob
        leads = os.fsdecode(repository.output("cat-file", "blob", blob.id))
        path = os.path.normpath(f"{path.rpartition('/')[0]}/{leads}").replace(os.sep, "/")
    return None


def _contents(repository: Repository, names: list[str]) -> Iterator[bytes]:
    """Yield the bytes of objects, in their order."""
    sizes = dict(_sizes(repository, names))
    fit = [name for name in names if sizes[name] <= MOST_BYTES]
    data = repository.output("cat-file", "--batch", given=_lines(fit)) if fit else b""
    at = 0
    for name in names:
        if sizes[name] > MOST_BYTES:
            yield _TOO_LARGE
            continue
        start = data.index(b"\n", at) + 1
        at = start + sizes[name] + 1
        yield data[start : at - 1]


def _sizes(repository: Repository, names: list[str]) -> Iterator[tuple[str, int]]:
    if not names:
        return
    printed = repository.output("cat-file", "--batch-check", given=_lines(names))
    for name, line in zip(names, printed.decode("ascii", "replace").splitlines(), strict=True):
        words = line.split()
        if words[-1] == "missing":
            raise GitFault(
                Message(
                    f"git 仓库缺少对象 {name}（仓库不完整）",
                    f"the git repository lacks the object {name} (it is incomplete)",
                )
            )
        yield name, int(words[2])


def _lines(names: Iterable[str]) -> bytes:
    return "".join(f"{name}\n" for name in names).encode("ascii")
