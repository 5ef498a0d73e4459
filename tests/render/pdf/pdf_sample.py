"""A small document that has everything a PDF may show, and one of any size, laid out and drawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from io import BytesIO

from annexgen.document import (
    Align,
    Cell,
    Contents,
    Document,
    Face,
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
from annexgen.fonts.chain import FontChain, load_chains
from annexgen.render.pdf import render
from whole_layout import Layout, lay_out

REGULAR, BOLD = "song", "song-bold"
FACES = {
    REGULAR: Face(("NotoSerifSC-Regular",), "宋体", "Times New Roman", "serif", bold=False),
    BOLD: Face(("NotoSerifSC-Bold",), "宋体", "Times New Roman", "serif", bold=True),
}
STYLES = {
    "title": TextStyle(BOLD, 26, 44, Align.CENTER, space_before=150),
    "plain": TextStyle(REGULAR, 10.5, 16),
    "justified": TextStyle(REGULAR, 10.5, 16, Align.JUSTIFY),
    "part": TextStyle(BOLD, 16, 26, Align.CENTER, space_after=10),
    "section": TextStyle(BOLD, 14, 22, Align.CENTER, space_after=8),
    "entry-part": TextStyle(BOLD, 10.5, 20),
    "entry-section": TextStyle(REGULAR, 10.5, 20, indent=21, hanging=10.5),
    "label": TextStyle(BOLD, 10.5, 16, Align.CENTER),
    "small": TextStyle(REGULAR, 9, 12, Align.CENTER, colour="#404040"),
}
PAGE = PageSetup(595.28, 841.89, 85, 76.5, 85, 76.5, 51, 51)
LOOK = TableLook(4.25, 3, 0.5, 24, "#f2f2f2")
LONG = "很长的项目名称要在目录里折行" * 4 + "绩效目标表"
RARE = "罕用字㙍𬭼𠮷与符号㎡①‰℃≥"
MIXED = "完成GB 2312共6763字，达到100%；Office Open XML格式兼容Word与WPS Office两种软件。"
TALL = "项目实施后效果应当能够长期保持，" * 60 + "完。"


def sample() -> Document:
    """Return a document with a cover, wrapped contents, tables over pages and rare characters."""
    first = Section(
        Heading("甲-01-rare", 2, f"1.{LONG}", "section"),
        (
            SplitLine("301101甲单位", "单位：万元", "plain"),
            _form(MIXED),
            Paragraph(MIXED, "justified"),
            _indicators(45),
        ),
        new_page=True,
    )
    second = Section(Heading("a-02", 2, "2.第二个项目", "section"), (_form(TALL),), new_page=False)
    third = Section(Heading("b-01", 2, "3.第三个项目", "section"), (_indicators(3),), new_page=True)
    return _document(
        (
            Part(Heading("甲", 1, "301101 甲单位", "part"), "301101 甲单位", PAGE, (first, second)),
            Part(Heading("b", 1, "301102 乙单位", "part"), "301102 乙单位", PAGE, (third,)),
            Part(Heading("空", 1, "301103 没有项目的单位", "part"), "301103", PAGE, ()),
        )
    )


def annex(projects: int) -> Document:
    """Return a document with that many projects of the real annex's size, ten to a unit."""
    sections = [
        Section(
            Heading(f"301101-{number}", 2, f"{number}.第{number}个项目绩效目标表", "section"),
            (SplitLine("301101甲单位", "单位：万元", "plain"), _form(MIXED), _indicators(15)),
            new_page=True,
        )
        for number in range(1, projects + 1)
    ]
    parts = (
        Part(
            Heading(f"unit-{start}", 1, f"第{start}单位", "part"),
            f"第{start}单位",
            PAGE,
            tuple(sections[start : start + 10]),
        )
        for start in range(0, projects, 10)
    )
    return _document(tuple(parts))


@cache
def chains() -> Mapping[str, FontChain]:
    """Return the sample's fonts."""
    return load_chains(FACES, [])


def laid_out(document: Document) -> Layout:
    """Return the document's pages."""
    return lay_out(document, {key: chain.metrics for key, chain in chains().items()})


def pdf(document: Document, *, tags: bool = True) -> bytes:
    """Return the document as a PDF file."""
    out = BytesIO()
    render(document, chains(), out, tags=tags)
    return out.getvalue()


@cache
def sample_pdf() -> bytes:
    """Return the sample as a PDF file, made once."""
    return pdf(sample())


def _document(parts: tuple[Part, ...]) -> Document:
    return Document(
        title="2025年项目绩效目标表 <样本> & (a\\b)",
        author="天津市人民政府办公厅",
        subject="2025年度",
        language="zh-CN",
        date=date(2025, 1, 1),
        faces=FACES,
        styles=STYLES,
        page=PAGE,
        furniture=Furniture("small", 0.5, "— {} —", "small", "{}（续）", "small"),
        cover=(Paragraph("2025年项目绩效目标表", "title"), Paragraph("天津市", "label")),
        contents=Contents("目录", "part", ("entry-part", "entry-section")),
        parts=parts,
    )


def _form(purpose: str) -> Table:
    return Table(
        "预算与绩效目标",
        (68, 80, 140, 154),
        (
            Row((_head(0, "项目名称"), _cell(1, RARE, colspan=3))),
            Row(
                (
                    _head(0, "预算规模及资金用途", rowspan=2),
                    _head(1, "预算数"),
                    _cell(2, "470.00"),
                    Cell(3, (), "plain"),
                )
            ),
            Row((_cell(1, purpose, colspan=3),)),
            Row(
                (
                    _head(0, "绩效目标"),
                    Cell(1, ("1.第一个目标", "2.第二个\n目标"), "plain", colspan=3),
                )
            ),
        ),
        0,
        LOOK,
    )


def _indicators(count: int) -> Table:
    heads = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值")
    top = Row(tuple(_head(i, text, scope=Scope.COLUMN) for i, text in enumerate(heads)))
    rows = []
    for row in range(count):
        cells = [
            _cell(2, f"指标{row}"),
            _cell(3, f"参加年会相关活动人数达到第{row}档"),
            _cell(4, f"≥{row}人"),
        ]
        if row % 3 == 0:
            cells.insert(0, _head(1, f"数量指标{row // 3}", rowspan=min(3, count - row)))
        if row == 0:
            cells.insert(0, _head(0, "产出指标", rowspan=count))
        rows.append(Row(tuple(cells)))
    return Table("绩效指标", (62, 82, 96, 105, 97), (top, *rows), 1, LOOK, space_before=8)


def _cell(column: int, text: str, colspan: int = 1) -> Cell:
    return Cell(column, (text,), "plain", colspan)


def _head(column: int, text: str, rowspan: int = 1, scope: Scope = Scope.ROW) -> Cell:
    return Cell(column, (text,), "label", rowspan=rowspan, scope=scope)
