"""One unit's folder in, its checked files out: the piece of work that goes to an executor."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from annexgen.findings import Finding, Message
from annexgen.loading.projects import load_project
from annexgen.model import Project, Unit
from annexgen.positions import Origin, Span
from annexgen.schema.check import check
from annexgen.schema.content import UNIT, project_shape
from annexgen.schema.rules import SAME_NAME, UNIT_WITHOUT_PROJECTS
from annexgen.schema.vocabulary import Vocabulary
from annexgen.source.reader import read_file
from annexgen.source.tree import UnitFolder


class FolderJob(NamedTuple):
    """A unit's folder that is to be loaded.

    Attributes:
        root: the annex root.
        folder: what lies in it.
        vocabulary: the form's words; None where the form is not known.
    """

    root: Path
    folder: UnitFolder
    vocabulary: Vocabulary | None


class LoadedFolder(NamedTuple):
    """What a unit's folder gave.

    Attributes:
        unit: the unit; None where a file has a fault or the form is not known.
        findings: the faults of all its files.
    """

    unit: Unit | None
    findings: list[Finding]


def load_folder(job: FolderJob) -> LoadedFolder:
    """Read and check all files of a unit; neither the job nor the result is tied to a process."""
    root, folder, vocabulary = job
    findings: list[Finding] = []
    shape = project_shape(vocabulary)
    projects: list[Project] = []
    first: dict[str, tuple[str, Span]] = {}
    for path in folder.project_files:
        loaded = load_project(root, path, folder.code, shape)
        findings += loaded.findings
        if loaded.name is not None:
            findings += _same_name(path, *loaded.name, first)
        if loaded.project is not None:
            projects.append(loaded.project)
    if not folder.project_files:
        findings.append(_no_projects(folder))
    unit = _unit(root, folder, tuple(projects), findings)
    whole = len(projects) == len(folder.project_files)
    return LoadedFolder(unit if whole else None, findings)


def _same_name(
    path: str, name: str, span: Span, first: dict[str, tuple[str, Span]]
) -> list[Finding]:
    """Report a project whose name an earlier one of the unit has."""
    other, place = first.setdefault(name, (path, span))
    if other == path:
        return []
    file = other.rpartition("/")[2]
    return [
        SAME_NAME.at(
            path,
            span,
            Message(
                f"同一单位已有项目“{name}”，在 {file} 第 {place.line} 行",
                f"The unit has a project “{name}” already: {file}, line {place.line}",
            ),
            Message("改用不同的名称，或删去一个文件", "Rename one of them, or delete one file"),
        )
    ]


def _no_projects(folder: UnitFolder) -> Finding:
    return UNIT_WITHOUT_PROJECTS.at(
        folder.unit_file or folder.path,
        None,
        Message("单位目录里没有项目文件", "The unit's folder has no project file"),
        Message(
            "加上项目文件，如 01-项目名称.yaml；不用的单位可删去目录",
            "Add one, e.g. 01-项目名称.yaml, or delete the folder",
        ),
    )


def _unit(
    root: Path, folder: UnitFolder, projects: tuple[Project, ...], findings: list[Finding]
) -> Unit | None:
    if folder.unit_file is None:
        return None
    read = read_file(root, folder.unit_file)
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
        projects=projects,
        origin=Origin(folder.unit_file, spans | {"": checked.span}),
    )
