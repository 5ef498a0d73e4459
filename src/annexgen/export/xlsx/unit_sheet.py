"""A unit's sheet: its sections in the form's layout, as the document has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import IO

from annexgen.document import Align, Document, Paragraph, Part, Section, SplitLine, Table
from annexgen.export.xlsx.grid import Grid, grid_of
from annexgen.export.xlsx.heights import HIGHEST, row_heights, text_height, text_width
from annexgen.export.xlsx.limits import as_number
from annexgen.export.xlsx.looks import Look, Looks, cell_look
from annexgen.export.xlsx.page import AS_FORM, printed
from annexgen.export.xlsx.sheet import Cell, Sheet
from annexgen.tuples import NamedTuple

_PIXELS_A_POINT = 96 / 72
_GAP = 12.0
"""Between two sections, in pt."""
_PLAIN_NUMBER = re.compile(r"(?:0|[1-9][0-9]*)(?:\.([0-9]+))?")
_BY_COLUMN = attrgetter("column")


def write_unit(out: IO[bytes], part: Part, document: Document, looks: Looks) -> None:
    """Write a unit's part of the document as a sheet.

    Raises:
        CannotHold: for more rows than a sheet has, or a text that no cell holds.
    """
    sections = tuple(part.sections)
    tables = [block for one in sections for block in one.blocks if isinstance(block, Table)]
    grid = grid_of((table.columns for table in tables), part.page.text_width)
    sheet = Sheet(out, AS_FORM, [round(width * _PIXELS_A_POINT) for width in grid.widths])
    pen = _Pen(sheet, document, looks, grid)
    pen.line(part.heading.text, part.heading.style)
    breaks = []
    for index, section in enumerate(sections):
        if index:
            if section.new_page:
                breaks.append(sheet.row)
            else:
                pen.gap(_GAP)
        pen.section(section)
    number = document.furniture.number_pattern
    sheet.close(printed(part.page, part.running_header, number, breaks))


class _Area(NamedTuple):
    """A text over so many rows and columns.

    Attributes:
        row: its first, counted from the first of what is written with it.
        column: its first.
        rows: how many.
        columns: how many.
        text: what it says.
        style: its number in the style sheet.
    """

    row: int
    column: int
    rows: int
    columns: int
    text: str
    style: int


class _Pen:
    """Writes into a sheet from top to bottom."""

    def __init__(self, sheet: Sheet, document: Document, looks: Looks, grid: Grid) -> None:
        self._sheet = sheet
        self._document = document
        self._looks = looks
        self._grid = grid

    def gap(self, height: float) -> None:
        """Leave space of a height in pt."""
        if height > 0:
            self._sheet.add((), height)

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
        heights = _spread(height)
        look = self._looks.style(Look(style))
        self._put(heights, [_Area(0, 0, len(heights), self._grid.column_count, text, look)])

    def _split_line(self, line: SplitLine) -> None:
        style = self._document.styles[line.style]
        count = self._grid.column_count
        needed, right = text_width(line.right, style), count - 1
        while right > 1 and sum(self._grid.widths[right:]) < needed:
            right -= 1
        at_end = self._looks.style(Look(line.style, align=Align.END))
        at_start = self._looks.style(Look(line.style, align=Align.START))
        areas = [_Area(0, 0, 1, right, line.left, at_start)] if right else []
        text = line.right if right else f"{line.left} {line.right}".strip()
        areas.append(_Area(0, right, 1, count - right, text, at_end))
        self._put([style.leading + style.space_after], areas)

    def _table(self, table: Table) -> None:
        self.gap(table.space_before)
        edges = self._grid.edges[table.columns]
        texts = [["\n".join(cell.text) for cell in row.cells] for row in table.rows]
        starts, heights = [0], list[float]()
        for height in row_heights(table, texts, self._document.styles):
            heights += _spread(height)
            starts.append(len(heights))
        areas = []
        for index, (row, row_texts) in enumerate(zip(table.rows, texts, strict=True)):
            for cell, text in zip(row.cells, row_texts, strict=True):
                first, last = edges[cell.column], edges[cell.column + cell.colspan]
                rows = starts[index + cell.rowspan] - starts[index]
                is_header = index < table.header_rows
                look = cell_look(cell, table.look, is_header=is_header, number=_number_format(text))
                style = self._looks.style(look)
                areas.append(_Area(starts[index], first, rows, last - first, text, style))
        self._put(heights, areas)

    def _put(self, heights: Sequence[float], areas: Iterable[_Area]) -> None:
        """Write rows of these heights in pt with all that stands in them."""
        rows: list[list[Cell]] = [[] for _ in heights]
        for row, column, count, columns, text, style in areas:
            covered = [Cell(one, style) for one in range(column, column + columns)]
            rows[row] += [covered[0]._replace(value=_value(text)), *covered[1:]]
            for below in rows[row + 1 : row + count]:
                below.extend(covered)
            if count > 1 or columns > 1:
                first = self._sheet.row + row
                self._sheet.merge(first, column, first + count - 1, column + columns - 1)
        for height, cells in zip(heights, rows, strict=True):
            self._sheet.add(sorted(cells, key=_BY_COLUMN), height)


def _spread(height: float) -> list[float]:
    """Return the heights of the sheet rows that a height in pt needs."""
    count = max(1, -int(-height // HIGHEST))
    return [height / count] * count


def _value(text: str) -> str | float | None:
    """Return what a cell holds that shows a text."""
    if not text:
        return None
    return float(text) if _number_format(text) else text


def _number_format(text: str) -> str:
    """Return the format that shows a plain number as it is written; empty for any other text."""
    match = _PLAIN_NUMBER.fullmatch(text)
    if match is None or as_number(Decimal(text)) is None:
        return ""
    return f"0.{'0' * len(match[1])}" if match[1] else "0"
