"""Which files an import writes, and what is there already.

A project goes into the file that holds a project of its name; a new one gets the next number of its
unit. A file that says the same already is left as it is, with its comments.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from annexgen.drafting.drafts import AnnexDraft, ProjectDraft, UnitDraft
from annexgen.drafting.listing import CannotList, with_unit
from annexgen.drafting.names import file_name
from annexgen.drafting.project import next_number, project_names
from annexgen.drafting.writing import annex_text, project_text, unit_text
from annexgen.ingest.spelling import folded
from annexgen.loading.projects import load_project
from annexgen.schema.content import project_shape
from annexgen.schema.vocabulary import Vocabulary
from annexgen.source.names import sort_key
from annexgen.source.nodes import MappingNode, Scalar
from annexgen.source.reader import read_node
from annexgen.source.text import read_bytes
from annexgen.source.tree import UnitFolder
from annexgen.tuples import NamedTuple

ANNEX = "annex.yaml"
UNIT = "unit.yaml"
MONEY_UNIT = "金额单位"


class Status(StrEnum):
    """What an import does to a file."""

    NEW = "new"
    SAME = "same"
    OTHER = "other"
    """There is one that says something else: it is overwritten only by force."""
    LISTED = "listed"
    """annex.yaml, which stays but for new units in its list."""


class Target(NamedTuple):
    """A content file that an import is about.

    Attributes:
        path: POSIX, relative to the folder ``content/``.
        data: what it is to hold.
        status: what is there.
    """

    path: str
    data: bytes
    status: Status


class Difference(NamedTuple):
    """Something that annex.yaml and a source say in two ways.

    Attributes:
        key: in annex.yaml.
        kept: what annex.yaml says, and goes on to say.
        printed: what the source says.
    """

    key: str
    kept: str
    printed: str


class LeadsOut(Exception):  # noqa: N818 - it is an outcome that the command reports
    """A unit's folder that is a link out of ``content/``; carries its code."""


class NotListed(Exception):  # noqa: N818 - it is an outcome that the command reports
    """A new unit that cannot be put into annex.yaml's list exactly; carries its code."""


def targets(
    content: Path,
    annex: AnnexDraft,
    units: Sequence[tuple[UnitDraft, Sequence[ProjectDraft]]],
    vocabulary: Vocabulary,
) -> Iterator[Target]:
    """Yield the files for an import, annex.yaml first.

    Args:
        content: the folder ``content/``, perhaps not there yet.
        annex: what annex.yaml is to say; one that is there is not overwritten.
        units: with their projects.
        vocabulary: the words of the form.

    Raises:
        NotListed: where annex.yaml lists its units in a way that cannot be added to.
        LeadsOut: where a unit's folder is a link that leads elsewhere.
        OSError: where an existing file cannot be read.
    """
    for unit, _ in units:
        if not (content / unit.code).resolve().is_relative_to(content.resolve()):
            raise LeadsOut(unit.code)
    yield _annex_target(content, annex, [unit for unit, _ in units])
    for unit, projects in units:
        yield _unit_target(content, unit)
        yield from _project_targets(content, unit.code, projects, vocabulary)


def _annex_target(content: Path, annex: AnnexDraft, units: Sequence[UnitDraft]) -> Target:
    file = content / ANNEX
    if not os.path.lexists(file):
        return Target(ANNEX, annex_text(annex).encode(), Status.NEW)
    before = data = read_bytes(file)
    for unit in units:
        try:
            data = with_unit(data, unit)
        except (CannotList, UnicodeDecodeError) as fault:
            raise NotListed(unit.code) from fault
    return Target(ANNEX, data, Status.SAME if data == before else Status.LISTED)


def differences(content: Path, annex: AnnexDraft) -> Iterator[Difference]:
    """Yield what an annex.yaml that is there says otherwise than the source.

    Raises:
        OSError: where it cannot be read.
    """
    file = content / ANNEX
    kept = _texts(ANNEX, read_bytes(file)) if os.path.lexists(file) else {}
    printed = {
        "标题": annex.title,
        "编制单位": annex.department,
        "年度": annex.year,
        MONEY_UNIT: annex.money_unit,
    }
    for key, text in printed.items():
        if text and key in kept and folded(kept[key]) != folded(text):
            yield Difference(key, kept[key].strip(), text)


def form_of(content: Path) -> str:
    """Return the form (表样) that an annex.yaml names; empty where there is none.

    Raises:
        OSError: where it cannot be read.
    """
    file = content / ANNEX
    return _texts(ANNEX, read_bytes(file)).get("表样", "") if os.path.lexists(file) else ""


def _unit_target(content: Path, unit: UnitDraft) -> Target:
    path, data = f"{unit.code}/{UNIT}", unit_text(unit).encode()
    file = content / path
    if not os.path.lexists(file):
        return Target(path, data, Status.NEW)
    old = read_bytes(file)
    same = old == data or _texts(path, old) == _texts(path, data)
    return Target(path, data, Status.SAME if same else Status.OTHER)


def _texts(path: str, data: bytes) -> dict[str, str]:
    """Return the entries of a mapping of texts."""
    node = read_node(path, data).node
    entries = node.entries if isinstance(node, MappingNode) else ()
    return {key.text: value.text for key, value in entries if isinstance(value, Scalar)}


def _project_targets(
    content: Path, code: str, projects: Sequence[ProjectDraft], vocabulary: Vocabulary
) -> Iterator[Target]:
    """Yield the files of a unit's projects."""
    folder = _folder(content, code)
    known: dict[str, list[str]] = {}
    for name, path in project_names(content, folder):
        known.setdefault(folded(name), []).append(path)
    number = next_number(folder)
    for project in projects:
        data = project_text(project, vocabulary).encode()
        paths = known.get(folded(project.name), [])
        if paths:
            path = paths.pop(0)
            same = _says_the_same(content, path, code, data, vocabulary)
            yield Target(path, data, Status.SAME if same else Status.OTHER)
        else:
            yield Target(f"{code}/{file_name(number, project.name)}", data, Status.NEW)
            number += 1


def _folder(content: Path, code: str) -> UnitFolder:
    """Return a unit's folder with the project files in it, by paths relative to ``content``."""
    folder = content / code
    names = [entry.name for entry in folder.glob("*.yaml")] if folder.is_dir() else []
    projects = sorted((name for name in names if name not in (UNIT, ANNEX)), key=sort_key)
    return UnitFolder(code, code, f"{code}/{UNIT}", tuple(f"{code}/{name}" for name in projects))


def _says_the_same(
    content: Path, path: str, code: str, data: bytes, vocabulary: Vocabulary
) -> bool:
    """Say whether an existing project file says what ``data`` says."""
    old = read_bytes(content / path)
    if old == data:
        return True
    shape = project_shape(vocabulary)
    before, after = (load_project(content, path, code, shape, one).project for one in (old, data))
    return before is not None and before == after
