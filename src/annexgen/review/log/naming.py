"""Which project a reader means: by identifier, by path, or by a part of its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from unicodedata import normalize

from annexgen.review.sheets import NAME
from annexgen.review.single import is_project
from annexgen.revisions.sides import Revision, is_content
from annexgen.source.names import project_id
from annexgen.tuples import NamedTuple

_NAME = re.compile(rf"^{NAME}: *(.*?)\s*$".encode(), re.MULTILINE)

_NUMBER = re.compile(r"/[0-9]+[-_. ]*(?=[^/]*\Z)")


class Meant(NamedTuple):
    """What a reader's words may mean.

    Attributes:
        paths: of the projects that fit; one where it is clear.
        near: what is called much like it, where none fits: identifiers and names.
    """

    paths: tuple[str, ...]
    near: tuple[str, ...] = ()


def project_meant(words: str, head: Revision, before: Iterable[str]) -> Meant:
    """Return the projects that ``words`` may mean; the best way of naming that fits any counts.

    Files are read for their names only where no identifier fits.

    Args:
        words: an identifier, a path from the annex root, or a part of an identifier or name.
        head: what there is now.
        before: paths of files that there once were, the newest first.

    Raises:
        GitFault: where git cannot read a file.
    """
    wanted = normalize("NFC", words).removesuffix(".yaml").strip("/")
    here = {path: identifier(path) for path in head.files if is_project(path)}
    gone = {path: identifier(path) for path in before if _is_one(path) and path not in here}
    for known in (here, gone):
        exact = [path for path, name in known.items() if wanted in (name, _whole(path))]
        if exact:
            return Meant(tuple(exact))
    parts = _containing(wanted, here)
    if len(parts) == 1:
        return Meant(parts)
    names = {path: _name(data) for path, data in head.read(parts or here).items()}
    exact = [path for path, name in names.items() if name == wanted]
    found = exact if len(exact) == 1 else parts or _containing(wanted, names)
    found = found or _containing(wanted, {path: gone[path] for path in _last(gone)})
    near = () if found else _near(wanted, [*here.values(), *names.values()])
    return Meant(tuple(found), near)


def _containing(wanted: str, known: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted(path for path, name in known.items() if wanted and wanted in name))


def identifier(path: str) -> str:
    """Return a project's identifier (``301101-01-…``), from its file's path."""
    _, unit, name = path.split("/", 2)
    return project_id(unit, name)


def _whole(path: str) -> str:
    return normalize("NFC", path.removesuffix(".yaml"))


def _is_one(path: str) -> bool:
    return is_content(path) and is_project(path)


def _last(paths: Iterable[str]) -> list[str]:
    """Return paths, of those that differ in number alone only the newest."""
    found: dict[str, str] = {}
    for path in paths:
        found.setdefault(_NUMBER.sub("/", path), path)
    return list(found.values())


def _name(data: bytes) -> str:
    """Return 项目名称 in its usual spelling; empty where it is written otherwise."""
    found = _NAME.search(data)
    return found[1].decode("utf-8", "replace").strip("\"'") if found else ""


def _near(wanted: str, known: Iterable[str]) -> tuple[str, ...]:
    import difflib

    return tuple(
        difflib.get_close_matches(wanted, list(dict.fromkeys(filter(None, known))), 3, 0.4)
    )
