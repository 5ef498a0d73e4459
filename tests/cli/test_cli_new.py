"""``annexgen new project`` and ``new unit`` as a user meets them: flags, questions, refusals."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from annex_texts import HEAD
from annexgen import cli
from typing_at import typed

LISTED = HEAD + '单位: ["301101"]\n'
FILE = "content/301101/01-干部培训项目.yaml"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lay an annex with an empty unit, and go there."""
    unit = tmp_path / "content" / "301101"
    unit.mkdir(parents=True)
    (tmp_path / "content" / "annex.yaml").write_text(LISTED, "utf-8")
    (unit / "unit.yaml").write_text("单位名称: 办公厅\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ANNEXGEN_LANG", raising=False)
    return tmp_path


def files(root: Path) -> list[str]:
    return sorted(file.relative_to(root).as_posix() for file in root.rglob("*") if file.is_file())


BEFORE = ["content/301101/unit.yaml", "content/annex.yaml"]

# ---------------------------------------------------------------------- projects


def test_a_project_is_written_and_only_its_slots_are_left(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        cli.main(["new", "project", "301101", "干部培训项目", "--budget", "40", "--fiscal", "４0"])
        == 0
    )
    told = capsys.readouterr().out
    assert told.startswith(f"已写 {FILE}，有 14 处待填\n接下来：")
    assert cli.main(["check", "--no-cache"]) == 1
    found = capsys.readouterr().out
    assert found.count(": error[S104 empty-text]") == 14
    assert found.endswith("1 个文件中有 14 个错误\n")
    assert cli.main(["fmt", "--check", "--quiet", FILE]) == 0
    assert cli.main(["new", "project", "301101", "乙", "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("Wrote content/301101/02-乙.yaml with 15 slots")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "还缺：单位代码、项目名称；写成 annexgen new project 301101"),
        (["301101"], "还缺：项目名称"),
        (["301102", "甲"], "没有单位 301102（现有：301101）；新建单位：annexgen new unit 301102"),
        (["301101", "甲", "--budget", "4万元"], "--budget：金额应为数字，写的是“4万元”；写成 4"),
        (["301101", "甲\n乙"], "NAME：写在一行里"),
        (["301101", "  "], "NAME：不能是空的"),
        (["301101", "甲\x07"], "NAME：有不能用的字符 U+0007"),
    ],
)
def test_what_is_missing_or_wrong_is_said(
    root: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    for language in ("zh", "en"):
        try:
            code = cli.main(["new", "project", *arguments, "--lang", language])
        except SystemExit as stopped:
            code = stopped.code  # type: ignore[assignment]
        assert code == 2
        shown = capsys.readouterr().err
        assert told in shown or language == "en"
        if language == "en":
            assert not re.search(
                "[\u4e00-\u9fff]", shown.replace("干部培训项目", "").replace("4万元", "")
            )
    assert files(root) == BEFORE


def test_nothing_is_overwritten(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["new", "project", "301101", "干部培训项目"]) == 0
    before = (root / FILE).read_bytes()
    assert cli.main(["new", "project", "301101", " 干部培训项目"]) == 2
    assert capsys.readouterr().err == f"annexgen: 301101 已有这个项目：{FILE}\n"
    assert (root / FILE).read_bytes() == before


def test_a_broken_annex_is_shown_and_nothing_written(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "content/annex.yaml").write_text(LISTED.replace("tianjin", "tianjing"), "utf-8")
    assert cli.main(["new", "project", "301101", "甲"]) == 2
    shown = capsys.readouterr().err
    assert "content/annex.yaml:5:5: error[" in shown
    assert shown.endswith("什么也没有写；请先改好\n")
    assert files(root) == BEFORE


def test_on_a_terminal_what_is_missing_is_asked_for(root: Path) -> None:
    answers = [
        ("单位代码 [301101]：", "999\n"),
        ("没有这个单位", "\n"),
        ("项目名称：", "\n"),
        ("不能是空的", "干部培训项目\n"),
        ("预算数：", "40万元\n"),
        ("写成 40", "40.00\n"),
        ("财政资金 [40.00]：", "30.00\n"),
        ("其他资金：", "10\n"),
        ("资金用途：", "\n"),
        ("绩效目标第 1 条：", "目标一\n"),
        ("绩效目标第 2 条：", "\n"),
    ]
    done = typed(["new", "project"], answers, root, ANNEXGEN_LANG="")
    assert done.returncode == 0, done.screen
    assert f"已写 {FILE}，有 13 处待填" in done.screen
    text = (root / FILE).read_text("utf-8")
    for said in ("预算数: 40.00", "  财政资金: 30.00", "  其他资金: 10", "资金用途:", "  - 目标一"):
        assert f"\n{said}\n" in text
    assert text.count("\n  - ") == 1


@pytest.mark.parametrize("key", [None, "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_giving_up_leaves_nothing(root: Path, key: str | None) -> None:
    answers = [("Name: ", "A\n"), ("Budget: ", key)]
    done = typed(["new", "project", "301101", "--lang", "en"], answers, root)
    assert done.returncode == 2, done.screen
    last = done.screen.splitlines()[-1]
    assert ("no file was changed" if key is None else "nothing was written") in last
    assert files(root) == BEFORE


def test_a_terminal_with_all_that_is_needed_asks_nothing(root: Path) -> None:
    done = typed(["new", "project", "301101", "干部培训项目"], [], root)
    assert done.returncode == 0, done.screen
    assert (root / FILE).is_file()


# ---------------------------------------------------------------------- units


def test_a_unit_gets_its_folder_and_its_place(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["new", "unit", "301102", "驻京办", "--header", "驻京"]) == 0
    assert capsys.readouterr().out == (
        "已写 content/301102/unit.yaml，并加进了 content/annex.yaml 的“单位”\n"
        '接下来：annexgen new project 301102 "项目名称"\n'
    )
    text = (root / "content/301102/unit.yaml").read_text("utf-8")
    assert text.endswith("\n单位名称: 驻京办\n页眉: 驻京\n")
    assert 'tianjin\n单位: ["301101", "301102"]\n' in (root / "content/annex.yaml").read_text(
        "utf-8"
    )
    assert cli.main(["new", "unit", "301102", "别的"]) == 2
    assert "已有单位 301102" in capsys.readouterr().err
    assert (root / "content/301102/unit.yaml").read_text("utf-8") == text


def test_a_linked_annex_stays_a_link(root: Path) -> None:
    (root / "content/annex.yaml").rename(root / "real.yaml")
    (root / "content/annex.yaml").symlink_to(root / "real.yaml")
    assert cli.main(["new", "unit", "301102", "驻京办"]) == 0
    assert (root / "content/annex.yaml").is_symlink()
    assert "301102" in (root / "real.yaml").read_text("utf-8")


@pytest.mark.parametrize("arguments", [["30110", "甲"], ["../../x", "甲"], ["301102"], []])
def test_no_unit_without_code_and_name(
    root: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    try:
        code = cli.main(["new", "unit", *arguments])
    except SystemExit as stopped:
        code = stopped.code  # type: ignore[assignment]
    assert code == 2
    assert "单位代码" in capsys.readouterr().err
    assert files(root) == BEFORE


def test_a_unit_is_asked_for_on_a_terminal(root: Path) -> None:
    answers = [("单位代码：", "1\n"), ("单位代码：", "301102\n"), ("单位名称：", "驻京办\n")]
    done = typed(["new", "unit"], answers, root, ANNEXGEN_LANG="")
    assert done.returncode == 0, done.screen
    assert (root / "content/301102/unit.yaml").is_file()
