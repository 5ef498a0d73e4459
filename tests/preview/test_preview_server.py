"""The server over real sockets: what it answers, to whom, and that none holds up another."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from typing import Any

import pytest

from annexgen.preview import server as server_module
from annexgen.preview.broadcast import MOST_WAITING, Broadcast
from annexgen.preview.script import Script
from annexgen.preview.server import PortTaken, Server
from annexgen.preview.sheets import Page, Sheet, page_of
from annexgen.preview.view import View

SECONDS = 60
HEAD = "<!doctype html><html><head><title>x</title>"


def page(text: str, *, around: str = "") -> Page:
    sheets = [Sheet("a", f"<section id=a>{text}</section>"), Sheet("b", "<section id=b></section>")]
    return page_of(
        [f"{HEAD}{around}</head><body>", "<hr>", "</body></html>"], sheets, "default-src 'none'"
    )


def view(text: str, **more: Any) -> View:
    return View(page(text), more.get("notes", {}), more.get("problems", ()), {"error": 0})


@pytest.fixture
def broadcast() -> Broadcast:
    return Broadcast()


@pytest.fixture
def server(broadcast: Broadcast) -> Iterator[Server]:
    serving = Server(broadcast, Script("zh"), 0)
    serving.start()
    yield serving
    serving.stop()


def connect(server: Server, host: str = "127.0.0.1") -> socket.socket:
    return socket.create_connection((host, server.port), timeout=SECONDS)


def ask(server: Server, request: str, host: str = "127.0.0.1") -> tuple[str, dict[str, str], str]:
    """Send a request as it stands; return the status line, the headers and the body."""
    with closing(connect(server, host)) as connection:
        connection.sendall(request.encode("latin-1"))
        data = b""
        while piece := connection.recv(1 << 16):
            data += piece
    head, _, body = data.decode().partition("\r\n\r\n")
    first, *lines = head.split("\r\n")
    return first, dict(line.split(": ", 1) for line in lines), body


def get(
    server: Server, target: str = "/", method: str = "GET", **headers: str
) -> tuple[str, dict[str, str], str]:
    own = {"Host": f"127.0.0.1:{server.port}", **headers}
    lines = "".join(f"{name}: {value}\r\n" for name, value in own.items())
    return ask(server, f"{method} {target} HTTP/1.1\r\n{lines}\r\n")


class Listening:
    """A browser's connection for events."""

    def __init__(self, server: Server) -> None:
        self._connection = connect(server)
        request = f"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n"
        self._connection.sendall(request.encode())
        self._stream = self._connection.makefile("r", encoding="utf-8", newline="\n")
        assert self._stream.readline().startswith("HTTP/1.1 200")
        while self._stream.readline().strip():
            pass

    def next(self) -> tuple[str, dict[str, Any]]:
        """Return the next event's name and data; an empty name at the end."""
        while line := self._stream.readline():
            if line.startswith("event: "):
                data = self._stream.readline().removeprefix("data: ")
                return line.removeprefix("event: ").strip(), json.loads(data)
        return "", {}

    def close(self) -> None:
        self._stream.close()
        self._connection.close()


def test_page_is_sent_with_the_script_and_headers_that_keep_others_out(
    server: Server, broadcast: Broadcast
) -> None:
    shown = view("甲")
    broadcast.show(shown)
    first, headers, body = get(server)
    assert first == "HTTP/1.1 200 OK"
    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in headers
    before, _, rest = body.partition(f'<script data-revision="{shown.revision}">')
    assert before == HEAD
    assert rest.partition("</script>\n")[2] == (
        "</head><body><section id=a>甲</section><hr><section id=b></section></body></html>"
    )


def test_without_a_page_there_is_one_for_problems(server: Server) -> None:
    _, headers, body = get(server)
    assert '<script data-revision="">' in body
    assert "script-src 'sha256-" in headers["Content-Security-Policy"]


def test_head_sends_no_body(server: Server) -> None:
    first, headers, body = get(server, method="HEAD")
    assert first == "HTTP/1.1 200 OK"
    assert int(headers["Content-Length"]) > 1000
    assert body == ""
    assert get(server, "/events", "HEAD")[2] == ""


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "X"])
def test_other_methods_are_refused(server: Server, method: str) -> None:
    first, headers, _ = get(server, method=method)
    assert first == "HTTP/1.1 405 Method Not Allowed"
    assert headers["Allow"] == "GET, HEAD"


def test_refusals_name_nothing_of_the_request(server: Server) -> None:
    first, headers, body = get(server, "/<script>alert(1)</script>")
    assert first == "HTTP/1.1 404 Not Found"
    assert headers["Content-Type"] == "text/plain; charset=utf-8"
    assert body == "404 Not Found\n"
    assert get(server, Host="evil.example")[0].startswith("HTTP/1.1 421")
    assert get(server, "/events", Origin="https://evil.example")[0].startswith("HTTP/1.1 403")


def test_oversized_and_broken_requests_are_refused(server: Server) -> None:
    assert get(server, "/" + "x" * 70_000)[0].startswith("HTTP/1.1 414")
    many = "".join(f"X-{index}: 1\r\n" for index in range(200))
    request = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n{many}\r\n"
    assert ask(server, request)[0].startswith("HTTP/1.1 431")
    assert ask(server, "GET / x y z\r\n\r\n")[2] == "400 Bad Request\n"
    assert ask(server, "GET / HTTP/1.1\r\n\r\n")[0].startswith("HTTP/1.1 421")


def test_only_loopback_is_bound(server: Server) -> None:
    bound = {one.socket.getsockname()[0] for one in server._listeners}
    assert "127.0.0.1" in bound
    assert bound <= {"127.0.0.1", "::1"}


def test_ipv6_is_answered_where_there_is_any(server: Server) -> None:
    try:
        first, *_ = ask(server, f"GET / HTTP/1.1\r\nHost: [::1]:{server.port}\r\n\r\n", "::1")
    except OSError:
        pytest.skip("this machine has no IPv6 loopback")
    assert first == "HTTP/1.1 200 OK"


def test_connections_that_come_at_once_wait_for_their_turn(broadcast: Broadcast) -> None:
    server = Server(broadcast, Script("zh"), 0)
    with ExitStack() as waiting:
        waiting.callback(server.stop)
        for _ in range(40):
            waiting.enter_context(closing(connect(server)))
        server.start()
        assert get(server)[0] == "HTTP/1.1 200 OK"


def test_port_of_another_program_is_not_shared(server: Server) -> None:
    with pytest.raises(PortTaken):
        Server(Broadcast(), Script("zh"), server.port)


def test_slow_clients_hold_up_no_other(server: Server) -> None:
    with ExitStack() as slow:
        for _ in range(20):
            slow.enter_context(closing(connect(server))).sendall(b"GET / HT")
        assert get(server)[0] == "HTTP/1.1 200 OK"


def test_client_that_never_ends_its_request_is_let_go(
    server: Server, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(server_module._Handler, "timeout", 0.3)
    with closing(connect(server)) as connection, suppress(ConnectionError):
        connection.sendall(b"GET / HT")
        assert connection.recv(1) == b""
    assert capfd.readouterr() == ("", "")


def test_events_tell_the_view_and_each_change(server: Server, broadcast: Broadcast) -> None:
    one, two = view("甲"), view("乙", notes={"a": ({"message": "注意"},)})
    broadcast.show(one)
    first, second = Listening(server), Listening(server)
    for browser in (first, second):
        name, told = browser.next()
        assert (name, told["to"]) == ("now", one.revision)
    broadcast.show(one)
    broadcast.show(two)
    for browser in (first, second):
        name, told = browser.next()
        assert name == "change"
        assert (told["from"], told["to"]) == (one.revision, two.revision)
        assert told["sections"] == {"a": "<section id=a>乙</section>"}
        assert told["leaves"] == []
        assert told["notes"] == {"a": [{"message": "注意"}]}
        browser.close()


def test_another_shape_of_page_asks_for_loading_it_again(
    server: Server, broadcast: Broadcast
) -> None:
    broadcast.show(view("甲"))
    browser = Listening(server)
    browser.next()
    broadcast.show(View(page("甲", around="<meta>"), {}, (), {}))
    assert browser.next()[1]["sections"] is None
    browser.close()


def test_browsers_are_told_of_the_end(broadcast: Broadcast) -> None:
    before = set(threading.enumerate())
    server = Server(broadcast, Script("zh"), 0)
    server.start()
    browser = Listening(server)
    browser.next()
    server.stop()
    assert browser.next()[0] == "ended"
    assert browser.next()[0] == ""
    browser.close()
    until = time.monotonic() + SECONDS
    while set(threading.enumerate()) - before:
        assert time.monotonic() < until
        time.sleep(0.01)
    with pytest.raises(ConnectionRefusedError):
        connect(server)


def test_browser_that_does_not_take_its_events_is_let_go(broadcast: Broadcast) -> None:
    with broadcast.listening() as listener:
        for number in range(MOST_WAITING + 5):
            broadcast.show(view(str(number)))
        assert listener.get_nowait() is None
        assert listener.empty()
