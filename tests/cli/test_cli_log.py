"""``annexgen log``: the history of a project in real repositories."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from referencing import Registry
from referencing.jsonschema import DRAFT7

from annex_texts import HEAD
from annexgen import cli
from git_trials import commit, git, new_repository, write

DOCS = Path(__file__).parents[2] / "docs"
PROJECT = """\
项目名称: 档案整理
预算数: 27.56
其中:
  财政资金: 27.56
  其他资金:
资金用途: 整理全部档案
绩效目标:
  - 完成全部整理，方便查阅。
绩效指标:
  产出指标:
    数量指标:
      - {三级指标: 整理数量, 指标值: ≥100卷}
    质量指标:
      - {三级指标: 著录准确率, 指标值: ≥98%}
"""
ONE = "content/301101/01-档案 “整理”.yaml"
TWO = "content/301101/02-档案 “整理”.yaml"

pytestmark = pytest.mark.usefixtures("no_git_configuration")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository with a project."""
    root = new_repository(tmp_path / "附 表")
    write(root, "content/annex.yaml", text=HEAD)
    write(root, ONE, text=PROJECT)
    committed(root, "第一稿", "2025-01-10")
    monkeypatch.chdir(root)
    return root


def committed(root: Path, subject: str, day: str = "2025-02-01", author: str = "张三") -> str:
    """Commit all there is, by an author on a day."""
    git(root, "add", "--all")
    git(
        root,
        *("-c", f"user.name={author}", "commit", "--quiet", "--message", subject),
        *("--date", f"{day}T01:00:00+08:00"),
    )
    return git(root, "rev-parse", "HEAD")


def told(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    """Run ``log`` and return what it prints, or the one line that says why it could not run."""
    assert cli.main(["log", *arguments]) == code
    out, err = capsys.readouterr()
    if code == 0:
        assert not err
        return out
    assert not out
    assert err.startswith("annexgen: ")
    assert err.count("\n") == 1
    return err


def subjects(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """Return the subjects of the commits that ``log`` lists."""
    data = json.loads(told(capsys, *arguments, "--output-format", "json"))
    return [one["subject"] for one in data["commits"]]


def test_who_changed_what_and_when(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, ONE, text=PROJECT.replace("≥100卷", "≥150卷"))
    committed(root, "提高数量", "2025-02-11", "李四")
    write(root, ONE, text=PROJECT.replace("≥100卷", "'≥150卷' "))
    committed(root, "整理写法")
    write(root, "content/301101/09-别的.yaml", text=PROJECT.replace("档案", "机房"))
    committed(root, "别的项目")
    out = re.sub("[0-9a-f]{7,12}", "*", told(capsys, "301101-01-档案 “整理”"))
    assert out == (
        f"档案整理  {ONE}\n\n"
        "* 2025-02-11 李四  提高数量\n"
        "      整理数量  ≥100卷 → ≥150卷  提高 +50卷（+50.0%），要求提高  *\n\n"
        "* 2025-01-10 张三  第一稿\n"
        "      预算数  27.56  新增项目 +27.56万元  *\n"
        "      整理数量    ≥100卷\n"
        "      著录准确率  ≥98%\n\n"
        "2 次提交有变化；另有 1 次只改了写法、注释，没有列出\n"
    )
    assert told(capsys, ONE, "-n", "1").endswith(
        "\n2 次提交有变化，列出最近 1 次；另有 1 次只改了写法、注释，没有列出\n"
    )
    english = told(capsys, "档案整理", "--lang", "en")
    assert english.endswith("\n2 commits with changes; 1 more changed nothing but the spelling\n")


def test_since_a_day(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in ("2024-12-31", "2025-03-01", "2025-03-02"):
        write(root, ONE, text=PROJECT.replace("100", day.replace("-", "")))
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"{day}T12:00:00")
        committed(root, day, day)
    assert subjects(capsys, ONE, "--since", "2025-03-02")[:1] == ["2025-03-02"]
    assert "2025-03-01" not in subjects(capsys, ONE, "--since", "2025-3-2")
    assert "2025-03-01" in subjects(capsys, ONE, "--since", "2025-03")
    assert "2024-12-31" not in subjects(capsys, ONE, "--since", "2025")
    assert subjects(capsys, ONE, "--since", "2.weeks.ago") == ["第一稿"]
    assert "--since 看不懂“昨天”" in told(capsys, ONE, "--since", "昨天", code=2)


def test_a_renumbered_and_reworded_file_is_followed(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(root, "mv", ONE, TWO)
    write(root, TWO, text=PROJECT.replace("≥98%", "≥99%"))
    new = PROJECT.replace("档案", "机房").replace("整理", "维护")
    write(root, "content/301101/01-机房维护.yaml", text=new)
    committed(root, "插在前面")
    renamed = "content/301101/02-档案整理数字化.yaml"
    git(root, "mv", TWO, renamed)
    text = PROJECT.replace("≥98%", "≥99%").replace(": 档案整理", ": 档案整理数字化")
    write(root, renamed, text=text)
    committed(root, "改名")
    assert subjects(capsys, "数字化") == ["改名", "插在前面", "第一稿"]
    assert subjects(capsys, "机房") == ["插在前面"]
    out = told(capsys, "数字化")
    assert "档案整理 → 档案整理数字化" in out
    assert "≥98% → ≥99%" in out


def test_a_swap_of_numbers(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, "content/301101/02-机房.yaml", text=PROJECT.replace("档案", "机房"))
    committed(root, "第二个")
    git(root, "mv", "content/301101/02-机房.yaml", "content/301101/01-机房.yaml")
    git(root, "mv", ONE, TWO)
    committed(root, "换号")
    assert subjects(capsys, "301101-01-机房") == ["换号", "第二个"]
    assert subjects(capsys, TWO) == ["换号", "第一稿"]
    assert "只改了次序" in told(capsys, TWO)


def test_merges_show_what_they_bring_of_their_own(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(root, "checkout", "--quiet", "-b", "side")
    write(root, ONE, text=PROJECT.replace("≥98%", "≥99%"))
    committed(root, "支线")
    git(root, "checkout", "--quiet", "main")
    git(root, "mv", ONE, TWO)
    write(root, TWO, text=PROJECT.replace("≥100卷", "≥150卷"))
    committed(root, "主线")
    both = PROJECT.replace("≥100卷", "≥150卷").replace("≥98%", "≥99%")
    git(root, "merge", "--quiet", "--no-commit", "--strategy=ours", "side")
    write(root, TWO, text=both)
    committed(root, "合并")
    assert sorted(subjects(capsys, TWO)) == sorted(["支线", "主线", "第一稿"])
    git(root, "checkout", "--quiet", "-b", "other", "HEAD~1")
    write(root, "content/301101/09-别的.yaml", text=PROJECT.replace("档案", "机房"))
    committed(root, "别的")
    git(root, "checkout", "--quiet", "main")
    git(root, "merge", "--quiet", "--no-commit", "other")
    write(root, TWO, text=both.replace("27.56", "30.00"))
    committed(root, "合并时又改")
    data = json.loads(told(capsys, TWO, "--output-format", "json"))
    (own,) = [one for one in data["commits"] if one["subject"] == "合并时又改"]
    assert own["is_merge"]
    assert [one["field"] for one in own["changes"]] == ["预算数", "财政资金"]
    assert "（合并）" in told(capsys, TWO)


def test_a_project_that_was_dropped_and_came_back(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / ONE).unlink()
    committed(root, "取消")
    assert subjects(capsys, "301101-01-档案 “整理”") == ["取消", "第一稿"]
    assert "取消项目" in told(capsys, "档案")
    write(root, ONE, text=PROJECT)
    committed(root, "恢复")
    assert subjects(capsys, "档案") == ["恢复", "取消", "第一稿"]


def test_a_file_that_once_could_not_be_read(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, ONE, text=": [")
    committed(root, "写坏了")
    write(root, ONE, text=PROJECT.replace("≥98%", "≥99%"))
    committed(root, "改好了")
    assert subjects(capsys, ONE) == ["改好了", "写坏了", "第一稿"]
    assert "文件读不出" in told(capsys, ONE)


def test_json_is_as_its_schema_says(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(root, "mv", ONE, TWO)
    write(root, TWO, text=PROJECT.replace("≥98%", "≥99%").replace("27.56", "30.00"))
    committed(root, "甲\u202e乙")
    (root / TWO).unlink()
    committed(root, "取消")
    text = told(capsys, "档案", "--output-format", "json")
    data = json.loads(text)
    schemas = {name: json.loads((DOCS / name).read_text("utf-8"))
               for name in ("log.schema.json", "diff.schema.json")}  # fmt: skip
    Draft7Validator.check_schema(schemas["log.schema.json"])
    registry: Registry[object] = Registry().with_resources(
        (name, DRAFT7.create_resource(schema)) for name, schema in schemas.items()
    )
    Draft7Validator(schemas["log.schema.json"], registry=registry).validate(data)
    assert "\u202e" not in text
    assert [one["status"] for one in data["commits"]] == ["dropped", "changed", "added"]
    keys = schemas["log.schema.json"]["properties"]
    assert data.keys() == keys.keys()
    assert all(
        one.keys() == keys["commits"]["items"]["properties"].keys() for one in data["commits"]
    )


def test_a_shallow_clone_says_that_it_is_one(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(root, ONE, text=PROJECT.replace("≥98%", "≥99%"))
    committed(root, "二")
    write(root, ONE, text=PROJECT.replace("≥98%", "≥97%"))
    committed(root, "三")
    git(tmp_path, "clone", "--quiet", "--depth=2", root.as_uri(), "shallow")
    monkeypatch.chdir(tmp_path / "shallow")
    assert subjects(capsys, "档案") == ["三"]
    assert told(capsys, "档案").endswith(
        "1 次提交有变化\n这里是浅克隆，更早的历史不在；要看全部，先 git fetch --unshallow\n"
    )


def test_colours_for_a_terminal(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert "\x1b[33m" in told(capsys, "档案")


def test_what_is_not_known_or_not_clear(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(root, "content/301101/02-机房整理.yaml", text=PROJECT.replace("档案", "机房"))
    committed(root, "二")
    assert told(capsys, "档案整里", code=2).startswith("annexgen: 没有项目“档案整里”；是不是：")
    assert told(capsys, "zzz", code=2) == "annexgen: 没有项目“zzz”\n"
    assert "可以是 2 个项目：301101-01-" in told(capsys, "整理", code=2)
    monkeypatch.chdir(root / "content/301101")
    assert subjects(capsys, "02-机房整理.yaml") == ["二"]
    assert subjects(capsys, "content/301101/02-机房整理") == ["二"]


def test_no_repository_no_commit_no_content(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(root, "rm", "--quiet", "-r", "--cached", "content")
    git(root, "commit", "--quiet", "--message", "none")
    assert "没有 content/" in told(capsys, "档案", code=2)
    git(root, "checkout", "--quiet", "--orphan", "new")
    assert "没有版本“HEAD”" in told(capsys, "档案", code=2)
    (root / ".git").rename(root.parent / "away")
    assert "不在 git 仓库的工作目录里" in told(capsys, "档案", code=2)


def test_an_annex_in_a_subfolder_of_a_linked_work_tree(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    top = new_repository(tmp_path / "仓 库")
    write(top, "甲 乙/2025/content/annex.yaml", text=HEAD)
    write(top, f"甲 乙/2025/{ONE}", text=PROJECT)
    write(top, f"甲 乙/2024/{ONE}", text=PROJECT.replace("≥98%", "≥90%"))
    committed(top, "第一稿")
    git(top, "worktree", "add", "--quiet", "../另一个", "-b", "side")
    monkeypatch.chdir(tmp_path / "另一个/甲 乙/2025")
    write(Path.cwd(), ONE, text=PROJECT.replace("≥98%", "≥99%"))
    committed(Path.cwd(), "第二稿")
    assert subjects(capsys, "档案") == ["第二稿", "第一稿"]
    assert "≥98% → ≥99%" in told(capsys, ONE)


def test_commits_elsewhere_in_the_repository_do_not_count(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(root, "README.md", text="a\n")
    committed(root, "别处")
    assert subjects(capsys, "档案") == ["第一稿"]
    assert commit(root)
    assert subjects(capsys, "档案") == ["第一稿"]
