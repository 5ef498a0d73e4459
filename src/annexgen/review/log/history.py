"""What happened to one project over the commits, newest first, under whatever name its file had."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from annexgen.review.changes import Change, Changed
from annexgen.review.log.naming import identifier
from annexgen.review.matching import match_projects
from annexgen.review.sheets import Sheet
from annexgen.review.single import Context, compare_file, context_of, is_project, sheet_of
from annexgen.revisions.git import Repository
from annexgen.revisions.history import Commit, Difference, Differences, History
from annexgen.revisions.objects import Blob, read
from annexgen.revisions.sides import Revision, is_content
from annexgen.source.tree import ANNEX_FILE
from annexgen.tuples import NamedTuple

_FILE = "100"


class Happened(NamedTuple):
    """A commit that changed a project.

    Attributes:
        commit: the commit.
        changed: what it changed.
    """

    commit: Commit
    changed: Changed


class Log(NamedTuple):
    """The history of a project.

    Attributes:
        id: its identifier.
        path: of its file.
        name: 项目名称, as it is now or was at last.
        happened: the commits that changed it, newest first, as many as were asked for.
        total: how many there are.
        reformatted: how many others have only written it otherwise.
        is_shallow: whether older commits are missing.
    """

    id: str
    path: str
    name: str
    happened: tuple[Happened, ...]
    total: int
    reformatted: int
    is_shallow: bool


class _Place(NamedTuple):
    """A file at a commit: its path, and what it holds; None where it is missing."""

    path: str
    blob: Blob | None


class _Touch(NamedTuple):
    """A commit that touched the project's file, beside one of its parents.

    Attributes:
        commit: the commit.
        old, new: the file before and then.
        annexes: annex.yaml before and then.
    """

    commit: Commit
    old: _Place
    new: _Place
    annexes: tuple[Blob | None, Blob | None]

    @property
    def blobs(self) -> tuple[Blob | None, ...]:
        """All that must be read of it."""
        return self.old.blob, self.new.blob, *self.annexes


def log_of(head: Revision, history: History, path: str, earliest: int, most: int | None) -> Log:
    """Return the history of a project, newest first.

    A merge is part of it where it has something that none of its sides had; it is compared with
    the first of them.

    Args:
        head: what HEAD holds.
        history: of the annex.
        path: of the project's file at HEAD, or of one that was dropped.
        earliest: leaves out what was committed before, in seconds since 1970.
        most: commits to return at most; None for all.

    Raises:
        GitFault: where git cannot read a file.
    """
    repository = head.repository
    touched = [
        touches
        for touches in _touched(repository, history, path, head.files.get(ANNEX_FILE))
        if touches[0].commit.committed >= earliest
    ]
    wanted = {blob for touches in touched for touch in touches for blob in touch.blobs if blob}
    blobs = {blob.id: blob for blob in wanted if blob.mode.startswith(_FILE)}
    reader = _Reader(read(repository, blobs, sorted(blobs)))
    compared = [(touches[0].commit, _compared(touches, reader)) for touches in touched]
    happened = [Happened(commit, changed) for commit, changed in compared if changed]
    name = happened[0].changed.sheet.name if happened else Sheet(path).name
    return Log(
        identifier(path),
        path,
        name,
        tuple(happened[:most]),
        len(happened),
        sum(changed is None and len(commit.parents) < 2 for commit, changed in compared),
        history.is_shallow,
    )


class _Reader:
    """Reads each state of each file once; a commit's old side is what the one before it had."""

    def __init__(self, data: Mapping[str, bytes]) -> None:
        self._data = data
        self.sheet = lru_cache(maxsize=None)(self._sheet)
        self.context = lru_cache(maxsize=None)(self._context)

    def _sheet(self, place: _Place) -> Sheet | None:
        data = self._data.get(place.blob.id) if place.blob else None
        return None if data is None else sheet_of(place.path, data)

    def _context(self, annex: Blob | None) -> Context:
        return context_of(self._data.get(annex.id) if annex else None)


def _compared(touches: Sequence[_Touch], reader: _Reader) -> Changed | None:
    """Return what a commit has changed; of a merge, what differs from each of its parents."""
    first, *others = [_changed(touch, reader) for touch in touches]
    if first is None or None in others:
        return None
    others_made = [set(map(_made, other.changes)) for other in others if other]
    own = [one for one in first.changes if all(_made(one) in made for made in others_made)]
    return replace(first, changes=tuple(own)) if own else None


def _made(change: Change) -> tuple[object, ...]:
    """Return what a change has made of its thing, whatever that was before."""
    row = change.new_row or change.old_row
    return change.field, change.new, row and (row.levels, row.name)


def _changed(touch: _Touch, reader: _Reader) -> Changed | None:
    old, new = reader.sheet(touch.old), reader.sheet(touch.new)
    before, now = (reader.context(annex) for annex in touch.annexes)
    return compare_file(old, new, before, now) if old or new else None


def _touched(
    repository: Repository, history: History, path: str, annex: Blob | None
) -> Iterator[list[_Touch]]:
    """Walk from the newest commit back, along all parents, and follow the file's names."""
    paths: dict[str, str] = {commit.id: path for commit in history.commits[:1]}
    annexes: dict[str, Blob | None] = {commit.id: annex for commit in history.commits[:1]}
    for commit in history.commits:
        here, now = paths.get(commit.id, path), annexes.get(commit.id, annex)
        steps = history.steps(commit)
        touches = []
        for parent, step in steps.items():
            old, new = _before_and_then(repository, step, here)
            before = step[ANNEX_FILE].old if ANNEX_FILE in step else now
            paths.setdefault(parent, old.path)
            annexes.setdefault(parent, before)
            if here in step:
                touches.append(_Touch(commit, old, new, (before, now)))
        if touches and len(touches) == len(steps):
            yield touches


def _before_and_then(repository: Repository, step: Differences, path: str) -> tuple[_Place, _Place]:
    """Return a file before and after a step; where it came or went, what it was or became."""
    same = step.get(path, Difference(None, None))
    if (same.old is None) == (same.new is None):
        return _Place(path, same.old), _Place(path, same.new)
    projects = {one: step[one] for one in step if is_content(one) and is_project(one)}
    gone = {one: two.old for one, two in projects.items() if two.old and not two.new}
    come = {one: two.new for one, two in projects.items() if two.new and not two.old}
    other = _matched(repository, gone, come).get(path) if gone and come else None
    if same.new is None:
        return _Place(path, same.old), _Place(other or path, come.get(other or path))
    return _Place(other or path, gone.get(other or path)), _Place(path, same.new)


def _matched(
    repository: Repository, gone: Mapping[str, Blob], come: Mapping[str, Blob]
) -> dict[str, str]:
    """Return which file has become which, both ways."""
    old = [sheet_of(path, data) for path, data in read(repository, gone, gone).items()]
    new = [sheet_of(path, data) for path, data in read(repository, come, come).items()]
    pairs = [(old[pair.old].path, new[pair.new].path) for pair in match_projects(old, new)]
    return {one: other for pair in pairs for one, other in (pair, pair[::-1])}
