"""Every fault of all files in one run, in reading order, each at its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_annex import (
    ANNEX,
    GOOD,
    PROJECT,
    UNIT,
    VOCABULARY,
    annex_of,
    cut,
    lay,
    load,
    named,
    place,
    places,
)

from annexgen.findings import Message, Refused, Rule, Severity
from annexgen.forms.load import vocabulary_of
from annexgen.loading.annex import load_annex
from annexgen.positions import Span

ANNEX_YAML = "annex.yaml"
PROJECT_YAML = "301101/01-档案.yaml"


def test_every_fault_of_all_files_in_one_run(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        {
            ANNEX_YAML: ANNEX.replace("2025", "今年") + "单位: ['301101', '301102', '301999']\n",
            "301101/unit.yaml": "单位: 办公厅\n",
            PROJECT_YAML: PROJECT.replace("预算数: 26.56", "预算数: -1").replace(
                "指标值: ≥100卷", "指标值:"
            ),
            "301101/02-二.yaml": "项目名称: 档案整理\n",
            "301101/03-三.yml": PROJECT,
            "301101/04-四.yaml": named("四").replace("预算数:", "预算数："),
            "301102/01-一.yaml": PROJECT.replace("产出", "产岀"),
            "301103/unit.yaml": UNIT,
            "301103/深/01-一.yaml": PROJECT,
            "3011/unit.yaml": UNIT,
            "3011/01-一.yaml": named("五").replace("26.56", "1.001", 1),
            "说明.yaml": "a: b\n",
        },
    )
    assert loaded.annex is None
    assert places(loaded) == [
        ("3011", None, "Y052"),
        ("3011/01-一.yaml", (2, 6), "S107"),
        (PROJECT_YAML, (2, 6), "S106"),
        (PROJECT_YAML, (13, 13), "S104"),
        *[("301101/02-二.yaml", (1, 1), "S102")] * 5,
        ("301101/02-二.yaml", (1, 7), "S201"),
        ("301101/03-三.yml", None, "Y053"),
        ("301101/04-四.yaml", (2, 4), "Y012"),
        ("301101/unit.yaml", (1, 1), "S101"),
        ("301101/unit.yaml", (1, 1), "S102"),
        ("301102/01-一.yaml", (10, 3), "S108"),
        ("301102/unit.yaml", None, "Y051"),
        ("301103/unit.yaml", None, "S205"),
        ("301103/深/01-一.yaml", None, "Y054"),
        (ANNEX_YAML, (3, 5), "S105"),
        (ANNEX_YAML, (6, 1), "S204"),
        (ANNEX_YAML, (6, 26), "S202"),
        ("说明.yaml", None, "Y054"),
    ]


# ---------------------------------------------------------------------- units and their list


@pytest.mark.parametrize(
    ("listed", "found"),
    [
        ("- '301102'\n  - 301101", [((7, 5), "S202")]),
        ("- 301101\n  - '301101'", [((8, 5), "S203")]),
        ("- 301101\n  - 301101\n  - 301101", [((8, 5), "S203"), ((9, 5), "S203")]),
        ("- 301103", [((6, 1), "S204"), ((7, 5), "S202")]),
        ("- 办公厅", [((7, 5), "S111")]),
    ],
)
def test_the_list_of_units_is_held_against_the_folders(
    tmp_path: Path, listed: str, found: list[tuple[tuple[int, int], str]]
) -> None:
    loaded = load(tmp_path, {**GOOD, ANNEX_YAML: f"{ANNEX}单位:\n  {listed}\n"})
    assert places(loaded) == [(ANNEX_YAML, at, code) for at, code in found]
    assert loaded.annex is None


def test_each_unlisted_folder_is_named(tmp_path: Path) -> None:
    files = {**GOOD, ANNEX_YAML: ANNEX + "单位: ['301101']\n"}
    for code in ("301103", "301102"):
        files |= {f"{code}/unit.yaml": UNIT, f"{code}/01-a.yaml": PROJECT}
    loaded = load(tmp_path, files)
    assert [finding.message.zh for finding in loaded.findings] == [
        f"目录 content/{code} 不在清单里" for code in ("301102", "301103")
    ]


def test_an_annex_without_units(tmp_path: Path) -> None:
    loaded = load(tmp_path, {ANNEX_YAML: ANNEX})
    assert places(loaded) == [(ANNEX_YAML, None, "S206")]
    assert loaded.annex is None


def test_a_unit_without_projects_is_a_warning(tmp_path: Path) -> None:
    loaded = load(tmp_path, {**GOOD, "301102/unit.yaml": UNIT})
    assert places(loaded) == [("301102/unit.yaml", None, "S205")]
    assert loaded.findings[0].severity is Severity.WARNING
    assert loaded.annex is not None
    assert [unit.project_count for unit in loaded.annex.units] == [1, 0]


@pytest.mark.parametrize(
    ("second", "column"), [("档案整理", 7), ('" 档案整理 "', 7), ("档案\n  整理", 7)]
)
def test_two_projects_of_one_name_in_a_unit(tmp_path: Path, second: str, column: int) -> None:
    files = {**GOOD, "301101/02-二.yaml": PROJECT.replace("档案整理", second)}
    loaded = load(tmp_path, files)
    assert places(loaded) == [("301101/02-二.yaml", (1, column), "S201")]
    assert "01-档案.yaml 第 1 行" in loaded.findings[0].message.zh


def test_a_name_may_come_again_in_another_unit(tmp_path: Path) -> None:
    annex_of(load(tmp_path, {**GOOD, "301102/unit.yaml": UNIT, "301102/01-a.yaml": PROJECT}))


# ---------------------------------------------------------------------- the form


def test_fonts_for_typefaces_that_the_form_lacks(tmp_path: Path) -> None:
    text = ANNEX + "字体:\n  song: 仿宋\n  kai: 楷体\n"
    loaded = load(tmp_path, {**GOOD, ANNEX_YAML: text})
    assert places(loaded) == [(ANNEX_YAML, (8, 3), "S207")]
    [finding] = loaded.findings
    assert finding.span is not None
    assert cut(text, finding.span) == "kai"
    assert finding.help == Message("可以写：song、hei", "Known: song、hei")


def test_an_unknown_form_is_told_once_where_it_is_named(tmp_path: Path) -> None:
    files = {
        **GOOD,
        ANNEX_YAML: ANNEX.replace("tianjin", "tianjing"),
        "301101/02-二.yaml": named("二").replace("产出指标", "任意指标") + "        权重: 3\n",
        "301101/03-三.yaml": named("三").replace("26.56", "三", 1),
    }
    root = lay(tmp_path, files)
    loaded = load_annex(root, lambda name: vocabulary_of(root, name))
    assert loaded.annex is None
    form, amount = loaded.findings[1], loaded.findings[0]
    assert [place(amount), place(form)[:2]] == [
        ("301101/03-三.yaml", (2, 6), "S105"),
        (ANNEX_YAML, (5, 5)),
    ]
    assert len(loaded.findings) == 2
    assert "tianjing" in form.message.zh


def test_a_broken_form_is_told_in_its_own_file(tmp_path: Path) -> None:
    rule = Rule("F999", "x", Severity.ERROR, Message("x", "X"))
    finding = rule.at("templates/tianjin/form.yaml", Span(1, 2, 1, 3), Message("坏", "Broken"))

    def refuse(_: str) -> None:
        raise Refused([finding])

    loaded = load_annex(lay(tmp_path, {**GOOD}), refuse)  # type: ignore[arg-type]
    assert loaded.findings == (finding,)
    assert loaded.annex is None


# ---------------------------------------------------------------------- broken files


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('标题: "没有关上\n', "Y014"),
        ("", "Y006"),
        ("- 标题\n", "S103"),
        (ANNEX.replace("表样: tianjin\n", ""), "S102"),
        (ANNEX.replace("tianjin", "a/b"), "S111"),
    ],
)
def test_projects_are_checked_though_the_annex_is_broken(
    tmp_path: Path, text: str, code: str
) -> None:
    files = {
        **GOOD,
        ANNEX_YAML: text,
        "301101/02-二.yaml": named("二").replace("26.56", "无", 1) + "        权重: 3\n",
    }
    loaded = load(tmp_path, files)
    assert [(path, code) for path, _, code in places(loaded)] == [
        ("301101/02-二.yaml", "S105"),
        (ANNEX_YAML, code),
    ]
    assert loaded.annex is None


def test_projects_are_checked_though_there_is_no_annex_file(tmp_path: Path) -> None:
    loaded = load(tmp_path, {"301101/unit.yaml": UNIT, PROJECT_YAML: PROJECT + "  x: 1\n"})
    assert [(path, code) for path, _, code in places(loaded)] == [
        (PROJECT_YAML, "S103"),
        (ANNEX_YAML, "Y050"),
    ]


def test_gbk_is_named(tmp_path: Path) -> None:
    loaded = load(tmp_path, {**GOOD, PROJECT_YAML: PROJECT.encode("gbk")})
    assert places(loaded) == [(PROJECT_YAML, (1, 1), "Y001")]
    assert "GBK" in loaded.findings[0].message.zh


def test_a_file_over_one_mebibyte(tmp_path: Path) -> None:
    long = PROJECT + "# " + "x" * (1 << 20) + "\n"
    just = (PROJECT + "#").ljust(1 << 20, "x")
    just = just[: (1 << 20) - (len(just.encode()) - len(just))]
    assert len(just.encode()) == 1 << 20
    files = {**GOOD, PROJECT_YAML: just, "301101/02-二.yaml": long}
    assert places(load(tmp_path, files)) == [("301101/02-二.yaml", None, "Y005")]


def test_a_nesting_bomb(tmp_path: Path) -> None:
    files = {**GOOD, PROJECT_YAML: "项目名称: " + "[" * 100_000}
    assert [(path, code) for path, _, code in places(load(tmp_path, files))] == [
        (PROJECT_YAML, "Y028")
    ]


def test_a_thousand_faults_of_one_file_are_all_told(tmp_path: Path) -> None:
    rows = "".join(f"键{number}: 1\n" for number in range(1000))
    loaded = load(tmp_path, {**GOOD, PROJECT_YAML: PROJECT + rows})
    assert [finding.span and finding.span.line for finding in loaded.findings] == [*range(14, 1014)]


def test_a_byte_order_mark_does_not_stop_a_build(tmp_path: Path) -> None:
    loaded = load(tmp_path, {**GOOD, PROJECT_YAML: b"\xef\xbb\xbf" + PROJECT.encode()})
    assert places(loaded) == [(PROJECT_YAML, (1, 1), "Y002")]
    assert loaded.annex is not None


def test_anchors_and_tags_are_refused_and_the_rest_is_checked(tmp_path: Path) -> None:
    text = PROJECT.replace("26.56", "&a 26.56", 1).replace("财政资金: 26.56", "财政资金: *a")
    text = text.replace("≥100卷", "")
    assert places(load(tmp_path, {**GOOD, PROJECT_YAML: text})) == [
        (PROJECT_YAML, (2, 6), "Y020"),
        (PROJECT_YAML, (4, 9), "S105"),
        (PROJECT_YAML, (4, 9), "Y021"),
        (PROJECT_YAML, (13, 13), "S104"),
    ]


def test_names_that_collide(tmp_path: Path) -> None:
    files = {**GOOD, "301101/02-A.yaml": named("二"), "301101/02-a.yaml": named("三")}
    assert [place[2] for place in places(load(tmp_path, files))] == ["Y055"]


def test_nothing_is_said_of_good_files(tmp_path: Path) -> None:
    loaded = load_annex(lay(tmp_path, {**GOOD}), lambda _: VOCABULARY)
    annex_of(loaded)
