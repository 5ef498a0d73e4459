"""One run reports every fault of all files, in reading order, each at its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_annex import ANNEX, GOOD, PROJECT, UNIT, lay, load, named, place

from annexgen.findings import Message, Refused
from annexgen.forms.rules import UNKNOWN_FORM
from annexgen.loading.annex import load_annex


def codes(
    root: Path, files: dict[str, str | bytes]
) -> list[tuple[str, tuple[int, int] | None, str]]:
    return [place(finding) for finding in load(root, files).findings]


def test_every_fault_of_all_files_in_one_run(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "annex.yaml": ANNEX.replace("年度: 2025", "年度: 今年"),
        "301101/unit.yaml": "单位名: 办公厅\n",
        "301101/01-a.yaml": PROJECT.replace("预算数: 26.56", "预算数: -1"),
        "301101/02-b.yaml": PROJECT.replace("档案整理", "二").replace("数量指标", "质与量"),
        "301102/unit.yaml": UNIT,
        "301102/01-c.yaml": "a: [1\n",
        "301102/02-d.yaml": PROJECT.encode("gbk"),
    }
    loaded = load(tmp_path, files)
    assert loaded.annex is None
    found = [place(finding) for finding in loaded.findings]
    assert found == sorted(found, key=lambda one: (one[0], one[1] or (0, 0)))
    assert [(path, code) for path, _, code in found] == [
        ("301101/01-a.yaml", "S106"),
        ("301101/02-b.yaml", "S108"),
        ("301101/unit.yaml", "S101"),
        ("301101/unit.yaml", "S102"),
        ("301102/01-c.yaml", "Y015"),
        ("301102/02-d.yaml", "Y001"),
        ("annex.yaml", "S105"),
    ]
    (gbk,) = [finding for finding in loaded.findings if finding.code == "Y001"]
    assert "GBK" in gbk.message.zh


def test_two_projects_of_one_name_in_a_unit(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {**GOOD, "301101/02-again.yaml": PROJECT}
    assert codes(tmp_path, files) == [("301101/02-again.yaml", (1, 7), "S201")]


@pytest.mark.parametrize(
    ("listed", "code"),
    [
        ('单位: ["301101", "301199"]\n', "S202"),
        ('单位: ["301101", "301101"]\n', "S203"),
    ],
)
def test_the_list_of_units_is_held_against_the_folders(
    tmp_path: Path, listed: str, code: str
) -> None:
    found = codes(tmp_path, {**GOOD, "annex.yaml": ANNEX + listed})
    assert [one[2] for one in found] == [code]
    assert found[0][0] == "annex.yaml"


def test_a_folder_that_is_not_listed(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        **GOOD,
        "annex.yaml": ANNEX + '单位: ["301101"]\n',
        "301102/unit.yaml": UNIT,
        "301102/01-x.yaml": named("乙"),
    }
    assert [one[2] for one in codes(tmp_path, files)] == ["S204"]


def test_a_unit_without_projects_is_only_a_warning(tmp_path: Path) -> None:
    loaded = load(tmp_path, {**GOOD, "301102/unit.yaml": UNIT})
    assert [finding.code for finding in loaded.findings] == ["S205"]
    assert loaded.annex is not None


def test_an_annex_without_units(tmp_path: Path) -> None:
    assert [one[2] for one in codes(tmp_path, {"annex.yaml": ANNEX})] == ["S206"]


def test_fonts_for_a_face_that_the_form_does_not_have(tmp_path: Path) -> None:
    found = codes(tmp_path, {**GOOD, "annex.yaml": ANNEX + "字体: {kai: 楷体}\n"})
    assert found == [("annex.yaml", (6, 6), "S207")]


def test_an_unknown_form_is_told_once_where_it_is_named(tmp_path: Path) -> None:
    def unknown(name: str) -> object:
        raise Refused([UNKNOWN_FORM.at("content/annex.yaml", None, Message(name, name))])

    root = lay(tmp_path, {**GOOD, "301101/02-b.yaml": named("二").replace("数量", "质与量")})
    loaded = load_annex(root, unknown)  # type: ignore[arg-type]
    assert [(f.code, f.span and f.span[:2]) for f in loaded.findings] == [("F001", (5, 5))]


def test_a_broken_annex_still_has_its_projects_checked(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        **GOOD,
        "annex.yaml": "标题: [\n",
        "301101/02-b.yaml": named("二").replace("26.56", "x", 1),
    }
    found = [one[2] for one in codes(tmp_path, files)]
    assert "S105" in found
    assert any(code.startswith("Y") for code in found)
