"""Project files of one side read once: what each says, and what the checks find in it.

Neither a job nor its result is tied to a process, so many files may be shared out to workers.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from annexgen.checks.engine import check_project
from annexgen.checks.settings import Settings
from annexgen.findings import Finding, Refused, Severity
from annexgen.forms.form import Form
from annexgen.loading.projects import project_in
from annexgen.loading.units import Name
from annexgen.model import Annex, Project
from annexgen.review.sheets import Sheet, sheet_in
from annexgen.schema.content import project_shape
from annexgen.source.reader import read_node
from annexgen.tuples import NamedTuple

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from annexgen.checks.glyphs import GlyphCheck

Pool = Callable[[int], AbstractContextManager["Executor | None"]]
"""Gives an executor for so many project files; None where one process is quicker."""

_BATCH = 50


class Measure(NamedTuple):
    """What the project files of a side are held against.

    Attributes:
        root: the annex root, for fonts.
        annex: what annex.yaml says; None where it has faults, so that only the shape counts.
        form: the form that it names; None where that is not known, so that any level passes.
        settings: of the rules; None where there are none.
    """

    root: Path
    annex: Annex | None
    form: Form | None
    settings: Settings | None


class Judged(NamedTuple):
    """What became of a project file.

    Attributes:
        sheet: what it says.
        project: the same as a part of the model, without indicators; None where it has faults.
        name: its name and where that stands; None where that is missing or faulty.
        findings: what is wrong with it.
    """

    sheet: Sheet
    project: Project | None
    name: Name | None
    findings: list[Finding]


class Judge:
    """Reads project files and checks them.

    Args:
        measure: what they are held against.
    """

    def __init__(self, measure: Measure) -> None:
        self._settings = measure.settings
        self._shape = project_shape(measure.form.vocabulary if measure.form else None)
        self.glyphs = _glyphs(measure)

    def judge(self, path: str, data: bytes) -> Judged:
        """Read a project file and check it."""
        read = read_node(path, data)
        loaded = project_in(read, path, path.split("/")[1], self._shape)
        faults = tuple([one for one in loaded.findings if one.severity is Severity.ERROR])
        findings, project = loaded.findings, loaded.project
        if project is not None:
            if self._settings is not None:
                findings = [*findings, *check_project(project, self._settings, data)]
            if self.glyphs is not None:
                findings = [*findings, *self.glyphs.in_project(project)]
            project = project._replace(indicators=())
        name = Name(path, *loaded.name) if loaded.name else None
        return Judged(sheet_in(path, read.node, faults, read.text), project, name, findings)


def judged(measure: Measure, files: Mapping[str, bytes], pool: Pool | None) -> list[Judged]:
    """Judge the project files of a side, side by side where there are many.

    Args:
        measure: what they are held against.
        files: the bytes of the files, by path.
        pool: gives worker processes; None for none.
    """
    if pool is None:
        return _judged(Judge(measure), list(files.items()))
    with pool(len(files)) as executor:
        if executor is None:
            return _judged(Judge(measure), list(files.items()))
        packed = pickle.dumps(measure, pickle.HIGHEST_PROTOCOL)
        waiting = [executor.submit(work, packed, batch) for batch in _batches(files)]
        return [one for future in waiting for one in unpacked(future.result())]


def work(measure: bytes, files: Sequence[tuple[str, bytes]]) -> bytes:
    """Judge some files in a worker process; ``unpacked`` takes the result when its turn comes."""
    if measure not in _judges:
        _judges.clear()
        _judges[measure] = Judge(pickle.loads(measure))  # noqa: S301 - from who hands out the work
    return pickle.dumps(_judged(_judges[measure], files), pickle.HIGHEST_PROTOCOL)


def unpacked(result: bytes) -> list[Judged]:
    """Return what ``work`` has packed."""
    found: list[Judged] = pickle.loads(result)  # noqa: S301 - from a worker process
    return found


_judges: dict[bytes, Judge] = {}
"""The judge of a worker process, by its packed measure."""


def _judged(judge: Judge, files: Sequence[tuple[str, bytes]]) -> list[Judged]:
    return [judge.judge(path, data) for path, data in files]


def _batches(files: Mapping[str, bytes]) -> Iterator[list[tuple[str, bytes]]]:
    items = list(files.items())
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]


def _glyphs(measure: Measure) -> GlyphCheck | None:
    """Return what looks for characters without a glyph; None where fonts are not to be had."""
    if measure.form is None or measure.annex is None:
        return None
    from annexgen.checks.glyphs import GlyphCheck
    from annexgen.fonts.chain import load_chains
    from annexgen.forms.compose import Composer

    form = measure.form
    folders = (form.folder, measure.root)
    try:
        return GlyphCheck(load_chains(Composer(form).faces(measure.annex), folders, form.path))
    except Refused:
        return None
