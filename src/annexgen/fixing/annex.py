"""All files of an annex mended: planned in memory, then shown as a diff or written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from annexgen.atomic import putting, write_together
from annexgen.findings import Finding
from annexgen.fixing.files import Mended, Recheck, mended
from annexgen.patches import patch
from annexgen.source.text import read_bytes
from annexgen.tuples import NamedTuple

if TYPE_CHECKING:
    from annexgen.checks.settings import Settings
    from annexgen.schema.vocabulary import Vocabulary

_NOT_PROJECTS = ("annex.yaml", "unit.yaml")


def mends(
    root: Path, findings: Iterable[Finding], is_wanted: Callable[[Finding], bool]
) -> list[Mended]:
    """Return the files that can be mended, in the order of their paths; nothing is written.

    Args:
        root: the annex root.
        findings: what ``check`` found and is to be mended.
        is_wanted: says of what is found on the way whether it is to be mended as well.

    Raises:
        OSError: where a file cannot be read any more.
    """
    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.mend is not None:
            by_path.setdefault(finding.path, []).append(finding)
    if not by_path:
        return []
    recheck = _rechecker(root, is_wanted)
    planned = (
        mended(path, read_bytes(root / path), by_path[path], recheck) for path in sorted(by_path)
    )
    return [one for one in planned if one is not None]


def write(root: Path, files: Sequence[Mended]) -> None:
    """Write mended files, each in one step; links stay links.

    Raises:
        OSError: where a file cannot be written; those before it are.
    """
    for file in files:
        target = (root / file.path).resolve()
        write_together(target.parent, {target.name: putting(file.after)})


def diff(files: Iterable[Mended]) -> str:
    """Return the changes as a unified diff that ``patch -p1`` takes."""
    return "".join(patch(file.path, file.before, file.after) for file in files)


class _Terms(NamedTuple):
    """What a project of the annex is checked by: the form's words, and the rules' settings."""

    vocabulary: Vocabulary
    settings: Settings


def _rechecker(root: Path, is_wanted: Callable[[Finding], bool]) -> Recheck:
    """Return what checks one project file again, laid in a folder of its own.

    Allowances are those of the file on the disk: a mend moves no line and touches no comment.
    annex.yaml and unit.yaml take one round: their rules need the whole annex.
    """
    opened: list[_Terms] = []

    def recheck(path: str, data: bytes) -> list[Finding]:
        if path.endswith(_NOT_PROJECTS):
            return []
        if not opened:
            opened.append(_terms(root))
        return [one for one in _findings(path, data, opened[0]) if is_wanted(one)]

    return recheck


def _terms(root: Path) -> _Terms:
    """Read what was read when the annex was checked."""
    from annexgen.checks.reading import read_settings
    from annexgen.forms.load import policy_of, vocabulary_of
    from annexgen.loading.plan import plan

    planned = plan(root, lambda name: vocabulary_of(root, name))
    if planned.annex is None or planned.vocabulary is None:
        raise ValueError("an annex that could be checked cannot be read any more")
    settings, _ = read_settings(planned.annex, policy_of(root, planned.annex.form), root)
    return _Terms(planned.vocabulary, settings)


def _findings(path: str, data: bytes, terms: _Terms) -> Iterator[Finding]:
    """Yield what would be found in a project file if it had these bytes."""
    from annexgen.checks.engine import check_project
    from annexgen.loading.units import load_files

    with TemporaryDirectory() as folder:
        file = Path(folder, path)
        file.parent.mkdir(parents=True)
        file.write_bytes(data)
        loaded = load_files(Path(folder), path.split("/")[1], [path], terms.vocabulary)
    for project in loaded.projects:
        yield from check_project(project, terms.settings)
