"""What the layout knows of each table's rows: how high they are, and where they are cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from annexgen.layout.pages import Placed, PlacedTable, SetText
from annexgen.tuples import NamedTuple


class RowPlan(NamedTuple):
    """A row as the layout has it.

    Attributes:
        height: in pt, border to border; of a row that is cut over pages, of its first piece.
        cut: for a row that is cut over pages, the paragraphs of its cells by column, with a line
            break at the end of each line: two programs may not count sixty lines alike. A forced
            line is a paragraph too, so that whoever reads the file again knows it from the others.
    """

    height: float
    cut: Mapping[int, tuple[str, ...]] | None = None


class _Table:
    """A table while its pieces come in."""

    def __init__(self, first: PlacedTable) -> None:
        self.table = first.table
        self.rows: dict[int, RowPlan] = {}
        self._texts: dict[int, dict[int, list[SetText]]] = {}

    def add(self, piece: PlacedTable) -> None:
        """Take in the next piece."""
        header = piece.table.header_rows
        body = [row for row in piece.heights if row >= header]
        ends = {body[0], body[-1]} if body else set()
        for cell in piece.cells:
            if cell.row in ends and cell.cell.rowspan == 1 and not cell.repeated:
                columns = self._texts.setdefault(cell.row, {})
                columns.setdefault(cell.cell.column, []).append(cell.text)
        for row, height in piece.heights.items():
            if row >= header and row in self.rows:
                texts = {column: _broken(shown) for column, shown in self._texts[row].items()}
                self.rows[row] = RowPlan(self.rows[row].height, texts)
            else:
                self.rows[row] = RowPlan(height)


def row_plans(pages: Iterable[Iterable[Placed]]) -> Iterator[Mapping[int, RowPlan]]:
    """Yield for each table on ``pages``, in printing order, the plan of its rows."""
    growing: _Table | None = None
    for piece in (item for page in pages for item in page if isinstance(item, PlacedTable)):
        if growing is None or piece.table is not growing.table:
            if growing is not None:
                yield growing.rows
            growing = _Table(piece)
        growing.add(piece)
    if growing is not None:
        yield growing.rows


def _broken(texts: Iterable[SetText]) -> tuple[str, ...]:
    """Return the paragraphs that ``texts`` make up, with a break at the end of each line."""
    paragraphs: list[str] = []
    for line in (line for text in texts for line in text.lines):
        if line.starts or not paragraphs:
            paragraphs.append(line.text)
        else:
            paragraphs[-1] += f"{line.joint}\n{line.text}"
    return tuple(paragraphs)
