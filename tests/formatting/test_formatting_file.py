"""A content file in canonical form: what it becomes, and that it says what it said."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from annexgen.formatting.file import formatted
from annexgen.formatting.parts import Kind
from annexgen.forms.load import vocabulary_of
from annexgen.schema.content import ANNEX, UNIT, project_shape
from annexgen.schema.shapes import Shape
from annexgen.source.plain import read_plain

ROOT = Path(__file__).parents[2]
PROJECT = project_shape(vocabulary_of(ROOT, "tianjin"))


def fmt(text: str, shape: Shape = PROJECT) -> str:
    """Return what a file becomes; doing it again must change nothing."""
    done = formatted("content/301101/01-x.yaml", dedent(text).encode(), shape)
    assert not done.findings
    assert not done.is_unclear
    again = formatted("content/301101/01-x.yaml", done.after, shape)
    assert again.after == done.after
    assert not again.changes
    return done.after.decode()


def same(text: str, shape: Shape = PROJECT) -> None:
    assert fmt(text, shape) == dedent(text)


@pytest.mark.parametrize("file", sorted((ROOT / "content").rglob("*.yaml")), ids=lambda f: f.stem)
def test_the_real_content_is_canonical(file: Path) -> None:
    shape = {"annex": ANNEX, "unit": UNIT}.get(file.stem, PROJECT)
    data = file.read_bytes()
    assert formatted(file.name, data, shape).after == data


def test_keys_go_in_the_order_of_the_schema_with_their_comments() -> None:
    assert fmt(
        """\
        预算数: 1
        # 财政批的
        其中:
          其他资金:   # 没有
          # 全部
          财政资金: 1
        项目名称: 甲   # 全称
        """
    ) == dedent(
        """\
        项目名称: 甲   # 全称
        预算数: 1
        # 财政批的
        其中:
          # 全部
          财政资金: 1
          其他资金:   # 没有
        """
    )


def test_levels_keep_their_order_since_it_is_printed() -> None:
    same(
        """\
        绩效指标:
          效益指标:
            社会效益指标:
              - 三级指标: 甲
                指标值: 乙
          产出指标:
            质量指标:
              - 三级指标: 甲
                指标值: 乙
            数量指标:
              - 三级指标: 甲
                指标值: 乙
        """
    )


def test_a_record_with_a_key_that_is_not_known_keeps_its_order() -> None:
    same("资金用途: 甲\n项目名字: 乙\n项目名称: 丙\n")


def test_a_form_that_is_not_known_may_have_keys_of_its_own() -> None:
    same("绩效指标:\n  数量: 1\n主管部门: 甲\n", project_shape(None))


def test_the_head_of_a_file_stays_there() -> None:
    assert fmt("# yaml-language-server: $schema=x\n# 说明\n预算数: 1\n项目名称: 甲\n") == (
        "# yaml-language-server: $schema=x\n# 说明\n项目名称: 甲\n预算数: 1\n"
    )


def test_below_the_last_empty_line_a_comment_is_of_the_first_key() -> None:
    assert fmt("\n# 说明\n\n# 批复数\n预算数: 1\n项目名称: 甲\n") == (
        "# 说明\n\n项目名称: 甲\n# 批复数\n预算数: 1\n"
    )


def test_an_allowance_at_the_head_goes_with_its_key() -> None:
    allow = "# annexgen: allow budget-sum -- 按批复"
    assert fmt(f"# 说明\n{allow}\n预算数: 1\n项目名称: 甲\n") == (
        f"# 说明\n项目名称: 甲\n{allow}\n预算数: 1\n"
    )


def test_an_allowance_above_a_dash_goes_with_its_key() -> None:
    allow = "# annexgen: allow unit-missing -- 按批复"
    assert fmt(
        f"绩效指标:\n  产出指标:\n    数量指标:\n    # 甲的\n    {allow}\n"
        "    - 指标值: ≥5\n      三级指标: 甲\n"
    ) == (
        "绩效指标:\n  产出指标:\n    数量指标:\n      # 甲的\n      - 三级指标: 甲\n"
        f"        {allow}\n        指标值: ≥5\n"
    )


def test_an_allowance_that_is_indented_too_far_stays_above_its_line() -> None:
    assert (
        fmt("绩效目标:\n- 甲\n    # 目标完\n    # annexgen: allow x -- y\n绩效指标: {}\n")
        == "绩效目标:\n  - 甲\n  # 目标完\n# annexgen: allow x -- y\n绩效指标: {}\n"
    )


def test_brackets_with_an_allowance_stay_on_their_line() -> None:
    same("其中: {其他资金: 0, 财政资金: 1}   # annexgen: allow sources-sum -- 按批复\n")


def test_brackets_become_lines() -> None:
    assert fmt('单位: ["301101", "301102"]  # 顺序\n检查: {a: {b: [1]}, c: {}}\n', ANNEX) == (
        '单位:  # 顺序\n  - "301101"\n  - "301102"\n检查:\n  a:\n    b:\n      - 1\n  c: {}\n'
    )


def test_comments_in_brackets_are_kept() -> None:
    assert fmt("单位: [ # 一\n  甲, # 二\n  # 三\n  乙\n  # 四\n]\n检查: {}\n", ANNEX) == (
        "单位: # 一\n  - 甲 # 二\n  # 三\n  - 乙\n# 四\n检查: {}\n"
    )


def test_an_empty_line_below_brackets_is_kept() -> None:
    assert fmt("单位: [\n  甲,\n]\n\n\n检查: {}\n", ANNEX) == "单位:\n  - 甲\n\n检查: {}\n"


def test_comments_at_the_end_of_blocks_stay_in_them() -> None:
    same(
        """\
        绩效目标:
          - 甲
          # - 乙
        绩效指标:
          产出指标:
            数量指标:
              - 三级指标: 甲
                指标值: 乙
                # 甲的
              # 数量的
            # 产出的
          # 指标的
        # 文件的
        """
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("'甲'", "甲"),
        ('"甲"', "甲"),
        ('"  甲 "', "甲"),
        ("'it''s'", "it's"),
        ("甲   ", "甲"),
        ("''", '""'),
        ("'甲: 乙'", '"甲: 乙"'),
        ("'甲 #乙'", '"甲 #乙"'),
        ("'- 甲'", '"- 甲"'),
        ("'-5'", '"-5"'),
        ("-5", "-5"),
        (r'"\"甲\": \\乙"', "'\"甲\": \\乙'"),
        (r'"\u4E59"', "乙"),
        (r'"甲\n乙"', r'"甲\n乙"'),
        ('"2025"', '"2025"'),
        ("'0010'", '"0010"'),
        ("'2025-01-01'", '"2025-01-01"'),
        ("'是'", "是"),
        ("'yes'", '"yes"'),
        ("'~'", '"~"'),
        ("~", "~"),
        ("'100%'", "100%"),
        ("'=甲'", "=甲"),
    ],
)
def test_quotes_are_there_where_they_are_needed(before: str, after: str) -> None:
    assert fmt(f"资金用途: {before}\n") == f"资金用途: {after}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("'甲'", "甲"),
        ("'甲:乙'", '"甲:乙"'),
        ("? 甲\n  乙\n", "甲乙"),
        ("? d\n  b\n", "d b"),
        (r'"甲\t:"', r'"甲\t:"'),
        ("'301101'", '"301101"'),
    ],
)
def test_keys_have_quotes_where_they_are_needed(before: str, after: str) -> None:
    assert fmt(f"检查:\n  {before.replace(chr(10), chr(10) + '  ')}: 丙\n", ANNEX) == (
        f"检查:\n  {after}: 丙\n"
    )


def test_amounts_need_no_quotes() -> None:
    assert (
        fmt("预算数: '470.00'\n其中: {财政资金: \"\"}\n") == "预算数: 470.00\n其中:\n  财政资金:\n"
    )
    assert fmt("年度: '２０２５'\n", ANNEX) == "年度: 2025\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("≥９５％", "≥95%"),
        ("≥ 95 %", "≥95%"),
        ("'>=95%'", "≥95%"),
        ("'> = 95%'", "≥95%"),
        (">=95%", "≥95%"),
        (">=　９５％  # 注", "≥95%  # 注"),
        ("> = 95%", "≥95%"),
        ("＜＝ ３．５ 万元", "≤3.5万元"),
        ("'＞95%'", '">95%"'),
        ("２０２５年 １２月底前", "2025年12月底前"),
        ("完成５次 会议 ，效果好", "完成5次 会议 ，效果好"),
        ("约95 人", "约95人"),
        ("明显提高", "明显提高"),
        ("3 — 5 次", "3—5次"),
    ],
)
def test_target_values_are_written_one_way(before: str, after: str) -> None:
    head = "绩效指标:\n  产出指标:\n    数量指标:\n      - 三级指标: ９５ ％\n        指标值: "
    assert fmt(f"{head}{before}\n") == f"{head}{after}\n"


def test_value_changes_are_told_one_by_one() -> None:
    text = "预算数: １\n绩效指标: {产出指标: {数量指标: [{三级指标: 甲, 指标值: ≥９}]}}\n"
    done = formatted("x.yaml", text.encode(), PROJECT)
    told = [(c.before, c.after) for c in done.changes if c.kind is Kind.VALUE]
    assert told == [("１", "1"), ("≥９", "≥9")]


def test_signs_that_no_yaml_begins_with_are_told() -> None:
    text = "\ufeff绩效目标: ['甲', 乙]\r\n资金用途: >=1\r\n"
    done = formatted("x.yaml", text.encode(), PROJECT)
    told = [(c.before, c.after, c.span.line if c.span else 0) for c in done.changes]
    assert (">=", "≥", 2) in told
    assert "资金用途: ≥1\n" in done.after.decode()


def test_bom_line_ends_and_blanks() -> None:
    data = "\ufeff\r\n单位名称:   甲  \r\n \r\n\r\n页眉: 乙".encode()
    done = formatted("content/301101/unit.yaml", data, UNIT)
    assert done.after.decode() == "单位名称: 甲\n\n页眉: 乙\n"
    assert Kind.ENCODING in {change.kind for change in done.changes}


def test_long_texts_keep_their_lines() -> None:
    assert fmt(
        """\
        资金用途:
           甲，
           乙   # 完
        绩效目标:
        - "一
            二

            三"
        - >-
             折
             行
        - |2
            往里
          不往里
        - |   # 两行

            a

            b
        """
    ) == dedent(
        """\
        资金用途: 甲，
          乙   # 完
        绩效目标:
          - "一
            二

            三"
          - >-
            折
            行
          - |2
              往里
            不往里
          - |   # 两行

            a

            b
        """
    )


def test_what_needs_no_quotes_is_read_the_quick_way() -> None:
    assert read_plain(fmt("预算数: '1'\n项目名称:\n  \"甲\"\n绩效目标: [甲, '乙']\n")) is not None


def test_a_document_mark_is_left_out() -> None:
    assert fmt("# 头\n---\n项目名称: 甲\n...\n# 尾\n") == "# 头\n项目名称: 甲\n# 尾\n"


@pytest.mark.parametrize(
    "text",
    ["项目名称: &a 甲\n", "a: >=1\nb: >x\n", "a: >=1\nb: &c d\n", "a: 1\na: 2\n", "\ta: 1\n"],
)
def test_a_broken_file_is_left_as_it_is(text: str) -> None:
    done = formatted("x.yaml", text.encode(), PROJECT)
    assert done.after == done.before
    assert done.findings


def test_what_is_no_mapping_is_left_as_it_is() -> None:
    done = formatted("x.yaml", b"- a\n-  b\n", PROJECT)
    assert done.after == done.before


def test_what_cannot_be_written_anew_exactly_is_left_as_it_is() -> None:
    done = formatted("x.yaml", "检查: { # 没有\n  }\n".encode(), ANNEX)
    assert done.is_unclear
    assert done.after == done.before


def test_line_ends_alone_are_no_layout() -> None:
    done = formatted("content/301101/unit.yaml", "单位名称: 甲\r\n".encode(), UNIT)
    assert [change.kind for change in done.changes] == [Kind.ENCODING]
