"""Who changed a content file last between two sides, and when.

A commit's author and date where a commit did it; in a work tree, whoever git is set up for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from annexgen.revisions.git import Repository
from annexgen.revisions.sides import Folder, Revision, Side, differing
from annexgen.source.tree import CONTENT
from annexgen.tuples import NamedTuple

_COMMIT = "\x01"
_FORMAT = f"{_COMMIT}%at{_COMMIT}%aN"


class Author(NamedTuple):
    """Who made a change, and when.

    Attributes:
        name: never empty.
        moment: in UTC, ``2025-01-31T08:00:00Z``; empty where it is not known.
    """

    name: str
    moment: str = ""


class Authors:
    """The authors of what two sides differ in.

    Args:
        default: of what no file's own author is known for.
        by_path: of single files, by path from the annex root.
    """

    def __init__(self, default: Author, by_path: Mapping[str, Author]) -> None:
        self._default = default
        self._by_path = by_path

    def of(self, *paths: str) -> Author:
        """Return who changed the first of some files that has changed."""
        known = (self._by_path[path] for path in paths if path in self._by_path)
        return next(known, self._default)


def authors(base: Side, head: Side, nobody: str, uncommitted: str) -> Authors:
    """Find out who changed what between two sides.

    Args:
        base: the side before.
        head: the side now.
        nobody: names the author of what lies in no repository.
        uncommitted: names the author of a work tree whose git knows no user.

    Raises:
        GitFault: where git cannot tell, and in the middle of a merge.
    """
    if isinstance(head, Revision):
        here = _committed(head.repository, head.commit, nobody)
        since = _since(base, head.repository, head.commit, nobody)
        return Authors(here, since)
    if isinstance(base, Revision) and base.root == head.root:
        return _in_work_tree(base, head, nobody, uncommitted)
    return Authors(Author(nobody), {})


def _in_work_tree(base: Revision, head: Folder, nobody: str, uncommitted: str) -> Authors:
    repository = base.repository
    name = repository.output("config", "--default", "", "--get", "user.name")
    user = Author(_text(name).strip() or uncommitted)
    commit = repository.commit("HEAD")
    found = _since(base, repository, commit, nobody)
    found |= dict.fromkeys(differing(Revision(base.root, "HEAD", commit), head), user)
    return Authors(user, found)


def _committed(repository: Repository, commit: str, nobody: str) -> Author:
    """Return the author of a commit."""
    told = repository.output("log", "-1", f"--format={_FORMAT}", commit)
    return _author(_text(told).strip("\n"), nobody)


def _since(base: Side, repository: Repository, commit: str, nobody: str) -> dict[str, Author]:
    """Return who touched each file last in the commits that ``base`` has not."""
    if not isinstance(base, Revision) or base.root != repository.folder:
        return {}
    told = repository.output(
        *("log", "-z", "--name-only", "--relative", "--no-renames", "--no-ext-diff"),
        *(f"--format={_FORMAT}", f"{base.commit}..{commit}", "--", CONTENT),
    )
    found: dict[str, Author] = {}
    for path, author in _touched(_text(told), nobody):
        found.setdefault(path, author)
    return found


def _touched(told: str, nobody: str) -> Iterator[tuple[str, Author]]:
    """Yield each file of each commit, the newest commit first."""
    author = Author(nobody)
    for word in told.split("\0"):
        if word.lstrip("\n").startswith(_COMMIT):
            author = _author(word.lstrip("\n"), nobody)
        elif word.strip("\n"):
            yield word.strip("\n"), author


def _author(told: str, nobody: str) -> Author:
    _, seconds, name = told.split(_COMMIT, 2)
    try:
        moment = datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):  # beyond what a date can say
        moment = ""
    return Author(name.strip() or nobody, moment)


def _text(told: bytes) -> str:
    return told.decode("utf-8", "replace")
