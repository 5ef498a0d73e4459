"""One content file in another year: years, marks, names; comments and layout stay."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest

from annexgen.carrying.files import CannotCarry, Carried, Years, carried
from annexgen.formatting.file import formatted
from annexgen.forms.load import vocabulary_of
from annexgen.schema.content import ANNEX, UNIT, project_shape
from annexgen.schema.shapes import Record

ROOT = Path(__file__).parents[2]
PROJECT = project_shape(vocabulary_of(ROOT, "tianjin"))
PATH = "content/301101/01-2025甲.yaml"
YEARS = Years(2025, 2026)


def carry(text: str, shape: Record = PROJECT, path: str = PATH, *, marks: bool = True) -> Carried:
    return carried(path, dedent(text).encode(), shape, YEARS, marks=marks)


def test_years_move_and_what_is_kept_is_marked() -> None:
    done = carry(
        """\
        # 2025 年的说明不动
        项目名称: 2025甲   # 全称
        预算数: 2025.00
        其中:
          财政资金: 2025.00
          其他资金:
        资金用途: '用于“2025年”的事，2023年立项'
        绩效目标:
          - 2025年底前
            办完
          - |
            一、2025年
            二、2025—2027年
        绩效指标:
          产出指标:
            数量指标:
              # annexgen: allow likeness -- 因为
              - 三级指标: 2025年人数
                指标值: 2025人   # annexgen: allow unit -- 原文
              - {三级指标: 时间, 指标值: "2025年12月"}
              - 指标值: ''
                三级指标: 甲
        """
    )
    assert done.after.decode() == dedent(
        """\
        # 2025 年的说明不动
        项目名称: 2026甲   # 全称
        # 待核：沿用 2025 年
        预算数: 2025.00
        其中:
          # 待核：沿用 2025 年
          财政资金: 2025.00
          其他资金:
        # 待核：仍写着 2023 年
        资金用途: '用于“2026年”的事，2023年立项'
        绩效目标:
          - 2026年底前
            办完
          # 待核：仍写着 2025、2027 年
          - |
            一、2026年
            二、2025—2027年
        绩效指标:
          产出指标:
            数量指标:
              # annexgen: allow likeness -- 因为
              - 三级指标: 2026年人数
                # 待核：沿用 2025 年
                指标值: 2025人   # annexgen: allow unit -- 原文
              # 待核：沿用 2025 年，年份已顺延
              - {三级指标: 时间, 指标值: "2026年12月"}
              - 指标值: ''
                三级指标: 甲
        """
    )
    assert (done.moved, done.marked) == (6, 6)
    assert done.new_path == "content/301101/01-2026甲.yaml"


def test_the_annex_s_own_file() -> None:
    text = """\
        标题: 2025年项目绩效目标表
        年度: 2025
        检查:
          deadline-past: {since: 2025-03-01}
          单位:
            "2025": {a: 关}
          文件:
            "301101/01-2025*.yaml": {a: 关}
            "2025/2025-2025年.yaml": {a: 关}
        """
    done = carry(text, ANNEX, "content/annex.yaml", marks=False)
    assert done.after.decode() == dedent(
        """\
        标题: 2026年项目绩效目标表
        年度: 2026
        检查:
          deadline-past: {since: 2026-03-01}
          单位:
            "2025": {a: 关}
          文件:
            "301101/01-2025*.yaml": {a: 关}
            "2025/2025-2026年.yaml": {a: 关}
        """
    )
    assert done.new_path == "content/annex.yaml"


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_stay(ends: str, mark: str) -> None:
    text = mark + "项目名称: 2025年\n预算数: 1\n资金用途: 2"
    wanted = mark + "项目名称: 2026年\n# 待核：沿用 2025 年\n预算数: 1\n资金用途: 2"
    done = carried(PATH, text.replace("\n", ends).encode(), PROJECT, YEARS, marks=True)
    assert done.after.decode() == wanted.replace("\n", ends)


def test_a_unit_s_header_moves_without_marks() -> None:
    done = carry("单位名称: 甲\n页眉: 2025年甲，2019年乙\n", UNIT, marks=False)
    assert done.after.decode() == "单位名称: 甲\n页眉: 2026年甲，2019年乙\n"


@pytest.mark.parametrize(
    "text",
    ['资金用途: "20\\u0032\\u0035年"\n', '资金用途: "2025\\u5e74"\n资金用途2: "\\u2025 2025年"\n'],
)
def test_digits_that_do_not_stand_in_the_file_are_refused(text: str) -> None:
    with pytest.raises(CannotCarry):
        carry(text)


def test_without_a_year_or_mark_the_bytes_stay() -> None:
    text = "项目名称:   '甲'\n\n\n# 注\n资金用途: 2024年\n"
    assert carry(text, marks=False).after.decode() == text


@pytest.mark.parametrize(
    "file", sorted((ROOT / "content").glob("3*/0*.yaml")), ids=lambda f: f.stem
)
def test_the_real_projects_stay_canonical_and_lose_only_marks(file: Path) -> None:
    data = file.read_bytes()
    done = carried(f"content/301101/{file.name}", data, PROJECT, YEARS, marks=True)
    assert formatted(done.new_path, done.after, PROJECT).after == done.after
    bare = re.sub(" *# 待核：.*\n", "", done.after.decode())
    assert bare.replace("2026", "2025").replace("2027", "2026") == data.decode()
    assert done.marked >= 5
