"""How high a row must be: spreadsheets fit no row to merged cells, so it is reckoned here."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from annexgen.document import Cell, Table, TextStyle

HIGHEST = 400.0
"""In pt; Excel allows 409."""

_NARROW = 0.56
"""Width of a Latin letter or digit in ems, on the average."""
_SPARE = 3.0
"""Space in pt that spreadsheets leave at both sides of a cell together."""


def text_height(text: str, style: TextStyle, width: float) -> float:
    """Return the height in pt of a text that is broken to lines of a width in pt."""
    room = max(width - _SPARE, style.size) / style.size
    return sum(_lines(line, round(room, 2)) for line in text.split("\n")) * style.leading


def text_width(text: str, style: TextStyle) -> float:
    """Return the width in pt of a text on one line."""
    return ems(text) * style.size + _SPARE


def row_heights(
    table: Table, texts: Sequence[Sequence[str]], styles: Mapping[str, TextStyle]
) -> list[float]:
    """Return the heights of a table's rows in pt.

    Args:
        table: the table.
        texts: the texts of each row's cells.
        styles: the document's styles.
    """
    look = table.look
    heights = [look.min_row_height] * len(table.rows)
    spanning: list[tuple[int, Cell, float]] = []
    for index, (row, row_texts) in enumerate(zip(table.rows, texts, strict=True)):
        for cell, text in zip(row.cells, row_texts, strict=True):
            width = sum(table.columns[cell.column : cell.column + cell.colspan])
            needed = text_height(text, styles[cell.style], width) + 2 * look.padding_y
            if cell.rowspan > 1:
                spanning.append((index, cell, needed))
            else:
                heights[index] = max(heights[index], needed)
    for index, cell, needed in spanning:
        last = index + cell.rowspan - 1
        heights[last] += max(0.0, needed - sum(heights[index : last + 1]))
    return heights


@lru_cache(maxsize=1 << 14)
def _lines(line: str, room: float) -> int:
    return max(1, math.ceil(ems(line) / room))


@lru_cache(maxsize=1 << 14)
def ems(line: str) -> float:
    """Return the width of a line in ems, as near as widths of an unknown font can be."""
    wide = sum(unicodedata.east_asian_width(char) in "WFA" for char in line)
    return wide + (len(line) - wide) * _NARROW
