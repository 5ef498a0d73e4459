"""Worker processes by ``fork``, of which this process is one while it waits.

``ProcessPoolExecutor`` takes 25 ms to import and start and hands each result through a thread; an
annex of 12 projects is done in five times that. Here a worker is a fork and two pipes. Tasks are
dealt out two to a worker, so that it never waits for the next; when a result is asked for that is
not there yet, this process does a task itself: at the end even one that a worker has and would come
to later.

Only a process without further threads may fork (``pool`` sees to that).
"""

from __future__ import annotations

import os
import pickle
import select
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from struct import Struct
from typing import Any, Generic, NoReturn, TypeVar

Result = TypeVar("Result")

_DEALT = 2
_SIZE = Struct(">Q")
_CHUNK = 1 << 20
_SET_PIPE_SIZE = 1031
"""Linux's F_SETPIPE_SZ: tasks and results must find room while nobody fetches them."""


class LostWorkerError(RuntimeError):
    """A worker process that has ended before its work."""


class Task(Generic[Result]):
    """A call that a worker or this process makes; like ``concurrent.futures.Future``."""

    def __init__(self, crew: Crew, call: Callable[..., Result], arguments: tuple[Any, ...]) -> None:
        self._crew = crew
        self.request = (call, arguments)
        self.is_done = False
        self._is_good = False
        self._value: Any = None

    def result(self) -> Result:
        """Return what the call returns.

        Raises:
            Exception: what it raises.
            LostWorkerError: where its worker has ended.
        """
        while not self.is_done:
            self._crew.go_on()
        if not self._is_good:
            raise self._value
        value: Result = self._value
        return value

    def do(self) -> None:
        """Make the call in this process."""
        self.settle(*_outcome(*self.request))

    def settle(self, is_good: bool, value: Any) -> None:
        """Take the outcome, a value or what was raised; the first one counts."""
        if not self.is_done:
            self.is_done, self._is_good, self._value = True, is_good, value


class _Worker:
    """A worker process as this process sees it.

    Attributes:
        process: its process id.
        requests: where tasks go.
        results: where outcomes come from, in the order of the tasks.
        tasks: those that it has.
        unsent: what of the requests the pipe has not taken yet.
        received: what has come of the next outcomes.
    """

    __slots__ = ("process", "received", "requests", "results", "tasks", "unsent")

    def __init__(self, process: int, requests: int, results: int) -> None:
        self.process = process
        self.requests = requests
        self.results = results
        self.tasks: deque[Task[Any]] = deque()
        self.unsent = bytearray()
        self.received = bytearray()

    def give(self, task: Task[Any]) -> None:
        """Let it do a task."""
        self.tasks.append(task)
        self.unsent += _framed(task.request)

    def send(self) -> None:
        """Write as much as its pipe takes."""
        try:
            del self.unsent[: os.write(self.requests, self.unsent)]
        except BlockingIOError:
            return
        except BrokenPipeError as error:
            raise LostWorkerError(self.process) from error

    def receive(self) -> None:
        """Take in what there is of its outcomes."""
        data = os.read(self.results, _CHUNK)
        if not data:
            raise LostWorkerError(self.process)
        self.received += data
        while (message := _unframed(self.received)) is not None:
            self.tasks.popleft().settle(*pickle.loads(message))  # noqa: S301 - our own process


class Crew:
    """Some worker processes and this one; like ``concurrent.futures.Executor``.

    Args:
        workers: how many processes to fork.
        begin: called first in each of them.
    """

    inherits = True
    """Workers know what this process knew when they were made."""

    def __init__(self, workers: int, begin: Callable[[], None]) -> None:
        self._workers: list[_Worker] = []
        self._waiting: deque[Task[Any]] = deque()
        for _ in range(workers):
            self._workers.append(self._fork(begin))

    def submit(self, call: Callable[..., Result], /, *arguments: object) -> Task[Result]:
        """Let ``call`` be made; both it and its outcome must be such that they can be pickled."""
        task = Task(self, call, arguments)
        self._waiting.append(task)
        self._deal()
        return task

    def map(self, call: Callable[[Any], Result], items: Iterable[object], /) -> Iterator[Result]:
        """Yield what ``call`` returns for each of ``items``, in order."""
        tasks = deque([self.submit(call, item) for item in items])
        while tasks:
            yield tasks.popleft().result()

    def go_on(self) -> None:
        """Take in outcomes that are there; do a task where there are none, or wait for one."""
        if self._pump(0):
            self._deal()
        elif self._waiting:
            self._waiting.popleft().do()
        elif (task := self._not_begun()) is not None:
            task.do()
        else:
            self._pump(None)

    def _not_begun(self) -> Task[Any] | None:
        """Return the last task of a worker that is at work on another."""
        for worker in self._workers:
            if len(worker.tasks) > 1 and not worker.tasks[-1].is_done:
                return worker.tasks[-1]
        return None

    def end(self) -> None:
        """End all workers; what they have not done is left undone.

        They hold nothing that has to be cleared away. A gentler signal is lost on one that is being
        forked, and the end of its pipe on one whose pipe another fork holds open.
        """
        for worker in self._workers:
            os.kill(worker.process, signal.SIGKILL)
            os.close(worker.requests)
            os.close(worker.results)
        for worker in self._workers:
            os.waitpid(worker.process, 0)
        self._workers = []

    def _fork(self, begin: Callable[[], None]) -> _Worker:
        requests, results = os.pipe(), os.pipe()
        for pipe in (requests, results):
            _widen(pipe[1])
        process = os.fork()
        if process == 0:
            for worker in self._workers:
                os.close(worker.requests)
                os.close(worker.results)
            os.close(requests[1])
            os.close(results[0])
            _serve(requests[0], results[1], begin)
        os.close(requests[0])
        os.close(results[1])
        os.set_blocking(requests[1], False)
        return _Worker(process, requests[1], results[0])

    def _deal(self) -> None:
        for worker in self._workers:
            while self._waiting and len(worker.tasks) < _DEALT:
                worker.give(self._waiting.popleft())
                worker.send()

    def _pump(self, patience: float | None) -> bool:
        """Write and read what the pipes let; say whether an outcome may have come."""
        by_pipe = {worker.results: worker for worker in self._workers if worker.tasks}
        unsent = {worker.requests: worker for worker in self._workers if worker.unsent}
        readable, writable, _ = select.select(by_pipe, unsent, (), patience)
        for pipe in writable:
            unsent[pipe].send()
        for pipe in readable:
            by_pipe[pipe].receive()
        return bool(readable)


def _serve(requests: int, results: int, begin: Callable[[], None]) -> NoReturn:
    """Be a worker: do what is asked until nobody asks any more."""
    code = 1
    try:
        begin()
        received = bytearray()
        while data := os.read(requests, _CHUNK):
            received += data
            while (message := _unframed(received)) is not None:
                call, arguments = pickle.loads(message)  # noqa: S301 - from the parent process
                _write(results, _framed(_outcome(call, arguments)))
        code = 0
    except BrokenPipeError:
        code = 0
    finally:
        os._exit(code)


def _outcome(call: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[bool, Any]:
    """Return whether a call is good, and its value or what it raises."""
    try:
        return True, call(*arguments)
    except Exception as error:
        return False, error


def _framed(value: object) -> bytes:
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return _SIZE.pack(len(data)) + data


def _unframed(received: bytearray) -> bytes | None:
    """Cut the first message off what was received; None where it is not whole yet."""
    if len(received) < _SIZE.size:
        return None
    (size,) = _SIZE.unpack_from(received)
    end = _SIZE.size + size
    if len(received) < end:
        return None
    message = bytes(received[_SIZE.size : end])
    del received[:end]
    return message


def _write(pipe: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(pipe, view) :]


def _widen(pipe: int) -> None:
    """Let a pipe hold more than its 64 KiB, where the system allows it."""
    import fcntl
    from contextlib import suppress

    with suppress(OSError):
        fcntl.fcntl(pipe, _SET_PIPE_SIZE, _CHUNK)
