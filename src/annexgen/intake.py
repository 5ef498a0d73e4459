"""The project files of a run in printing order; those that are known are not worked on again.

Batches of the others are handed out side by side where an executor is given, a few of them ahead.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

from annexgen.batches import (
    INHERITED,
    Batch,
    Bench,
    Done,
    FileJob,
    Remembered,
    bequeath,
    sendable,
    unpacked,
    work,
)
from annexgen.cache import records
from annexgen.cache.memory import Around, Memory
from annexgen.checks.allowances import may_allow
from annexgen.findings import Finding, has_errors
from annexgen.loading.units import Names
from annexgen.model import Project, Tally, Unit
from annexgen.source.text import read_bytes
from annexgen.tuples import NamedTuple

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

    from annexgen.loading.plan import Plan, PlannedUnit

Pool = Callable[[int], AbstractContextManager["Executor | None"]]
"""Gives an executor for so many project files; None where one process is quicker."""

_BATCH = 25
"""Files in a batch: enough that sending one costs little, few enough to share them out evenly."""

_LEAST_BATCHES = 4
"""A small annex is cut into no fewer, so that two processes have something to share."""

_AHEAD = 8
"""Batches handed out before the first of them is needed; bounds what waits in memory."""


class Worker(Protocol):
    """Does batches.

    Attributes:
        unmarked: the files among them that are known to hold no allowance.
    """

    unmarked: set[str]

    def work(self, batch: Batch) -> list[Done]:
        """Do a batch."""


class Read(NamedTuple):
    """Consecutive files of a unit, and what became of them.

    Attributes:
        planned: the unit.
        opens: whether they begin it.
        closes: whether they end it.
        files: none for a unit without projects.
        unit_key: what the whole unit's sections depend on; None where that is not known.
    """

    planned: PlannedUnit
    opens: bool
    closes: bool
    files: Sequence[Done]
    unit_key: bytes | None


class _Stretch:
    """Consecutive files of a unit.

    Attributes:
        planned: the unit.
        opens: whether they begin it.
        closes: whether they end it.
        jobs: the files.
        keys: of each file in the memory; None for one that is not to be remembered.
        known: the record of each file; None for one that is not known.
        unit_key: see ``Read``.
    """

    __slots__ = ("closes", "jobs", "keys", "known", "opens", "planned", "unit_key")

    def __init__(self, planned: PlannedUnit, opens: bool, closes: bool) -> None:
        self.planned = planned
        self.opens = opens
        self.closes = closes
        self.jobs: list[FileJob] = []
        self.keys: list[bytes | None] = []
        self.known: list[bytes | None] = []
        self.unit_key: bytes | None = None


class Collected:
    """The projects of a unit while they come in."""

    def __init__(self) -> None:
        self._names = Names()
        self._projects: list[Project] = []
        self._tally = Tally.of(())

    def add(self, files: Sequence[Done]) -> list[Finding]:
        """Take in further projects, and return what is found in them."""
        findings = [finding for done in files for finding in done.findings]
        findings += self._names.add(done.name for done in files if done.name is not None)
        projects = [done.project for done in files if done.project is not None]
        self._projects += projects
        self._tally = self._tally.plus(
            Tally.of(projects)._replace(indicators=sum(done.indicators for done in files))
        )
        return findings

    def unit(self, unit: Unit) -> Unit:
        """Return ``unit`` with its projects."""
        return unit._replace(projects=tuple(self._projects), tally=self._tally)


class Intake:
    """Reads the projects of an annex.

    Args:
        plan: what there is to read.
        bench: what this process works with.
        memory: of earlier runs; None for none.
        worker: does the batches instead of the bench, where they are done in this process.

    Attributes:
        unmarked: the files that are known to hold no allowance.
    """

    def __init__(
        self, plan: Plan, bench: Bench, memory: Memory | None, worker: Worker | None = None
    ) -> None:
        self._plan = plan
        self._bench = bench
        composer = bench.composer
        self._together = (
            bench.sets_sections and composer is not None and not composer.sections_stand_alone
        )
        goes_alone = composer is not None and composer.goes_by_unit and not self._together
        self._memory = memory if goes_alone else None
        self._shows_number = composer is not None and composer.sections_show_their_number
        total = sum(len(one.folder.project_files) for one in plan.units)
        self._size = min(_BATCH, total // _LEAST_BATCHES + 1)
        self._kept: list[tuple[bytes, bytes]] = []
        self._is_new = False
        self._work_on = worker.work if worker is not None else bench.work
        self.unmarked: set[str] = worker.unmarked if worker is not None else set()

    def read(self, pool: Pool) -> Iterator[Read]:
        """Yield the files of the annex, unit by unit.

        Args:
            pool: gives what works on files side by side.
        """
        stretches = [one for planned in self._plan.units for one in self._unit(planned)]
        batches = [self._batch(stretch) for stretch in stretches]
        if self._memory is not None:
            self._memory.forget_others({one.folder.code for one in self._plan.units})
        files = sum(len(batch.files) for batch in batches)
        bequeath(self._bench)
        with pool(files) as executor:
            results = self._results(batches, executor)
            for stretch, results_of in zip(stretches, results, strict=True):
                done = self._merged(stretch, results_of)
                self._keep(stretch, done)
                yield Read(stretch.planned, stretch.opens, stretch.closes, done, stretch.unit_key)

    # ------------------------------------------------------------------ what there is

    def _unit(self, planned: PlannedUnit) -> list[_Stretch]:
        """Return the stretches of a unit, which share its key."""
        stretches = list(self._stretches(planned))
        keys = [key for stretch in stretches for key in stretch.keys]
        known = [key for key in keys if key is not None]
        unit = planned.unit
        if self._memory is not None and unit is not None and len(known) == len(keys):
            part = self._bench.part(unit, planned.before)
            words = (part.heading.text, part.running_header, str(planned.before))
            unit_key = self._memory.unit_key(words, known)
            for stretch in stretches:
                stretch.unit_key = unit_key
        return stretches

    def _stretches(self, planned: PlannedUnit) -> Iterator[_Stretch]:
        """Yield the stretches of a unit; one that is set together stays together."""
        files = planned.folder.project_files
        size = max(len(files), 1) if self._together else self._size
        remembered = self._memory.of(planned.folder.code) if self._memory is not None else {}
        for start in range(0, max(len(files), 1), size):
            stretch = _Stretch(planned, start == 0, start + size >= len(files))
            for index, path in enumerate(files[start : start + size], start):
                job = FileJob(path, planned.before + index + 1, index == 0, index == len(files) - 1)
                self._add(stretch, job, remembered)
            yield stretch

    def _add(self, stretch: _Stretch, job: FileJob, remembered: Mapping[bytes, bytes]) -> None:
        """Add a file to a stretch, with what is known of it."""
        key = known = None
        unit = stretch.planned.unit
        if self._memory is not None and unit is not None:
            try:
                data = read_bytes(self._plan.root / job.path)
            except OSError:
                data = None
            if data is not None:
                if not may_allow(data):
                    self.unmarked.add(job.path)
                key = self._memory.key(data, self._around(job, unit))
                known = remembered.get(key)
                job = job._replace(is_known=known is not None)
                job = job._replace(data=data if self._is_work(job) else None)
        stretch.jobs.append(job)
        stretch.keys.append(key)
        stretch.known.append(known)

    def _around(self, job: FileJob, unit: Unit) -> Around:
        heading = self._bench.part(unit, job.number - 1).heading.text if job.opens else ""
        return Around(job.path, unit, heading, job.number if self._shows_number else 0)

    def _batch(self, stretch: _Stretch) -> Batch:
        """Return the work that is left of a stretch."""
        jobs = [job for job in stretch.jobs if self._is_work(job)]
        return self._work(stretch.planned, jobs)

    def _is_work(self, job: FileJob) -> bool:
        """Say whether a file is to be read: one that is known only where its model is wanted."""
        return self._bench.keeps or not job.is_known

    def _work(self, planned: PlannedUnit, jobs: Sequence[FileJob]) -> Batch:
        return Batch(planned.folder.code, planned.unit, tuple(jobs), self._together)

    # ------------------------------------------------------------------ what becomes of it

    def _results(
        self, batches: Sequence[Batch], executor: Executor | None
    ) -> Iterator[Sequence[Done]]:
        """Yield the result of each batch, in order; none is sent that is empty."""
        if executor is None:
            yield from map(self._work_on, batches)
            return
        inherits = getattr(executor, "inherits", False)
        recipe = INHERITED if inherits else sendable(self._bench)
        waiting: deque[Future[bytes] | None] = deque()
        ahead = iter(batches)
        for _ in batches:
            while len(waiting) < _AHEAD and (batch := next(ahead, None)) is not None:
                waiting.append(executor.submit(work, recipe, batch) if batch.files else None)
            future = waiting.popleft()
            yield unpacked(future.result()) if future is not None else ()

    def _merged(self, stretch: _Stretch, results: Sequence[Done]) -> list[Done]:
        """Return what became of each file of a stretch, from this run or from an earlier one."""
        worked = iter(results)
        files = []
        for job, known in zip(stretch.jobs, stretch.known, strict=True):
            here = next(worked) if self._is_work(job) else None
            if known is not None:
                here = self._remembered(stretch, job, known, here)
            if here is not None:
                files.append(here)
                if here.is_unmarked:
                    self.unmarked.add(job.path)
        return files

    def _remembered(
        self, stretch: _Stretch, job: FileJob, known: bytes, model: Done | None
    ) -> Done:
        """Return a file as it is remembered; one whose record is damaged is worked on after all."""
        again = self._work(stretch.planned, [job._replace(is_known=False)])
        record = records.unpacked(known, wants_sections=False)
        if record is None:
            stretch.known[stretch.jobs.index(job)] = None
            return self._bench.work(again)[0]
        project, indicators, name, findings, *_ = record
        sections = None
        if self._bench.sets_sections:
            sections = Remembered(known, project, job.number, again)
        kept = project if model is None else model.project
        return Done(kept, indicators, name, findings, None, None, sections)

    def _keep(self, stretch: _Stretch, files: Sequence[Done]) -> None:
        """Remember a stretch, and write a unit's records with its last one if any is new."""
        if self._memory is None:
            return
        if stretch.opens:
            self._kept, self._is_new = [], False
        for key, known, done in zip(stretch.keys, stretch.known, files, strict=True):
            record = known or self._record(done)
            self._is_new = self._is_new or known is None
            if key is not None and record is not None:
                self._kept.append((key, record))
        if stretch.closes and self._is_new:
            self._memory.keep(stretch.planned.folder.code, self._kept)

    def _record(self, done: Done) -> bytes | None:
        """Return what is remembered of a file; None for one with errors."""
        project, indicators, name, findings, pdf, docx, *_ = done
        if project is None or name is None or has_errors(findings):
            return None
        section = pdf or docx
        if section is None and self._bench.sets_sections:
            return None
        lines = records.CaptionLines(None, None)
        if section is not None:
            lines = self._bench.caption_lines(section.heading)
        return records.packed(records.Record(project, indicators, name, findings, lines, pdf, docx))
