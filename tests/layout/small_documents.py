"""Small documents in plain measures: hanzi 10 pt wide, lines 10 pt high, cells without air."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

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
    Section,
    Table,
    TableLook,
    TextStyle,
)
from annexgen.fonts.metrics import FontMetrics
from annexgen.layout.typesetting import Typesetting
from whole_layout import Layout, lay_out

PLAIN = Typesetting(autospace=0, compress=False)
LOOK = TableLook(padding_x=0, padding_y=0, border=0, min_row_height=10, header_fill=None)
PAGE = PageSetup(width=200, height=200, top=50, right=50, bottom=50, left=50, header=20, footer=20)
METRICS = {"song": FontMetrics("Test", 880, -120, dict.fromkeys(range(32, 127), 500))}

Cells = Sequence[Sequence[tuple[int, str] | tuple[int, str, int]]]


def table(rows: Cells, *, columns: int, header_rows: int = 0, look: TableLook = LOOK) -> Table:
    """Build a table of 50 pt columns; a cell is (column, text) or (column, text, rowspan)."""
    return Table(
        caption="",
        columns=(50.0,) * columns,
        rows=tuple(
            Row(tuple(Cell(c[0], (c[1],) if c[1] else (), "text", 1, *c[2:]) for c in row))
            for row in rows
        ),
        header_rows=header_rows,
        look=look,
    )


def document(
    *sections: Sequence[Table | Paragraph],
    new_page: bool = False,
    contents: bool = False,
    titles: Sequence[str] = (),
    continued: str = "",
) -> Document:
    """Build a document of one part, ``单位``, with a section for each list of blocks."""
    return Document(
        title="附表",
        author="",
        subject="",
        language="zh-CN",
        date=date(2025, 1, 1),
        faces={"song": Face(("Test",), "", "", "", bold=False)},
        styles={
            "text": TextStyle("song", 10, 10),
            "entry": TextStyle("song", 10, 10, hanging=10),
            "furniture": TextStyle("song", 10, 10, align=Align.CENTER),
        },
        page=PAGE,
        furniture=Furniture("furniture", 0.5, "— {} —", "furniture", continued, "text"),
        cover=(Paragraph("附表", "text"),) if contents else (),
        contents=Contents("目录", "text", ("entry", "entry")) if contents else None,
        parts=(
            Part(
                Heading("u", 1, "单位", "text"),
                "单位",
                PAGE,
                tuple(
                    Section(
                        Heading(f"s{index}", 2, titles[index] if titles else f"第{index}", "text"),
                        tuple(blocks),
                        new_page,
                    )
                    for index, blocks in enumerate(sections)
                ),
            ),
        ),
    )


def laid_out(
    *sections: Sequence[Table | Paragraph],
    typesetting: Typesetting = PLAIN,
    new_page: bool = False,
    contents: bool = False,
    titles: Sequence[str] = (),
    continued: str = "",
) -> Layout:
    """Build a document and lay it out."""
    made = document(
        *sections, new_page=new_page, contents=contents, titles=titles, continued=continued
    )
    return lay_out(made, METRICS, typesetting)
