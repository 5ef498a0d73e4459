"""What must be known of a sheet before its cells: merged cells, borders, the running header.

A sheet's file has them behind its rows; so it is read twice rather than held.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from annexgen.ingest.table_limits import MOST_COLUMNS
from annexgen.ingest.xlsx_cells import Reference, reference
from annexgen.ingest.xlsx_workbook import number, unescaped
from annexgen.packages.markup import TOO_LARGE, each_child
from annexgen.packages.opening import DAMAGED
from annexgen.packages.refusal import Unreadable
from annexgen.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

    from annexgen.ingest.xlsx_workbook import Sheet, Workbook

_MOST_MERGED = 1 << 20
"""Merged cells of a sheet; one with 12,000 projects has 400,000."""
_CODES = re.compile(r'&(?:"[^"]*"|[0-9]+|K[0-9A-F]{6}|K[0-9]{2}[+-][0-9]{3}|.)|[^&]+', re.DOTALL)
"""The pieces of a running header (ISO/IEC 29500-1, 18.3.1.46): codes and texts."""


class Extent(NamedTuple):
    """How many rows and columns a merged cell covers."""

    rows: int
    columns: int


class Survey(NamedTuple):
    """What is known of a sheet before its cells are read.

    Attributes:
        merged: the merged cells by their first one.
        hidden_columns: the columns, from 0, that the sheet does not show.
        has_borders: whether any cell has a border, as those of tables have.
        header: the text above its printed pages.
        footer: the text below them.
    """

    merged: Mapping[Reference, Extent]
    hidden_columns: frozenset[int]
    has_borders: bool
    header: str
    footer: str


def survey(sheet: Sheet, workbook: Workbook) -> Survey:
    """Read a sheet but for its cells.

    Raises:
        Unreadable: where it is damaged or beyond all measure.
    """
    merged: dict[Reference, Extent] = {}
    hidden: set[int] = set()
    has_borders = False
    furniture = {"oddHeader": "", "oddFooter": ""}
    bordered = {str(index) for index, one in enumerate(workbook.formats) if one.has_border}
    for name, element in _elements(sheet, workbook):
        if name == "row":
            has_borders = has_borders or any(cell.get("s") in bordered for cell in element)
        elif name in furniture:
            furniture[name] = _without_codes(element.text or "")
        elif name == "col":
            hidden.update(_hidden_columns(element, workbook))
        else:
            first, _, last = element.get("ref", "").partition(":")
            start = reference(first, workbook)
            end = reference(last or first, workbook)
            merged[start] = Extent(end.row - start.row + 1, end.column - start.column + 1)
            if len(merged) > _MOST_MERGED:
                raise Unreadable(workbook.package.source, TOO_LARGE)
    return Survey(
        merged, frozenset(hidden), has_borders, furniture["oddHeader"], furniture["oddFooter"]
    )


def is_hidden(part: Element) -> bool:
    """Say whether the sheet shows nothing of a row or of columns."""
    return part.get("hidden", "0") in ("1", "true", "on")


def rows_of(sheet: Sheet, workbook: Workbook) -> Iterator[tuple[int, Element]]:
    """Yield a sheet's rows with their numbers from 0.

    Raises:
        Unreadable: where they are not in order.
    """
    last = -1
    package = workbook.package
    pieces = package.pieces(sheet.part)
    parents = {workbook.tag("sheetData")}
    rows = each_child(pieces, parents, [workbook.tag("row")], package.source)
    for row in rows:
        name = row.get("r")
        index = last + 1 if name is None else reference(f"A{name}", workbook).row
        if index <= last:
            raise Unreadable(package.source, DAMAGED)
        last = index
        yield index, row


def _elements(sheet: Sheet, workbook: Workbook) -> Iterator[tuple[str, Element]]:
    """Yield the elements that matter here with their names."""
    package = workbook.package
    parents = {workbook.tag(name) for name in ("cols", "sheetData", "mergeCells", "headerFooter")}
    names = ("col", "row", "mergeCell", "oddHeader", "oddFooter")
    tags = {workbook.tag(name): name for name in names}
    for element in each_child(package.pieces(sheet.part), parents, tags, package.source):
        yield tags[str(element.tag)], element


def _hidden_columns(columns: Element, workbook: Workbook) -> range:
    """Return the columns of a ``col`` that are hidden; none beyond those that a table may have."""
    if not is_hidden(columns):
        return range(0)
    first, last = (number(columns.get(key, "1"), workbook.package) for key in ("min", "max"))
    return range(max(first, 1) - 1, min(last, MOST_COLUMNS))


def _without_codes(text: str) -> str:
    """Return the text of a running header on page 1 of 1, left, middle and right part apart."""
    pieces = []
    for piece in _CODES.findall(text):
        if piece == "&&":
            pieces.append("&")
        elif piece in ("&L", "&C", "&R"):
            pieces.append("\t")
        elif piece in ("&P", "&N"):
            pieces.append("1")
        elif not piece.startswith("&"):
            pieces.append(piece)
    return unescaped("".join(pieces)).strip()
