"""All files of an annex, or some: formatted in memory, then shown as a diff or written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from annexgen.atomic import putting, write_together
from annexgen.findings import Refused
from annexgen.formatting.file import Formatted, formatted
from annexgen.patches import patch
from annexgen.schema.content import ANNEX, UNIT, project_shape
from annexgen.source.nodes import MappingNode, Scalar
from annexgen.source.placement import unreadable
from annexgen.source.reader import read_file
from annexgen.source.text import read_bytes
from annexgen.source.tree import ANNEX_FILE, find_files

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from annexgen.schema.vocabulary import Vocabulary

_WRITERS = 8
"""Threads that write: what takes time is to wait until the disk has each file."""
BATCH = 100
"""Files that go to a worker process at a time."""


def content_files(root: Path) -> list[str]:
    """Return the paths of all content files of an annex, relative to its root."""
    tree = find_files(root)
    files = [tree.annex] if tree.annex else []
    for unit in tree.units:
        files += [unit.unit_file] if unit.unit_file else []
        files += unit.project_files
    return files


def vocabulary_of_annex(
    root: Path, vocabulary_of: Callable[[str], Vocabulary]
) -> Vocabulary | None:
    """Return the words of the annex's form; None where it is not known.

    Args:
        root: the annex root.
        vocabulary_of: gives the words of a form by its name; may raise ``Refused``.
    """
    node = read_file(root, ANNEX_FILE).node
    entries = node.entries if isinstance(node, MappingNode) else ()
    for key, value in entries:
        if key.text == "表样" and isinstance(value, Scalar):
            try:
                return vocabulary_of(value.text.strip())
            except Refused:
                return None
    return None


def format_all(
    root: Path, paths: Sequence[str], vocabulary: Vocabulary | None, executor: Executor | None
) -> Iterator[list[Formatted]]:
    """Yield the files that are not canonical or left as they are, batch by batch.

    Args:
        root: the annex root.
        paths: of content files, relative to ``root``.
        vocabulary: the form's words; None where the form is not known.
        executor: where the batches go; None for this process.
    """
    batches = [paths[start : start + BATCH] for start in range(0, len(paths), BATCH)]
    work = partial(_format_batch, root, vocabulary)
    yield from map(work, batches) if executor is None else executor.map(work, batches)


def _format_batch(
    root: Path, vocabulary: Vocabulary | None, paths: Sequence[str]
) -> list[Formatted]:
    project = project_shape(vocabulary)
    shapes = {"annex.yaml": ANNEX, "unit.yaml": UNIT}
    done = []
    for path in paths:
        try:
            data = read_bytes(root / path)
        except OSError as error:
            finding = unreadable(path, error.strerror or str(error))
            done.append(Formatted(path, b"", b"", (), (finding,)))
            continue
        file = formatted(path, data, shapes.get(path.rpartition("/")[2], project))
        if file.after != data or file.findings or file.is_unclear:
            done.append(file)
    return done


def write(root: Path, files: Iterable[Formatted]) -> Iterator[Formatted]:
    """Write files, those of a folder together, and yield each that is written; links stay links.

    A file that is no longer what it was when it was read is left as it is.

    Raises:
        OSError: where a file cannot be read or written; those yielded before are.
    """
    by_folder: dict[Path, dict[str, Formatted]] = {}
    for file in files:
        target = (root / file.path).resolve()
        by_folder.setdefault(target.parent, {})[target.name] = file
    with ThreadPoolExecutor(_WRITERS) as threads:
        try:
            for written in threads.map(_write_folder, by_folder, by_folder.values()):
                yield from written
        finally:
            threads.shutdown(cancel_futures=True)


def _write_folder(folder: Path, files: Mapping[str, Formatted]) -> list[Formatted]:
    """Write files of one folder and return them, without those that have changed meanwhile."""
    same = {
        name: file for name, file in files.items() if (folder / name).read_bytes() == file.before
    }
    write_together(folder, {name: putting(file.after) for name, file in same.items()})
    return list(same.values())


def diff(file: Formatted) -> str:
    """Return what changes in a file as a unified diff that ``patch -p1`` takes."""
    return patch(file.path, file.before, file.after)
