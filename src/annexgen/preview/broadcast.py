"""The latest view, handed to every browser that listens; made for many threads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from queue import Full, Queue
from threading import Lock

from annexgen.preview.view import EMPTY, View, change, whole

MOST_WAITING = 16
"""Events that may wait for a browser; one that lags further behind has to connect again."""


class Event(bytes):
    """A server-sent event as it goes over the wire (WHATWG HTML 9.2.5)."""

    __slots__ = ()

    @classmethod
    def of(cls, name: str, line: str) -> Event:
        """Return the event ``name`` with one line of data."""
        return cls(f"event: {name}\ndata: {line}\n\n".encode())


Listener = Queue[Event | None]
"""The events for one browser; None is the last."""

ENDED = Event.of("ended", "{}")


class Broadcast:
    """Tells listening browsers of each new view."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._view = EMPTY
        self._listeners: set[Listener] = set()
        self._has_ended = False

    @property
    def view(self) -> View:
        """The latest view."""
        with self._lock:
            return self._view

    def show(self, view: View) -> None:
        """Make ``view`` the latest; nothing is said of one that is as before."""
        with self._lock:
            if view == self._view:
                return
            event = Event.of("change", change(self._view, view))
            self._view = view
            self._send(event)

    def end(self) -> None:
        """Tell all that no view comes any more."""
        with self._lock:
            self._has_ended = True
            self._send(ENDED)
            for listener in list(self._listeners):
                self._put(listener, None)

    @contextmanager
    def listening(self) -> Iterator[Listener]:
        """Give a listener that is told the latest view at once and then each change."""
        listener: Listener = Queue(MOST_WAITING)
        with self._lock:
            listener.put_nowait(Event.of("now", whole(self._view)))
            if self._has_ended:
                listener.put_nowait(None)
            self._listeners.add(listener)
        try:
            yield listener
        finally:
            with self._lock:
                self._listeners.discard(listener)

    def _send(self, event: Event) -> None:
        for listener in list(self._listeners):
            self._put(listener, event)

    def _put(self, listener: Listener, event: Event | None) -> None:
        """Hand over an event; a listener that has not taken its earlier ones is let go."""
        try:
            listener.put_nowait(event)
        except Full:
            self._listeners.discard(listener)
            while not listener.empty():
                listener.get_nowait()
            listener.put_nowait(None)
