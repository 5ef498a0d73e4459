"""All files of an annex carried to another year: in memory, then shown or written together."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from annexgen.atomic import putting, write_together
from annexgen.carrying.files import CannotCarry, Carried, Years, carried
from annexgen.checks.reviews import left_to_review
from annexgen.findings import Finding, has_errors
from annexgen.patches import patch
from annexgen.schema.content import ANNEX, UNIT, project_shape
from annexgen.source.names import collision_key
from annexgen.source.placement import unreadable
from annexgen.source.reader import read_node
from annexgen.source.text import read_bytes
from annexgen.tuples import NamedTuple

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from annexgen.schema.vocabulary import Vocabulary

BATCH = 100
"""Files that go to a worker process at a time."""

_KINDS = {"annex.yaml": ANNEX, "unit.yaml": UNIT}


class Batch(NamedTuple):
    """What became of some files.

    Attributes:
        files: those that can be carried.
        findings: why others cannot be read, and what has still to be reviewed from last time.
        odd: paths of those that cannot be changed exactly.
    """

    files: list[Carried]
    findings: list[Finding]
    odd: list[str]


def carry(
    root: Path,
    paths: Sequence[str],
    vocabulary: Vocabulary,
    years: Years,
    executor: Executor | None,
) -> Iterator[Batch]:
    """Yield the files of an annex as they are in another year, batch by batch; nothing is written.

    Args:
        root: the annex root.
        paths: of all content files, relative to ``root``.
        vocabulary: the form's words.
        years: from which year to which.
        executor: where the batches go; None for this process.
    """
    batches = [paths[start : start + BATCH] for start in range(0, len(paths), BATCH)]
    work = partial(_carry_batch, root, vocabulary, years)
    yield from map(work, batches) if executor is None else executor.map(work, batches)


def _carry_batch(root: Path, vocabulary: Vocabulary, years: Years, paths: Sequence[str]) -> Batch:
    project = project_shape(vocabulary)
    done = Batch([], [], [])
    for path in paths:
        try:
            data = read_bytes(root / path)
        except OSError as error:
            done.findings.append(unreadable(path, error.strerror or str(error)))
            continue
        findings = [*read_node(path, data).findings, *left_to_review(root, path, data)]
        done.findings.extend(findings)
        if has_errors(findings):
            continue
        shape = _KINDS.get(path.rpartition("/")[2], project)
        try:
            done.files.append(carried(path, data, shape, years, marks=shape is project))
        except CannotCarry:
            done.odd.append(path)
    return done


def collisions(files: Iterable[Carried]) -> list[str]:
    """Return the new paths that several files would have, as some file system takes them."""
    paths: dict[str, list[str]] = {}
    for file in files:
        paths.setdefault(collision_key(file.new_path), []).append(file.new_path)
    return [same[0] for same in paths.values() if len(same) > 1]


def write(root: Path, files: Sequence[Carried], target: Path) -> None:
    """Write the files, all of them or none; those that have moved are gone from their old place.

    Args:
        root: the annex root.
        files: what is to be written.
        target: the root to write to: ``root`` itself, or another, in which all files are new.

    Raises:
        OSError: where something cannot be read, written, or is there already.
    """
    if target != root:
        others = {path: putting((root / path).read_bytes()) for path in _beside(root)}
        texts = {one.new_path: putting(one.after) for one in files}
        write_together(target, others | texts, only_new=True)
        return
    changed = [one for one in files if one.after != one.before or one.new_path != one.path]
    new = {one.new_path for one in files}
    write_together(
        root,
        {_behind_link(root, one): putting(one.after) for one in changed},
        gone=[one.path for one in changed if one.path not in new],
    )


def _behind_link(root: Path, file: Carried) -> str:
    """Return where a file is written: one that keeps its name may be a link, which stays one."""
    if file.path != file.new_path or not (root / file.path).is_symlink():
        return file.new_path
    return os.path.relpath((root / file.path).resolve(), root)


def changed_meanwhile(root: Path, files: Iterable[Carried]) -> list[str]:
    """Return the files that are no longer what they were when they were read."""
    return [one.path for one in files if (root / one.path).read_bytes() != one.before]


def _beside(root: Path) -> Iterator[str]:
    """Yield the files that an annex needs beside its content: its own forms, schemas."""
    for folder in ("templates", "schema"):
        for file in sorted((root / folder).rglob("*")):
            if file.is_file():
                yield file.relative_to(root).as_posix()


def diff(files: Iterable[Carried]) -> str:
    """Return what changes as a unified diff."""
    return "".join(patch(one.path, one.before, one.after, one.new_path) for one in files)
