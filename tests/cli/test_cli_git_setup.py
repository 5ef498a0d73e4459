"""``annexgen git-setup`` in real repositories: what it writes, twice, elsewhere, and undone."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from annex_texts import HEAD
from annexgen import cli
from git_trials import commit, git, new_repository, write

OURS = (
    "# annexgen git-setup: begin\n"
    "content/**/*.yaml diff=annexgen merge=annexgen\n"
    "# annexgen git-setup: end\n"
)

pytestmark = pytest.mark.usefixtures("no_git_configuration")


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository with an annex in a subfolder."""
    top = new_repository(tmp_path / "仓 库")
    write(top, "附 表/content/annex.yaml", text=HEAD)
    commit(top)
    monkeypatch.chdir(top / "附 表")
    return top


def told(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    """Run ``git-setup`` and return what it prints."""
    assert cli.main(["git-setup", *arguments]) == code
    out, err = capsys.readouterr()
    assert bool(err) is (code == 2)
    return err or out


def configuration(top: Path) -> dict[str, str]:
    """Return what the repository's own configuration says."""
    listed = git(top, "config", "--local", "--null", "--list").split("\0")
    return {key: value for key, _, value in (entry.partition("\n") for entry in listed)}


def test_it_writes_its_lines_and_settings_once(
    top: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = configuration(top)
    attributes = top / "附 表/.gitattributes"
    attributes.write_text("*.png binary\n*.txt text", "utf-8")
    planned = told(capsys, "--dry-run")
    assert "只是预览" in planned
    assert attributes.read_text("utf-8") == "*.png binary\n*.txt text"
    assert configuration(top) == before
    done = told(capsys)
    assert done.splitlines()[:-2] == planned.splitlines()[:-1]
    assert attributes.read_text("utf-8") == f"*.png binary\n*.txt text\n{OURS}"
    assert configuration(top)["core.quotepath"] == "false"
    assert git(top, "check-attr", "diff", "附 表/content/1/甲.yaml").endswith("annexgen")
    assert git(top, "check-attr", "diff", "附 表/other.yaml").endswith("unspecified")
    assert told(capsys) == "已经是这样，没有什么要改\n"
    assert told(capsys, "--remove").endswith("已取消\n")
    assert attributes.read_text("utf-8") == "*.png binary\n*.txt text\n"
    assert configuration(top) == before
    assert told(capsys, "--remove") == "已经是这样，没有什么要改\n"


def test_what_others_set_stays(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(top, "config", "core.quotePath", "true")
    told(capsys)
    assert configuration(top)["core.quotepath"] == "true"
    told(capsys, "--remove")
    assert configuration(top)["core.quotepath"] == "true"
    assert not (top / "附 表/.gitattributes").exists()


def test_lines_with_carriage_returns_keep_them(
    top: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    attributes = top / "附 表/.gitattributes"
    attributes.write_bytes(b"*.png binary\r\n")
    told(capsys)
    assert attributes.read_bytes() == b"*.png binary\r\n" + OURS.replace("\n", "\r\n").encode()
    told(capsys)
    told(capsys, "--remove")
    assert attributes.read_bytes() == b"*.png binary\r\n"


def test_a_linked_work_tree(
    top: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    git(top, "worktree", "add", "--quiet", "../另一个", "-b", "side")
    monkeypatch.chdir(top.parent / "另一个" / "附 表")
    assert "diff.annexgen.command" in told(capsys)
    assert (top.parent / "另一个/附 表/.gitattributes").read_text("utf-8") == OURS
    assert "diff.annexgen.command" in configuration(top)


def test_a_rule_that_overrules_ours_is_told(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(top, ".git/info/attributes", text="*.yaml -diff\n")
    assert cli.main(["git-setup", "--lang", "en"]) == 0
    out, err = capsys.readouterr()
    assert (
        err == "Note: another .gitattributes (or .git/info/attributes) overrules these settings\n"
    )
    assert "--lang en" in out


def test_no_repository_and_no_git(
    top: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (top / ".git").rename(top.parent / "away")
    err = told(capsys, code=2)
    assert err.endswith("不在 git 仓库的工作目录里\n")
    assert err.count("\n") == 1
    assert not (top / "附 表/.gitattributes").exists()
    monkeypatch.setenv("PATH", str(top))
    assert told(capsys, code=2) == "annexgen: 没有找到 git 程序\n"


def test_the_interpreter_is_named_whole_and_quoted(
    top: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/甲 'b'/100%/python")
    told(capsys)
    command = configuration(top)["diff.annexgen.command"]
    assert command.startswith("f() { '/甲 '\"'\"'b'\"'\"'/100%/python' -P -m annexgen git-diff")
