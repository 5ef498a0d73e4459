"""JSON over HTTP, as much of it as the API of a service needs; no token ever shows in a message."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from annexgen import __version__
from annexgen.comments.outcomes import CommentFault
from annexgen.comments.services import Service
from annexgen.findings import Message

_SECONDS = 30
_MOST_BYTES = 16 << 20
_PAGE = 100
_MOST_PAGES = 100
FORBIDDEN = 403
_REASONS = {
    401: Message("令牌无效或已过期", "the token is invalid or has expired"),
    FORBIDDEN: Message("令牌没有这个权限", "the token does not allow it"),
    404: Message(
        "没有这个仓库或合并请求，或令牌看不到它",
        "there is no such repository or pull request, or the token may not see it",
    ),
}


class Refusal(CommentFault):
    """The service refuses a request.

    Args:
        service: which service.
        status: HTTP's number for it.
        said: what the service says, if anything.
    """

    def __init__(self, service: Service, status: int, said: str) -> None:
        reason = _REASONS.get(status, Message("请求没有成功", "the request failed"))
        zh, en = service.advice if status in _REASONS else ("", "")
        said = f": {said}" if said else ""
        super().__init__(
            Message(
                f"{service.name} 不接受（HTTP {status}{said}）：{reason.zh}"
                + (f"；{zh}" if zh else ""),
                f"{service.name} refuses (HTTP {status}{said}): {reason.en}"
                + (f"; it takes {en}" if en else ""),
            )
        )
        self.status = status


class _NoRedirect(HTTPRedirectHandler):
    """Follow no redirect: it would carry the token to another place."""

    def redirect_request(self, *_: object) -> None:
        """Return nothing to go on with, so that the redirect is an error."""


class Client:
    """The API of a service, with a token.

    Args:
        service: which service.
        api: the API's address.
        token: shown to the service with each request.
        repository: ``owner/name``, on GitLab the project's number as well.

    Raises:
        CommentFault: where the address is none of HTTP.
    """

    def __init__(self, service: Service, api: str, token: str, repository: str) -> None:
        if not api.startswith(("https://", "http://")):
            variable = service.api[0]
            raise CommentFault(
                Message(f"{variable} 不是网址：{api}", f"{variable} is no web address: {api}")
            )
        self.service = service
        self._api = api.rstrip("/")
        self._token = token
        self._repository = quote(repository, safe="" if service.whole_repository_name else "/")
        self._opener = build_opener(_NoRedirect)

    def get(self, path: str, **fields: str | int) -> Any:
        """Ask for something; ``fields`` go into the address."""
        query = urlencode(self._with_token(fields))
        return self._request("GET", f"{path}?{query}" if query else path, None)

    def pages(self, path: str, **fields: str | int) -> Iterator[Any]:
        """Yield the items of a list, asking for its pages as they are needed."""
        for page in range(1, _MOST_PAGES + 1):
            items = self.get(path, per_page=_PAGE, page=page, **fields)
            if not isinstance(items, list):
                raise self._strange()
            yield from items
            if not items:
                return

    def send(self, method: str, path: str, **fields: str) -> None:
        """Write something."""
        self._request(method, path, json.dumps(self._with_token(fields)).encode())

    def path(self, template: str, **names: int | str) -> str:
        """Fill a path of the service."""
        return template.format(repository=self._repository, **names)

    def _with_token(self, fields: Mapping[str, str | int]) -> dict[str, str | int]:
        name = self.service.credential_field
        return {**fields, name: self._token} if name else dict(fields)

    def _request(self, method: str, path: str, data: bytes | None) -> Any:
        request = Request(self._api + path, data, method=method)  # noqa: S310 - checked above
        request.add_header("User-Agent", f"annexgen/{__version__}")
        if data is not None:
            request.add_header("Content-Type", "application/json; charset=utf-8")
        for name, value in self.service.headers.items():
            # Unredirected: sent to the API alone.
            request.add_unredirected_header(name, value.format(token=self._token))
        try:
            with self._opener.open(request, timeout=_SECONDS) as answer:
                return json.loads(answer.read(_MOST_BYTES))
        except HTTPError as error:
            with error:
                raise Refusal(self.service, error.code, _said(error)) from None
        except (URLError, OSError, HTTPException) as error:
            raise self._unreachable(getattr(error, "reason", error)) from None
        except ValueError:
            raise self._strange() from None

    def _unreachable(self, reason: object) -> CommentFault:
        name = self.service.name
        return CommentFault(
            Message(f"连不上 {name}：{reason}", f"{name} cannot be reached: {reason}")
        )

    def _strange(self) -> CommentFault:
        name, variable = self.service.name, self.service.api[0]
        return CommentFault(
            Message(
                f"{name} 的回答读不懂；{variable} 指的是它的 API 吗？",
                f"{name} answers what cannot be understood; is {variable} the address of its API?",
            )
        )


def _said(error: HTTPError) -> str:
    """Return the service's own words for a refusal, in one line."""
    try:
        answer = json.loads(error.read(_MOST_BYTES))
        said = answer.get("message") or answer.get("error") or ""
    except (ValueError, AttributeError, OSError, HTTPException):
        return ""
    return " ".join(str(said).split())[:200]
