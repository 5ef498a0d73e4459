"""``annexgen new year`` as a user meets it: in place where git keeps the old year, or elsewhere."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from annexgen import cli
from git_trials import commit, git, new_repository
from programs import need

ROOT = Path(__file__).parents[2]
FIRST = "content/301101/01-2026冬季达沃斯年会项目.yaml"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_git_configuration: None) -> Path:
    """Copy the real annex into a repository of its own, and go there."""
    need("git")
    folder = new_repository(tmp_path / "office")
    shutil.copytree(ROOT / "content", folder / "content")
    commit(folder)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("ANNEXGEN_LANG", raising=False)
    return folder


def changed(root: Path) -> str:
    return git(root, "status", "--porcelain", "--untracked-files=all")


def test_the_real_annex_is_carried_and_what_is_left_is_counted(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["new", "year", "--quiet"]) == 0
    assert capsys.readouterr().out == ""
    head = (root / "content/annex.yaml").read_text("utf-8")
    assert "标题: 2026年项目绩效目标表\n" in head
    assert "年度: 2026\n" in head
    assert "        # 待核：沿用 2025 年，年份已顺延\n        指标值: 2026年2月前\n" in (
        root / FIRST
    ).read_text("utf-8")
    assert cli.main(["check", "--no-cache"]) == 1
    found = capsys.readouterr().out
    assert found.count("warning[ANX113 left-to-review]") == 12
    assert found.endswith("12 个文件中有 12 个警告\n")
    assert cli.main(["fmt", "--check", "--quiet"]) == 0
    for file in (root / "content").rglob("*.yaml"):
        file.write_text(re.sub(" *# 待核：.*\n", "", file.read_text("utf-8")), "utf-8")
    capsys.readouterr()
    assert cli.main(["check", "--no-cache"]) == 0


def test_it_is_told_what_was_done(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["new", "year", "2028"]) == 0
    assert capsys.readouterr().out.startswith(
        "已从 2025 年度接续到 2028 年度：改 13 个文件（改名 4 个），"
        "顺延年份 14 处，标上待核 147 处\n"
    )
    commit(root)
    assert cli.main(["new", "year"]) == 2
    told = capsys.readouterr().err
    assert "[ANX113 left-to-review]" in told
    assert told.endswith("annexgen: 上一次沿用的还没有核完，什么也没有改；请先核完\n")
    assert changed(root) == ""


def test_a_dry_run_shows_and_writes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["new", "year", "--dry-run", "--lang", "en"]) == 0
    shown = capsys.readouterr()
    assert f"+++ b/{FIRST}\n" in shown.out
    assert shown.err.startswith("Would carry from 2025 to 2026: 13 files changed (4 renamed)")
    assert changed(root) == ""


def test_changes_that_git_has_not_are_not_put_at_risk(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "content/301101/unit.yaml").write_text("单位名称: 甲\n", "utf-8")
    before = changed(root)
    assert cli.main(["new", "year"]) == 2
    assert "content/ 里有 1 处改动还没有提交" in capsys.readouterr().err
    assert changed(root) == before


def test_without_git_it_goes_into_another_folder(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(root / ".git")
    assert cli.main(["new", "year"]) == 2
    assert "不在 git 仓库的工作目录里；或用 --into 写到别的目录" in capsys.readouterr().err
    assert cli.main(["new", "year", "--into", str(tmp_path / "2026")]) == 0
    assert (tmp_path / "2026" / FIRST).is_file()
    assert (root / FIRST.replace("2026", "2025")).is_file()
    assert cli.main(["new", "year", "--into", str(tmp_path / "2026")]) == 2
    assert "已有 content/，不覆盖" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["2025"], "附表已是 2025 年度的，只能接续到以后的年度"),
        (["26"], "YEAR：年度是四位数字，写的是 '26'"),
        (["--into", "."], "--into 要写到别的目录"),
        (["--into", "content/x"], "--into 要写到别的目录"),
    ],
)
def test_what_cannot_be_done_is_said(
    root: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    try:
        code = cli.main(["new", "year", *arguments])
    except SystemExit as stopped:
        code = stopped.code  # type: ignore[assignment]
    assert code == 2
    assert told in capsys.readouterr().err
    assert changed(root) == ""


@pytest.mark.parametrize(
    ("names", "text", "told"),
    [
        (["07-甲"], "项目名称: '甲\n", "内容文件有错误，什么也没有改；请先改好"),
        (["07-甲"], '项目名称: "202\\u0035年"\n', "07-甲.yaml 里的年份写法特别，不能准确改写"),
        (["07-2025甲", "07-2028甲"], "项目名称: 甲\n", "都会叫 content/301101/07-2028甲.yaml"),
    ],
)
def test_one_file_that_cannot_be_carried_keeps_all(
    root: Path, capsys: pytest.CaptureFixture[str], names: list[str], text: str, told: str
) -> None:
    for name in names:
        (root / f"content/301101/{name}.yaml").write_text(text, "utf-8")
    commit(root)
    assert cli.main(["new", "year", "2028"]) == 2
    assert told in capsys.readouterr().err
    assert changed(root) == ""
