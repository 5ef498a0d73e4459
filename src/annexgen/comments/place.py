"""Which pull request is meant: what the service's machine says, checked where it may be false.

GitHub runs a fork's pull request with a token that only reads. A second workflow
(``workflow_run``) may write, and it knows from the service itself, not from the fork's files, which
commit of which repository the first one looked at. The pull request is found by these two; one that
has another head by now is left to the run for that.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from annexgen.comments.client import Client
from annexgen.comments.outcomes import CommentFault, Withheld
from annexgen.comments.services import SERVICES, Service
from annexgen.findings import Message
from annexgen.tuples import NamedTuple

_PULL_REQUEST = ("pull_request", "pull_request_target")


class Head(NamedTuple):
    """What a pull request brings.

    Attributes:
        commit: the full name of its last commit.
        repository: where that is, ``owner/name``; empty where any will do.
    """

    commit: str
    repository: str = ""


class Place(NamedTuple):
    """Where a comment goes.

    Attributes:
        service: which service.
        repository: of the pull request, ``owner/name`` or GitLab's number.
        pull: the pull request's number, or what it is to be found by.
    """

    service: Service
    repository: str
    pull: int | Head


def service_of(name: str | None, environment: Mapping[str, str]) -> Service:
    """Return the service of that name, or the one on whose machine this runs.

    Raises:
        CommentFault: where it is not to be found out.
    """
    if name is not None:
        return SERVICES[name]
    for service in SERVICES.values():
        if environment.get(service.runs) == "true":
            return service
    raise CommentFault(
        Message(
            "不知道评论发到哪里；请写 --service github、gitlab 或 gitee",
            "Where the comment goes is not known; give --service github, gitlab or gitee",
        )
    )


def place_of(
    service: Service,
    environment: Mapping[str, str],
    repository: str | None = None,
    pull: int | Head | None = None,
) -> Place:
    """Return where to post.

    Args:
        service: which service.
        environment: the variables that the service's machine sets.
        repository: where the caller names it.
        pull: where the caller names it.

    Raises:
        CommentFault: where it is not to be found out.
        Withheld: for a pull request from a fork, and a run that is of none.
    """
    repository = repository or environment.get(service.repository)
    if not repository:
        raise CommentFault(
            Message("不知道是哪个仓库；请写 --repository", "Which repository? Give --repository")
        )
    if pull is None and service is SERVICES["github"] and environment.get("GITHUB_EVENT_PATH"):
        pull = _of_event(environment, repository)
    number = environment.get(service.number, "")
    if pull is None and number.isdecimal():
        pull = int(number)
    if pull is None:
        raise CommentFault(
            Message(
                "不知道是哪个合并请求；请写 --number 或 --commit",
                "Which pull request? Give --number or --commit",
            )
        )
    return Place(service, repository, pull)


def number_of(place: Place, client: Client) -> int:
    """Return the pull request's number, asking the service for it where it is not known.

    Raises:
        Withheld: where no open pull request has that head (any more), or several have.
    """
    if isinstance(place.pull, int):
        return place.pull
    head = place.pull
    found = [
        pull["number"]
        for pull in client.pages(client.path(place.service.pulls), state="open")
        if at(pull, "head", "sha") == head.commit
        and head.repository in ("", at(pull, "head", "repo", "full_name"))
    ]
    if len(found) == 1 and isinstance(found[0], int):
        return found[0]
    if found:
        raise Withheld(
            Message(
                f"有 {len(found)} 个合并请求都停在 {head.commit[:12]}，不知道是哪一个，没有发评论",
                f"{len(found)} pull requests have the head {head.commit[:12]}; which one is not "
                "known, so nothing was posted",
            )
        )
    raise Withheld(
        Message(
            f"没有开着的合并请求停在 {head.commit[:12]}（又推送过，或已关闭），没有发评论",
            f"no open pull request has the head {head.commit[:12]} (pushed again, or closed), so "
            "nothing was posted",
        )
    )


def at(item: object, *keys: str) -> object:
    """Return what JSON holds under keys within keys; None where it is not there."""
    for key in keys:
        item = item.get(key) if isinstance(item, dict) else None
    return item


def _of_event(environment: Mapping[str, str], repository: str) -> int | Head | None:
    """Return the pull request of the event for which GitHub runs this; None where it has none."""
    name = environment.get("GITHUB_EVENT_NAME", "")
    event = json.loads(Path(environment["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    if name == "workflow_run":
        return _of_run(at(event, "workflow_run"))
    number = at(event, "pull_request", "number")
    if name not in _PULL_REQUEST or not isinstance(number, int):
        return None
    if at(event, "pull_request", "head", "repo", "full_name") != repository:
        raise Withheld(
            Message(
                "合并请求来自另一个仓库（fork），这里的令牌不能评论；"
                "评论由第二个工作流（annex-comment）发",
                "the pull request comes from a fork, whose token cannot comment; the second "
                "workflow (annex-comment) posts it",
            )
        )
    return number


def _of_run(run: object) -> Head | None:
    """Return what the pull request brought that another workflow ran for."""
    if at(run, "event") != "pull_request":
        raise Withheld(
            Message(
                "上一个工作流不是为合并请求运行的，没有发评论",
                "the other workflow did not run for a pull request, so nothing was posted",
            )
        )
    commit, repository = at(run, "head_sha"), at(run, "head_repository", "full_name")
    if isinstance(commit, str) and isinstance(repository, str):
        return Head(commit, repository)
    return None
