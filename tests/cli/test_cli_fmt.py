"""``annexgen fmt`` as a user meets it: what it writes, shows, refuses, and exits with."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from annex_texts import HEAD
from annexgen import cli
from annexgen.formatting import annex
from annexgen.formatting.file import Formatted, formatted
from annexgen.schema.shapes import Shape

HOOKS = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"
UNTIDY = "预算数: 1  # 批复\n项目名称: '甲'\n绩效指标: {产出指标: {数量指标: [{指标值: ≥９}]}}\n"
TIDY = (
    "项目名称: 甲\n预算数: 1  # 批复\n绩效指标:\n  产出指标:\n    数量指标:\n      - 指标值: ≥9\n"
)
FILE = "content/301101/01-甲.yaml"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lay an annex with one untidy file, and go there."""
    unit = tmp_path / "content" / "301101"
    unit.mkdir(parents=True)
    (tmp_path / "content" / "annex.yaml").write_text(HEAD, "utf-8")
    (unit / "unit.yaml").write_text("单位名称: 办公厅\n", "utf-8")
    (tmp_path / FILE).write_text(UNTIDY, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ANNEXGEN_LANG", raising=False)
    return tmp_path


def test_untidy_files_are_written_and_others_are_not_touched(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    annex_file = root / "content" / "annex.yaml"
    os.utime(annex_file, (1, 1))
    node = annex_file.stat().st_ino
    assert cli.main(["fmt"]) == 0
    assert (root / FILE).read_text("utf-8") == TIDY
    assert (annex_file.stat().st_mtime, annex_file.stat().st_ino) == (1, node)
    assert capsys.readouterr().out == (
        "整理了 1 个文件（键的顺序 1；值的写法 1；引号 1），2 个文件不用改\n"
    )
    assert cli.main(["fmt", "--lang", "en"]) == 0
    assert capsys.readouterr().out == "3 files canonical already\n"


def test_check_lists_and_writes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["fmt", "--check", "--lang", "en"]) == 1
    assert (root / FILE).read_text("utf-8") == UNTIDY
    assert capsys.readouterr().out == (
        f"{FILE}\n1 file would change (order of keys 1; values 1; quotes 1), "
        "2 files canonical already\n"
    )
    cli.main(["fmt"])
    assert cli.main(["fmt", "--check"]) == 0


def test_verbose_tells_each_value(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["fmt", "-v", "--quiet"]) == 0
    told = f"{FILE}: 键的顺序、值的写法、引号\n  3:28: ≥９ → ≥9\n"
    assert capsys.readouterr().out == told


def test_diff_shows_and_writes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["fmt", "--diff"]) == 1
    assert (root / FILE).read_text("utf-8") == UNTIDY
    shown = capsys.readouterr()
    assert shown.out.startswith(f"--- a/{FILE}\n+++ b/{FILE}\n")
    assert "+项目名称: 甲\n" in shown.out
    assert "需要整理 1 个文件" in shown.err
    assert cli.main(["fmt", "--diff", "content/annex.yaml"]) == 0


def test_a_broken_file_is_left_and_the_others_are_written(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = root / "content" / "301101" / "02-乙.yaml"
    broken.write_text("项目名称: '乙\n", "utf-8")
    assert cli.main(["fmt"]) == 2
    assert broken.read_text("utf-8") == "项目名称: '乙\n"
    assert (root / FILE).read_text("utf-8") == TIDY
    shown = capsys.readouterr()
    assert "content/301101/02-乙.yaml:1:" in shown.err
    assert "1 个文件没有整理" in shown.out


def test_what_cannot_be_kept_is_left(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "content" / "annex.yaml").write_text(HEAD + "检查: { # 无\n  }\n", "utf-8")
    assert cli.main(["fmt", "content/annex.yaml"]) == 2
    assert "content/annex.yaml: 写法太特别" in capsys.readouterr().err


@pytest.mark.parametrize(
    "place", [".", "content", "content/301101", FILE, "content/301101/../301101/01-甲.yaml"]
)
def test_some_files_alone(root: Path, place: str) -> None:
    assert cli.main(["fmt", place, "--quiet"]) == 0
    assert (root / FILE).read_text("utf-8") == TIDY


def test_files_that_are_not_meant_stay(root: Path) -> None:
    assert cli.main(["fmt", "content/annex.yaml", "content/301101/unit.yaml"]) == 0
    assert (root / FILE).read_text("utf-8") == UNTIDY


def test_the_annex_is_found_from_the_path(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root.parent)
    assert cli.main(["fmt", f"{root.name}/{FILE}"]) == 0
    assert (root / FILE).read_text("utf-8") == TIDY


@pytest.mark.parametrize(
    ("place", "why"), [("nothing.yaml", "没有 nothing.yaml"), ("README.md", "不是内容文件")]
)
def test_other_paths_are_refused(
    root: Path, place: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "README.md").write_text("", "utf-8")
    assert cli.main(["fmt", place]) == 2
    assert why in capsys.readouterr().err
    assert (root / FILE).read_text("utf-8") == UNTIDY


def test_many_processes_write_the_same(root: Path) -> None:
    unit = root / "content" / "301101"
    for number in range(2, 130):
        (unit / f"{number:03}-甲.yaml").write_text(UNTIDY, "utf-8")
    assert cli.main(["fmt", "--jobs", "2", "--quiet"]) == 0
    projects = [file for file in unit.iterdir() if file.name != "unit.yaml"]
    assert {file.read_text("utf-8") for file in projects} == {TIDY}
    assert len(projects) == 129


def test_a_link_stays_a_link(root: Path) -> None:
    real = root / "content" / "甲"
    (root / FILE).rename(real)
    (root / FILE).symlink_to(real)
    assert cli.main(["fmt", "--quiet"]) == 0
    assert (root / FILE).is_symlink()
    assert real.read_text("utf-8") == TIDY


def test_a_file_that_has_just_been_saved_is_left(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = UNTIDY + "资金用途: 乙\n"

    def format_and_save(path: str, data: bytes, shape: Shape) -> Formatted:
        (root / FILE).write_text(saved, "utf-8")
        return formatted(path, data, shape)

    monkeypatch.setattr(annex, "formatted", format_and_save)
    assert cli.main(["fmt", FILE]) == 2
    assert (root / FILE).read_text("utf-8") == saved
    assert "正被别的程序改动" in capsys.readouterr().err


def test_stopped_half_way_it_says_how_far_it_got(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(annex, "write_together", stop)
    assert cli.main(["fmt"]) == 2
    assert "整理了 0 个文件" in capsys.readouterr().err
    assert (root / FILE).read_text("utf-8") == UNTIDY


def test_the_hooks_for_pre_commit_run(root: Path) -> None:
    hooks = YAML(typ="safe").load(HOOKS.read_text("utf-8"))
    assert [hook["id"] for hook in hooks] == ["annexgen-check", "annexgen-fmt"]
    fmt = hooks[1]
    files = [file for file in (FILE, "content/annex.yaml") if re.search(fmt["files"], file)]
    assert len(files) == 2
    assert cli.main([*fmt["entry"].split()[1:], *files]) == 0
    assert (root / FILE).read_text("utf-8") == TIDY
