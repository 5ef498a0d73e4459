"""Tables cut into pages.

The rules: header rows are repeated; rows are not cut, unless one is taller than a page, which is
cut between lines; the last row does not stand alone; a merged cell that goes on is printed again
with its text, unless its text is so long that it rather flows on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annexgen.document import VAlign
from annexgen.layout.pages import PlacedCell, PlacedTable, SetText
from annexgen.layout.tables import MeasuredCell, MeasuredTable
from annexgen.layout.text import TextSetter
from annexgen.tuples import NamedTuple, made

CellKey = tuple[int, int]
"""First row and first column of a cell."""

_LEAST_LINES = 2


class PieceRow(NamedTuple):
    """A row on this page: where it is in the table (`at`) and its height in pt."""

    at: int
    height: float


class Piece(NamedTuple):
    """What of a table stands on one page.

    Attributes:
        table: the piece, placed.
        height: of the piece with both outer borders, in pt.
    """

    table: PlacedTable
    height: float


class TableCutter:
    """Gives a table away piece by piece, from top to bottom.

    Args:
        measured: the table.
        setter: what places its lines.
        page: height of a whole text area in pt.
        tail: height in pt that must be free below the last row.
    """

    def __init__(
        self, measured: MeasuredTable, setter: TextSetter, page: float, tail: float = 0.0
    ) -> None:
        self._measured = measured
        self._setter = setter
        look = measured.table.look
        self._tail = tail
        self._page = page - look.border
        self._padding = look.padding_x
        self._above = look.padding_y + look.border / 2
        self._count = len(measured.heights)
        header = measured.table.header_rows
        self._header = header if sum(measured.heights[:header]) <= page / 2 else 0
        spans = any(cell.row < self._header for cell in measured.spanning)
        self._plain_header = None if spans else measured.heights[: self._header]
        self._row = self._header
        self._begun = False
        self._cut_row: int | None = None
        self._shown: dict[CellKey, int] = {}
        self._drawn: set[CellKey] = set()

    @property
    def done(self) -> bool:
        """Whether nothing is left."""
        return self._begun and self._row >= self._count

    @property
    def begun(self) -> bool:
        """Whether a piece has been taken."""
        return self._begun

    def least_height(self) -> float:
        """Return the height of the header and the first two rows, which begin a table together."""
        border = self._measured.table.look.border
        header = sum(self._header_heights())
        rows = self._spread(
            self._row, min(self._row + self._setter.typesetting.least_rows, self._count)
        )
        if header + sum(rows) <= self._page:
            return header + sum(rows) + border
        return min(header + self._least_cut(self._row), self._page) + border

    def take(self, x: float, y: float, room: float, *, fresh: bool) -> Piece | None:
        """Take the next piece.

        Args:
            x: left edge of the table in pt.
            y: upper edge of the piece in pt.
            room: height that is free, in pt.
            fresh: whether the page holds nothing else, so that something must be taken.

        Returns:
            The piece; None where nothing fits.
        """
        header = self._header_heights()
        room -= sum(header) + self._measured.table.look.border
        heights = self._fitting(room)
        self._cut_row = None
        following = self._row + len(heights)
        if following < self._count and not self._leaves_one(following):
            cut = self._cut_height(following, room - sum(heights), fresh=fresh and not heights)
            if cut is not None:
                self._cut_row = following
                heights.append(cut)
            elif not heights:
                return None
        rows = [PieceRow(index, height) for index, height in enumerate(header)]
        rows += [PieceRow(self._row + i, height) for i, height in enumerate(heights)]
        return self._piece(rows, x, y)

    # ------------------------------------------------------------------ which rows

    def _header_heights(self) -> Sequence[float]:
        header = self._plain_header
        return self._spread(0, self._header) if header is None else header

    def _fitting(self, room: float) -> list[float]:
        """Return the heights of the next rows that fit into ``room``."""
        end, total = self._row, 0.0
        while end < self._count and (total := total + self._height(end)) <= room:
            end += 1
        while end > self._row:
            heights = self._spread(self._row, end)
            tail = self._tail if end == self._count else 0.0
            if sum(heights) + tail <= room and not self._leaves_one(end):
                return heights
            end -= 1
        return []

    def _leaves_one(self, end: int) -> bool:
        """Say whether a cut before row ``end`` would leave the last row alone on its page."""
        keep = self._setter.typesetting.keep_last_rows
        return keep and self._count - end == 1 and end - self._row >= _LEAST_LINES

    def _height(self, row: int) -> float:
        """Return the height of a row, or of what is left of it."""
        cells = self._measured.cells[row]
        if row != self._row or not any(cell.key in self._shown for cell in cells):
            return self._measured.heights[row]
        return max((self._needed(cell) for cell in cells if cell.end == row + 1), default=0.0)

    def _needed(self, cell: MeasuredCell) -> float:
        return self._measured.needed(cell, len(cell.text.lines) - self._shown.get(cell.key, 0))

    def _flows(self, cell: MeasuredCell) -> bool:
        """Say whether a merged cell's text is too long to be printed again on each page."""
        return self._measured.needed(cell, len(cell.text.lines)) > self._page / 2

    def _spread(self, start: int, end: int) -> list[float]:
        """Return the heights of the rows, with what their merged cells need shared among them."""
        heights = [self._height(row) for row in range(start, end)]
        for cell in self._measured.spanning:
            first, last = max(cell.row, start), min(cell.end, end)
            if first >= last or (last < cell.end and self._flows(cell)):
                continue
            missing = self._needed(cell) - sum(heights[first - start : last - start])
            if missing > 0:
                for i in range(first - start, last - start):
                    heights[i] += missing / (last - first)
        return heights

    def _cut_height(self, row: int, room: float, *, fresh: bool) -> float | None:
        """Return how much of a row to show where it does not fit whole; None for nothing."""
        header = sum(self._header_heights())
        whole = self._spread(row, row + 1)[0]
        if header + whole <= self._page and not fresh:
            return None
        least = self._least_cut(row)
        if room < least and not fresh:
            return None
        return min(max(room, least), whole)

    def _least_cut(self, row: int) -> float:
        """Return the height of the first lines of a row, the least that is cut off it."""
        needed = (
            self._measured.needed(cell, min(_LEAST_LINES, len(cell.text.lines)))
            for cell in self._reaching(row)
        )
        return max(needed, default=0.0)

    def _reaching(self, row: int) -> Iterator[MeasuredCell]:
        """Yield the cells that cover ``row``."""
        for cell in self._measured.spanning:
            if cell.row < row < cell.end:
                yield cell
        yield from self._measured.cells[row]

    # ------------------------------------------------------------------ placing

    def _piece(self, rows: Sequence[PieceRow], x: float, y: float) -> Piece:
        measured, border = self._measured, self._measured.table.look.border
        tops: dict[int, float] = {}
        top = y + border / 2
        for index, height in rows:
            tops[index] = top
            top += height
        bottoms = {index: tops[index] + height for index, height in rows}
        cells = self._placed(rows, tops, bottoms, x)
        height = top - y + border / 2
        edges = [x + edge for edge in measured.edges]
        placed = PlacedTable(measured.table, cells, dict(rows), edges, [*tops.values(), top])
        self._begun = True
        self._go_on(rows)
        return Piece(placed, height)

    def _placed(
        self,
        rows: Sequence[PieceRow],
        tops: dict[int, float],
        bottoms: dict[int, float],
        x: float,
    ) -> tuple[PlacedCell, ...]:
        """Return the piece's cells in reading order, those that reach in from above first."""
        placed: list[PlacedCell] = []
        first = rows[self._header].at if len(rows) > self._header else self._count
        below = rows[-1].at + 1
        is_whole = not self._begun and below == self._count and self._cut_row is None
        for index, _ in rows:
            begun = self._measured.cells[index]
            if index == first:
                reaching = [c for c in self._measured.spanning if c.row < index < c.end]
                begun = tuple(sorted((*reaching, *begun), key=lambda c: c.x))
            top = tops[index]
            goes_on = index < self._header or index in (self._row, self._cut_row)
            for cell in begun:
                source, begins, end, left, width, text = cell
                end = min(end, below)
                height, repeated = bottoms[end - 1] - top, False
                if not is_whole and (goes_on or cell.end - begins > 1):
                    text, repeated = self._text_here(cell, height)
                above = self._above
                if source.valign is VAlign.MIDDLE:
                    above = (height - len(text.lines) * text.leading) / 2
                left += x
                place = left, top, width, height, text, left + self._padding, top + above
                placed.append(made(PlacedCell, (source, index, end - index, *place, repeated)))
        return tuple(placed)

    def _text_here(self, cell: MeasuredCell, height: float) -> tuple[SetText, bool]:
        """Return what is shown here of a cell that may be on several pages, and whether again."""
        text = cell.text
        repeated = cell.key in self._drawn and self._is_printed_again(cell)
        if text.lines and not repeated:
            text = self._next_lines(cell, height)
        self._drawn.add(cell.key)
        return text, repeated

    def _is_printed_again(self, cell: MeasuredCell) -> bool:
        if cell.row < self._header:
            return True
        merged = cell.end - cell.row > 1
        return merged and cell.key not in self._shown and not self._flows(cell)

    def _next_lines(self, cell: MeasuredCell, height: float) -> SetText:
        """Return the lines of ``cell`` that are next and fit; what is left comes on later pages."""
        shown, text = self._shown.get(cell.key, 0), cell.text
        count = len(text.lines)
        look = self._measured.table.look
        room = height - 2 * look.padding_y - look.border
        fitting = int((room + 0.01) / text.leading)
        if fitting >= count - shown:
            if self._goes_on_empty(cell):
                self._shown[cell.key] = count
            return text.part(shown, count) if shown else text
        fitting = max(fitting, 1)
        self._shown[cell.key] = shown + fitting
        return text.part(shown, shown + fitting)

    def _goes_on_empty(self, cell: MeasuredCell) -> bool:
        """Say whether what lies of ``cell`` on further pages is blank once its text is shown."""
        if cell.cell.rowspan > 1:
            return cell.key in self._shown or self._flows(cell)
        return cell.row == self._cut_row

    def _go_on(self, rows: Sequence[PieceRow]) -> None:
        """Move on behind ``rows``; a row that was cut is finished once its cells are."""
        last = rows[-1].at
        if len(rows) == self._header:
            return
        unfinished = self._cut_row is not None and any(
            self._shown.get(cell.key, len(cell.text.lines)) < len(cell.text.lines)
            for cell in self._reaching(last)
            if cell.end == last + 1
        )
        self._row = last if unfinished else last + 1
