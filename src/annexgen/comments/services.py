"""What GitHub, GitLab and Gitee call the same things: a row for each service.

Sources: https://docs.github.com/rest/issues/comments and /rest/pulls/pulls,
https://docs.gitlab.com/api/notes/, https://gitee.com/api/v5/swagger.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Service:
    """How one service's API is spoken to.

    Attributes:
        name: as readers know it.
        runs: the environment variable that is ``true`` on the service's own machines.
        api: the variable that holds the API's address, and the address without it.
        credential: the variable that holds the token.
        repository: the variable that names the repository of a pull request, where there is one.
        number: the variable that holds a pull request's number, where there is one.
        thread: the path of a pull request's comments; ``{repository}`` and ``{number}`` are filled.
        comment: the path of one comment; ``{id}`` as well.
        edit: the method that changes a comment.
        author: the keys that lead to who wrote a comment.
        login: the key of that name in what ``/user`` tells of the token's owner.
        robot: whom a token belongs to that may not ask ``/user``; empty where there is none.
        headers: sent with each request; ``{token}`` is filled.
        credential_field: the name under which the token is sent among the fields, where it is.
        pulls: the path of the pull requests, for finding one by its head; empty where not needed.
        whole_repository_name: whether slashes in ``{repository}`` are part of a name.
        advice: what the token must be allowed, in Chinese and English.
    """

    name: str
    runs: str
    api: tuple[str, str]
    credential: str
    repository: str
    number: str
    thread: str
    comment: str
    edit: str
    author: tuple[str, str]
    login: str
    robot: str = ""
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    credential_field: str = ""
    pulls: str = ""
    whole_repository_name: bool = False
    advice: tuple[str, str] = ("", "")


SERVICES = {
    "github": Service(
        name="GitHub",
        runs="GITHUB_ACTIONS",
        api=("GITHUB_API_URL", "https://api.github.com"),
        credential="GITHUB_TOKEN",
        repository="GITHUB_REPOSITORY",
        number="",
        thread="/repos/{repository}/issues/{number}/comments",
        comment="/repos/{repository}/issues/comments/{id}",
        edit="PATCH",
        author=("user", "login"),
        login="login",
        robot="github-actions[bot]",
        headers=MappingProxyType(
            {
                "Authorization": "Bearer {token}",
                "Accept": "application/vnd.github+json",
                "X-GitHub-Api-Version": "2022-11-28",
            }
        ),
        pulls="/repos/{repository}/pulls",
        advice=(
            "工作流里写 permissions: pull-requests: write",
            "permissions: pull-requests: write",
        ),
    ),
    "gitlab": Service(
        name="GitLab",
        runs="GITLAB_CI",
        api=("CI_API_V4_URL", "https://gitlab.com/api/v4"),
        credential="GITLAB_TOKEN",
        repository="CI_MERGE_REQUEST_PROJECT_ID",
        number="CI_MERGE_REQUEST_IID",
        thread="/projects/{repository}/merge_requests/{number}/notes",
        comment="/projects/{repository}/merge_requests/{number}/notes/{id}",
        edit="PUT",
        author=("author", "username"),
        login="username",
        headers=MappingProxyType({"PRIVATE-TOKEN": "{token}"}),
        whole_repository_name=True,
        advice=(
            "项目访问令牌要有 api 范围、Reporter 以上角色",
            "a project access token with scope api and role Reporter or more",
        ),
    ),
    "gitee": Service(
        name="Gitee",
        runs="",
        api=("GITEE_API_URL", "https://gitee.com/api/v5"),
        credential="GITEE_TOKEN",
        repository="",
        number="",
        thread="/repos/{repository}/pulls/{number}/comments",
        comment="/repos/{repository}/pulls/comments/{id}",
        edit="PATCH",
        author=("user", "login"),
        login="login",
        credential_field="access_token",
        pulls="/repos/{repository}/pulls",
        advice=(
            "私人令牌要有 user_info、pull_requests、notes 权限",
            "a personal token with user_info, pull_requests and notes",
        ),
    ),
}
