"""Which requests are answered: only those that a browser on this machine makes for the preview.

A web page elsewhere may let the reader's browser ask a server on loopback (DNS rebinding, links and
forms from other sites), so that binding to loopback is not enough: the names in ``Host`` and
``Origin`` must be those of loopback, and Fetch Metadata (W3C) must not tell of another site.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Protocol

from annexgen.tuples import NamedTuple

HOSTS = ("127.0.0.1", "localhost", "[::1]")
"""The names under which a browser finds this machine's loopback."""

PAGE, EVENTS = "/", "/events"
"""All there is to ask for: no file is served, so that no path leads to one."""


class Headers(Protocol):
    """The headers of a request."""

    def get_all(self, name: str) -> list[str] | None:
        """Return every value of a header; None for none."""


class Answer(NamedTuple):
    """What becomes of a request.

    Attributes:
        status: 200 to answer it.
        path: what is asked for; empty where the request is refused.
    """

    status: HTTPStatus
    path: str = ""


def answer(target: str, headers: Headers, port: int) -> Answer:
    """Say what becomes of a GET or HEAD request.

    Args:
        target: from its request line.
        headers: its headers.
        port: that the server listens on.
    """
    hosts = {f"{host}:{port}" for host in HOSTS}
    host = _only(headers, "Host")
    if host is None or host.lower() not in hosts:
        return Answer(HTTPStatus.MISDIRECTED_REQUEST)
    origins = headers.get_all("Origin") or []
    if any(origin.lower() not in {f"http://{host}" for host in hosts} for origin in origins):
        return Answer(HTTPStatus.FORBIDDEN)
    if _comes_from_elsewhere(headers):
        return Answer(HTTPStatus.FORBIDDEN)
    path = target.partition("?")[0]
    if path not in {PAGE, EVENTS}:
        return Answer(HTTPStatus.NOT_FOUND)
    return Answer(HTTPStatus.OK, path)


def _only(headers: Headers, name: str) -> str | None:
    """Return the value of a header that must be there once."""
    values = headers.get_all(name) or []
    return values[0].strip() if len(values) == 1 else None


def _comes_from_elsewhere(headers: Headers) -> bool:
    """Say whether another site asks for more than to open the page in a tab."""
    sites = headers.get_all("Sec-Fetch-Site") or []
    if all(site in {"same-origin", "none"} for site in sites):
        return False
    modes, uses = headers.get_all("Sec-Fetch-Mode"), headers.get_all("Sec-Fetch-Dest")
    return modes != ["navigate"] or uses != ["document"]
