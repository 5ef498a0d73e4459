"""Repositories in trouble: one clear line, exit code 2, nothing written; by real git."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from annex_texts import HEAD, LITTLE
from annexgen import cli
from annexgen.source.text import MOST_BYTES
from git_trials import CONFIG, commit, git, new_annex, new_repository, write
from programs import need

ONE = "content/301101/01-档案.yaml"
COMMANDS = [
    ("diff", "main", "--output", "out.md"),
    ("diff", "main", "HEAD", "--output", "out.md"),
    ("log", "档案"),
    ("check", "--changed-since", "main"),
]

pytestmark = pytest.mark.usefixtures("no_git_configuration")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository with a project on main, and a branch ``feature`` that changes it."""
    root = new_annex(tmp_path / "附 表", {ONE: LITTLE})
    commit(root)
    git(root, "checkout", "--quiet", "-b", "feature")
    write(root, ONE, text=LITTLE.replace("≥100卷", "≥150卷"))
    commit(root)
    monkeypatch.chdir(root)
    return root


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run a command that must end in one line; return that."""
    assert cli.main(list(arguments)) == 2
    out, err = capsys.readouterr()
    assert not out
    assert err.startswith("annexgen: ")
    assert err.count("\n") == 1
    assert not Path("out.md").exists()
    return err


@pytest.mark.parametrize("command", [*COMMANDS, ("git-setup",)])
def test_no_git_and_no_repository(
    root: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
) -> None:
    (root / ".git").rename(root.parent / "away")
    assert "不在 git 仓库的工作目录里" in refused(capsys, *command)
    monkeypatch.setenv("PATH", str(root))
    assert refused(capsys, *command) == "annexgen: 没有找到 git 程序\n"


@pytest.mark.parametrize("command", COMMANDS[:3])
def test_content_that_the_base_has_not(
    root: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    git(root, "checkout", "--quiet", "--orphan", "none")
    git(root, "rm", "--quiet", "-r", "--cached", "content")
    git(root, "commit", "--quiet", "--allow-empty", "--message", "none")
    git(root, "branch", "--quiet", "--force", "main", "none")
    assert "里没有 content/" in refused(capsys, *command)


@pytest.mark.parametrize("command", [*COMMANDS, ("git-setup",)])
def test_a_broken_configuration(
    root: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    with (root / ".git/config").open("a") as config:
        config.write("[broken\n")
    assert "git 出错：bad config line" in refused(capsys, *command)
    assert not (root / ".gitattributes").exists()


@pytest.mark.parametrize("command", [*COMMANDS, ("git-setup",)])
def test_a_repository_of_another_user(
    root: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    if not hasattr(os, "geteuid") or os.geteuid():
        pytest.skip("only root can give files away")
    for path in (root, root / ".git"):
        os.chown(path, 12345, -1)
    assert "属于别的用户" in refused(capsys, *command)
    assert "git config --global --add safe.directory" in refused(capsys, *command)


@pytest.mark.parametrize("command", COMMANDS[:3])
def test_a_missing_tree(
    root: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    tree = git(root, "rev-parse", "main^{tree}")
    (root / ".git/objects" / tree[:2] / tree[2:]).unlink()
    assert "git 出错：" in refused(capsys, *command)


@pytest.mark.parametrize(
    "revision",
    ["", "main..feature", "HEAD~99", "HEAD:content", "@{upstream}", "^main", "main^{tree}", "a\nb"],
)
def test_what_is_no_revision(root: Path, capsys: pytest.CaptureFixture[str], revision: str) -> None:
    expected = "git 仓库里没有版本" if revision else "是空的"
    assert expected in refused(capsys, "diff", revision, "--output", "out.md")
    assert expected in refused(capsys, "diff", "main", revision, "--output", "out.md")


def test_revisions_are_compared_where_the_work_tree_holds_no_annex(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(root, ONE, text=LITTLE.replace("≥100卷", "≥130卷"))
    commit(root)
    git(root, "checkout", "--quiet", "--orphan", "pages")
    git(root, "rm", "--quiet", "-r", "-f", ".")
    assert cli.main(["diff", "main", "feature", "--summary"]) == 0
    assert "1 项要求提高" in capsys.readouterr().out
    assert "没有 content/annex.yaml" in refused(capsys, "diff", "main")
    (root / "docs").mkdir()
    assert cli.main(["diff", "main", "feature", "--root", str(root), "--summary"]) == 0
    capsys.readouterr()
    assert "没有 content/" in refused(capsys, "diff", "main", "feature", "--root", "docs")


def test_what_a_sparse_work_tree_leaves_out_is_not_gone(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(root, "checkout", "--quiet", "main")
    write(root, "content/301102/01-会议.yaml", text=LITTLE.replace("档案", "会议"))
    write(root, "content/301102/unit.yaml", text="单位名称: 驻京办\n")
    write(root, "content/annex.yaml", text=HEAD + '单位: ["301101", "301102"]\n')
    commit(root)
    git(root, "sparse-checkout", "set", "content/301101")
    write(root, ONE, text=LITTLE.replace("≥100卷", "≥130卷"))
    assert not Path("content/301102").exists()
    assert cli.main(["diff", "main"]) == 0
    out = capsys.readouterr().out
    assert out.endswith("main → 工作目录：1 个项目有改动，1 项要求提高，1 处变化\n")


def test_a_folder_and_a_revision_of_one_name(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(root, "2024/content/annex.yaml", text=HEAD)
    assert cli.main(["diff", "2024", "--summary"]) == 0
    git(root, "tag", "2024", "main")
    capsys.readouterr()
    for arguments in (("2024",), ("2024", "."), (".", "2024")):
        assert "“2024”既是目录，又是 git 版本" in refused(capsys, "diff", *arguments)
    assert cli.main(["diff", "./2024", "refs/tags/2024", "--summary"]) == 0
    assert capsys.readouterr().out.startswith("./2024 → refs/tags/2024：1 个新增")


def test_a_folder_without_an_annex(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "empty").mkdir()
    for arguments in (("empty",), ("main", "empty"), ("empty", "."), ("empty", "empty")):
        assert "目录“empty”里没有 content/annex.yaml" in refused(capsys, "diff", *arguments)


@pytest.mark.parametrize(
    "command", [("merge", "main"), ("rebase", "main"), ("cherry-pick", "main")]
)
def test_an_unfinished_merge(
    root: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    git(root, "checkout", "--quiet", "main")
    write(root, ONE, text=LITTLE.replace("≥100卷", "≥120卷"))
    commit(root)
    git(root, "checkout", "--quiet", "feature")
    done = subprocess.run([need("git"), *CONFIG, *command], capture_output=True, check=False)
    assert done.returncode == 1
    assert "合并还没有完成" in refused(capsys, "diff", "main", "--output", "out.md")
    assert cli.main(["diff", "main", "feature"]) == 0
    assert cli.main(["log", "档案"]) == 0
    assert cli.main(["git-setup"]) == 0


@pytest.mark.parametrize("place", ["content", "content/301102"])
def test_content_in_a_submodule(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    other = new_repository(tmp_path / "另一个")
    write(other, "annex.yaml", text=HEAD)
    commit(other)
    if place == "content":
        git(root, "rm", "--quiet", "-r", "content")
    git(root, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other, place)
    assert "子模块" in refused(capsys, "diff", "main", "--output", "out.md")
    commit(root)
    assert "子模块" in refused(capsys, "diff", "main", "HEAD", "--output", "out.md")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\0\1\2", "Y003 control-character"),
        (b"\xff\xfe", "Y001 not-utf8"),
        (b"x" * (MOST_BYTES + 1), "Y005 file-too-large"),
        (b"a: [", "Y010 yaml-syntax"),
        (b"", "Y006 empty-file"),
    ],
)
def test_of_a_file_that_cannot_be_read_one_line_tells_and_the_rest_is_compared(
    root: Path, capsys: pytest.CaptureFixture[str], data: bytes, why: str
) -> None:
    write(root, "content/301101/02-机房.yaml", text=LITTLE.replace("档案", "机房"))
    (root / ONE).write_bytes(data)
    for arguments in (("main",), ("main", "HEAD", "--exit-code")):
        assert cli.main(["diff", *arguments]) == 2
        out, err = capsys.readouterr()
        assert re.fullmatch(f"annexgen: {ONE}(:[0-9]+:[0-9]+)?: error\\[{why}\\]: .*\n", err)
        assert f"! {ONE}（现在）读不出来，没有比较：" in out
        assert "+ 机房整理" in out
        assert "，1 个文件读不出" in out
        assert cli.main(["diff", *arguments, "--output", "out.md"]) == 2
        out, err = capsys.readouterr()
        assert not out
        assert err.endswith("（out.md 没有写出）\n")
        assert not (root / "out.md").exists()
        commit(root)
    assert cli.main(["log", "301101-01-档案"]) == 0
    assert "文件读不出" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("data", "code"), [(b"\xff\xfe", 2), (b"x" * (MOST_BYTES + 1), 2), (b"a: [", 0), (b"", 0)]
)
def test_a_change_may_mend_what_was_no_yaml(
    root: Path, capsys: pytest.CaptureFixture[str], data: bytes, code: int
) -> None:
    text = (root / ONE).read_bytes()
    (root / ONE).write_bytes(data)
    commit(root)
    (root / ONE).write_bytes(text)
    assert cli.main(["diff", "HEAD"]) == code
    out, err = capsys.readouterr()
    assert f"! {ONE}（原来）读不出来，没有比较：" in out
    assert err.count("\n") == (1 if code else 0)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_files_of_any_name(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = "content/301101/02- “引号” 'a' \"b\" $c `d` \\e\tf\ng.yaml"
    write(root, name, text=LITTLE.replace("档案", "机房"))
    assert cli.main(["diff", "main"]) == 0
    assert "+ 机房整理  content/301101/02- “引号” 'a' \"b\" $c `d` \\e" in capsys.readouterr().out
    commit(root)
    assert cli.main(["diff", "main", "HEAD"]) == 0
    assert "+ 机房整理" in capsys.readouterr().out
    assert cli.main(["log", "机房"]) == 0
    out = capsys.readouterr().out
    assert out.endswith("1 次提交有变化\n")
    assert "\t" not in out
