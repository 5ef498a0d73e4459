"""Word files as offices make them: the same project, laid out and merged in many ways."""

from __future__ import annotations

from pathlib import Path

import pytest

from annexgen.drafting.drafts import IndicatorDraft, ProjectDraft
from annexgen.ingest.remarks import Weight
from annexgen.ingest.understanding import Understood
from hostile_packages import document, docx_parts, pack
from import_trials import texts_left, understood

UNIT = "301101某某局"
ROWS = (
    IndicatorDraft("产出指标", "数量指标", "培训人数", "参加的人数", "≥40人"),
    IndicatorDraft("产出指标", "数量指标", "培训次数", "培训次数", "2次"),
    IndicatorDraft("产出指标", "质量指标", "合格率", "合格率", "≥95%"),
    IndicatorDraft("效益指标", "社会效益指标", "服务水平", "服务水平", "显著提升"),
)
PROJECT = ProjectDraft(
    "干部培训项目",
    "470.00",
    {"财政资金": "470.00", "其他资金": ""},
    "用于干部培训",
    ("培训全体干部。", "提升能力。"),
    ROWS,
)


# ---------------------------------------------------------------------- markup


def p(*texts: str) -> str:
    """A paragraph with a run for each text; ``\\n`` is a soft break."""
    runs = "".join(
        f"<w:r>{'<w:br/>'.join(f'<w:t>{line}</w:t>' for line in text.split(chr(10)))}</w:r>"
        for text in texts
    )
    return f"<w:p>{runs}</w:p>"


def tc(*paragraphs: str, span: int = 1, merge: str = "") -> str:
    """A cell; paragraphs that are no markup become it."""
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    merges = {"": "", "begin": '<w:vMerge w:val="restart"/>', "on": "<w:vMerge/>"}[merge]
    content = "".join(one if one.startswith("<") else p(one) for one in paragraphs or ("",))
    return f"<w:tc><w:tcPr>{spans}{merges}</w:tcPr>{content}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    texts = (cell if cell.startswith("<w:tc>") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(texts)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


HEAD_ROWS = (
    tr("项目名称", tc("干部培训项目", span=6)),
    tr(
        tc("预算规模及资金用途", merge="begin"),
        *("预算数", "470.00", "其中：财政资金", "470.00", "其他资金", ""),
    ),
    tr(tc("", merge="on"), tc("用于干部培训", span=6)),
    tr("绩效目标", tc("1.培训全体干部。", "2.提升能力。", span=6)),
)
COLUMNS = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值")
HEADER = tr(*COLUMNS)


def rows_of(indicators: tuple[IndicatorDraft, ...] = ROWS) -> tuple[str, ...]:
    return tuple(tr(*indicator[:5]) for indicator in indicators)


HEAD, INDICATORS = tbl(*HEAD_ROWS), tbl(HEADER, *rows_of())
LINE = p(UNIT, "　", "单位：万元")


def imported(folder: Path, *body: str) -> Understood:
    file = pack(folder / "附表.docx", docx_parts(**{"word/document.xml": document("".join(body))}))
    return understood(file)


def check(result: Understood, *left: str) -> None:
    assert [(unit.code, unit.name, projects) for unit, projects in result.units] == [
        ("301101", "某某局", (PROJECT,))
    ]
    assert texts_left(result) == list(left)
    assert result.remarks == ()


# ---------------------------------------------------------------------- layouts


def test_a_head_block_and_its_indicators(tmp_path: Path) -> None:
    check(imported(tmp_path, p("1.干部培训项目绩效目标表"), p(UNIT), HEAD, p(), INDICATORS))


def test_all_in_one_table_with_title_and_unit_in_its_rows(tmp_path: Path) -> None:
    table = tbl(
        tr(tc("干部培训项目绩效目标表", span=7)),
        tr(tc("单位名称：301101-某某局", span=5), tc("单位：万元", span=2)),
        *HEAD_ROWS,
        tr(*COLUMNS[:3], tc(COLUMNS[3], span=2), tc(COLUMNS[4], span=2)),
        *(tr(*row[:3], tc(row[3], span=2), tc(row[4], span=2)) for row in ROWS),
    )
    check(imported(tmp_path, table), "干部培训项目绩效目标表")


def test_levels_merged_or_blank_below_the_first(tmp_path: Path) -> None:
    merged = tbl(
        HEADER,
        tr(tc("产出指标", merge="begin"), tc("数量指标", merge="begin"), *ROWS[0][2:5]),
        tr(tc(merge="on"), tc(merge="on"), *ROWS[1][2:5]),
        tr(tc(merge="on"), "质量指标", *ROWS[2][2:5]),
        tr(*ROWS[3][:5]),
    )
    check(imported(tmp_path, p(UNIT), HEAD, p(), merged))
    blank = tbl(
        HEADER,
        tr(*ROWS[0][:5]),
        tr("", "", *ROWS[1][2:5]),
        tr("", "质量指标", *ROWS[2][2:5]),
        tr("", "社会效益指标", *ROWS[3][2:5]),
    )
    check(imported(tmp_path, p(UNIT), HEAD, p(), blank))


AGAIN = p("干部培训项目绩效目标表（续）")


@pytest.mark.parametrize(
    "between",
    [
        "",
        HEADER,
        p("续表") + HEADER,
        AGAIN + p(UNIT),
        AGAIN + p(UNIT) + HEADER,
        p("1.干部培训项目绩效目标表（续）") + tbl(*HEAD_ROWS) + HEADER,
    ],
)
def test_a_table_that_goes_on_after_a_page_break(tmp_path: Path, between: str) -> None:
    lines, header = between.removesuffix(HEADER), HEADER * between.endswith(HEADER)
    first, second = tbl(HEADER, *rows_of(ROWS[:3])), tbl(header, *rows_of(ROWS[3:]))
    body = (p("1.干部培训项目绩效目标表"), p(UNIT), HEAD, p(), first, p(), lines, second)
    check(imported(tmp_path, *body), *["干部培训项目绩效目标表（续）"] * between.count(AGAIN))


def test_several_projects_below_each_other_without_headings(tmp_path: Path) -> None:
    second = HEAD.replace("干部培训项目", "设备更新").replace("470.00", "30")
    result = imported(tmp_path, LINE, HEAD, INDICATORS, second, INDICATORS)
    names = [project.name for _, projects in result.units for project in projects]
    assert names == ["干部培训项目", "设备更新"]
    assert result.units[0][1][0] == PROJECT
    assert result.units[0][1][1].budget == "30"
    assert texts_left(result) == []


def test_unit_and_money_stand_in_one_line_with_others(tmp_path: Path) -> None:
    line = p("预算单位：301101-某某局　　填表日期：某日      金额单位：万元")
    result = imported(tmp_path, line, HEAD, p(), INDICATORS)
    check(result, "填表日期：某日")
    assert result.annex.money_unit == "万元"


def test_the_unit_of_money_is_taken_from_the_first_sum(tmp_path: Path) -> None:
    result = imported(tmp_path, p(UNIT), HEAD.replace("470.00", "470.00 万元"), p(), INDICATORS)
    check(result)
    assert result.annex.money_unit == "万元"


def test_labels_may_name_the_unit_of_money(tmp_path: Path) -> None:
    head = HEAD.replace("预算数", "预算数（元）").replace("其他资金", "其他资金(单位：元)")
    result = imported(tmp_path, p(UNIT), head, p(), INDICATORS)
    check(result)
    assert result.annex.money_unit == "元"


@pytest.mark.parametrize(
    "body",
    [
        (LINE, HEAD.replace("预算数", "预算数（元）"), p(), INDICATORS),
        (LINE, HEAD, p(), INDICATORS, p("单位：元"), HEAD, p(), INDICATORS),
    ],
)
def test_two_units_of_money_stop_the_import(tmp_path: Path, body: tuple[str, ...]) -> None:
    (remark,) = imported(tmp_path, *body).remarks
    assert remark.weight is Weight.FAULT
    assert remark.message.zh == "金额单位前面是“万元”，这里是“元”"
    assert "换算成“万元”" in remark.help.zh


def test_numbers_in_full_width_are_codes_years_and_list_numbers(tmp_path: Path) -> None:
    check(
        imported(
            tmp_path,
            p("３０１１０１某某局"),
            p("１．干部培训项目绩效目标表"),
            HEAD,
            p(),
            INDICATORS,
        )
    )
    result = imported(
        tmp_path, p("２０２５年项目绩效目标表"), p("某某局"), LINE, HEAD, p(), INDICATORS
    )
    assert (result.annex.title, result.annex.year) == ("２０２５年项目绩效目标表", "2025")


def test_units_change_with_the_line_above_the_table(tmp_path: Path) -> None:
    other = p("301102另一局")
    result = imported(tmp_path, p(UNIT), HEAD, p(), INDICATORS, other, HEAD, p(), INDICATORS)
    assert [(unit.code, len(projects)) for unit, projects in result.units] == [
        ("301101", 1),
        ("301102", 1),
    ]


def test_labels_in_other_widths_spellings_and_pieces(tmp_path: Path) -> None:
    head = tbl(
        tr(tc(p("项目", " 名", "称："), p("")), tc("干部培训项目", span=6)),
        tr(
            tc(p("资金"), p("用途"), merge="begin"),
            *(
                "预算\n数",
                "４７０．００",
                "其中:财政    资金",
                "470.00万元",
                "其他资金（万元）",
                " ",
            ),
        ),
        tr(tc(merge="on"), tc(p("用于", "干部", "培训"), span=6)),
        tr("年度绩效目标", tc("（1）培训全体干部。", "（2）提升能力。", span=6)),
    )
    indicators = tbl(tr("一 级 指 标", "二级指标", "指标名称", "指标说明", "目标值"), *rows_of())
    check(imported(tmp_path, LINE, head, p(), indicators))


def test_labels_and_values_in_one_cell(tmp_path: Path) -> None:
    head = tbl(
        tr(tc("项目名称：干部培训项目", span=3)),
        tr("预算数(万元)：470.00", "其中：财政资金：470.00", ""),
        tr(tc("资金用途:", "用于干部培训", span=3)),
        tr(tc("年度绩效目标：1.培训全体干部。", "2.提升能力。", span=3)),
    )
    read = imported(tmp_path, p(UNIT), head, p(), INDICATORS)
    check(read)
    assert read.annex.money_unit == "万元"
    both = tbl(
        *(tr(tc(one, span=5)) for one in ("项目名称：甲", "预算数：1")), HEADER, *rows_of(ROWS[:1])
    )
    two = imported(tmp_path, LINE, both, p(), both.replace("甲", "乙"))
    assert [one.name for _, projects in two.units for one in projects] == ["甲", "乙"]


def test_a_value_that_begins_as_a_label_stays_whole(tmp_path: Path) -> None:
    text = "年度目标：培训全体干部。"
    head = HEAD.replace("1.培训全体干部。", text).replace("2.提升能力。", "提升能力。")
    result = imported(tmp_path, LINE, head, p(), INDICATORS)
    assert result.units[0][1][0].goals == (text, "提升能力。")


def test_the_name_in_a_line_above_the_table(tmp_path: Path) -> None:
    head = tbl(*HEAD_ROWS[1:])
    check(imported(tmp_path, LINE, p("项目名称：干部培训项目"), head, p(), INDICATORS))
    other = imported(tmp_path, LINE, p("项目名称：另一项目"), HEAD, p(), INDICATORS)
    assert texts_left(other) == ["项目名称：另一项目"]


def test_the_unit_is_named_in_the_table_below_the_project(tmp_path: Path) -> None:
    """As 财预〔2015〕88号 has it, whose form most offices print."""

    def table(name: str, unit: str) -> str:
        return tbl(
            tr("项目名称", tc(name, span=4)),
            tr("主管部门及代码", "某某局", "实施单位", tc(unit, span=2)),
            tr(tc("项目资金（万元）", merge="begin"), "年度资金总额", tc("470.00", span=3)),
            tr(tc(merge="on"), "其中：财政拨款", tc("470.00", span=3)),
            tr("年度总体目标", tc("目标1：培训干部；目标2：提升能力。", span=4)),
            HEADER,
            *rows_of(ROWS[:1]),
        )

    first, second = table("甲项目", "302001第一中心"), table("乙项目", "302002第二中心")
    read = imported(tmp_path, first, p(), second)
    assert [(unit.code, [one.name for one in projects]) for unit, projects in read.units] == [
        ("302001", ["甲项目"]),
        ("302002", ["乙项目"]),
    ]
    assert read.units[1][1][0].goals == ("培训干部；", "提升能力。")
    assert read.annex.money_unit == "万元"


def test_a_target_in_three_columns(tmp_path: Path) -> None:
    levels = ("产出指标", "数量指标")
    read = imported(
        tmp_path,
        LINE,
        HEAD,
        tbl(
            tr("一级指标", "二级指标", "三级指标", "指标性质", "指标值", "计量单位", "权重"),
            tr(*levels, "培训人数", "≥", "40", "人", "20"),
            tr(*levels, "培训次数", "定性", "按计划", "", "10"),
        ),
    )
    targets = [one.target_value for one in read.units[0][1][0].indicators]
    assert targets == ["≥40人", "按计划"]
    assert texts_left(read) == ["权重", "20", "定性", "10"]


FLAT = ("单位编码", "单位名称", "项目名称", "预算数（万元）", "绩效目标", *COLUMNS)
FLAT_ROWS = (
    (("302001", "第一中心", "甲项目", "20.00", "培训干部。"), ROWS[0][:5]),
    (("302001", "第一中心", "甲项目", "20.00", "培训干部。"), ROWS[2][:5]),
    (("302001", "第一中心", "乙项目", "30.00", "购置设备。"), ROWS[1][:5]),
    (("302002", "第二中心", "乙项目", "40.00", "购置设备。"), ROWS[3][:5]),
)


@pytest.mark.parametrize("is_repeated", [True, False])
def test_a_flat_table_of_all_units_and_projects(tmp_path: Path, is_repeated: bool) -> None:
    rows, before = [], ("",) * 5
    for project, indicator in FLAT_ROWS:
        shown = project if is_repeated or project != before else ("",) * 5
        rows.append(tr(*shown, *indicator))
        before = project
    total = tr("合计", "", "", "90.00", *("",) * 6)
    middle = len(rows) // 2
    read = imported(tmp_path, tbl(tr(*FLAT), *rows[:middle]), p(), tbl(*rows[middle:], total))
    found = [
        (unit.code, one.name, one.budget, one.goals, len(one.indicators))
        for unit, projects in read.units
        for one in projects
    ]
    assert found == [
        ("302001", "甲项目", "20.00", ("培训干部。",), 2),
        ("302001", "乙项目", "30.00", ("购置设备。",), 1),
        ("302002", "乙项目", "40.00", ("购置设备。",), 1),
    ]
    assert read.annex.money_unit == "万元"
    assert texts_left(read) == ["合计", "90.00"]


def test_a_flat_table_whose_units_have_no_code_says_so(tmp_path: Path) -> None:
    rows = [tr("本级", *project[1:], *indicator) for project, indicator in FLAT_ROWS[:1]]
    read = imported(tmp_path, tbl(tr(*FLAT), *rows))
    assert texts_left(read) == ["本级", "第一中心"]
    assert any("没有单位代码" in one.message.zh for one in read.remarks)


def test_sums_below_their_labels(tmp_path: Path) -> None:
    head = tbl(
        tr("项目名称", tc("干部培训项目", span=5)),
        tr(tc("预算数", span=2), tc("财政资金", span=2), tc("其他资金", span=2)),
        tr(tc("470.00", span=2), tc("470.00", span=2), tc("", span=2)),
        tr("资金用途", tc("用于干部培训", span=5)),
        tr("绩效目标", tc("一、培训全体干部。", "二、提升能力。", span=5)),
    )
    check(imported(tmp_path, LINE, head, p(), INDICATORS))


def test_goals_in_rows_of_their_own_and_with_soft_breaks(tmp_path: Path) -> None:
    rows = tbl(
        *HEAD_ROWS[:3],
        tr(tc("绩效目标", merge="begin"), tc("1.培训全体干部。", span=6)),
        tr(tc(merge="on"), tc("2.提升能力。", span=6)),
    )
    check(imported(tmp_path, p(UNIT), rows, p(), INDICATORS))
    broken = tbl(*HEAD_ROWS[:3], tr("绩效目标", tc("1.培训全体\n干部。\n2.提升能力。", span=6)))
    check(imported(tmp_path, p(UNIT), broken, p(), INDICATORS))


def test_goals_that_word_numbers_itself(tmp_path: Path) -> None:
    numbered = (
        '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    )
    goals = (numbered.format(goal) for goal in PROJECT.goals)
    head = tbl(*HEAD_ROWS[:3], tr("绩效目标", tc(*goals, span=6)))
    check(imported(tmp_path, p(UNIT), head, p(), INDICATORS))


def test_further_columns_are_left_over_and_disturb_nothing(tmp_path: Path) -> None:
    wider = tbl(
        tr("序号", *COLUMNS, "权重"),
        *(tr(f"第{number}", *row[:5], f"{number}0分") for number, row in enumerate(ROWS, 1)),
    )
    left = ["序号", "权重"]
    for number in range(1, 5):
        left += [f"第{number}", f"{number}0分"]
    check(imported(tmp_path, p(UNIT), HEAD, p(), wider), *left)


# ---------------------------------------------------------------------- Word's own ways


def test_tracked_changes_count_as_accepted(tmp_path: Path) -> None:
    deleted = "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
    moved = "<w:moveFrom><w:r><w:t>搬走</w:t></w:r></w:moveFrom>"
    inserted = f"<w:ins>{p('≥40人')[5:-6]}</w:ins>"
    gone = "<w:rPr><w:del/></w:rPr>"
    mark = f"<w:p><w:pPr>{gone}</w:pPr><w:r><w:t>≥4</w:t></w:r></w:p>{p('0人')}"
    for value in (f"<w:p>{deleted}{moved}{inserted}</w:p>", mark):
        table = tbl(
            HEADER,
            tr(*ROWS[0][:4], tc(value)),
            tr("产出指标", "数量指标", "删去的一行", "", "1", properties="<w:del/>"),
            *rows_of(ROWS[1:]),
        )
        check(imported(tmp_path, p(UNIT), HEAD, p(), table))


def test_content_controls_and_fields_are_text(tmp_path: Path) -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    field = (
        '<w:p><w:fldSimple w:instr="REF x"><w:r><w:t>≥40</w:t></w:r></w:fldSimple>'
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>人</w:t></w:r></w:p>"
    )
    table = tbl(HEADER, tr(*ROWS[0][:4], tc(field)), control.format("".join(rows_of(ROWS[1:]))))
    body = control.format(p(UNIT) + HEAD + p() + table)
    check(imported(tmp_path, body))


def test_what_stands_beside_the_text_is_told(tmp_path: Path) -> None:
    box = f"<w:p><w:r><w:pict><w:txbxContent>{p('框里的话')}</w:txbxContent></w:pict></w:r></w:p>"
    picture = "<w:p><w:r><w:drawing/></w:r></w:p>"
    nested = tbl(tr("里面的表", "一格"))
    table = tbl(HEADER, *rows_of(ROWS[:3]), tr(*ROWS[3][:4], tc("显著提升", nested, p(""))))
    body = (box, p(UNIT), HEAD, picture, table, p("审核人：某某"))
    check(imported(tmp_path, *body), "框里的话", "［图片］", "里面的表", "一格", "审核人：某某")


def test_a_cell_that_is_merged_but_holds_its_own_text_is_not_lost(tmp_path: Path) -> None:
    table = tbl(
        HEADER,
        tr(tc("产出指标", merge="begin"), *ROWS[0][1:5]),
        tr(tc("产出指标", merge="on"), *ROWS[1][1:5]),
        *rows_of(ROWS[2:]),
    )
    check(imported(tmp_path, p(UNIT), HEAD, p(), table))


# ---------------------------------------------------------------------- faults and doubts


@pytest.mark.parametrize(
    ("old", "new", "where", "told"),
    [
        (">≥95%<", "><", "第 2 个表第 4 行第 5 格", "这一行的“指标值”是空的"),
        (">合格率<", "><", "第 2 个表第 4 行第 3 格", "这一行的“三级指标”是空的"),
        (">质量指标<", ">品质<", "第 2 个表第 4 行第 2 格", "表样里没有二级指标“品质”"),
        (">效益指标<", ">成效<", "第 2 个表第 5 行第 1 格", "表样里没有一级指标“成效”"),
        (">质量指标<", ">社会效益指标<", "第 2 个表第 4 行第 2 格", "“产出指标”下没有二级指标"),
        (">470.00<", ">约470<", "第 1 个表第 2 行第 3 格", "“预算数”不是金额：约470"),
        (UNIT, "某某局", "第 1 个表第 1 行第 2 格", "前面没有单位代码和名称"),
        ("1.培训全体干部。", "1.5万人次", "第 1 个表第 4 行第 2 格", "看不出开头的数字"),
        ("用于干部培训", "", "第 1 个表第 1 行第 2 格", "没有读到：预算规模及资金用途"),
    ],
)
def test_a_remark_names_table_row_and_cell(
    tmp_path: Path, old: str, new: str, where: str, told: str
) -> None:
    head = HEAD.replace(p("2.提升能力。"), "") if "万人" in new else HEAD
    body = "".join((p(UNIT), head, p(), INDICATORS))
    remarks = imported(tmp_path, body.replace(old, new, 1)).remarks
    assert [remark.place.where.zh for remark in remarks][:1] == [where]
    assert told in remarks[0].message.zh


def test_hidden_text_is_told_and_goes_into_no_value(tmp_path: Path) -> None:
    def hidden(text: str, value: str = "") -> str:
        properties = f"<w:rPr><w:vanish{value}/></w:rPr>"
        return f"<w:r>{properties}<w:t>{text}</w:t></w:r>"

    off = ' w:val="0"'
    name = (
        f"<w:p><w:r><w:t>培训</w:t></w:r>{hidden('（内部掌握）')}<w:r><w:t>人数</w:t></w:r></w:p>"
    )
    shown = f"<w:p>{hidden('参加的人数', off)}</w:p>"
    row = tr(*ROWS[0][:2], tc(name), tc(shown), ROWS[0][4])
    result = imported(
        tmp_path,
        f"<w:p>{hidden('批次甲')}</w:p>",
        LINE,
        HEAD,
        p(),
        tbl(HEADER, row, *rows_of(ROWS[1:])),
    )
    check(result, "［隐藏文字］批次甲", "［隐藏文字］（内部掌握）")
