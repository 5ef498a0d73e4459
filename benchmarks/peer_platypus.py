"""ReportLab's Platypus: the same tables with ``wordWrap="CJK"``, made a PDF; it is not tagged.

The contents' page numbers need ``multiBuild``: Platypus lays all pages out twice.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)
from reportlab.platypus.tableofcontents import TableOfContents

from peer_data import (
    BOLD,
    HEAD_WIDTHS,
    HEADINGS,
    REGULAR,
    WIDTHS,
    AnnexData,
    ProjectData,
    RowData,
    UnitData,
    read_data,
)

PLAIN = ParagraphStyle("plain", fontName="song", fontSize=10.5, leading=16, wordWrap="CJK")
CENTRE = ParagraphStyle("centre", PLAIN, alignment=TA_CENTER)
LABEL = ParagraphStyle("label", CENTRE, fontName="song-bold")
TITLE = ParagraphStyle("title", LABEL, fontSize=26, leading=44)
DEPARTMENT = ParagraphStyle("department", CENTRE, fontSize=16, leading=30)
UNIT = ParagraphStyle("unit", LABEL, fontSize=16, leading=26, spaceAfter=10)
PROJECT = ParagraphStyle("project", LABEL, fontSize=14, leading=22, spaceAfter=8)
LEVELS = {UNIT.name: 0, PROJECT.name: 1}
LOOK = [
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("LEFTPADDING", (0, 0), (-1, -1), 4.25),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4.25),
    ("TOPPADDING", (0, 0), (-1, -1), 2.75),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2.75),
]
HEAD_LOOK = [
    *LOOK,
    ("GRID", (0, 0), (-1, -1), 0.5, "black"),
    ("SPAN", (1, 0), (6, 0)),
    ("SPAN", (0, 1), (0, 2)),
    ("SPAN", (1, 2), (6, 2)),
    ("SPAN", (1, 3), (6, 3)),
]
ROWS_LOOK = [
    *LOOK,
    ("GRID", (0, 0), (-1, 0), 0.5, "black"),
    ("GRID", (2, 0), (-1, -1), 0.5, "black"),
    ("VALIGN", (0, 1), (1, -1), "TOP"),
]


def build(source: Path, target: Path) -> None:
    """Make the PDF ``target`` of the data ``source``."""
    registerFont(TTFont("song", REGULAR))
    registerFont(TTFont("song-bold", BOLD))
    annex = read_data(source)
    document = BaseDocTemplate(str(target), pagesize=A4, title=annex["title"])
    document.addPageTemplates([_page_of(""), *(_page_of(u["heading"]) for u in annex["units"])])
    document.afterFlowable = lambda flowable: _note_heading(document, flowable)
    document.multiBuild(list(_story(annex)))


def _page_of(header: str) -> Any:
    """Return the page whose running header is ``header``."""

    def furnish(canvas: Any, _: Any) -> None:
        width, height = A4
        if header:
            canvas.setFont("song", 9)
            canvas.drawCentredString(width / 2, height - 22 * mm, header)
            canvas.line(25 * mm, height - 24 * mm, width - 25 * mm, height - 24 * mm)
        canvas.setFont("song", 14)
        canvas.drawCentredString(width / 2, 18 * mm, f"— {canvas.getPageNumber()} —")

    frame = Frame(25 * mm, 26 * mm, 160 * mm, 243 * mm, 0, 0, 0, 0)
    return PageTemplate(header or "first", [frame], onPage=furnish)


def _note_heading(document: Any, flowable: Any) -> None:
    level = LEVELS.get(flowable.style.name) if isinstance(flowable, Paragraph) else None
    if level is not None:
        text = flowable.getPlainText()
        document.canv.bookmarkPage(text)
        document.canv.addOutlineEntry(text, text, level)
        document.notify("TOCEntry", (level, text, document.page, text))


def _story(annex: AnnexData) -> Iterator[Any]:
    contents = TableOfContents(dotsMinLevel=0)
    contents.levelStyles = [
        ParagraphStyle("contents-unit", LABEL, alignment=0, leading=20),
        ParagraphStyle("contents-project", PLAIN, leading=20, leftIndent=21),
    ]
    yield from (Spacer(0, 190), _text(annex["title"], TITLE))
    yield from (Spacer(0, 250), _text(annex["department"], DEPARTMENT))
    yield from (PageBreak(), _text("目录", LABEL), contents)
    for unit in annex["units"]:
        yield from (NextPageTemplate(unit["heading"]), PageBreak(), _text(unit["heading"], UNIT))
        yield from _projects(unit, annex["money_unit"])


def _projects(unit: UnitData, money_unit: str) -> Iterator[Any]:
    for place, project in enumerate(unit["projects"]):
        if place:
            yield PageBreak()
        yield _text(project["heading"], PROJECT)
        line = [_text(unit["line"]), _text(f"单位：{money_unit}", CENTRE)]
        yield Table([line], colWidths=(130 * mm, 30 * mm))
        yield from (_head_table(project), Spacer(0, 8), _indicator_table(project["rows"]))


def _head_table(project: ProjectData) -> Any:
    goals = Paragraph("<br/>".join(escape(goal) for goal in project["goals"]), PLAIN)
    rows = [
        [_text("项目名称", LABEL), _text(project["name"]), *[""] * 5],
        [
            *(_text("预算规模及资金用途", LABEL), _text("预算数", LABEL)),
            *(_text(project["total"], CENTRE), _text("其中：财政资金", LABEL)),
            *(_text(project["fiscal"], CENTRE), _text("其他资金", LABEL)),
            _text(project["other"], CENTRE),
        ],
        ["", _text(project["purpose"]), *[""] * 5],
        [_text("绩效目标", LABEL), goals, *[""] * 5],
    ]
    return Table(rows, [width * mm for width in HEAD_WIDTHS], style=HEAD_LOOK)


def _indicator_table(rows: list[RowData]) -> Any:
    """Return the table, its levels boxed: Platypus splits no ``SPAN`` over two pages."""
    cells: list[list[Any]] = [[_text(heading, LABEL) for heading in HEADINGS]]
    boxes = []
    for place, row in enumerate(rows, 1):
        for column, covered in enumerate((row["level1_rows"], row["level2_rows"])):
            if covered:
                end = (column, place + covered - 1)
                boxes.append(("BOX", (column, place), end, 0.5, "black"))
        cells.append(
            [
                _text(row["level1"], CENTRE) if row["level1_rows"] else "",
                _text(row["level2"], CENTRE) if row["level2_rows"] else "",
                *(_text(row["name"]), _text(row["description"]), _text(row["target"])),
            ]
        )
    return Table(cells, [width * mm for width in WIDTHS], style=ROWS_LOOK + boxes, repeatRows=1)


def _text(text: str, style: Any = PLAIN) -> Any:
    return Paragraph(escape(text), style)


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))
