"""What ``git diff``, ``git show`` and ``git log -p`` show after ``annexgen git-setup``."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from annex_texts import LITTLE
from annexgen import cli
from git_trials import commit, git, write
from programs import run

ONE = "附 表/content/301101/01-档案 “整理” 'x' \"y\".yaml"

pytestmark = pytest.mark.usefixtures("no_git_configuration")


@pytest.fixture
def top(driven: Path) -> Path:
    """Commit a project in the repository that is set up."""
    write(driven, ONE, text=LITTLE)
    write(driven, "附 表/other.yaml", text="a: 1\n")
    commit(driven)
    return driven


def without_prints(text: str) -> str:
    """Return a text with a star for each fingerprint."""
    return re.sub("  [0-9a-f]{12}$", "  *", text, flags=re.MULTILINE)


def test_git_diff_shows_what_a_change_means(top: Path) -> None:
    write(top, ONE, text=LITTLE.replace("≥100卷", "≥150卷   # 按批复"))
    assert without_prints(git(top, "diff")) == (
        f"~ 档案整理  {ONE}\n"
        "      整理数量  ≥100卷 → ≥150卷  提高 +50卷（+50.0%），要求提高  *\n"
        "      注释  + # 按批复"
    )
    assert "\x1b[32m≥150卷" in git(top, "-c", "color.ui=always", "diff")
    assert (
        "要求提高" in git(top / "附 表/content", "diff", "--cached", "HEAD")
        or git(top, "add", ".") is not None
    )
    assert "要求提高" in git(top, "diff", "--cached")


def test_git_show_and_log_show_lines_that_speak_for_themselves(top: Path) -> None:
    write(top, ONE, text=LITTLE.replace("≥100卷", '"≥150卷"'))
    commit(top)
    for command in (("show",), ("log", "-p", "-1")):
        shown = git(top, *command, "--", "附 表/content")
        assert "\n-整理数量 · 指标值: ≥100卷\n+整理数量 · 指标值: ≥150卷" in shown
        assert "档案 “整理” 'x'" in shown
    assert "要求提高" in git(top, "log", "-p", "-1", "--ext-diff")
    lines = git(top, "blame", "-s", ONE).splitlines()
    assert len(lines) == LITTLE.count("\n")
    assert lines[-1].endswith("整理数量 · 指标值: ≥150卷")


def test_files_that_come_go_and_move(top: Path) -> None:
    new = "附 表/content/301101/02-新.yaml"
    write(top, new, text=LITTLE.replace("档案", "机房"))
    git(top, "add", "--intent-to-add", new)
    assert without_prints(git(top, "diff")) == (
        f"+ 机房整理  {new}\n      预算数  27.56  新增项目 +27.56万元  *\n      整理数量  ≥100卷"
    )
    git(top, "rm", "--quiet", "--cached", new)
    (top / new).unlink()
    git(top, "mv", ONE, new)
    assert "02-新" in git(top, "diff", "--cached", "-M")
    assert "文件改名" in git(top, "diff", "--cached", "-M")
    assert f"- 档案整理  {ONE}" in git(top, "diff", "--cached", "--no-renames")


@pytest.mark.parametrize("broken", [": [\n", "\0\1", "<<<<<<< a\n"])
def test_what_cannot_be_read_is_shown_as_text(top: Path, broken: str) -> None:
    write(top, ONE, text=LITTLE + broken)
    shown = git(top, "diff")
    assert shown.startswith(f"diff --git a/{ONE} b/{ONE}\n--- a/{ONE}\n+++ b/{ONE}\n")
    assert "Binary files differ" in shown if "\0" in broken else broken.strip() in shown
    commit(top)
    shown = git(top, "show", "--text", "--", "附 表/content")
    assert f"+{broken.splitlines()[0]}" in shown
    assert "-整理数量" not in shown


def test_changes_without_meaning_are_shown_as_text(top: Path) -> None:
    write(top, ONE, text=LITTLE.replace("≥100卷", '"≥100卷"  # 注'))
    shown = git(top, "diff")
    assert "意思没有变，只是写法、注释不同：" in shown
    assert '+        指标值: "≥100卷"  # 注' in shown
    write(top, ONE, text=LITTLE)
    (top / ONE).chmod(0o755)
    assert "old mode 100644\nnew mode 100755" in git(top, "diff")


def test_other_files_and_links_are_none_of_ours(top: Path) -> None:
    write(top, "附 表/other.yaml", text="a: 2\n")
    assert "-a: 1\n+a: 2" in git(top, "diff")
    git(top, "checkout", "--quiet", ".")
    deep = "附 表/content/301101/deep/a.yaml"
    write(top, deep, text="a: 1\n")
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "--message", "two")
    write(top, deep, text="a: 2\n")
    assert git(top, "diff").endswith("@@ -1 +1 @@\n-a: 1\n+a: 2")
    git(top, "checkout", "--quiet", ".")
    (top / ONE).unlink()
    (top / ONE).symlink_to("../annex.yaml")
    assert "+../annex.yaml" in git(top, "diff")


def test_a_conflict_that_is_not_resolved(top: Path) -> None:
    git(top, "config", "--remove-section", "merge.annexgen")
    commit(top)
    git(top, "checkout", "--quiet", "-b", "side")
    write(top, ONE, text=LITTLE.replace("≥100卷", "≥150卷"))
    commit(top)
    git(top, "checkout", "--quiet", "main")
    write(top, ONE, text=LITTLE.replace("≥100卷", "≥120卷"))
    commit(top)
    with pytest.raises(AssertionError):
        git(top, "merge", "side")
    assert git(top, "diff").endswith(
        "  产出指标 · 数量指标\n"
        "  产出指标 · 数量指标 · 整理数量\n"
        "++<<<<<<< HEAD\n"
        " +整理数量 · 指标值: ≥120卷\n"
        "++=======\n"
        "+ 整理数量 · 指标值: ≥150卷\n"
        "++>>>>>>> side"
    )
    assert git(top, "diff", "--ours").startswith(f"* {ONE}  合并有冲突，还没有解决\n")


def test_without_annexgen_git_falls_back_on_text(
    top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "没有 python"))
    assert cli.main(["git-setup", "--root", str(top / "附 表")]) == 0
    capsys.readouterr()
    write(top, ONE, text=LITTLE.replace("≥100卷", "≥150卷"))
    assert "-        指标值: ≥100卷\n+        指标值: ≥150卷" in git(top, "diff")
    commit(top)
    assert "-        指标值: ≥100卷\n+        指标值: ≥150卷" in git(top, "show")


def test_modules_in_the_work_tree_are_not_run(top: Path) -> None:
    write(top, "annexgen/__init__.py", "json.py", text="raise SystemExit('hijacked')\n")
    write(top, ONE, text=LITTLE.replace("≥100卷", "≥150卷"))
    assert "要求提高" in git(top, "diff")
    assert os.path.lexists(top / "annexgen")


def test_a_file_costs_no_more_than_it_needs(
    top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "new", text=LITTLE.replace("≥100卷", "≥150卷"))
    arguments = ["git-diff", "--", ONE, ONE, "0", "100644", str(tmp_path / "new"), "0", "100644"]
    program = (
        f"import sys; from annexgen.cli import main; main({arguments!r}); "
        "heavy = {'annexgen.checks.engine', 'annexgen.forms.load', 'jinja2', 'ruamel.yaml'}; "
        "print(sorted(heavy & sys.modules.keys()))"
    )
    monkeypatch.chdir(top)
    told = run([sys.executable, "-c", program])
    assert "要求提高" in told
    assert told.splitlines()[-1] == "[]"
