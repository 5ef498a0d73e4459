"""Reader of workbooks: those that ``annexgen export`` writes, and those of other hands.

Tables are told from lines by their borders, as a person tells them; in a sheet without borders
every row is one of a table. A blank row ends a table. What is hidden is no part of the annex, and
told. The sheets that our own workbooks have for programs, all indicators and the dictionary, repeat
what the units' sheets say; where another program has saved the workbook somebody may have changed
them, and it is told that they were not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annexgen.findings import Message
from annexgen.ingest import places
from annexgen.ingest.blocks import Block, Line, Role
from annexgen.ingest.properties import properties_of
from annexgen.ingest.xlsx_cells import SheetCell, cells_of
from annexgen.ingest.xlsx_notes import notes_of
from annexgen.ingest.xlsx_survey import is_hidden, rows_of, survey
from annexgen.ingest.xlsx_tables import ALONE, SheetTable
from annexgen.ingest.xlsx_workbook import Sheet, Workbook, workbook_in
from annexgen.packages.opening import Package, open_package
from annexgen.tuples import NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element as Element

_MOST_IN_LINE = 2
"""Texts side by side, without borders, that are a line: one at each margin."""

_APPLICATION = "docProps/app.xml"
"""The part in which programs sign what they save."""

HIDDEN = Message("隐藏的工作表，没有读取", "a hidden sheet, which was not read")
REPEATS = Message(
    "这张表只是各单位表的汇总，没有读取；要改请改各单位的表",
    "it only repeats what the units' sheets say and was not read; change those",
)
HIDDEN_ROW = Message("隐藏的行", "hidden row")
HIDDEN_COLUMN = Message("隐藏的列", "hidden column")


def read(path: Path) -> Iterator[Block]:
    """Yield the lines and tables of a workbook.

    Raises:
        Unreadable: where it cannot be read safely, or a formula was never computed.
        OSError: where it cannot be read at all.
    """
    with open_package(path) as package:
        workbook = workbook_in(package)
        for_programs = _for_programs(workbook)
        properties = properties_of(package)
        if properties is not None:
            yield properties
        for sheet in workbook.sheets:
            place = places.of_sheet(package.source, sheet.name)
            if sheet.is_hidden:
                yield Line(HIDDEN.zh, place, role=Role.NOTE)
            elif sheet.name not in for_programs:
                yield from _Reader(workbook, sheet).blocks()
            elif not _is_as_we_wrote_it(package):
                yield Line(REPEATS.zh, place, role=Role.NOTE)


def _is_as_we_wrote_it(package: Package) -> bool:
    """Say whether no other program has saved a workbook of ours."""
    from annexgen.export.xlsx.workbook import APPLICATION

    if _APPLICATION not in package.names:
        return False
    return package.xml(_APPLICATION).findtext("{*}Application") == APPLICATION


def _for_programs(workbook: Workbook) -> frozenset[str]:
    """Return the names of the sheets that our own workbooks have beside the units'."""
    from annexgen.export.dictionary import HEADINGS
    from annexgen.export.xlsx.book import DICTIONARY, INDICATORS

    by_name = {sheet.name: sheet for sheet in workbook.sheets}
    if INDICATORS not in by_name or DICTIONARY not in by_name:
        return frozenset()
    index, row = next(rows_of(by_name[DICTIONARY], workbook), (0, None))
    if row is None:
        return frozenset()
    texts = [cell.text for cell in cells_of(row, index, DICTIONARY, workbook)]
    return frozenset({INDICATORS, DICTIONARY} if texts == [*HEADINGS] else ())


class _Hidden(NamedTuple):
    """A cell that the sheet does not show, and what hides it."""

    cell: SheetCell
    why: Message


class _Reader:
    """Reads a sheet.

    Args:
        workbook: that it is of.
        sheet: which.
    """

    def __init__(self, workbook: Workbook, sheet: Sheet) -> None:
        self._workbook = workbook
        self._source = workbook.package.source
        self._sheet = sheet
        self._survey = survey(sheet, workbook)
        self._table = self._new_table()

    def blocks(self) -> Iterator[Block]:
        """Yield what the sheet shows."""
        yield from self._furniture()
        last = -1
        for index, row in rows_of(self._sheet, self._workbook):
            cells = list(cells_of(row, index, self._sheet.name, self._workbook))
            hidden = list(self._hidden(cells, row))
            yield from map(self._not_shown, hidden)
            unseen = {one.cell.place for one in hidden}
            cells = [one._replace(text="") if one.place in unseen else one for one in cells]
            if is_hidden(row) and not any(cell.text.strip() for cell in cells):
                last = index
                continue
            cells = [cell for cell in cells if cell.has_border or cell.text.strip()]
            goes_on = self._table.reaches(index)
            if not goes_on and (index > last + 1 or not cells or self._is_line(cells)):
                yield from self._closed()
            if not goes_on and self._is_line(cells):
                yield self._line("\t".join(cell.text for cell in cells), cells[0])
            elif cells:
                self._table.add(index, cells)
            last = index
        yield from self._closed()
        yield from notes_of(self._sheet, self._workbook)

    def _hidden(self, cells: list[SheetCell], row: Element) -> Iterator[_Hidden]:
        """Yield the cells of a row that the sheet does not show, but for blank ones.

        A merged cell is shown as long as one of its rows and one of its columns is; that others of
        them are is taken for granted.
        """
        columns = self._survey.hidden_columns
        for cell in cells:
            extent = self._survey.merged.get(cell.place, ALONE)
            if not cell.text.strip():
                continue
            if is_hidden(row) and extent.rows == 1:
                yield _Hidden(cell, HIDDEN_ROW)
            elif cell.place.column in columns and extent.columns == 1:
                yield _Hidden(cell, HIDDEN_COLUMN)

    def _not_shown(self, hidden: _Hidden) -> Line:
        cell, why = hidden
        place = places.in_sheet(self._source, self._sheet.name, cell.place.name)
        where = Message(f"{place.where.zh}（{why.zh}）", f"{place.where.en} ({why.en})")
        return Line(cell.text, place._replace(where=where), role=Role.NOTE)

    def _is_line(self, cells: list[SheetCell]) -> bool:
        return (
            self._survey.has_borders
            and 0 < len(cells) <= _MOST_IN_LINE
            and not any(cell.has_border for cell in cells)
        )

    def _furniture(self) -> Iterator[Line]:
        """Yield what is printed above and below the sheet's pages."""
        place = places.of_sheet(self._source, self._sheet.name)
        if self._survey.header:
            yield Line(self._survey.header, place, role=Role.HEADER)
        if self._survey.footer:
            yield Line(self._survey.footer, place, role=Role.FOOTER)

    def _closed(self) -> Iterator[Block]:
        """End the table at hand, and begin another."""
        table = self._table.table()
        hidden = self._table.hidden
        self._table = self._new_table()
        if table is not None:
            yield table
        for cell in hidden:
            yield self._line(cell.text, cell, Role.NOTE)

    def _line(self, text: str, cell: SheetCell, role: Role = Role.BODY) -> Line:
        place = places.in_sheet(self._source, self._sheet.name, cell.place.name)
        return Line(text, place, role=role)

    def _new_table(self) -> SheetTable:
        return SheetTable(self._source, self._sheet.name, self._survey.merged)
