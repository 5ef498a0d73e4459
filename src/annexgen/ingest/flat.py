"""Flat tables: one row an indicator, with columns for its project and its unit before it.

Offices publish whole annexes so (单位编码, 单位名称, 项目名称, 预算数, …), with the project's cells
merged, blank after its first row, or repeated.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from annexgen.ingest.blocks import Cell
from annexgen.ingest.collected import NAME
from annexgen.ingest.head import Pair, below, label_in
from annexgen.ingest.labels import Label
from annexgen.ingest.spelling import folded, in_one_line, whole
from annexgen.tuples import NamedTuple

_CODE = re.compile("[0-9]{3,12}")
_CODES = frozenset(map(folded, ("单位编码", "单位代码", "预算单位编码", "预算单位代码")))
_UNITS = frozenset(map(folded, ("单位名称", "预算单位", "预算单位名称", "实施单位", "项目单位")))


class ProjectColumns(NamedTuple):
    """Headings of the columns of a flat table that tell of projects.

    Attributes:
        labels: the project's fields, its name first.
        code: of the column of units' codes; None for none.
        unit: of the column of units' names, perhaps with their codes; None for none.
    """

    labels: tuple[Pair, ...]
    code: Cell | None
    unit: Cell | None

    def headings(self) -> Iterator[Cell]:
        """Yield the cells of the header."""
        yield from (pair.cell for pair in self.labels)
        yield from filter(None, (self.code, self.unit))


def project_columns(others: Sequence[Cell], labels: Mapping[str, Label]) -> ProjectColumns | None:
    """Return which columns tell of projects; None where none is for their names.

    Args:
        others: the cells of an indicator table's header that head no field of indicators.
        labels: those of head blocks, by their folded spellings.
    """
    found = [(label_in(cell, labels), cell) for cell in others]
    pairs = [Pair(label, cell) for label, cell in found if label and label.value is not None]
    pairs.sort(key=lambda pair: pair.label.value != NAME)
    if not pairs or pairs[0].label.value != NAME:
        return None
    texts = [(cell, folded("".join(cell.paragraphs))) for cell in others]
    code = next((cell for cell, text in texts if text in _CODES), None)
    unit = next((cell for cell, text in texts if text in _UNITS), None)
    return ProjectColumns(tuple(pairs), code, unit)


def values_below(columns: ProjectColumns, cells: Sequence[Cell]) -> Iterator[tuple[Label, Cell]]:
    """Yield the project's labels with their cells in a row of indicators, but for blank ones."""
    for label, heading in columns.labels:
        cell = below(heading, cells)
        if cell is not None and not cell.is_blank:
            yield label, cell


class NamedUnit(NamedTuple):
    """A unit as a row of a flat table names it, and the cells that do."""

    code: str
    name: str
    code_cell: Cell
    name_cell: Cell


def unit_below(columns: ProjectColumns, cells: Sequence[Cell]) -> NamedUnit | None:
    """Return the unit that a row names in two cells; None where it does not."""
    if columns.code is None or columns.unit is None:
        return None
    code_cell, name_cell = below(columns.code, cells), below(columns.unit, cells)
    if code_cell is None or name_cell is None or name_cell.is_blank:
        return None
    code = unicodedata.normalize("NFKC", whole(code_cell.paragraphs))
    if not _CODE.fullmatch(code):
        return None
    return NamedUnit(code, in_one_line(whole(name_cell.paragraphs)), code_cell, name_cell)
