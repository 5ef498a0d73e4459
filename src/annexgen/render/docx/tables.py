"""Tables as WordprocessingML: a fixed grid, real merged cells, rows as high as the layout says.

ISO/IEC 29500-1, 17.4. A merged cell is a cell in every row that it covers: one that begins, then
ones that go on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate, pairwise

from annexgen.document import Cell, Table, VAlign
from annexgen.render.docx.heights import RowPlan
from annexgen.render.docx.markup import escaped, paragraph, run, twips
from annexgen.render.docx.styles import StyleNames

_MOST_REMEMBERED = 1 << 12

LOOK = "\0"
"""Stands where a table names its style; no text can hold it, as XML cannot (``markup.escaped``)."""

_NO_BANDS = 0x0600
_FIRST_ROW = _NO_BANDS | 0x0020
KEEP_NEXT = "<w:keepNext/>"


class Merge(StrEnum):
    """What part a cell has in a cell that is merged downwards; the value is its markup."""

    NONE = ""
    BEGINS = '<w:vMerge w:val="restart"/>'
    GOES_ON = "<w:vMerge/>"


class TableWriter:
    """Writes tables.

    Args:
        names: which style shows what.
    """

    def __init__(self, names: StyleNames) -> None:
        self._names = names
        self._content = lru_cache(_MOST_REMEMBERED)(self._paragraphs)

    def markup(self, table: Table, plans: Mapping[int, RowPlan]) -> Iterator[str]:
        """Yield ``table`` piece by piece, with ``LOOK`` for the name of its style.

        Args:
            table: the table.
            plans: of its rows.
        """
        columns = column_widths(table.columns)
        yield table_opening(table, columns)
        for index, cells in enumerate(_rows(table)):
            is_header = index < table.header_rows
            plan = plans[index]
            yield row_opening(plan, is_header=is_header)
            for cell, begins in cells:
                width = sum(columns[cell.column : cell.column + cell.colspan])
                texts = cell.text if begins else ()
                if plan.cut and begins and cell.column in plan.cut:
                    texts = plan.cut[cell.column]
                merge = Merge.NONE
                if cell.rowspan > 1:
                    merge = Merge.BEGINS if begins else Merge.GOES_ON
                content = self._content(cell.style, texts, is_header)
                yield cell_markup(cell, width, merge, content)
            yield "</w:tr>"
        yield "</w:tbl>"

    def _paragraphs(self, style: str, texts: tuple[str, ...], keeps_next: bool) -> str:
        """Return the content of a cell; annexes repeat themselves, so it is remembered."""
        name, properties = self._names.text(style), KEEP_NEXT if keeps_next else ""
        return "".join([paragraph(name, run(text), properties) for text in texts or ("",)])


def cell_markup(cell: Cell, width: int, merge: Merge, content: str) -> str:
    """Return a table cell.

    Args:
        cell: the columns it covers, and where its text stands.
        width: in twips.
        merge: its part in a cell that is merged downwards.
        content: its paragraphs.
    """
    span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
    align = '<w:vAlign w:val="center"/>' if cell.valign is VAlign.MIDDLE else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{align}</w:tcPr>'
        f"{content}</w:tc>"
    )


def column_widths(columns: Sequence[float]) -> list[int]:
    """Return the widths in twips, rounded so that they add up as the points do."""
    edges = [twips(edge) for edge in accumulate(columns, initial=0.0)]
    return [right - left for left, right in pairwise(edges)]


def table_opening(table: Table, columns: Sequence[int]) -> str:
    """Return the start of a table whose ``columns`` have these widths in twips."""
    first_row = int(table.header_rows > 0)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    caption = f'<w:tblCaption w:val="{escaped(table.caption)}"/>' if table.caption else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{LOOK}"/>'
        f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{_FIRST_ROW if first_row else _NO_BANDS:04X}"'
        f' w:firstRow="{first_row}" w:lastRow="0" w:firstColumn="0"'
        f' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{caption}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )


def row_opening(plan: RowPlan, *, is_header: bool, revision: str = "") -> str:
    """Return the start of a row; its height counts one border, as the layout's does.

    Args:
        plan: how high it is.
        is_header: whether it is repeated on every page.
        revision: says that it is inserted or deleted, if it is.
    """
    properties = ""
    if plan.cut is None:
        height = twips(plan.height)
        properties = f'<w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>'
    if is_header:
        properties += "<w:tblHeader/>"
    return f"<w:tr><w:trPr>{properties}{revision}</w:trPr>"


def _rows(table: Table) -> Iterator[list[tuple[Cell, bool]]]:
    """Yield each row's cells from left to right, and whether each begins in it."""
    reaching: list[tuple[int, Cell]] = []
    for index, row in enumerate(table.rows):
        reaching = [(end, cell) for end, cell in reaching if end > index]
        cells = [(cell, True) for cell in row.cells]
        if reaching:
            cells += [(cell, False) for _, cell in reaching]
            cells.sort(key=lambda pair: pair[0].column)
        yield cells
        reaching += [(index + cell.rowspan, cell) for cell in row.cells if cell.rowspan > 1]
