"""Which files of an annex a branch has touched: the work tree beside where it left another."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from annexgen.revisions.git import Repository

_CONTENT = "content"


class ChangedFiles:
    """The files that differ.

    Args:
        root: the annex root.
        paths: POSIX paths of files relative to ``root``; one of a folder stands for all in it.
    """

    def __init__(self, root: Path, paths: frozenset[str]) -> None:
        self._root = root.resolve()
        self._paths = paths

    def __contains__(self, path: str) -> bool:
        """Say whether a file, or the one that it links to, differs."""
        if self._differs(PurePosixPath(path)):
            return True
        target = (self._root / path).resolve()
        return target.is_relative_to(self._root) and self._differs(
            PurePosixPath(target.relative_to(self._root).as_posix())
        )

    def _differs(self, path: PurePosixPath) -> bool:
        return any(str(one) in self._paths for one in (path, *path.parents))


def changed_since(root: Path, revision: str) -> ChangedFiles:
    """Return the files that differ between the merge base of ``revision`` with HEAD and now.

    A file under its new name is one of them; so is a content file that git does not follow.

    Args:
        root: the annex root, the repository's top or any folder in it.
        revision: a branch, a tag, a hash …

    Raises:
        GitFault: without git, without a repository, for an unknown revision.
    """
    repository = Repository(root)
    base = repository.merge_base(revision)
    # A submodule or a repository in the repository is named as a folder.
    differing = repository.names(
        *("diff", "--name-only", "-z", "--relative", "--no-renames", "--no-ext-diff"),
        *("--ignore-submodules=none", base, "--", "."),
    )
    unknown = repository.names("ls-files", "--others", "-z", "--", _CONTENT)
    return ChangedFiles(root, frozenset(name.rstrip("/") for name in (*differing, *unknown)))
