"""The action, its steps run under bash on a checkout of a bare remote."""

from __future__ import annotations

import json
import re
import shutil
import sys
import venv
from pathlib import Path

import pytest
from reviewed import PROJECT, Reviewed

from annexgen.comments.body import MARKER, harmless
from fake_service import serving
from git_trials import git
from github_runner import Job, Json, machine, steps, under_bash
from programs import run

ROOT = Path(__file__).parents[2]
UPLOAD = "actions/upload-artifact@v5"
SARIF = "github/codeql-action/upload-sarif@v4"
SECOND = ROOT / "docs/ci/github/annex-comment.yml"
EVENT = {"pull_request": {"number": 12, "head": {"repo": {"full_name": "office/annex"}}}}

pytestmark = [pytest.mark.system, pytest.mark.usefixtures("no_git_configuration")]


def job(reviewed: Reviewed, checkout: Path, **variables: str) -> Job:
    """Return a job for a pull request of the same repository."""
    temp = reviewed.remote.parent / f"temp of {checkout.name}"
    temp.mkdir()
    (temp / "event.json").write_text(json.dumps(EVENT), encoding="utf-8")
    event = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_EVENT_NAME": "pull_request",
        "GITHUB_EVENT_PATH": str(temp / "event.json"),
        "GITHUB_REPOSITORY": "office/annex",
    }
    github = {
        "base_ref": "main",
        "event": EVENT,
        "event_name": "pull_request",
        "repository": "office/annex",
        "token": "t0ken",
    }
    return Job(checkout, temp, machine(temp, **event, **variables), github)


@pytest.fixture
def reviewed(tmp_path: Path) -> Reviewed:
    return Reviewed(tmp_path)


def body(done: Job) -> str:
    """Return the comment, its hashes and fingerprints struck out."""
    text = Path(done.outputs["comment"]).read_text(encoding="utf-8")
    return re.sub(r"\b[0-9a-f]{7,12}\b", "*", text)


COMMENT = """\
### 绩效目标的变化

* → *：1 个项目有改动，1 项要求提高，1 处变化

| 单位 | 新增 | 取消 | 改动 | 要求提高 | 要求降低 | 预算（万元） |
|---|--:|--:|--:|--:|--:|--:|
| 301101 办公厅 |  |  | 1 | 1 |  |  |

<details>
<summary><b>301101 档案整理</b> · 1 处变化，1 项要求提高</summary>

<code>content/301101/01-档案.yaml</code>

| 项 | 原来 | 现在 | 变化 |
|---|---|---|---|
| 整理数量 | ≥<del>100</del>卷 | ≥<ins>150</ins>卷 | 提高 +50卷（+50.0%），要求提高 `*` |
</details>
"""


def test_a_pull_request_is_checked_compared_and_published(reviewed: Reviewed) -> None:
    done = job(reviewed, reviewed.checkout())
    done.run(ROOT)
    assert not done.failed, done.log
    assert body(done) == COMMENT
    assert COMMENT in re.sub(r"\b[0-9a-f]{7,12}\b", "*", done.summary)
    assert "没有问题：1 个单位，1 个项目" in done.summary
    log = json.loads(Path(done.outputs["sarif"]).read_text(encoding="utf-8"))
    assert log["version"] == "2.1.0"
    assert log["runs"][0]["results"] == []
    published = Path(done.outputs["folder"])
    assert {file.name for file in published.iterdir()} == {"annex.docx", "annex.pdf", "annex.html"}
    kept = [(one["name"], one["path"]) for one in done.used[UPLOAD]]
    assert kept == [("annexgen-comment", done.outputs["comment"]), ("annex", str(published))]
    assert SARIF not in done.used
    assert "Comment" not in done.log
    assert git(done.workspace, "status", "--porcelain", "--", "content") == ""


def test_the_comment_is_one_that_may_be_posted_as_it_is(reviewed: Reviewed) -> None:
    done = job(reviewed, reviewed.checkout())
    done.run(ROOT, lang="en")
    text = Path(done.outputs["comment"]).read_text(encoding="utf-8")
    assert text.startswith("### Changes of targets\n")
    assert harmless(text) == text


def test_findings_stand_at_their_lines_and_errors_keep_from_publishing(
    reviewed: Reviewed,
) -> None:
    reviewed.push(PROJECT.replace("预算数: 27.56", "预算数: 30.00"))
    done = job(reviewed, reviewed.checkout())
    done.run(ROOT)
    assert done.failed == "Publish"
    line = done.log["Check"].splitlines()[0]
    assert line.startswith("::error file=content/301101/01-档案.yaml,line=5,endLine=5,col=8,")
    assert "title=ANX201 budget-sum::" in line
    results = json.loads(Path(done.outputs["sarif"]).read_text("utf-8"))["runs"][0]["results"]
    assert results[0]["ruleId"] == "ANX201"
    assert "预算增加 +2.44万元" in body(done)
    assert "ANX201" in body(done)
    assert [one["name"] for one in done.used[UPLOAD]] == ["annexgen-comment"]
    assert not Path(done.outputs["folder"]).exists()


def test_a_file_that_cannot_be_parsed_fails_the_job_after_its_annotation(
    reviewed: Reviewed,
) -> None:
    reviewed.push("项目名称: [\n")
    done = job(reviewed, reviewed.checkout())
    done.run(ROOT)
    assert done.failed == "Publish"
    assert done.log["Check"].startswith("::error file=content/301101/01-档案.yaml,line=")
    assert done.log["Compare"].startswith("::warning::annexgen: content/301101/01-档案.yaml:2:")
    assert body(done).startswith("### 绩效目标的变化\n")
    assert "文件读不出，未比较" in body(done)


@pytest.mark.parametrize(("strict", "failed"), [("false", ""), ("true", "Publish")])
def test_warnings_fail_it_only_when_strict(strict: str, failed: str, reviewed: Reviewed) -> None:
    reviewed.push(PROJECT.replace("≥100卷", "≥100"))
    done = job(reviewed, reviewed.checkout())
    done.run(ROOT, strict=strict, formats="html")
    assert "::warning file=" in done.log["Check"]
    assert done.failed == failed


def test_an_annex_below_the_top_and_a_choice_of_formats(tmp_path: Path) -> None:
    reviewed = Reviewed(tmp_path, below="附表 2025")
    reviewed.push(PROJECT.replace("预算数: 27.56", "预算数: 27.56  # annexgen: allow x -- y"))
    done = job(reviewed, reviewed.checkout())
    done.run(ROOT, root="附表 2025", formats="html", artifact="")
    assert "file=附表 2025/content/301101/01-档案.yaml,line=2" in done.log["Check"]
    assert not done.failed, done.log
    assert [one["name"] for one in done.used[UPLOAD]] == ["annexgen-comment"]
    assert [file.name for file in Path(done.outputs["folder"]).iterdir()] == ["annex.html"]


def test_a_root_without_an_annex_is_one_line(reviewed: Reviewed) -> None:
    done = job(reviewed, reviewed.checkout())
    done.run(ROOT, root="nowhere")
    assert done.failed == "Check"
    assert done.log["Check"] == (
        "annexgen: nowhere 里没有 content/annex.yaml；--root 应指向含 content/ 的目录\n"
    )


@pytest.mark.parametrize("options", [("--depth=1",), ("--depth=3",), ("--no-single-branch",)])
def test_history_is_fetched_until_the_branches_meet(
    options: tuple[str, ...], tmp_path: Path
) -> None:
    reviewed = Reviewed(tmp_path, commits=60)
    done = job(reviewed, reviewed.checkout(*options))
    done.run(ROOT, formats="html")
    assert not done.failed, done.log
    assert body(done) == COMMENT


def test_the_merge_that_github_checks_out(reviewed: Reviewed) -> None:
    """GitHub merges a pull request with its base and checks that out, with one commit."""
    merging = reviewed.checkout("--no-single-branch")
    git(merging, "merge", "--quiet", "--message", "merge", "origin/main")
    git(merging, "push", "--quiet", "origin", "HEAD:refs/pull/12/merge")
    checkout = reviewed.checkout(branch="main")
    git(checkout, "fetch", "--quiet", "--depth=1", "origin", "refs/pull/12/merge")
    git(checkout, "checkout", "--quiet", "--detach", "FETCH_HEAD")
    done = job(reviewed, checkout)
    done.run(ROOT, formats="html")
    assert not done.failed, done.log
    assert body(done) == COMMENT


def test_a_full_checkout_needs_no_network(reviewed: Reviewed) -> None:
    checkout = reviewed.checkout("--no-single-branch")
    git(checkout, "remote", "set-url", "origin", "file:///nowhere")
    done = job(reviewed, checkout)
    done.run(ROOT, formats="html")
    assert not done.failed, done.log
    assert body(done) == COMMENT


@pytest.mark.parametrize("base", ["alone", "no-such-branch", "--upload-pack=touch x", "$(touch x)"])
def test_a_base_that_shares_nothing_says_what_to_set(base: str, reviewed: Reviewed) -> None:
    reviewed.start(orphan="alone")
    done = job(reviewed, reviewed.checkout())
    done.run(ROOT, base=base)
    assert done.failed == "Compare"
    assert done.log["Compare"].splitlines()[-1] == (
        f"::error::与 {base} 没有共同的历史，或取不到；actions/checkout 请写 fetch-depth: 0 "
        f"(no common history with {base}: give actions/checkout fetch-depth: 0)"
    )
    assert not (done.workspace / "x").exists()


def test_a_base_without_an_annex_is_no_fault(reviewed: Reviewed) -> None:
    first = git(reviewed.annex, "rev-list", "--max-parents=0", "HEAD")
    done = job(reviewed, reviewed.checkout())
    done.run(ROOT, base=first, formats="html")
    assert not done.failed, done.log
    assert body(done) == "> ⚠ annexgen: 版本“*”里没有 content/，没有可比较的附表\n"


def test_a_push_is_not_compared(reviewed: Reviewed) -> None:
    done = job(reviewed, reviewed.checkout())
    done.github |= {"base_ref": "", "event_name": "push", "event": {}}
    done.run(ROOT, formats="html", sarif="true")
    assert not done.failed, done.log
    assert done.outputs["comment"] == ""
    assert [one["name"] for one in done.used[UPLOAD]] == ["annex"]
    assert done.used[SARIF][0]["sarif_file"] == done.outputs["sarif"]


def test_a_comment_is_posted_at_once_where_that_is_asked_for(reviewed: Reviewed) -> None:
    with serving("github") as service:
        done = job(reviewed, reviewed.checkout(), GITHUB_API_URL=service.url)
        done.run(ROOT, formats="html", comment="true")
        assert done.log["Comment"] == "发了评论：GitHub office/annex #12\n"
        posted = service.bodies[0]
        assert posted == f"{MARKER}\n{Path(done.outputs['comment']).read_text(encoding='utf-8')}"
        done.run(ROOT, formats="html", comment="true")
        assert done.log["Comment"] == "评论没有变化：GitHub office/annex #12\n"
        reviewed.push(PROJECT)
        again = job(reviewed, reviewed.checkout(), GITHUB_API_URL=service.url)
        again.run(ROOT, formats="html", comment="true")
        assert again.log["Comment"] == "更新了评论：GitHub office/annex #12\n"
        assert len(service.bodies) == 1
        assert service.bodies[0].endswith("：没有变化\n")


def happens(done: Job, name: str, event: Json) -> None:
    """Let another event start the job."""
    done.github |= {"event_name": name, "event": event}
    done.environment["GITHUB_EVENT_NAME"] = name
    (done.temp / "event.json").write_text(json.dumps(event), encoding="utf-8")


def test_a_fork_leaves_its_comment_to_a_second_workflow(reviewed: Reviewed) -> None:
    fork = {"full_name": "somebody/annex"}
    with serving("github") as service:
        service.owner = None
        for project, line in ((PROJECT.replace("≥100卷", "≥90卷"), "发了"), (PROJECT, "更新了")):
            reviewed.push(project)
            done = job(reviewed, reviewed.checkout(), GITHUB_API_URL=service.url)
            commit = git(done.workspace, "rev-parse", "HEAD")
            pull = {"number": 12, "head": {"sha": commit, "repo": fork}}
            happens(done, "pull_request", {"pull_request": pull})
            done.run(ROOT, formats="html", comment="true", sarif="true")
            assert not done.failed, done.log
            assert done.log["Comment"].startswith("没有评论：合并请求来自另一个仓库（fork）")
            assert SARIF not in done.used

            service.pulls = [pull]
            run = {"event": "pull_request", "head_sha": commit, "head_repository": fork}
            happens(done, "workflow_run", {"workflow_run": run})
            artifact = done.temp / "comment"
            artifact.mkdir()
            shutil.copy(done.used[UPLOAD][0]["path"], artifact)
            commands = [step["run"] for step in steps(SECOND) if "run" in step]
            own = {"RUNNER_TEMP": str(done.temp), "GITHUB_TOKEN": service.token}
            told = under_bash(commands, done.temp, done.environment | own)
            assert told == (0, f"{line}评论：GitHub office/annex #12\n")
        (body,) = service.bodies
        assert body.startswith(f"{MARKER}\n### 绩效目标的变化\n")
        assert body.endswith("：没有变化\n")


def test_it_installs_annexgen_from_its_own_folder(reviewed: Reviewed, tmp_path: Path) -> None:
    """With pip itself, lent what it would otherwise take from the network."""
    venv.create(tmp_path / "venv", with_pip=True)
    programs = tmp_path / "venv" / "bin"
    site = next((tmp_path / "venv" / "lib").glob("python*/site-packages"))
    lenders = [path for path in map(Path, sys.path) if path.name == "site-packages"]
    (site / "lent.pth").write_text("".join(f"{path}\n" for path in lenders), encoding="utf-8")
    done = job(reviewed, reviewed.checkout(), PIP_NO_BUILD_ISOLATION="0", PIP_NO_DEPS="1")
    done.environment["PATH"] = f"{programs}:{done.environment['PATH']}"
    done.environment |= {"PIP_IGNORE_INSTALLED": "1", "PIP_NO_INDEX": "1"}
    del done.environment["PYTHONPATH"]
    done.run(ROOT, formats="html")
    assert not done.failed, done.log
    assert (programs / "annexgen").exists()
    installed = run([programs / "python", "-I", "-c", "import annexgen; print(annexgen.__file__)"])
    assert Path(installed.strip()).is_relative_to(site)
