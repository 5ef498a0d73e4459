"""A server on this machine that acts like the comments API of GitHub, GitLab and Gitee."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

Json = dict[str, Any]

PAGE = 3
"""Items that a page holds at most, whatever is asked for."""


class Paths(NamedTuple):
    """Where a service has things, and what it calls them."""

    thread: str
    comment: str
    edit: str
    author: tuple[str, str]


PATHS = {
    "github": Paths(
        "/repos/office/annex/issues/12/comments",
        "/repos/office/annex/issues/comments/",
        "PATCH",
        ("user", "login"),
    ),
    "gitlab": Paths(
        "/projects/7/merge_requests/12/notes",
        "/projects/7/merge_requests/12/notes/",
        "PUT",
        ("author", "username"),
    ),
    "gitee": Paths(
        "/repos/office/annex/pulls/12/comments",
        "/repos/office/annex/pulls/comments/",
        "PATCH",
        ("user", "login"),
    ),
}


class FakeService:
    """What the service holds, and what has been asked of it.

    Attributes:
        url: the address of its API.
        token: the only one that it takes.
        owner: whom the token belongs to; None where it may not ask.
        comments: of pull request 12, oldest first.
        pulls: the open pull requests.
        writes: the methods that have changed something.
        refusal: an answer to every request, where there is to be one.
        redirect: where every request is sent on to, where it is.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.paths = PATHS[name]
        self.url = ""
        self.token = "t0ken"
        self.owner: str | None = "robot"
        self.comments: list[Json] = []
        self.pulls: list[Json] = []
        self.writes: list[str] = []
        self.refusal: tuple[int, bytes] | None = None
        self.redirect = ""

    def add(self, author: str, body: str) -> None:
        """Let somebody comment."""
        outer, inner = self.paths.author
        self.comments.append({"id": 900 + len(self.comments), "body": body, outer: {inner: author}})

    @property
    def bodies(self) -> list[str]:
        return [comment["body"] for comment in self.comments]

    def answer(self, method: str, path: str, query: Json, fields: Json) -> tuple[int, object]:
        """Answer a request of somebody with the right token."""
        if method == "GET":
            return self._read(path, query)
        self.writes.append(method)
        if method == "POST" and path == self.paths.thread:
            self.add(self.owner or "github-actions[bot]", fields["body"])
            return 201, self.comments[-1]
        for comment in self.comments:
            if method == self.paths.edit and path == f"{self.paths.comment}{comment['id']}":
                comment["body"] = fields["body"]
                return 200, comment
        return 404, {"message": "Not Found"}

    def _read(self, path: str, query: Json) -> tuple[int, object]:
        if path == "/user":
            key = self.paths.author[1]
            if self.owner is None:
                return 403, {"message": "Resource not accessible by integration"}
            return 200, {key: self.owner}
        lists = {self.paths.thread: self.comments, "/repos/office/annex/pulls": self.pulls}
        if path not in lists:
            return 404, {"message": "Not Found"}
        size = min(PAGE, int(query["per_page"]))
        start = (int(query["page"]) - 1) * size
        return 200, lists[path][start : start + size]


def _handler(service: FakeService) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            url = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(url.query).items()}
            size = int(self.headers.get("Content-Length") or 0)
            fields = json.loads(self.rfile.read(size)) if size else {}
            if service.redirect:
                self.send_response(302)
                self.send_header("Location", service.redirect)
                self.end_headers()
            elif service.refusal is not None:
                self._reply(*service.refusal)
            elif self._token(query | fields) != service.token:
                self._reply(401, b'{"message": "Bad credentials"}')
            else:
                status, said = service.answer(self.command, url.path, query, fields)
                self._reply(status, json.dumps(said).encode())

        do_GET = do_POST = do_PATCH = do_PUT = _serve  # noqa: N815 - http.server's names

        def _token(self, fields: Json) -> str:
            if service.name == "github":
                return self.headers.get("Authorization", "").removeprefix("Bearer ")
            if service.name == "gitlab":
                return self.headers.get("PRIVATE-TOKEN", "")
            return str(fields.get("access_token", ""))

        def _reply(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Print nothing."""

    return Handler


@contextmanager
def serving(name: str) -> Iterator[FakeService]:
    """Serve until the block ends."""
    service = FakeService(name)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(service))
    server.daemon_threads = True
    service.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
