"""``annexgen comment``: post what ``diff`` wrote as the one comment on a pull request."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from annexgen.cli.failure import DONE, CannotRun
from annexgen.cli.language import Say
from annexgen.cli.options import positive
from annexgen.comments.services import SERVICES

if TYPE_CHECKING:
    from annexgen.cli.terminal import Terminal
    from annexgen.comments.place import Place


def add_options(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the options of ``comment``."""
    parser.add_argument(
        "file",
        metavar="FILE",
        help=say(
            "评论的内容，由 annexgen diff --output-format markdown --output FILE 写成",
            "the comment, as annexgen diff --output-format markdown --output FILE writes it",
        ),
    )
    parser.add_argument(
        "--service",
        choices=tuple(SERVICES),
        help=say(
            "发到哪里（默认：正在运行的 CI；令牌取自 GITHUB_TOKEN、GITLAB_TOKEN、GITEE_TOKEN）",
            "where to (default: the CI that runs this; the token is taken from GITHUB_TOKEN, "
            "GITLAB_TOKEN or GITEE_TOKEN)",
        ),
    )
    parser.add_argument(
        "--repository",
        metavar="OWNER/NAME",
        help=say("仓库（默认：CI 说的）", "the repository (default: what CI says)"),
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--number",
        metavar="N",
        type=positive(say),
        help=say("合并请求的编号（默认：CI 说的）", "the pull request (default: what CI says)"),
    )
    which.add_argument(
        "--commit",
        metavar="HASH",
        help=say(
            "按最后一次提交的完整哈希找合并请求（不用于 GitLab）",
            "find the pull request by the full hash of its last commit (not on GitLab)",
        ),
    )


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Post the comment, say what became of it, and return the exit code.

    Raises:
        CannotRun: where the file is no comment, or the service does not take it.
    """
    from annexgen.comments.outcomes import CommentFault, Withheld

    try:
        terminal.write(_posted(options, os.environ, terminal.say))
    except Withheld as reason:
        told = terminal.say(reason.message.zh, reason.message.en)
        terminal.write(terminal.say(f"没有评论：{told}\n", f"No comment: {told}\n"))
    except CommentFault as fault:
        raise CannotRun(*fault.message) from fault
    return DONE


def _posted(options: argparse.Namespace, environment: Mapping[str, str], say: Say) -> str:
    """Post the comment and return the line that says so."""
    from annexgen.comments.body import body_of
    from annexgen.comments.client import Client
    from annexgen.comments.place import number_of
    from annexgen.comments.sticky import Outcome, post

    body = body_of(Path(options.file))
    place = _place(options, environment)
    token = _token(place, options.file, environment)
    variable, usual = place.service.api
    client = Client(place.service, environment.get(variable) or usual, token, place.repository)
    number = number_of(place, client)
    told = {
        Outcome.CREATED: say("发了评论", "Commented on"),
        Outcome.UPDATED: say("更新了评论", "Updated the comment on"),
        Outcome.UNCHANGED: say("评论没有变化", "The comment is unchanged on"),
    }[post(client, number, body)]
    where = f"{place.service.name} {place.repository} #{number}"
    return say(f"{told}：{where}\n", f"{told} {where}\n")


def _place(options: argparse.Namespace, environment: Mapping[str, str]) -> Place:
    from annexgen.comments.place import Head, place_of, service_of

    service = service_of(options.service, environment)
    if options.commit and not service.pulls:
        raise CannotRun("GitLab 要写 --number", "GitLab takes --number")
    pull = Head(options.commit) if options.commit else options.number
    return place_of(service, environment, options.repository, pull)


def _token(place: Place, file: str, environment: Mapping[str, str]) -> str:
    """Return the token; raises ``Withheld`` where there is none, as for a fork."""
    from annexgen.comments.outcomes import Withheld
    from annexgen.findings import Message

    variable = place.service.credential
    token = environment.get(variable, "").strip()
    if token:
        return token
    raise Withheld(
        Message(
            f"没有令牌 {variable}；评论的内容在 {file}",
            f"there is no token {variable}; what it would say is in {file}",
        )
    )
