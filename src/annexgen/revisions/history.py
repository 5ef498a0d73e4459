"""The commits that touched an annex, and what each changed in its files: three runs of git in all.

Git leaves out commits that change nothing below ``content/`` and joins the others, so that what a
commit is compared with is the commit before it that did.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping

from annexgen.findings import Message
from annexgen.revisions.git import GitFault, Repository
from annexgen.revisions.objects import Blob
from annexgen.source.tree import CONTENT
from annexgen.tuples import NamedTuple

_FIELDS = ("%H", "%P", "%T", "%h", "%aI", "%ct", "%aN", "%s")
_PAIR = re.compile(r"([0-9a-f]{40,64}) ([0-9a-f]{40,64})")
_NO_MODE = "000000"
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
_AGO = re.compile(r"[0-9]+[ .](?:minute|hour|day|week|month|year)s?[ .]ago")


class Commit(NamedTuple):
    """A commit.

    Attributes:
        id: its full name.
        short: its short one.
        parents: the commits before it that touched the annex; more than one for a merge.
        tree: the name of what it holds.
        author: who made it.
        moment: when, by the author's clock: ``2025-01-31T08:00:00+08:00``.
        committed: when it was committed, in seconds since 1970.
        subject: the first line of its message.
    """

    id: str
    short: str
    parents: tuple[str, ...]
    tree: str
    author: str
    moment: str
    committed: int
    subject: str


class Difference(NamedTuple):
    """A file that two commits have not alike; None on the side where it is missing."""

    old: Blob | None
    new: Blob | None


Differences = Mapping[str, Difference]
"""What two commits have not alike, by path from the annex root."""


class History:
    """The history of an annex up to HEAD.

    Args:
        repository: run in the annex root.

    Raises:
        GitFault: where git fails, or there is no commit.

    Attributes:
        commits: those that touched the annex, each before all that it comes from.
        is_shallow: whether older commits are missing, since the clone is shallow.
    """

    def __init__(self, repository: Repository) -> None:
        self.commits = tuple(_commits(repository, repository.commit("HEAD")))
        self.is_shallow = repository.is_shallow
        self._nothing = repository.output("hash-object", "-t", "tree", "--stdin", given=b"")
        self._trees = {commit.id: commit.tree for commit in self.commits}
        pairs = {pair for commit in self.commits for pair in self._pairs(commit)}
        self._found = _differences(repository, sorted(pairs))

    def steps(self, commit: Commit) -> dict[str, Differences]:
        """Return what a commit has changed beside each of its parents.

        The first commit is compared with nothing, under an empty name; in a shallow clone nobody
        knows what it has changed.
        """
        parents = [parent for parent in commit.parents if parent in self._trees]
        if not parents and self.is_shallow:
            return {}
        pairs = zip(parents or [""], self._pairs(commit), strict=True)
        return {parent: self._found.get(pair, {}) for parent, pair in pairs}

    def paths(self) -> list[str]:
        """Return the paths of all files that any commit has touched, the newest first."""
        steps = (step for commit in self.commits for step in self.steps(commit).values())
        return list(dict.fromkeys(path for step in steps for path in step))

    def _pairs(self, commit: Commit) -> list[tuple[str, str]]:
        before = [self._trees[parent] for parent in commit.parents if parent in self._trees]
        return [(tree, commit.tree) for tree in before or [self._nothing.decode().strip()]]


def since(repository: Repository, moment: str) -> int:
    """Return a moment in seconds since 1970, from a date or ``2 weeks ago``.

    Raises:
        GitFault: for what is neither.
    """
    date = _DATE.fullmatch(moment)
    if date is None and not _AGO.fullmatch(moment):
        raise GitFault(
            Message(
                f"--since 看不懂“{moment}”；请写日期，如 2025-01-31，或 2.weeks.ago",
                f"--since does not know “{moment}”; give a date like 2025-01-31, or 2.weeks.ago",
            )
        )
    # Left alone, git takes a year for a time of the day, and today's time for that of a date.
    whole = "-".join(part or "1" for part in date.groups()) + " 00:00" if date else moment
    return int(repository.output("rev-parse", f"--since={whole}").partition(b"=")[2])


def _commits(repository: Repository, head: str) -> Iterator[Commit]:
    told = repository.output(
        *("log", "-z", "--date-order", "--parents", "--no-show-signature", "--encoding=UTF-8"),
        *(f"--format={'%x00'.join(_FIELDS)}", head, "--", CONTENT),
    )
    words = told.decode("utf-8", "replace").split("\0")
    for at in range(0, len(words) - len(_FIELDS) + 1, len(_FIELDS)):
        name, parents, tree, short, authored, committed, author, subject = words[
            at : at + len(_FIELDS)
        ]
        yield Commit(
            name, short, tuple(parents.split()), tree, author, authored, int(committed), subject,
        )  # fmt: skip


def _differences(
    repository: Repository, pairs: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], dict[str, Difference]]:
    """Return what pairs of trees have not alike, from one run of git."""
    given = "".join(f"{old} {new}\n" for old, new in pairs).encode("ascii")
    told = repository.output(
        *("diff-tree", "--stdin", "-r", "-z", "--raw", "--no-renames", "--relative"),
        *("--no-abbrev", "--no-ext-diff", "--", CONTENT),
        given=given,
    )
    found: dict[tuple[str, str], dict[str, Difference]] = {}
    current: dict[str, Difference] = {}
    words = iter(told.split(b"\0"))
    for word in words:
        *pairs_told, entry = word.decode("ascii", "replace").split("\n")
        for pair in filter(None, map(_PAIR.fullmatch, pairs_told)):
            current = found.setdefault((pair[1], pair[2]), {})
        if entry.startswith(":"):
            old_mode, new_mode, old, new, _ = entry[1:].split(" ")
            path = os.fsdecode(next(words))
            current[path] = Difference(_blob(old_mode, old), _blob(new_mode, new))
    return found


def _blob(mode: str, name: str) -> Blob | None:
    return None if mode == _NO_MODE else Blob(mode, name)
