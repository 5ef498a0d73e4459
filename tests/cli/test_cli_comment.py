"""``annexgen comment`` on servers that act like GitHub, GitLab and Gitee."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annexgen import cli
from annexgen.comments.body import MARKER
from annexgen.comments.services import SERVICES
from fake_service import PATHS, FakeService, serving

ON_CI = re.compile("GITHUB_|GITLAB_|GITEE_|CI_")
HEAD = "a" * 40

Told = Callable[..., str]


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    """Return what runs the command and gives what it prints, one line."""

    def run(*arguments: str | Path, code: int = 0) -> str:
        assert cli.main(["comment", *map(str, arguments)]) == code
        out, err = capsys.readouterr()
        assert (out if code else err) == ""
        line: str = err if code else out
        assert line.count("\n") == 1
        return line

    return run


@pytest.fixture
def comment(tmp_path: Path) -> Path:
    file = tmp_path / "comment.md"
    file.write_text("### 绩效目标的变化\n\n一处变化\n", encoding="utf-8")
    return file


@pytest.fixture(params=PATHS)
def service(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FakeService]:
    """Serve as one of the three, with the variables that its machines set in a pull request."""
    with serving(request.param) as service:
        on_machine_of(service, monkeypatch)
        yield service


@pytest.fixture
def github(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[FakeService]:
    """Serve as GitHub, in the workflow that another one has started."""
    with serving("github") as service:
        on_machine_of(service, monkeypatch)
        event = {
            "event": "pull_request",
            "head_sha": HEAD,
            "head_repository": {"full_name": "somebody/annex"},
        }
        happens("workflow_run", {"workflow_run": event}, monkeypatch, tmp_path)
        service.owner = None
        yield service


def on_machine_of(service: FakeService, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in filter(ON_CI.match, list(os.environ)):
        monkeypatch.delenv(name)
    spoken = SERVICES[service.name]
    monkeypatch.setenv(spoken.api[0], service.url)
    monkeypatch.setenv(spoken.credential, service.token)
    for name in filter(None, (spoken.runs, spoken.number and "CI_MERGE_REQUEST_IID")):
        monkeypatch.setenv(name, "12" if name == spoken.number else "true")
    monkeypatch.setenv("GITHUB_REPOSITORY", "office/annex")
    monkeypatch.setenv("CI_MERGE_REQUEST_PROJECT_ID", "7")


def happens(
    name: str, event: dict[str, object], monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    """Let GitHub run this for an event."""
    (folder / "event.json").write_text(json.dumps(event), encoding="utf-8")
    monkeypatch.setenv("GITHUB_EVENT_NAME", name)
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(folder / "event.json"))


def where(service: FakeService) -> tuple[str, ...]:
    """Return the arguments that name pull request 12 where no variable does."""
    return {
        "github": ("--number", "12"),
        "gitlab": (),
        "gitee": ("--service", "gitee", "--repository", "office/annex", "--number", "12"),
    }[service.name]


def test_the_first_run_comments_and_the_next_ones_update_that_comment(
    service: FakeService, comment: Path, told: Told
) -> None:
    for number in range(4):
        service.add("somebody", f"{MARKER}\nmine {number}")
    service.add("robot", "something else")
    assert told(comment, *where(service)).startswith("发了评论：")
    assert service.bodies[-1] == f"{MARKER}\n### 绩效目标的变化\n\n一处变化\n"
    comment.write_text("没有变化\n", encoding="utf-8")
    assert told(comment, *where(service)).startswith("更新了评论：")
    assert told(comment, *where(service)).startswith("评论没有变化：")
    assert service.bodies[-1] == f"{MARKER}\n没有变化\n"
    assert service.bodies[:-1] == [f"{MARKER}\nmine {number}" for number in range(4)] + [
        "something else"
    ]
    assert service.writes == ["POST", service.paths.edit]


def test_a_refusal_is_one_line_that_does_not_show_the_token(
    service: FakeService, comment: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SERVICES[service.name].credential, "s3cret")
    line = told(comment, *where(service), code=2)
    assert "（HTTP 401: Bad credentials）：令牌无效或已过期；" in line
    assert "s3cret" not in line


def test_without_a_token_it_says_where_the_comment_is(
    service: FakeService, comment: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    variable = SERVICES[service.name].credential
    monkeypatch.delenv(variable)
    assert told(comment, *where(service), "--lang", "en") == (
        f"No comment: there is no token {variable}; what it would say is in {comment}\n"
    )
    assert not service.writes


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        ((500, b"<html>"), "GitHub 不接受（HTTP 500）：请求没有成功"),
        ((200, b"<html>"), "GitHub 的回答读不懂；GITHUB_API_URL 指的是它的 API 吗？"),
        ((200, b'{"no": "list"}'), "GitHub 的回答读不懂；GITHUB_API_URL 指的是它的 API 吗？"),
        (
            (403, b'{"message": "Resource not\\naccessible"}'),
            (
                "GitHub 不接受（HTTP 403: Resource not accessible）：令牌没有这个权限；"
                "工作流里写 permissions: pull-requests: write"
            ),
        ),
    ],
)
def test_an_answer_that_is_none(
    github: FakeService, comment: Path, told: Told, answer: tuple[int, bytes], line: str
) -> None:
    github.refusal = answer
    assert told(comment, "--number", "12", code=2) == f"annexgen: {line}\n"


def test_a_service_that_is_not_there(
    comment: Path, told: Told, monkeypatch: pytest.MonkeyPatch, github: FakeService
) -> None:
    monkeypatch.setenv("GITHUB_API_URL", "http://127.0.0.1:9")
    assert told(comment, code=2).startswith("annexgen: 连不上 GitHub：")
    monkeypatch.setenv("GITHUB_API_URL", "file:///etc")
    assert told(comment, code=2) == "annexgen: GITHUB_API_URL 不是网址：file:///etc\n"


def test_a_redirect_does_not_carry_the_token_away(
    github: FakeService, comment: Path, told: Told
) -> None:
    with serving("github") as other:
        github.redirect = other.url + PATHS["github"].thread
        assert "HTTP 302" in told(comment, "--number", "12", code=2)
        assert not other.writes


class TestPullRequestOfTheSameRepository:
    @pytest.fixture(autouse=True)
    def event(self, github: FakeService, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        head = {"sha": HEAD, "repo": {"full_name": "office/annex"}}
        event: dict[str, object] = {"pull_request": {"number": 12, "head": head}}
        happens("pull_request", event, monkeypatch, tmp_path)

    def test_the_event_tells_the_number(
        self, github: FakeService, comment: Path, told: Told
    ) -> None:
        assert told(comment) == "发了评论：GitHub office/annex #12\n"
        assert len(github.bodies) == 1

    def test_the_robot_of_workflows_finds_its_own_comment(
        self, github: FakeService, comment: Path, told: Told
    ) -> None:
        github.add("github-actions[bot]", f"{MARKER}\r\nold")
        assert told(comment) == "更新了评论：GitHub office/annex #12\n"
        assert len(github.bodies) == 1


@pytest.mark.parametrize("name", ["pull_request", "pull_request_target"])
def test_a_fork_is_left_to_the_second_workflow(
    name: str,
    github: FakeService,
    comment: Path,
    told: Told,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    for repository in ({"full_name": "somebody/annex"}, None):
        pull = {"number": 12, "head": {"sha": HEAD, "repo": repository}}
        happens(name, {"pull_request": pull}, monkeypatch, tmp_path)
        assert told(comment).startswith("没有评论：合并请求来自另一个仓库（fork）")
    assert not github.writes


def pull(number: int, commit: str = HEAD, repository: str = "somebody/annex") -> dict[str, object]:
    return {"number": number, "head": {"sha": commit, "repo": {"full_name": repository}}}


class TestSecondWorkflow:
    def test_the_pull_request_is_found_by_what_the_service_says_of_its_head(
        self, github: FakeService, comment: Path, told: Told
    ) -> None:
        github.pulls = [
            *(pull(number, "b" * 40) for number in range(1, 6)),
            pull(7, repository="other/annex"),
            {"number": 8, "head": {"sha": HEAD, "repo": None}},
            pull(12),
        ]
        assert told(comment) == "发了评论：GitHub office/annex #12\n"

    def test_a_newer_push_is_left_to_its_own_run(
        self, github: FakeService, comment: Path, told: Told
    ) -> None:
        github.pulls = [pull(12, "b" * 40)]
        assert told(comment) == (
            "没有评论：没有开着的合并请求停在 aaaaaaaaaaaa（又推送过，或已关闭），没有发评论\n"
        )

    def test_two_pull_requests_of_one_head(
        self, github: FakeService, comment: Path, told: Told
    ) -> None:
        github.pulls = [pull(12), pull(13)]
        assert "有 2 个合并请求都停在 aaaaaaaaaaaa" in told(comment)
        assert not github.writes

    def test_a_run_for_no_pull_request(
        self,
        github: FakeService,
        comment: Path,
        told: Told,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
    ) -> None:
        happens("workflow_run", {"workflow_run": {"event": "push"}}, monkeypatch, tmp_path)
        assert told(comment).startswith("没有评论：上一个工作流不是为合并请求运行的")


def test_gitee_finds_the_pull_request_by_its_commit(
    comment: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving("gitee") as service:
        on_machine_of(service, monkeypatch)
        service.pulls = [pull(12)]
        where = ("--service", "gitee", "--repository", "office/annex", "--commit", HEAD)
        assert told(comment, *where) == "发了评论：Gitee office/annex #12\n"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ((), "不知道评论发到哪里；请写 --service github、gitlab 或 gitee"),
        (("--service", "gitee"), "不知道是哪个仓库；请写 --repository"),
        (
            ("--service", "github", "--repository", "a/b"),
            "不知道是哪个合并请求；请写 --number 或 --commit",
        ),
        (("--service", "gitlab", "--commit", "x"), "GitLab 要写 --number"),
    ],
)
def test_what_is_missing_is_said(
    arguments: tuple[str, ...],
    line: str,
    comment: Path,
    told: Told,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in filter(ON_CI.match, list(os.environ)):
        monkeypatch.delenv(name)
    assert told(comment, *arguments, code=2) == f"annexgen: {line}\n"
