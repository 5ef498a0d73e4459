"""One unit's files in, checked parts of the model out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from annexgen.findings import Finding, Message
from annexgen.loading.projects import load_project
from annexgen.model import Project, Unit
from annexgen.positions import Origin, Span
from annexgen.schema.check import check
from annexgen.schema.content import UNIT, project_shape
from annexgen.schema.rules import SAME_NAME, UNIT_WITHOUT_PROJECTS
from annexgen.schema.vocabulary import Vocabulary
from annexgen.source.reader import ReadResult
from annexgen.source.tree import UnitFolder
from annexgen.tuples import NamedTuple


class Name(NamedTuple):
    """A project's name (项目名称) and where it stands."""

    path: str
    name: str
    span: Span


class LoadedFiles(NamedTuple):
    """What some project files of a unit gave.

    Attributes:
        projects: of the files without a fault, in order.
        names: the projects' names, for comparing.
        findings: the faults.
    """

    projects: tuple[Project, ...]
    names: tuple[Name, ...]
    findings: tuple[Finding, ...]


class ReadAlready(NamedTuple):
    """What need not be read from the disk.

    Attributes:
        files: the bytes of project files, by path.
        projects: the projects of files that need not be read at all, by path.
    """

    files: Mapping[str, bytes] = MappingProxyType({})
    projects: Mapping[str, Project] = MappingProxyType({})


def load_files(
    root: Path,
    code: str,
    files: Iterable[str],
    vocabulary: Vocabulary | None,
    already: ReadAlready = ReadAlready(),  # noqa: B008 - it is frozen
) -> LoadedFiles:
    """Read and check project files.

    Args:
        root: the annex root.
        code: of the unit that they belong to.
        files: POSIX paths relative to ``root``.
        vocabulary: the form's words; None where the form is not known.
        already: what need not be read from the disk.
    """
    shape = project_shape(vocabulary)
    projects, names, findings = [], [], []
    for path in files:
        known = already.projects.get(path)
        if known is not None:
            projects.append(known)
            names.append(Name(path, known.name, known.origin.at("name")))
            continue
        loaded = load_project(root, path, code, shape, already.files.get(path))
        findings += loaded.findings
        if loaded.name is not None:
            names.append(Name(path, *loaded.name))
        if loaded.project is not None:
            projects.append(loaded.project)
    return LoadedFiles(tuple(projects), tuple(names), tuple(findings))


class Names:
    """The names of a unit's projects, no two of which may be the same."""

    def __init__(self) -> None:
        self._first: dict[str, Name] = {}

    def add(self, names: Iterable[Name]) -> list[Finding]:
        """Take in further names; return a finding for each that an earlier project has."""
        firsts = [(name, self._first.setdefault(name.name, name)) for name in names]
        return [_same_name(name, first) for name, first in firsts if first is not name]


def load_unit(
    read_path: Callable[[str], ReadResult], folder: UnitFolder, findings: list[Finding]
) -> Unit | None:
    """Return the unit of a folder, without projects; None where its unit.yaml has a fault."""
    if folder.unit_file is None:
        return None
    read = read_path(folder.unit_file)
    findings += read.findings
    checked = read.node and check(read.node, UNIT, folder.unit_file, findings.append)
    if not checked or "name" not in checked.value:
        return None
    name, header = checked.value["name"], checked.value.get("header")
    spans = {key: part.span for key, part in checked.value.items()}
    return Unit(
        code=folder.code,
        name=name.value,
        header=header.value if header else f"{folder.code} {name.value}",
        projects=(),
        origin=Origin(folder.unit_file, spans | {"": checked.span}),
    )


def _same_name(name: Name, first: Name) -> Finding:
    file = first.path.rpartition("/")[2]
    return SAME_NAME.at(
        name.path,
        name.span,
        Message(
            f"同一单位已有项目“{name.name}”，在 {file} 第 {first.span.line} 行",
            f"The unit has a project “{name.name}” already: {file}, line {first.span.line}",
        ),
        Message("改用不同的名称，或删去一个文件", "Rename one of them, or delete one file"),
    )


def empty_folder(folder: UnitFolder) -> Finding:
    """Say that a unit has no projects."""
    return UNIT_WITHOUT_PROJECTS.at(
        folder.unit_file or folder.path,
        None,
        Message("单位目录里没有项目文件", "The unit's folder has no project file"),
        Message(
            "加上项目文件，如 01-项目名称.yaml；不用的单位可删去目录",
            "Add one, e.g. 01-项目名称.yaml, or delete the folder",
        ),
    )
