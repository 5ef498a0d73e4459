"""The CSV output as a spreadsheet and as a program read it."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from export_trials import WEIGHTED, real_annex, real_columns, weighted, written

from annexgen.export import as_csv
from annexgen.export.dictionary import columns
from annexgen.export.records import records
from annexgen.model import Annex
from annexgen.schema.vocabulary import ExtraField, FieldKind, Vocabulary


def rows_of(annex: Annex, vocabulary: Vocabulary = WEIGHTED) -> list[dict[str, str]]:
    data = written(lambda out: as_csv.write(records(annex), columns(vocabulary), out))
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_bytes_are_what_excel_wants() -> None:
    data = written(lambda out: as_csv.write(records(real_annex()), real_columns(), out))
    assert data.startswith("\ufeff年度,单位代码,".encode())
    assert data.endswith(b"\r\n")
    assert data.count(b"\r\n") >= real_annex().indicator_count + 1
    assert b"\r\r" not in data


def test_one_row_for_each_indicator() -> None:
    annex = real_annex()
    data = written(lambda out: as_csv.write(records(annex), real_columns(), out))
    rows = list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))
    written_ = [(row["项目标识"], row["三级指标"], row["指标值"]) for row in rows]
    assert written_ == [
        (project.id, one.name, one.target_value)
        for _, _, project in annex.numbered()
        for one in project.indicators
    ]


def test_a_whole_row(tmp_path: Path) -> None:
    assert rows_of(weighted(tmp_path))[1] == {
        "年度": "2025",
        "单位代码": "301101",
        "单位名称": "办公厅",
        "项目序号": "1",
        "项目标识": "301101-01-档案",
        "项目名称": "档案整理",
        "预算数": "26.50",
        "财政资金": "26.50",
        "其他资金": "",
        "金额单位": "万元",
        "资金用途": "整理档案",
        "绩效目标": "完成整理\n方便查阅",
        "负责人": "张三",
        "指标序号": "2",
        "一级指标": "产出指标",
        "二级指标": "时效指标",
        "三级指标": "完成时间",
        "绩效指标描述": "完成时间",
        "指标值": "11月底前",
        "权重": "40",
        "指标值类型": "时限",
        "比较": "",
        "数值": "",
        "下限": "",
        "上限": "",
        "计量单位": "",
        "周期": "",
        "截止日期": "2025-11-30",
        "规范写法": "11月底前",
    }


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_no_cell_is_a_formula(tmp_path: Path, start: str) -> None:
    text = f"{start}cmd|'/C calc'!A0"
    row = rows_of(weighted(tmp_path, purpose=f'"{text}"'))[0]
    assert row["资金用途"] == f"'{text}"


def test_bounds_are_words_and_numbers_stay_numbers(tmp_path: Path) -> None:
    row = rows_of(weighted(tmp_path))[0]
    assert (row["比较"], row["数值"], row["权重"]) == ("不低于", "15000", "60.0")


def test_nothing_of_the_real_annex_needs_an_apostrophe() -> None:
    data = written(lambda out: as_csv.write(records(real_annex()), real_columns(), out))
    assert ",'" not in data.decode()


def test_fields_of_the_form_never_share_a_name() -> None:
    field = ExtraField("年度", FieldKind.TEXT, required=False, description="")
    twice = Vocabulary({}, project_fields=(field,), indicator_fields=(field,))
    names = [column.name for column in columns(twice)]
    assert len(names) == len(set(names))
    assert {"年度", "项目年度", "指标年度"} <= set(names)


def test_the_dictionary_tells_of_every_column() -> None:
    data = written(lambda out: as_csv.write_dictionary(columns(WEIGHTED), out))
    rows = list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row["列名"] for row in rows] == [column.name for column in columns(WEIGHTED)]
    assert all(all(row.values()) for row in rows)
    by_name = {row["列名"]: row for row in rows}
    assert by_name["负责人"]["含义"] == "谁负责"
    assert by_name["权重"]["类型"] == "小数"
