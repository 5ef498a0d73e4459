"""Forked workers: outcomes come in order and whole, faults are raised where they are asked for."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from annexgen.cli.forked import Crew, LostWorkerError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks on Linux alone")


def nothing() -> None:
    """Begin without a word."""


@contextmanager
def crew(workers: int = 2) -> Iterator[Crew]:
    made = Crew(workers, nothing)
    try:
        yield made
    finally:
        made.end()


def who(number: int) -> tuple[int, int]:
    return number, os.getpid()


def who_among(number: int, folder: Path, processes: int) -> tuple[int, int]:
    """Wait until so many processes have had a task."""
    (folder / str(os.getpid())).touch()
    until = time.monotonic() + 60
    while len(list(folder.iterdir())) < processes:
        assert time.monotonic() < until
        time.sleep(0.002)
    return who(number)


def waits_for(file: Path) -> str:
    until = time.monotonic() + 60
    while not file.exists():
        assert time.monotonic() < until
        time.sleep(0.002)
    return file.name


def long_answer(text: bytes) -> bytes:
    return text * 3


def fails(number: int) -> int:
    if number == 3:
        raise ValueError("三")
    return number


def ends(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_outcomes_come_in_the_order_of_the_tasks_and_all_take_part(tmp_path: Path) -> None:
    call = partial(who_among, folder=tmp_path, processes=3)
    with crew() as made:
        answers = list(made.map(call, range(60)))
    assert [number for number, _ in answers] == list(range(60))
    assert len({process for _, process in answers}) == 3


def test_this_process_does_what_a_worker_would_come_to_later(tmp_path: Path) -> None:
    with crew(1) as made:
        first = made.submit(waits_for, tmp_path / "begun")
        second = made.submit((tmp_path / "begun").touch)
        assert (first.result(), second.result()) == ("begun", None)


def test_tasks_and_outcomes_may_be_larger_than_any_pipe() -> None:
    texts = [bytes([65 + number]) * 3_000_000 for number in range(6)]
    with crew() as made:
        tasks = [made.submit(long_answer, text) for text in texts]
        assert [task.result() for task in tasks] == [text * 3 for text in texts]


def test_a_fault_is_raised_where_its_result_is_asked_for() -> None:
    with crew() as made:
        tasks = [made.submit(fails, number) for number in range(6)]
        assert [task.result() for task in tasks[:3]] == [0, 1, 2]
        with pytest.raises(ValueError, match="三"):
            tasks[3].result()
        assert [task.result() for task in tasks[4:]] == [4, 5]


def test_a_result_may_be_asked_for_again() -> None:
    with crew(1) as made:
        task = made.submit(long_answer, b"a")
        assert task.result() == task.result() == b"aaa"


def test_a_worker_that_was_killed_is_no_endless_wait() -> None:
    with crew(1) as made:
        task = made.submit(ends, 1)
        with pytest.raises(LostWorkerError):
            task.result()


def test_what_is_left_undone_does_not_keep_a_worker() -> None:
    with crew(1) as made:
        made.submit(time.sleep, 600)
        began = time.monotonic()
    assert time.monotonic() - began < 60


def test_without_workers_everything_is_done_here() -> None:
    with crew(0) as made:
        assert {process for _, process in made.map(who, range(3))} == {os.getpid()}
