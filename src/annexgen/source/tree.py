"""Which content files there are: the folders of an annex in, its files by unit out.

``content/annex.yaml`` is the annex, ``content/<unit code>/unit.yaml`` a unit, every other
``content/<unit code>/*.yaml`` a project. All paths are POSIX and relative to the annex root.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from annexgen.source import placement
from annexgen.source.names import collision_key, is_unit_code, sort_key, unfit_characters
from annexgen.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from annexgen.findings import Finding

CONTENT = "content"
ANNEX_FILE = "content/annex.yaml"
_ANY_YAML = re.compile(r"\.ya?ml(?:\.txt)?\Z", re.IGNORECASE)
_IGNORED_STARTS = (".", "~", "__")


class UnitFolder(NamedTuple):
    """A unit's folder.

    Attributes:
        code: the unit's code, the folder's name.
        path: the folder.
        unit_file: its ``unit.yaml``; None where it is missing.
        project_files: the other content files, in printing order.
    """

    code: str
    path: str
    unit_file: str | None
    project_files: tuple[str, ...]


class ContentTree(NamedTuple):
    """The content files of an annex.

    Attributes:
        annex: ``content/annex.yaml``; None where it is missing.
        units: the units' folders, by code.
        findings: what is wrong with names and places.
    """

    annex: str | None
    units: tuple[UnitFolder, ...]
    findings: tuple[Finding, ...]


def find_files(root: Path) -> ContentTree:
    """Find the content files below ``root``, the folder that holds ``content/``."""
    findings: list[Finding] = []
    folders, files = _listing(root / CONTENT, CONTENT, findings)
    annex = "annex.yaml" in files
    if not annex:
        findings.append(placement.no_annex_file(ANNEX_FILE))
    findings += [_stray(f"{CONTENT}/{name}") for name in files if name != "annex.yaml"]
    units = [_unit_folder(root / CONTENT, name, findings) for name in folders]
    return ContentTree(
        ANNEX_FILE if annex else None,
        tuple(unit for unit in units if unit is not None),
        tuple(findings),
    )


def tree_of(paths: Iterable[str]) -> ContentTree:
    """Return the tree of content files with these paths, as a list of a commit's files has them.

    Of what is amiss with links, and with files that are not read, nothing is known here.
    """
    findings: list[Finding] = []
    by_code: dict[str, list[str]] = {}
    has_annex = False
    for path in sorted(paths):
        _, _, below = path.partition("/")
        code, slash, name = below.partition("/")
        has_annex = has_annex or path == ANNEX_FILE
        if slash and _shown(path) == path:
            by_code.setdefault(code, []).append(name)
    if not has_annex:
        findings.append(placement.no_annex_file(ANNEX_FILE))
    units = [_unit(code, f"{CONTENT}/{code}", names, findings) for code, names in by_code.items()]
    return ContentTree(ANNEX_FILE if has_annex else None, tuple(units), tuple(findings))


def _unit_folder(content: Path, code: str, findings: list[Finding]) -> UnitFolder | None:
    """Return the unit in the folder ``code``; None for a folder that holds no content."""
    path = f"{CONTENT}/{code}"
    folders, files = _listing(content / code, path, findings)
    if not files and not is_unit_code(code):
        findings.append(placement.bad_unit_code(path, code))
        return None
    unit = _unit(code, path, files, findings)
    for folder in folders:
        findings += _nested(content / code / folder, f"{path}/{folder}")
    return unit


def _unit(code: str, path: str, files: Sequence[str], findings: list[Finding]) -> UnitFolder:
    """Return a unit from the sorted names of the YAML files in its folder."""
    if not is_unit_code(code):
        findings.append(placement.bad_unit_code(path, code))
    has_unit_file = "unit.yaml" in files
    if not has_unit_file:
        findings.append(placement.no_unit_file(path))
    projects = sorted((name for name in files if _is_project(name)), key=sort_key)
    findings += [
        _stray(f"{path}/{name}") for name in files if name != "unit.yaml" and not _is_project(name)
    ]
    findings += _name_findings(path, projects)
    return UnitFolder(
        code,
        path,
        f"{path}/unit.yaml" if has_unit_file else None,
        tuple(f"{path}/{name}" for name in projects),
    )


def _is_project(name: str) -> bool:
    return name.endswith(".yaml") and name.casefold() not in {"unit.yaml", "annex.yaml"}


def _stray(path: str) -> Finding:
    """Return what is wrong with a YAML file that is not read under its name."""
    name = path.rpartition("/")[2]
    if not name.endswith(".yaml"):
        return placement.wrong_suffix(path, _ANY_YAML.sub(".yaml", name))
    return placement.misplaced(path)


def _name_findings(path: str, projects: Sequence[str]) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for name in projects:
        unfit = unfit_characters(name.removesuffix(".yaml"))
        if unfit:
            yield placement.unfit_name(f"{path}/{name}", unfit)
        other = first.setdefault(collision_key(name), name)
        if other != name:
            yield placement.collision(f"{path}/{name}", other)


def _nested(folder: Path, path: str) -> Iterator[Finding]:
    """Yield a finding for each YAML file below ``folder``, which is deeper than any is read."""
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(_IGNORED_STARTS))
        below = os.path.relpath(parent, folder).replace(os.sep, "/")
        prefix = path if below == "." else f"{path}/{below}"
        for name in sorted(files):
            if _is_yaml(name):
                yield placement.misplaced(_shown(f"{prefix}/{name}"))


def _listing(folder: Path, path: str, findings: list[Finding]) -> tuple[list[str], list[str]]:
    """Return the names of the folders and of the YAML files in ``folder``, sorted.

    Editors' temporary files, hidden files and files of other kinds are passed over; links that
    leave ``content/`` and what is neither file nor folder are reported.
    """
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except FileNotFoundError:
        return [], []
    except OSError as error:
        findings.append(placement.unreadable(path, error.strerror or str(error)))
        return [], []
    folders, files = [], []
    content = folder if path == CONTENT else folder.parent
    for entry in found:
        kind = _kind(entry, f"{path}/{entry.name}", content, findings)
        if kind == "folder":
            folders.append(entry.name)
        elif kind == "file":
            files.append(entry.name)
    return folders, files


def _kind(entry: os.DirEntry[str], path: str, content: Path, findings: list[Finding]) -> str | None:
    """Return ``"folder"`` or ``"file"`` for what is to be looked at."""
    name = entry.name
    if name.startswith(_IGNORED_STARTS):
        return None
    is_folder = _is_folder(entry)
    if not is_folder and not _is_yaml(name):
        return None
    if _shown(name) != name:
        findings.append(placement.undecodable_name(_shown(path)))
        return None
    if entry.is_symlink() and not _stays_inside(entry.path, content):
        findings.append(placement.outside_link(path))
        return None
    if not is_folder and not Path(entry.path).is_file():
        findings.append(placement.unreadable(path, "not a regular file"))
        return None
    return "folder" if is_folder else "file"


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Say whether ``entry`` is a folder or leads to one; a link that leads nowhere does not."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_yaml(name: str) -> bool:
    return _ANY_YAML.search(name) is not None and not name.startswith(_IGNORED_STARTS)


def _stays_inside(link: str, content: Path) -> bool:
    target, base = os.path.realpath(link), os.path.realpath(content)
    return os.path.commonpath([target, base]) == base


def _shown(name: str) -> str:
    """Return ``name`` for showing: file systems hold names that are no Unicode."""
    return name.encode("utf-8", "replace").decode("utf-8")
