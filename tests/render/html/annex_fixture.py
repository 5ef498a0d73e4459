"""A small annex in the real form's shape, and the shipped theme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from annexgen.document import (
    Align,
    Cell,
    Contents,
    Document,
    Face,
    Fact,
    Furniture,
    Heading,
    PageSetup,
    Paragraph,
    Part,
    Row,
    Scope,
    Section,
    SplitLine,
    Table,
    TableLook,
    TextStyle,
)
from annexgen.render.html import Theme

SHIPPED = Path(__file__).parents[3] / "templates" / "tianjin"
MM = 72 / 25.4
SONG = '"Noto Serif SC", "Songti SC", SimSun, serif'
PAGE = PageSetup(210 * MM, 297 * MM, 30 * MM, 27 * MM, 30 * MM, 27 * MM, 18 * MM, 18 * MM)

UNITS = {
    "301101": "天津市人民政府办公厅（本级）",
    "301102": "天津市人民政府驻北京办事处（本级）",
}

Indicator = tuple[str, str, str, str, str]
INDICATORS: tuple[Indicator, ...] = (
    ("产出指标", "数量指标", "聘请法律顾问承办法律任务", "聘请法律顾问承办法律任务", "≥4类"),
    ("产出指标", "数量指标", "组织开展业务培训", "组织开展业务培训", "≥3类"),
    ("产出指标", "数量指标", "聘请第三方审计、评价等单位", "聘请第三方审计、评价等单位", "≥3个"),
    ("产出指标", "质量指标", "培训人员达标率", "培训人员达标率", ">95%"),
    ("产出指标", "时效指标", "出具审计、评价报告时间", "", "工作完成后15个工作日内"),
    ("产出指标", "成本指标", "其他履职增效事项经费预算", "经费预算", "≤333.49万元"),
    (
        "效益指标",
        "社会效益指标",
        "推动落实党中央、国务院决策部署和市委、市政府重点工作任务 ",
        "推动落实决策部署和重点工作任务 ",
        "深化各领域务实合作，持续发挥达沃斯论坛对外推介、招商引资的重要平台作用。",
    ),
    ("效益指标", "可持续影响指标", "提升影响力", "“天津之夜”\n推介", "通过活动提升影响力"),
    ("满意度指标", "服务对象满意度指标", "参会者投诉率", "参会者投诉情况", "≤5%"),
)


def styles() -> dict[str, TextStyle]:
    centre = Align.CENTER
    return {
        "cover-title": TextStyle("bold", 26, 44, centre, space_before=190),
        "cover-department": TextStyle("song", 16, 30, centre, space_before=250),
        "contents-title": TextStyle("bold", 22, 36, centre, space_after=12),
        "contents-unit": TextStyle("bold", 10.5, 20, space_before=6),
        "contents-project": TextStyle("song", 10.5, 20, indent=21, hanging=10.5),
        "unit-heading": TextStyle("bold", 16, 26, centre, space_after=10),
        "project-heading": TextStyle("bold", 14, 22, centre, space_after=8),
        "unit-line": TextStyle("song", 10.5, 16, space_after=4),
        "table-label": TextStyle("bold", 10.5, 16, centre),
        "table-level": TextStyle("song", 10.5, 16, centre),
        "table-text": TextStyle("song", 10.5, 16),
        "table-amount": TextStyle("song", 10.5, 16, centre),
        "running-header": TextStyle("song", 9, 12, centre, colour="#404040"),
        "page-number": TextStyle("song", 14, 16, centre),
    }


def head_block(name: str) -> Table:
    """The first table of a section: labels beside their values, no header row."""

    def label(column: int, text: str, rowspan: int = 1) -> Cell:
        return Cell(column, (text,), "table-label", rowspan=rowspan, scope=Scope.ROW)

    def value(column: int, *text: str, colspan: int = 1, style: str = "table-text") -> Cell:
        return Cell(column, text, style, colspan=colspan)

    rows = (
        (label(0, "项目名称"), value(1, name, colspan=6)),
        (
            label(0, "预算规模及资金用途", rowspan=2),
            label(1, "预算数"),
            value(2, "6000.00", style="table-amount"),
            label(3, "其中：财政    资金"),
            value(4, "6000.00", style="table-amount"),
            label(5, "其他资金"),
            value(6, style="table-amount"),
        ),
        (value(1, f"用于{name}经费", colspan=6),),
        (
            label(0, "绩效目标"),
            value(
                1,
                "1.通过举办夏季达沃斯论坛，旨在扩大天津与国际间的交流与合作，提升天津的国际影响力，"
                "挖掘外资合作发展机遇，展示优秀中华传统文化和天津特色文化。",
                "2.确保市政府办公厅机关各项工作顺利开展。 ",
                colspan=6,
            ),
        ),
    )
    return Table(
        caption=f"{name}：预算与绩效目标",
        columns=tuple(mm * MM for mm in (24, 18, 24, 29, 24, 19, 18)),
        rows=tuple(Row(cells) for cells in rows),
        header_rows=0,
        look=TableLook(4.25, 3, 0.5, 24, None),
    )


def indicator_table(name: str, indicators: Sequence[Indicator]) -> Table:
    """The second table: a row for each indicator, equal neighbours of the levels merged."""
    labels = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值")
    header = Row(
        tuple(
            Cell(column, (text,), "table-label", scope=Scope.COLUMN)
            for column, text in enumerate(labels)
        )
    )
    rows = (Row(tuple(_indicator_cells(indicators, row))) for row in range(len(indicators)))
    return Table(
        caption=f"{name}：绩效指标",
        columns=tuple(mm * MM for mm in (22, 29, 34, 37, 34)),
        rows=(header, *rows),
        header_rows=1,
        look=TableLook(4.25, 3, 0.5, 24, "#f2f2f2"),
        space_before=8,
    )


def _indicator_cells(indicators: Sequence[Indicator], row: int) -> Iterator[Cell]:
    for level in (1, 2):
        levels = indicators[row][:level]
        if row == 0 or indicators[row - 1][:level] != levels:
            run = 1
            while row + run < len(indicators) and indicators[row + run][:level] == levels:
                run += 1
            yield Cell(level - 1, (levels[-1],), "table-level", rowspan=run, scope=Scope.ROW)
    for column, text in enumerate(indicators[row][2:], 2):
        yield Cell(column, (text,) if text else (), "table-text")


def make_section(
    number: int, name: str, indicators: Sequence[Indicator] = INDICATORS, unit: str = "301101"
) -> Section:
    return Section(
        heading=Heading(
            f"{unit}-{number:02}-{name}", 2, f"{number}.{name}绩效目标表", "project-heading"
        ),
        blocks=(
            SplitLine(f"{unit}{UNITS[unit]}", "单位：万元", "unit-line"),
            head_block(name),
            indicator_table(name, indicators),
        ),
        new_page=True,
    )


def make_part(sections: Sequence[Section], unit: str = "301101") -> Part:
    return Part(
        heading=Heading(unit, 1, f"{unit} {UNITS[unit]}", "unit-heading"),
        running_header=UNITS[unit],
        page=PAGE,
        sections=tuple(sections),
        facts=(Fact("项目", f"{len(sections)} 个"), Fact("预算数合计", "6000.00 万元")),
    )


def make_document(sections: Sequence[Section], title: str = "2025年项目绩效目标表") -> Document:
    return Document(
        title=title,
        author="天津市人民政府办公厅",
        subject="2025年度",
        language="zh-CN",
        date=date(2025, 1, 1),
        faces={
            "song": Face(("NotoSerifSC-Regular",), "宋体", "Times New Roman", SONG, bold=False),
            "bold": Face(("NotoSerifSC-Bold",), "宋体", "Times New Roman", SONG, bold=True),
        },
        styles=styles(),
        page=PAGE,
        furniture=Furniture("running-header", 0.5, "— {} —", "page-number"),
        cover=(
            Paragraph(title, "cover-title"),
            Paragraph("天津市人民政府办公厅", "cover-department"),
        ),
        contents=Contents("目录", "contents-title", ("contents-unit", "contents-project")),
        parts=(make_part(sections),),
        facts=(Fact("单位", "1 个"), Fact("项目", f"{len(sections)} 个")),
    )


def shipped_theme() -> Theme:
    """The shipped form's web page."""
    sources = ("page.html.j2", "style.css", "page.js")
    return Theme(*((SHIPPED / name).read_text(encoding="utf-8") for name in sources))
