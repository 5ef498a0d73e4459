"""A unit's sheet: its sections in the form's layout, as the document has them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from annexgen.document import Align, Document, PageSetup, Paragraph, Part, Section, SplitLine, Table
from annexgen.export.xlsx.grid import Grid, grid_of
from annexgen.export.xlsx.heights import HIGHEST, row_heights, text_height, text_width
from annexgen.export.xlsx.limits import as_number, fits_a_cell
from annexgen.export.xlsx.looks import Look, Looks, cell_look

if TYPE_CHECKING:
    from annexgen.export.xlsx.looks import Format, Worksheet

_POINTS_AN_INCH = 72.0
_PIXELS_A_POINT = 96 / 72
_PAPERS = {(595, 842): 9, (842, 595): 9, (842, 1191): 8, (1191, 842): 8}
"""Excel's numbers of A4 and A3, by width and height in pt."""
_MOST_BREAKS = 1000
"""Page breaks that Excel takes in a sheet."""
_GAP = 12.0
"""Between two sections, in pt."""
_PLAIN_NUMBER = re.compile(r"(?:0|[1-9][0-9]*)(?:\.([0-9]+))?")


def write_unit(sheet: Worksheet, part: Part, document: Document, looks: Looks) -> None:
    """Write a unit's part of the document into its sheet."""
    sections = tuple(part.sections)
    tables = [block for one in sections for block in one.blocks if isinstance(block, Table)]
    grid = grid_of((table.columns for table in tables), part.page.text_width)
    for column, width in enumerate(grid.widths):
        sheet.set_column_pixels(column, column, round(width * _PIXELS_A_POINT))
    _set_page(sheet, part, document)
    pen = _Pen(sheet, document, looks, grid)
    pen.line(part.heading.text, part.heading.style)
    breaks = []
    for index, section in enumerate(sections):
        if index:
            if section.new_page:
                breaks.append(pen.row)
            else:
                pen.gap(_GAP)
        pen.section(section)
    sheet.set_h_pagebreaks(breaks[:_MOST_BREAKS])


class _Pen:
    """Writes into a sheet from top to bottom.

    Attributes:
        row: the next row.
    """

    def __init__(self, sheet: Worksheet, document: Document, looks: Looks, grid: Grid) -> None:
        self.row = 0
        self._sheet = sheet
        self._document = document
        self._looks = looks
        self._grid = grid

    def gap(self, height: float) -> None:
        """Leave space of a height in pt."""
        if height > 0:
            self._sheet.set_row(self.row, height)
            self.row += 1

    def section(self, section: Section) -> None:
        """Write a section."""
        self.line(section.heading.text, section.heading.style)
        for block in section.blocks:
            if isinstance(block, Table):
                self._table(block)
            elif isinstance(block, SplitLine):
                self._split_line(block)
            elif isinstance(block, Paragraph):
                self.line(block.text, block.style)

    def line(self, text: str, style: str) -> None:
        """Write a paragraph over the whole width."""
        looks = self._document.styles[style]
        height = text_height(text, looks, sum(self._grid.widths)) + looks.space_after
        first, after = self._rows_for([height])
        form = self._looks.format(Look(style))
        self._put(first, 0, after - first, self._grid.column_count, text, form)
        self.row = after

    def _split_line(self, line: SplitLine) -> None:
        style = self._document.styles[line.style]
        needed, right = text_width(line.right, style), self._grid.column_count - 1
        while right > 1 and sum(self._grid.widths[right:]) < needed:
            right -= 1
        self._sheet.set_row(self.row, style.leading + style.space_after)
        at_end = self._looks.format(Look(line.style, align=Align.END))
        at_start = self._looks.format(Look(line.style, align=Align.START))
        if right:
            self._put(self.row, 0, 1, right, line.left, at_start)
        texts = line.right if right else f"{line.left} {line.right}".strip()
        self._put(self.row, right, 1, self._grid.column_count - right, texts, at_end)
        self.row += 1

    def _table(self, table: Table) -> None:
        self.gap(table.space_before)
        edges = self._grid.edges[table.columns]
        texts = [["\n".join(cell.text) for cell in row.cells] for row in table.rows]
        starts = self._rows_for(row_heights(table, texts, self._document.styles))
        for index, (row, row_texts) in enumerate(zip(table.rows, texts, strict=True)):
            for cell, text in zip(row.cells, row_texts, strict=True):
                first, last = edges[cell.column], edges[cell.column + cell.colspan]
                rows = starts[index + cell.rowspan] - starts[index]
                is_header = index < table.header_rows
                look = cell_look(cell, table.look, is_header=is_header, number=_number_format(text))
                form = self._looks.format(look)
                self._put(starts[index], first, rows, last - first, text, form)
        self.row = starts[-1]

    def _rows_for(self, heights: Sequence[float]) -> list[int]:
        """Give each table row as many sheet rows as its height needs; return where each begins."""
        starts, row = [self.row], self.row
        for height in heights:
            count = max(1, -int(-height // HIGHEST))
            for _ in range(count):
                self._sheet.set_row(row, height / count)
                row += 1
            starts.append(row)
        return starts

    def _put(self, row: int, column: int, rows: int, columns: int, text: str, form: Format) -> None:
        """Write a text over so many rows and columns."""
        fits_a_cell(text)
        sheet = self._sheet
        if rows > 1 or columns > 1:
            sheet.merge_range(row, column, row + rows - 1, column + columns - 1, "", form)
        if not text:
            sheet.write_blank(row, column, None, form)
        elif _number_format(text):
            sheet.write_number(row, column, float(text), form)
        else:
            sheet.write_string(row, column, text, form)


def _number_format(text: str) -> str:
    """Return the format that shows a plain number as it is written; empty for any other text."""
    match = _PLAIN_NUMBER.fullmatch(text)
    if match is None or as_number(Decimal(text)) is None:
        return ""
    return f"0.{'0' * len(match[1])}" if match[1] else "0"


def _set_page(sheet: Worksheet, part: Part, document: Document) -> None:
    """Set paper, margins, running header and page number; a page is as wide as the sheet."""
    page = part.page
    paper = _PAPERS.get((round(page.width), round(page.height)))
    if paper is not None:
        sheet.set_paper(paper)
    if page.width > page.height:
        sheet.set_landscape()
    sheet.set_margins(*_inches(page.left, page.right, page.top, page.bottom))
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.hide_gridlines(2)
    _set_furniture(sheet, part.running_header, document.furniture.number_pattern, page)


def _set_furniture(sheet: Worksheet, header: str, number: str, page: PageSetup) -> None:
    above, below = _inches(page.header, page.footer)
    sheet.set_header(f"&C{_escaped(header)}", {"margin": above})
    sheet.set_footer(f"&C{_escaped(number).replace('{}', '&P')}", {"margin": below})


_LONGEST = 120
"""Characters of a running header that Excel surely takes: 255, with each & written twice."""


def _escaped(text: str) -> str:
    return text[:_LONGEST].replace("&", "&&")


def _inches(*points: float) -> list[float]:
    return [point / _POINTS_AN_INCH for point in points]
