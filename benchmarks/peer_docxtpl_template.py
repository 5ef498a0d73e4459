"""Write the template that docxtpl fills: an office draws it once, so that is not timed.

Sections, rows and merged cells are loops and conditions in it. docxtpl makes no section of its own
for each unit and knows no page numbers: one header for all, and contents that the reader updates.
"""
# ruff: noqa: SLF001  (python-docx has no public way to fields, merge states and header rows)

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from peer_data import HEAD_WIDTHS, HEADINGS, WIDTHS

if TYPE_CHECKING:
    from docx.document import Document as Docx
    from docx.table import Table, _Cell
    from lxml.etree import _Element

TEMPLATE = "template.docx"
"""The template's name; it lies beside the data."""
ROW = ("{{ row.name }}", "{{ row.description }}", "{{ row.target }}")


def write_template(target: Path) -> None:
    """Write the template to ``target``."""
    document = Document()
    _set_up(document)
    document.add_paragraph("{{ title }}", "Title")
    document.add_paragraph("{{ department }}", "Subtitle")
    document.add_paragraph("目录", "TOC Heading").paragraph_format.page_break_before = True
    field = document.add_paragraph()
    field._element.append(_element("fldSimple", instr=r'TOC \o "1-2" \h \z \u'))
    document.add_paragraph("{%p for unit in units %}")
    document.add_heading("{{ unit.heading }}", 1).paragraph_format.page_break_before = True
    document.add_paragraph("{%p for project in unit.projects %}")
    heading = document.add_heading("{{ project.heading }}", 2)
    heading._element.get_or_add_pPr().append(
        _element("pageBreakBefore", val="{{ 0 if loop.first else 1 }}")
    )
    document.add_paragraph("{{ unit.line }}\t单位：{{ money_unit }}")
    _head_table(document)
    document.add_paragraph()
    _indicator_table(document)
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endfor %}")
    document.save(str(target))


def _set_up(document: Docx) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(25)
    page.top_margin, page.bottom_margin = Mm(28), Mm(26)
    page.header.paragraphs[0].text = "{{ title }}"
    page.footer.paragraphs[0]._element.append(_element("fldSimple", instr="PAGE"))
    for name in ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2"):
        style = document.styles[name]
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    normal = document.styles["Normal"]
    normal.font.size = Pt(10.5)
    normal.paragraph_format.line_spacing = Pt(16)
    normal.paragraph_format.space_after = Pt(0)


def _head_table(document: Docx) -> None:
    table = _table(document, 4, HEAD_WIDTHS)
    cells = {
        (0, 0): "项目名称",
        (0, 1): "{{ project.name }}",
        (1, 0): "预算规模及资金用途",
        (1, 1): "预算数",
        (1, 2): "{{ project.total }}",
        (1, 3): "其中：财政资金",
        (1, 4): "{{ project.fiscal }}",
        (1, 5): "其他资金",
        (1, 6): "{{ project.other }}",
        (2, 1): "{{ project.purpose }}",
        (3, 0): "绩效目标",
        (3, 1): "{{ project.goals | join('\\n') }}",
    }
    for (row, column), text in cells.items():
        _fill(table.cell(row, column), text, bold=not text.startswith("{"))
    for row in (0, 2, 3):
        table.cell(row, 1).merge(table.cell(row, 6))
    table.cell(1, 0).merge(table.cell(2, 0))


def _indicator_table(document: Docx) -> None:
    table = _table(document, 4, WIDTHS)
    heads, begin, row, end = table.rows
    heads._element.get_or_add_trPr().append(_element("tblHeader"))
    for cell, heading in zip(heads.cells, HEADINGS, strict=True):
        _fill(cell, heading, bold=True)
    _fill(begin.cells[0], "{%tr for row in project.rows %}")
    _fill(end.cells[0], "{%tr endfor %}")
    for cell, level in zip(row.cells, ("level1", "level2"), strict=False):
        begins = f"row.{level}_rows"
        state = f"{{{{ 'restart' if {begins} else 'continue' }}}}"
        cell._element.get_or_add_tcPr().append(_element("vMerge", val=state))
        _fill(cell, f"{{{{ row.{level} if {begins} }}}}")
    for cell, text in zip(row.cells[2:], ROW, strict=True):
        _fill(cell, text)


def _table(document: Docx, rows: int, widths: tuple[int, ...]) -> Table:
    table: Table = document.add_table(rows, len(widths), "Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def _fill(cell: _Cell, text: str, *, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.add_run(text).bold = bold or None
    if bold:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _element(name: str, **attributes: str) -> _Element:
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element
