"""Project files worked on once: what became of a file is known again by its bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annexgen.batches import Batch, Bench, Done, FileJob
from annexgen.checks.allowances import may_allow
from annexgen.source.text import read_bytes

if TYPE_CHECKING:
    from collections.abc import Hashable


class Desk:
    """Works on batches for one run after the other; an ``intake.Worker``.

    Every file is read each time, as times of files lie; what has the bytes of the run before is not
    parsed and checked again. Files that are gone are forgotten.

    Attributes:
        unmarked: the files of this run that are known to hold no allowance.
    """

    def __init__(self) -> None:
        self.unmarked: set[str] = set()
        self._bench: Bench | None = None
        self._before: dict[str, tuple[Hashable, Done]] = {}
        self._now: dict[str, tuple[Hashable, Done]] = {}

    def for_run(self, bench: Bench) -> Desk:
        """Begin a run with ``bench``; under another recipe nothing is known from before."""
        same = self._bench is not None and self._bench.recipe == bench.recipe
        self._before = self._now if same else {}
        self._bench = bench
        self._now, self.unmarked = {}, set()
        return self

    def work(self, batch: Batch) -> list[Done]:
        """Do a batch, file by file."""
        return [self._file(batch, job) for job in batch.files]

    def _file(self, batch: Batch, job: FileJob) -> Done:
        bench = self._bench
        assert bench is not None  # noqa: S101 - a run has been begun
        try:
            data = read_bytes(bench.recipe.root / job.path)
        except OSError:
            return bench.work(batch._replace(files=(job,)))[0]
        if not may_allow(data):
            self.unmarked.add(job.path)
        key = (data, batch.code, None if _stands_alone(bench) else (batch.unit, job.number))
        known, done = self._before.get(job.path, (None, None))
        if done is None or known != key:
            done = bench.work(batch._replace(files=(job._replace(data=data),)))[0]
        self._now[job.path] = key, done
        return done


def _stands_alone(bench: Bench) -> bool:
    """Say whether what is found in a file depends on its bytes and its unit's code alone."""
    return bench.composer is None or bench.composer.is_plain
