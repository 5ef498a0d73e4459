"""A new project in an annex that is there: which file it becomes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from annexgen.drafting.drafts import ProjectDraft
from annexgen.drafting.names import file_name
from annexgen.drafting.slots import kinds, slot_count, slot_notes, with_slots
from annexgen.drafting.writing import project_text
from annexgen.model import Annex
from annexgen.schema.policy import Policy
from annexgen.schema.vocabulary import Vocabulary
from annexgen.source.nodes import MappingNode, Scalar
from annexgen.source.reader import read_file
from annexgen.source.tree import UnitFolder
from annexgen.tuples import NamedTuple

_NUMBER = re.compile("[0-9]+(?=-)")


class NewProject(NamedTuple):
    """A project's file that is to be written.

    Attributes:
        path: POSIX, relative to the annex root.
        text: what it holds.
        slots: how many places wait for an editor.
    """

    path: str
    text: str
    slots: int


def new_project(
    draft: ProjectDraft, folder: UnitFolder, annex: Annex, vocabulary: Vocabulary, policy: Policy
) -> NewProject:
    """Return the file of a new project, with a slot for each indicator that it must have.

    Args:
        draft: what is known of it.
        folder: of its unit.
        annex: what annex.yaml says.
        vocabulary: the words of the annex's form.
        policy: what the form asks of its projects.
    """
    wanted = kinds(draft.name, policy)
    full = with_slots(draft, wanted, vocabulary)
    notes = slot_notes(wanted, vocabulary, annex.year, annex.money_unit)
    path = f"{folder.path}/{next_file(folder, draft.name)}"
    return NewProject(path, project_text(full, vocabulary, notes), slot_count(full))


def next_number(folder: UnitFolder) -> int:
    """Return the number behind the highest that a file of the unit begins with."""
    return max(map(int, _numbers(folder)), default=0) + 1


def next_file(folder: UnitFolder, name: str) -> str:
    """Return the file name of a unit's next project: numbered behind all, as wide as they are."""
    digits = min(map(len, _numbers(folder)), default=2)
    return file_name(next_number(folder), name, digits)


def _numbers(folder: UnitFolder) -> list[str]:
    names = (path.rpartition("/")[2] for path in folder.project_files)
    return [number[0] for number in map(_NUMBER.match, names) if number]


def project_names(root: Path, folder: UnitFolder) -> Iterator[tuple[str, str]]:
    """Yield the name and the path of each project of a unit whose file can be read."""
    for path in folder.project_files:
        node = read_file(root, path).node
        for key, value in node.entries if isinstance(node, MappingNode) else ():
            if key.text == "项目名称" and isinstance(value, Scalar):
                yield value.text.strip(), path
