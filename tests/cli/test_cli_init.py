"""``annexgen init`` as a user meets it: an empty folder becomes a repository that builds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from annexgen import cli
from git_trials import git
from programs import need

OUTPUTS = ["annex.docx", "annex.html", "annex.pdf"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ANNEXGEN_LANG", raising=False)
    return tmp_path


def files(root: Path) -> dict[str, bytes]:
    return {
        file.relative_to(root).as_posix(): file.read_bytes()
        for file in sorted(root.rglob("*"))
        if file.is_file()
    }


def test_it_checks_and_builds_at_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["init", "office", "--year", "2030", "--department", "某市某局"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("在 office 写了 19 个文件：\n  .editorconfig\n")
    assert told.endswith(
        "接下来：cd office && annexgen build，成品在 output/；再照 README.md 改成自己的\n"
    )
    monkeypatch.chdir(folder / "office")
    assert cli.main(["check"]) == 0
    assert capsys.readouterr().out.startswith("没有问题：1 个单位，1 个项目，6 条指标")
    assert cli.main(["fmt", "--check", "--quiet"]) == 0
    assert cli.main(["build", "--quiet", "--strict"]) == 0
    assert sorted(file.name for file in Path("output").iterdir()) == OUTPUTS
    page = Path("output/annex.html").read_text("utf-8")
    assert "2030年项目绩效目标表" in page
    assert "某市某局" in page
    before = files(folder / "office/schema")
    assert cli.main(["schema", "--write"]) == 0
    assert files(folder / "office/schema") == before


def test_what_it_says_to_do_next_works(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["init", "--lang", "en"]) == 0
    assert capsys.readouterr().out.endswith(
        "Next: annexgen build, then see output/; README.md tells the rest\n"
    )
    readme = Path("README.md").read_text("utf-8")
    for line in re.findall(r"`annexgen (new (?:project|unit) .*?)`", readme):
        words = [word.strip('"') for word in line.split(" ")]
        assert cli.main(words) == 0, line
    assert "有 15 处待填" in capsys.readouterr().out


def test_the_form_can_be_changed(folder: Path) -> None:
    assert cli.main(["init", "."]) == 0
    form = Path("templates/tianjin/form.yaml")
    form.write_text(form.read_text("utf-8").replace("单位：{{", "计量单位：{{"), "utf-8")
    assert cli.main(["build", "--quiet", "--format", "html"]) == 0
    assert "计量单位：万元" in Path("output/annex.html").read_text("utf-8")


def test_the_commands_of_its_workflow_run(folder: Path, no_git_configuration: None) -> None:
    need("git")
    assert cli.main(["init", ".", "--git"]) == 0
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "one")
    git(folder, "branch", "origin/main")
    workflow = YAML(typ="safe").load(Path(".github/workflows/annex.yml").read_text("utf-8"))
    runs = [step.get("run", "") for step in workflow["jobs"]["annex"]["steps"]]
    commands = [run for run in runs if run.startswith("annexgen ")]
    assert len(commands) == 4
    for command in commands:
        words = re.split(r" (?:\|\||>>) ", command)[0].replace('"origin/$BASE"', "origin/main")
        assert cli.main(words.split(" ")[1:]) == 0, command


def test_git_is_made_only_when_asked_for(folder: Path, no_git_configuration: None) -> None:
    need("git")
    assert cli.main(["init", "plain"]) == 0
    assert not Path("plain/.git").exists()
    assert cli.main(["init", "office", "--git"]) == 0
    assert git(folder / "office", "branch", "--show-current") == "main"
    ignored = git(folder / "office", "status", "--porcelain", "--untracked-files=all")
    assert len(ignored.splitlines()) == 19


def test_without_git_the_files_are_there_and_that_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(folder))
    assert cli.main(["init", "office", "--git"]) == 2
    assert capsys.readouterr().err == (
        "annexgen: 文件都写好了，但建不了 git 仓库：没有找到 git 程序\n"
    )
    assert Path("office/content/annex.yaml").is_file()


def test_nothing_is_overwritten(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("README.md").write_text("我的\n", "utf-8")
    Path("别的").write_text("别的\n", "utf-8")
    before = files(folder)
    assert cli.main(["init"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("annexgen: . 里已有 README.md，什么也没有写；")
    assert files(folder) == before
    assert cli.main(["init", "--keep"]) == 0
    assert "写了 18 个文件，保留 1 个：" in capsys.readouterr().out
    after = files(folder)
    assert {path: after[path] for path in before} == before
    assert cli.main(["build", "--quiet"]) == 0


def test_content_that_is_there_is_kept_and_gets_the_rest(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["init", "--year", "2031"]) == 0
    project = Path("content/301101/01-干部培训项目.yaml")
    project.rename("content/301101/01-自己的.yaml")
    Path("README.md").unlink()
    assert cli.main(["init", "--keep"]) == 0
    assert not project.exists()
    readme = Path("README.md").read_text("utf-8")
    assert readme.startswith("# 2031年项目绩效目标表\n")
    assert "示例项目" not in readme
    Path("content/annex.yaml").write_text("标题: 甲\n", "utf-8")
    capsys.readouterr()
    assert cli.main(["init", "--keep"]) == 2
    assert "什么也没有写；请先改好" in capsys.readouterr().err


def test_a_broken_form_that_is_there_is_shown(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("templates/tianjin").mkdir(parents=True)
    Path("templates/tianjin/form.yaml").write_text("levels: []\n", "utf-8")
    assert cli.main(["init", "--keep"]) == 2
    told = capsys.readouterr().err
    assert "templates/tianjin/form.yaml:1:" in told
    assert told.endswith("annexgen: 已有的表样有错误，什么也没有写；请先改好\n")
    assert list(files(folder)) == ["templates/tianjin/form.yaml"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["file"], "file：已经有一个同名的文件"),
        (["x", "--year", "30"], "--year：年度是四位数字"),
        (["x", "--unit", "甲"], "--unit：单位代码是 3、6、9 或 12 位数字"),
        (["x", "--department", ""], "--department：不能是空的"),
    ],
)
def test_what_cannot_be_done_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    Path("file").write_text("", "utf-8")
    try:
        code = cli.main(["init", *arguments])
    except SystemExit as stopped:
        code = stopped.code  # type: ignore[assignment]
    assert code == 2
    assert told in capsys.readouterr().err
    assert list(files(folder)) == ["file"]
