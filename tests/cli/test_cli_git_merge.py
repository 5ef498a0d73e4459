"""Merges by real git after ``annexgen git-setup``: merge, rebase, cherry-pick, conflicts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from annex_texts import HEAD, LITTLE
from annexgen import cli
from git_trials import CONFIG, commit, git, write
from programs import need

PROJECT = (
    LITTLE
    + """\
      - 三级指标: 上架数量
        指标值: ≥90卷   # annexgen: allow likeness -- 按批复
"""
)
ONE = "附 表/content/301101/01-档案 “整理” 'x' \"y\".yaml"
LINE = "        指标值: ≥100卷\n"

pytestmark = pytest.mark.usefixtures("no_git_configuration")


@pytest.fixture
def top(driven: Path) -> Path:
    """Commit a project in the repository that is set up."""
    write(driven, ONE, text=PROJECT)
    commit(driven)
    return driven


def branches(top: Path, ours: str, theirs: str, path: str = ONE) -> None:
    """Commit a file on the branch ``side``, and another state of it on main."""
    git(top, "checkout", "--quiet", "-b", "side")
    write(top, path, text=theirs)
    commit(top)
    git(top, "checkout", "--quiet", "main")
    write(top, path, text=ours)
    commit(top)


def fails(top: Path, *arguments: str) -> str:
    """Run git, which must stop at a conflict; return all it prints."""
    command = [need("git"), *CONFIG, *arguments]
    done = subprocess.run(command, cwd=top, capture_output=True, check=False)
    assert done.returncode == 1, done.stderr.decode()
    return (done.stdout + done.stderr).decode()


@pytest.mark.parametrize(
    "command", [("merge", "--no-edit", "side"), ("rebase", "side"), ("cherry-pick", "side")]
)
def test_neighbouring_changes_merge(top: Path, command: tuple[str, ...]) -> None:
    ours = PROJECT.replace("≥100卷", "≥150卷").replace(": 27.56\n其", ": 30.00\n其")
    theirs = PROJECT.replace("整理数量", "整理的数量").replace("≥90卷", "≥95卷")
    branches(top, ours, theirs)
    git(top, *command)
    both = theirs.replace("≥100卷", "≥150卷").replace(": 27.56\n其", ": 30.00\n其")
    assert (top / ONE).read_text("utf-8") == both
    assert git(top, "status", "--porcelain") == ""


def test_git_alone_would_not_merge_them(top: Path) -> None:
    git(top, "config", "--remove-section", "merge.annexgen")
    theirs = PROJECT.replace("整理数量", "整理的数量")
    branches(top, PROJECT.replace("≥100卷", "≥150卷"), theirs)
    assert "CONFLICT" in fails(top, "merge", "side")


def test_a_conflict_is_at_one_indicator_and_told(top: Path) -> None:
    ours = PROJECT.replace("≥100卷", "≥150卷")
    theirs = PROJECT.replace("≥100卷", "≥120卷").replace("≥90卷", "≥95卷")
    branches(top, ours, theirs)
    said = fails(top, "merge", "side")
    assert (
        f"annexgen: 冲突 {ONE} “档案整理” “整理数量” 的 “指标值”：我方“≥150卷”，对方“≥120卷”\n"
        in said
    )
    assert "CONFLICT (content)" in said
    text = (top / ONE).read_text("utf-8")
    name = "      - 三级指标: 整理数量\n"
    before, conflict = text.split("<<<<<<< ")
    assert before == PROJECT[: PROJECT.index(name)]
    conflict, after = conflict.split(">>>>>>> ")
    body = conflict.split("\n", 1)[1]
    assert body == (f"{name}        指标值: ≥150卷\n=======\n{name}        指标值: ≥120卷\n")
    assert after.split("\n", 1)[1] == theirs[theirs.index("      - 三级指标: 上架数量") :]
    assert git(top, "diff", "--name-only", "--diff-filter=U", "-z").strip("\0") == ONE
    assert "++<<<<<<< " in git(top, "diff")
    write(top, ONE, text=theirs.replace("≥120卷", "≥135卷"))
    commit(top)
    assert git(top, "log", "--merges", "--format=%s") == "one"


def test_the_base_is_shown_where_the_user_wants_it(top: Path) -> None:
    git(top, "config", "merge.conflictStyle", "diff3")
    branches(top, PROJECT.replace("≥100卷", "≥150卷"), PROJECT.replace("≥100卷", "≥120卷"))
    fails(top, "merge", "side")
    text = (top / ONE).read_text("utf-8")
    assert f"||||||| base\n      - 三级指标: 整理数量\n{LINE}=======\n" in text


def test_a_conflict_in_a_rebase_and_its_resolution(top: Path) -> None:
    branches(top, PROJECT.replace("≥100卷", "≥150卷"), PROJECT.replace("≥100卷", "≥120卷"))
    assert "“整理数量”" in fails(top, "rebase", "side")
    write(top, ONE, text=PROJECT.replace("≥100卷", "≥135卷"))
    git(top, "add", "--all")
    git(top, "-c", "core.editor=true", "rebase", "--continue")
    assert "≥135卷" in (top / ONE).read_text("utf-8")


def test_what_cannot_be_read_is_merged_as_text(top: Path) -> None:
    ours, theirs = PROJECT + "坏: [\n", PROJECT.replace("档案整理", "档案的整理")
    branches(top, ours, theirs)
    git(top, "merge", "--no-edit", "side")
    assert (top / ONE).read_text("utf-8") == ours.replace("档案整理", "档案的整理")
    write(top, ONE, text=ours.replace("≥100卷", "≥150卷"))
    commit(top)
    git(top, "checkout", "--quiet", "side")
    write(top, ONE, text=theirs.replace("≥100卷", "≥120卷") + "坏: [\n")
    commit(top)
    said = fails(top, "merge", "main")
    assert "CONFLICT" in said
    text = (top / ONE).read_text("utf-8")
    assert (
        "\n<<<<<<< ours\n        指标值: ≥120卷\n=======\n        指标值: ≥150卷\n>>>>>>> " in text
    )


def test_without_annexgen_git_merges_as_text(
    top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "没有 python"))
    assert cli.main(["git-setup", "--root", str(top / "附 表")]) == 0
    capsys.readouterr()
    branches(top, PROJECT.replace("≥100卷", "≥150卷"), PROJECT.replace("≥100卷", "≥120卷"))
    assert "CONFLICT" in fails(top, "merge", "side")
    text = (top / ONE).read_text("utf-8")
    assert "<<<<<<< ours\n        指标值: ≥150卷\n=======\n        指标值: ≥120卷\n>>>>>>> " in text


def test_the_annex_and_units_merge_too(top: Path) -> None:
    branches(
        top,
        HEAD.replace("2025", "2026"),
        HEAD.replace("绩效目标表", "绩效目标公开表"),
        "附 表/content/annex.yaml",
    )
    git(top, "checkout", "--quiet", "side")
    write(top, "附 表/content/301101/unit.yaml", text="单位名称: 办\n")
    commit(top)
    git(top, "checkout", "--quiet", "main")
    write(top, "附 表/content/301101/unit.yaml", text="单位名称: 办\n页眉: 甲\n")
    commit(top)
    git(top, "merge", "--no-edit", "side")
    text = (top / "附 表/content/annex.yaml").read_text("utf-8")
    assert text == HEAD.replace("2025", "2026").replace("绩效目标表", "绩效目标公开表")
    unit = (top / "附 表/content/301101/unit.yaml").read_text("utf-8")
    assert unit == "单位名称: 办\n页眉: 甲\n"


def test_a_file_that_one_side_has_renamed(top: Path) -> None:
    branches(top, PROJECT.replace("≥100卷", "≥150卷"), PROJECT.replace("整理数量", "整理的数量"))
    new = "附 表/content/301101/02-档案.yaml"
    git(top, "mv", ONE, new)
    commit(top)
    git(top, "merge", "--no-edit", "side")
    both = PROJECT.replace("≥100卷", "≥150卷").replace("整理数量", "整理的数量")
    assert (top / new).read_text("utf-8") == both
    assert not (top / ONE).exists()


def test_histories_that_cross(top: Path) -> None:
    branches(top, PROJECT.replace("≥100卷", "≥150卷"), PROJECT.replace("≥100卷", "≥120卷"))
    for branch, target in (("a", "main"), ("b", "side")):
        git(top, "checkout", "--quiet", "-b", branch, target)
        fails(top, "merge", "side" if target == "main" else "main")
        write(top, ONE, text=PROJECT.replace("≥100卷", "≥130卷"))
        commit(top)
    write(top, ONE, text=PROJECT.replace("≥100卷", "≥130卷").replace("≥90卷", "≥95卷"))
    commit(top)
    git(top, "checkout", "--quiet", "a")
    write(top, ONE, text=PROJECT.replace("≥100卷", "≥130卷").replace("档案整理", "档案的整理"))
    commit(top)
    git(top, "merge", "--no-edit", "b")
    text = PROJECT.replace("≥100卷", "≥130卷").replace("档案整理", "档案的整理")
    assert (top / ONE).read_text("utf-8") == text.replace("≥90卷", "≥95卷")
