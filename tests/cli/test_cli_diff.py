"""``annexgen diff`` as reviewers and their machines meet it, in real repositories."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import pytest

from annex_texts import HEAD, LITTLE
from annexgen import cli
from git_trials import commit, git, new_annex, write

PROJECT = (
    LITTLE
    + """\
  满意度指标:
    服务对象满意度指标:
      - {三级指标: 查阅人投诉率, 指标值: ≤5%}
"""
)
ONE = "content/301101/01-档案 “整理”.yaml"

pytestmark = pytest.mark.usefixtures("no_git_configuration")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository with one project on main, and a branch that changes it."""
    root = new_annex(tmp_path / "附 表", {ONE: PROJECT})
    commit(root)
    git(root, "checkout", "--quiet", "-b", "feature")
    text = PROJECT.replace("≥100卷", "≥150卷").replace("≤5%", "≤8%").replace("27.56", "30.00")
    write(root, ONE, text=text)
    monkeypatch.chdir(root)
    return root


def told(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    """Run ``diff`` and return what it prints, or the one line that says why it could not run."""
    assert cli.main(["diff", *arguments]) == code
    out, err = capsys.readouterr()
    if code != 2:
        assert not err
        return out
    assert not out
    assert err.startswith("annexgen: ")
    assert err.count("\n") == 1
    return err


def test_the_work_tree_beside_where_the_branch_left_main(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert re.sub("[0-9a-f]{12}", "*", told(capsys)) == (
        "301101 办公厅  预算 27.56 → 30.00（+2.44万元）\n"
        f"  ~ 档案整理  {ONE}\n"
        "      预算数        27.56 → 30.00    预算增加 +2.44万元（+8.9%）  *\n"
        "      财政资金      27.56 → 30.00    预算增加 +2.44万元（+8.9%）  *\n"
        "      整理数量      ≥100卷 → ≥150卷  提高 +50卷（+50.0%），要求提高  *\n"
        "      查阅人投诉率  ≤5% → ≤8%        提高 +3个百分点（+60.0%），要求降低  *\n"
        "\n"
        "main → 工作目录：1 个项目有改动，1 项要求提高，1 项要求降低，4 处变化，"
        "预算 27.56 → 30.00（+2.44万元）\n"
    )
    assert told(capsys, "--summary", "--lang", "en") == (
        "main → work tree: 1 project changed, 1 target stricter, 1 target weaker, "
        "4 changes in all, budget 27.56 → 30.00 (+2.44万元)\n"
    )


def test_revisions_folders_and_exit_codes(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "feature", "main", "--exit-code") == "feature → main：没有变化\n"
    assert told(capsys, "--summary", "--exit-code", code=1)
    commit(root)
    git(root, "checkout", "--quiet", "--detach")
    assert "4 处变化" in told(capsys, "main", "HEAD", "--exit-code", code=1)
    assert "4 处变化" in told(capsys, "HEAD~1", "--exit-code", code=1)
    git(root.parent, "clone", "--quiet", "--branch=main", root.as_uri(), "copy")
    assert "4 处变化" in told(capsys, "../copy", ".", "--summary")
    assert "4 处变化" in told(capsys, "../copy", "HEAD", "--summary")
    assert "没有变化" in told(capsys, "main", "../copy", "--summary", "--exit-code")


def test_approved_changes_do_not_count(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = json.loads(told(capsys, "--output-format", "json"))
    prints = [change["fingerprint"] for change in data["files"][0]["changes"]]
    approved = tmp_path / "approved"
    approved.write_text(f"# 已批\n{prints[0]}\n{prints[1]}  # 张三\n\n{prints[2]}\n", "utf-8")
    options = ("--approved", str(approved), "--exit-code")
    assert told(capsys, *options, code=1).count("✓ 已批准") == 3
    data = json.loads(told(capsys, "--output-format", "json", *options, code=1))
    assert data["totals"]["not_approved"] == 1
    approved.write_text("\n".join(prints), "utf-8")
    write(root, "content/301101/02-新.yaml", text=PROJECT.replace("档案", "机房"))
    assert "新增项目" in told(capsys, *options, code=1)
    (root / "content/301101/02-新.yaml").unlink()
    git(root, "mv", ONE, "content/301101/07-档案.yaml")
    assert "只改了次序" not in told(capsys, *options, code=1)
    git(root, "mv", "content/301101/07-档案.yaml", ONE)
    told(capsys, *options)
    approved.write_text("yes\n", "utf-8")
    assert "第 1 行不是变化的指纹" in told(capsys, *options, code=2)


def test_the_output_goes_to_a_file(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "--output", "评论.md", "--output-format", "markdown") == ""
    text = (root / "评论.md").read_text("utf-8")
    assert text.startswith("### 绩效目标的变化\n")
    assert "不存在" not in told(capsys, "nowhere", "--output", "x.md", code=2)
    assert not (root / "x.md").exists()


def test_colours_for_a_terminal(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert "\x1b[31m≥100卷\x1b[0m → \x1b[32m≥150卷\x1b[0m  \x1b[32m提高 +50卷" in told(capsys)


def test_a_base_beyond_the_schema_is_compared_and_said_so(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(root, ONE, text=PROJECT.replace("27.56\n其中", "若干\n其中"))
    commit(root)
    write(root, ONE, text=PROJECT)
    out = told(capsys, "HEAD")
    assert out.startswith(f"! {ONE}（原来）有 1 处不合格式，只比较了读得出的部分：金额")
    assert "若干 → 27.56  预算改动" in out


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("nowhere",), "git 仓库里没有版本“nowhere”"),
        (("main..feature",), "“main..feature”；两个版本分开写：annexgen diff main feature"),
        (("v1.0...x/y",), "“v1.0...x/y”；两个版本分开写：annexgen diff v1.0 x/y"),
        (("../none",), "git 仓库里没有版本“../none”\n"),
        (("empty",), "版本“empty”里没有 content/，没有可比较的附表"),
        (("main", "empty"), "版本“empty”里没有 content/，没有可比较的附表"),
        (("--approved", "none"), "none：没有这个文件或目录"),
        (("--output", "none/../content", "main"), "这是一个目录，不是文件"),
    ],
)
def test_one_line_for_what_cannot_be_compared(
    root: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], line: str
) -> None:
    tree = git(root, "hash-object", "-t", "tree", "-w", os.devnull)
    git(root, "tag", "empty", git(root, "commit-tree", tree, "-m", "empty"))
    (root / "none").mkdir() if "none/../content" in arguments else None
    assert line in told(capsys, *arguments, code=2)


def test_no_repository_no_git_no_main_branch(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    git(root, "branch", "--quiet", "--move", "main", "trunk")
    assert "没有找到主分支" in told(capsys, code=2)
    (root / ".git").rename(root.parent / "away")
    assert "不在 git 仓库的工作目录里" in told(capsys, code=2)
    assert "不在 git 仓库的工作目录里" in told(capsys, "main", code=2)
    monkeypatch.setenv("PATH", str(root))
    assert "没有找到 git 程序" in told(capsys, code=2)


def test_a_shallow_clone(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(root)
    git(tmp_path, "clone", "--quiet", "--depth=1", "--branch=feature", root.as_uri(), "shallow")
    monkeypatch.chdir(tmp_path / "shallow")
    write(tmp_path / "shallow", ONE, text=PROJECT)
    assert "4 处变化" in told(capsys, "HEAD", "--summary")
    assert "浅克隆" in told(capsys, "HEAD~1", code=2)


def test_what_cannot_be_read_cannot_be_approved(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(root, ONE, text=": [")
    commit(root)
    write(root, ONE, text=PROJECT)
    data = json.loads(told(capsys, "HEAD", "--output-format", "json"))
    (change,) = data["files"][0]["changes"]
    (tmp_path / "approved").write_text(change["fingerprint"], "utf-8")
    options = ("HEAD", "--approved", str(tmp_path / "approved"), "--exit-code")
    assert "已批准" not in told(capsys, *options, code=1)


def test_each_side_is_read_by_its_own_form(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shipped = Path(__file__).parents[2].joinpath("templates/tianjin/form.yaml").read_text("utf-8")
    git(root, "checkout", "--quiet", "main")
    write(root, "templates/own/form.yaml", text=shipped)
    write(root, "content/annex.yaml", text=HEAD.replace("tianjin", "own"))
    write(root, ONE, text=PROJECT)
    commit(root)
    write(root, "templates/own/form.yaml", text=shipped.replace("数量指标", "产出数量指标"))
    write(root, ONE, text=PROJECT.replace("数量指标", "产出数量指标"))
    for head in ((), ("HEAD",)):
        base = "HEAD~1" if head else "HEAD"
        data = json.loads(told(capsys, base, *head, "--output-format", "json"))
        assert data["faulty"] == []
        (change,) = data["files"][0]["changes"]
        assert change["kind"] == "indicator-reclassed"
        commit(root)


def test_a_form_that_a_revision_lacks_is_the_shipped_one(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert json.loads(told(capsys, "main", "HEAD", "--output-format", "json"))["faulty"] == []
    write(root, "templates/tianjin/form.yaml", text="not: a form\n")
    assert json.loads(told(capsys, "main", "--output-format", "json"))["totals"]["changes"] == 4


def test_a_broken_page_template_is_told_in_one_line(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(root, "templates/tianjin/redline.html.j2", text="\n{% if %}\n")
    line = told(capsys, "--output-format", "html", "--output", "x.html", code=2)
    assert line.startswith("annexgen: templates/tianjin/redline.html.j2:2:1: error[")
    assert not (root / "x.html").exists()
