"""Which requests are answered: rebinding, other sites, paths."""

from __future__ import annotations

from email.message import Message

import pytest

from annexgen.preview.guard import answer

PORT = 8320


def status(target: str = "/", host: str | None = f"127.0.0.1:{PORT}", **headers: str) -> int:
    message = Message()
    if host is not None:
        message["Host"] = host
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    return answer(target, message, PORT).status


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8320", "localhost:8320", "LocalHost:8320", "[::1]:8320"]
)
def test_loopback_is_answered(host: str) -> None:
    assert status(host=host) == 200
    assert status("/events?x=1", host=host, Origin=f"http://{host}") == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8320",
        "127.0.0.1",
        "127.0.0.1:80",
        "localhost.evil.example:8320",
        "127.0.0.1:8320.evil.example",
        "[::]:8320",
        "0.0.0.0:8320",
        "",
        None,
    ],
)
def test_another_name_is_refused(host: str | None) -> None:
    assert status(host=host) == 421


def test_two_hosts_are_refused() -> None:
    message = Message()
    message["Host"] = f"127.0.0.1:{PORT}"
    message["Host"] = "evil.example"
    assert answer("/", message, PORT).status == 421


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "http://127.0.0.1",
        "http://localhost:8321",
        "https://localhost:8320",
        "http://127.0.0.1:8320.evil.example",
    ],
)
def test_another_origin_is_refused(origin: str) -> None:
    assert status("/events", Origin=origin) == 403
    assert status("/", Origin=origin) == 403


def test_another_site_may_only_open_the_page_in_a_tab() -> None:
    opened = {"Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    assert status(Sec_Fetch_Site="cross-site", **opened) == 200
    assert status(Sec_Fetch_Site="none", **opened) == 200
    framed = {"Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "iframe"}
    assert status(Sec_Fetch_Site="cross-site", **framed) == 403
    assert status(Sec_Fetch_Site="same-site", Sec_Fetch_Mode="no-cors") == 403
    assert status("/events", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="cors") == 403
    assert status("/events", Sec_Fetch_Site="same-origin", Sec_Fetch_Mode="cors") == 200


@pytest.mark.parametrize(
    "target",
    [
        "/annex.html",
        "/content/annex.yaml",
        "/../content/annex.yaml",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/..\\..\\etc\\passwd",
        "/%00",
        "//etc/passwd",
        "/events/",
        "/events/../events",
        "/%65vents",
        "http://evil.example/",
        f"http://127.0.0.1:{PORT}/",
        "C:\\",
        "*",
        "",
    ],
)
def test_there_is_nothing_else_to_ask_for(target: str) -> None:
    assert status(target) == 404
