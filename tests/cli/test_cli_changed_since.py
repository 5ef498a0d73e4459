"""``check --changed-since`` as the author of a pull request meets it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from annex_texts import HEAD
from annexgen import cli
from git_trials import commit, git, new_repository, write

PROJECT = """\
项目名称: {name}
预算数: 27.56
其中:
  财政资金: {fiscal}
  其他资金:
资金用途: 整理全部室藏档案
绩效目标:
  - 完成全部室藏档案的整理，方便查阅。
绩效指标:
  产出指标:
    数量指标:
      - {{三级指标: 整理数量, 指标值: ≥100卷}}
    质量指标:
      - {{三级指标: 整理合格率, 指标值: "{quality}"}}
    时效指标:
      - {{三级指标: 完成时间, 指标值: 12月底前}}
    成本指标:
      - {{三级指标: 整理费用, 指标值: ≤27.56万元}}
  效益指标:
    社会效益指标:
      - {{三级指标: 方便查阅, 指标值: 有效保障}}
  满意度指标:
    服务对象满意度指标:
      - {{三级指标: 查阅人满意度, 指标值: ≥95%}}
"""
OLD, NEW = "content/301101/01-档案.yaml", "content/301101/02-修缮.yaml"


def project(name: str, fiscal: str = "27.56", quality: str = "100%") -> str:
    return PROJECT.format(name=name, fiscal=fiscal, quality=quality)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Make a repository whose project on main has two findings, and a branch without a change."""
    root = new_repository(tmp_path)
    write(root, "content/annex.yaml", text=HEAD)
    write(root, "content/301101/unit.yaml", text="单位名称: 办公厅\n")
    write(root, OLD, text=project("室藏档案整理", "26.56", "≥95％"))
    commit(root)
    git(root, "checkout", "--quiet", "-b", "feature")
    return root


def found(
    capsys: pytest.CaptureFixture[str], root: Path, *options: str
) -> tuple[int, list[tuple[str, str]]]:
    """Return the exit code, and file and rule of each finding."""
    code = cli.main(["check", "--root", str(root), "--changed-since", "main", *options])
    out = capsys.readouterr().out
    return code, re.findall(r"^(\S+?):\d+:\d+: \w+\[\S+ (\S+)\]", out, re.MULTILINE)


def test_only_what_was_touched_is_shown_and_counts(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert found(capsys, root) == (0, [])
    write(root, NEW, text=project("楼宇修缮", quality="≥95％"))
    assert found(capsys, root) == (1, [(NEW, "percent-spelling")])
    commit(root)
    assert found(capsys, root) == (1, [(NEW, "percent-spelling")])
    assert found(capsys, root, "--ignore", "percent-spelling") == (0, [])
    write(root, OLD, text=project("室藏档案整理", "26.56"))
    assert found(capsys, root) == (1, [(OLD, "budget-sum"), (NEW, "percent-spelling")])


def test_the_whole_annex_is_read(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, NEW, text=project("室藏档案整理"))
    assert (NEW, "same-project-name") in found(capsys, root)[1]


def test_what_keeps_the_annex_from_being_read_is_shown(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(root, OLD, text="项目名称: [\n")
    commit(root)
    git(root, "branch", "--force", "main")
    write(root, NEW, text=project("楼宇修缮"))
    code, findings = found(capsys, root)
    assert (code, [path for path, _ in findings]) == (2, [OLD])


def test_only_what_was_touched_is_mended(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, NEW, text=project("楼宇修缮", quality="≥95％"))
    assert found(capsys, root, "--fix") == (0, [])
    assert "≥95%" in (root / NEW).read_text("utf-8")
    assert "≥95％" in (root / OLD).read_text("utf-8")


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh", "annexgen: git 仓库里没有版本“nowhere”\n"),
        ("en", "annexgen: the git repository has no revision “nowhere”\n"),
    ],
)
def test_a_revision_that_is_not_there(
    root: Path, capsys: pytest.CaptureFixture[str], language: str, line: str
) -> None:
    options = ["--changed-since", "nowhere", "--lang", language]
    assert cli.main(["check", "--root", str(root), *options]) == 2
    assert capsys.readouterr().err == line
