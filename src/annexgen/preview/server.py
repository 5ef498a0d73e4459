"""The preview's web server: loopback only, the page and its events, nothing else.

Every connection has a thread of its own and a time limit, so that a slow one holds up no other.
"""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Iterable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty
from threading import BoundedSemaphore, Thread
from typing import Any

from annexgen.preview.broadcast import Broadcast
from annexgen.preview.guard import EVENTS, answer
from annexgen.preview.script import Script

IPV4, IPV6 = "127.0.0.1", "::1"

_SECONDS = 10
"""A browser on the same machine sends and takes what it has to say within this."""

_MOST_CONNECTIONS = 64
_BREATH = 15
"""After so many seconds without an event a comment shows that the connection lives."""

_HEADERS = {
    "Cache-Control": "no-store",
    "Connection": "close",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_NOTHING = "default-src 'none'; frame-ancestors 'none'"


class PortTaken(Exception):  # noqa: N818 - it is an outcome that the command reports
    """Another program listens on the port."""


class Server:
    """Serves what is broadcast on loopback, IPv4 and, where the machine has it, IPv6.

    Args:
        broadcast: gives the view and its changes.
        script: of the page.
        port: 0 for any that is free.

    Raises:
        PortTaken: where the port is not free.
        OSError: where the machine has no loopback.
    """

    def __init__(self, broadcast: Broadcast, script: Script, port: int) -> None:
        self._broadcast = broadcast
        first = _listener(IPV4, port, broadcast, script)
        self.port: int = first.server_address[1]
        self._listeners = [first, *_on_ipv6(self.port, broadcast, script)]
        self._threads = [
            Thread(target=one.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
            for one in self._listeners
        ]

    @property
    def address(self) -> str:
        """What to open in a browser."""
        return f"http://{IPV4}:{self.port}/"

    def start(self) -> None:
        """Begin to answer."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Tell the browsers, and answer no more."""
        self._broadcast.end()
        for listener, thread in zip(self._listeners, self._threads, strict=True):
            if thread.is_alive():
                listener.shutdown()
                thread.join()
            listener.server_close()


def _on_ipv6(port: int, broadcast: Broadcast, script: Script) -> Iterable[_Listener]:
    """Listen on IPv6 as well; a machine without it, or a port taken there, is no fault."""
    if not socket.has_ipv6:
        return ()
    try:
        return (_listener(IPV6, port, broadcast, script),)
    except (OSError, PortTaken):
        return ()


def _listener(host: str, port: int, broadcast: Broadcast, script: Script) -> _Listener:
    try:
        return _Listener(host, port, broadcast, script)
    except OSError as error:
        if error.errno in {errno.EADDRINUSE, errno.EACCES}:
            raise PortTaken from error
        raise


class _Listener(ThreadingHTTPServer):
    """One socket; its threads end with their connections, and with the program at the latest."""

    allow_reuse_address = os.name == "posix"  # elsewhere it would share the port with others
    request_queue_size = _MOST_CONNECTIONS  # one that finds no place tries again after a second

    def __init__(self, host: str, port: int, broadcast: Broadcast, script: Script) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.broadcast = broadcast
        self.script = script
        self._room = BoundedSemaphore(_MOST_CONNECTIONS)
        super().__init__((host, port), _Handler)

    def server_bind(self) -> None:
        """Bind without asking a name server what the address is called."""
        if self.address_family == socket.AF_INET6:
            self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, self.allow_reuse_address)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer in a thread; close a connection for which there is no room."""
        if self._room.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer one connection."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._room.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that has gone away in the middle of an answer."""


class _Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: _Listener
    protocol_version = "HTTP/1.1"
    timeout = _SECONDS

    def do_GET(self) -> None:
        """Send the page, or the events as they come."""
        told = answer(self.path, self.headers, self.server.server_port)
        if told.status != HTTPStatus.OK:
            self.send_error(told.status)
        elif told.path == EVENTS:
            self._events()
        else:
            self._page()

    def do_HEAD(self) -> None:
        """Send what comes before the page or the events."""
        self.do_GET()

    def _page(self) -> None:
        page = self.server.script.page(self.server.broadcast.view.page)
        body = page.html.encode()
        policy = f"{page.policy}; frame-ancestors 'none'"
        self._head(HTTPStatus.OK, "text/html; charset=utf-8", policy, len(body))
        if self.command != "HEAD":
            self.wfile.write(body)

    def _events(self) -> None:
        """Send events until there are no more or the browser has gone."""
        self._head(HTTPStatus.OK, "text/event-stream; charset=utf-8", _NOTHING)
        if self.command == "HEAD":
            return
        with self.server.broadcast.listening() as listener:
            self.wfile.write(b"retry: 1000\n\n")
            while True:
                try:
                    event = listener.get(timeout=_BREATH)
                except Empty:
                    self.wfile.write(b":\n\n")
                    continue
                if event is None:
                    return
                self.wfile.write(event)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Say nothing: the terminal is for what the editor can do something about."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Say in one line why there is no answer."""
        status = HTTPStatus(code)
        if status is HTTPStatus.NOT_IMPLEMENTED:
            status = HTTPStatus.METHOD_NOT_ALLOWED
        self.request_version = self.protocol_version  # of a request that cannot be read, too
        body = f"{status.value} {status.phrase}\n".encode()
        self._head(status, "text/plain; charset=utf-8", _NOTHING, len(body))
        if self.command != "HEAD":
            self.wfile.write(body)

    def _head(self, status: HTTPStatus, kind: str, policy: str, size: int | None = None) -> None:
        self.send_response_only(status)
        headers = {**_HEADERS, "Content-Type": kind, "Content-Security-Policy": policy}
        if size is not None:
            headers["Content-Length"] = str(size)
        if status is HTTPStatus.METHOD_NOT_ALLOWED:
            headers["Allow"] = "GET, HEAD"
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.close_connection = True
