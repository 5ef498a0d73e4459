"""Rows of a sheet as a table: merged cells are one cell, and blanks between cells are cells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping

from annexgen.ingest import places
from annexgen.ingest.blocks import Cell, Place, Table
from annexgen.ingest.table_limits import MOST_CELLS, MOST_COLUMNS, TOO_LONG, TOO_WIDE
from annexgen.ingest.xlsx_cells import Reference, SheetCell
from annexgen.ingest.xlsx_survey import Extent
from annexgen.packages.refusal import Unreadable
from annexgen.tuples import NamedTuple

ALONE = Extent(1, 1)


class _Begun(NamedTuple):
    """A cell in the sheet's own rows and columns."""

    place: Reference
    extent: Extent
    text: str


class SheetTable:
    """Takes in the rows of a table.

    Args:
        source: the file, as the user named it.
        sheet: its name.
        merged: the sheet's merged cells by their first one.
    """

    def __init__(self, source: str, sheet: str, merged: Mapping[Reference, Extent]) -> None:
        self._source = source
        self._sheet = sheet
        self._merged = merged
        self._rows: dict[int, dict[int, SheetCell]] = {}
        self._width = self._size = self._reach = 0
        self.hidden: list[SheetCell] = []

    def reaches(self, row: int) -> bool:
        """Say whether a merged cell reaches into a row of the sheet."""
        return row < self._reach

    def add(self, row: int, cells: list[SheetCell]) -> None:
        """Take in a row.

        Raises:
            Unreadable: where the table is beyond all measure.
        """
        self._rows[row] = {cell.place.column: cell for cell in cells}
        self._size += len(cells)
        for cell in cells:
            extent = self._merged.get(cell.place, ALONE)
            self._width = max(self._width, cell.place.column + extent.columns)
            self._reach = max(self._reach, row + extent.rows)
        if self._width > MOST_COLUMNS:
            raise Unreadable(self._source, TOO_WIDE)
        if max(self._size, len(self._rows) * self._width) > MOST_CELLS:
            raise Unreadable(self._source, TOO_LONG)

    def table(self) -> Table | None:
        """Return the table; None where it shows nothing.

        Rows in which nothing begins but blanks are left out: a tall row may be several rows of the
        sheet, all of its cells merged.
        """
        covered = [0] * self._width
        by_row = {row: list(self._begun(row, covered)) for row in self._rows}
        kept = [row for row, begun in by_row.items() if any(one.text.strip() for one in begun)]
        cells = tuple(
            Cell(
                index,
                one.place.column,
                max(1, bisect_left(kept, row + one.extent.rows) - index),
                one.extent.columns,
                tuple(one.text.split("\n")) if one.text else (),
                self._place(one.place),
            )
            for index, row in enumerate(kept)
            for one in by_row[row]
        )
        return Table(cells, len(kept), self._width, cells[0].place) if cells else None

    def _begun(self, row: int, covered: list[int]) -> Iterator[_Begun]:
        """Yield the cells that begin in a row, blank ones too.

        Args:
            row: of the sheet.
            covered: for each column, the row up to which a cell covers it; goes on with the rows.
        """
        cells = self._rows[row]
        for column in range(self._width):
            cell = cells.get(column)
            if covered[column] > row:
                if cell is not None and cell.text.strip():
                    self.hidden.append(cell)
                continue
            place = Reference(row, column)
            extent = self._merged.get(place, ALONE)
            after = min(column + extent.columns, self._width)
            covered[column:after] = [row + extent.rows] * (after - column)
            extent = Extent(extent.rows, after - column)
            yield _Begun(place, extent, cell.text if cell is not None else "")

    def _place(self, place: Reference) -> Place:
        return places.in_sheet(self._source, self._sheet, place.name)
