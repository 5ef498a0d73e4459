"""What a workbook can hold: texts, numbers and rows up to Excel's limits."""

from __future__ import annotations

from decimal import Decimal

from annexgen.export.limits import CannotHold
from annexgen.export.xlsx.sheet_names import units
from annexgen.findings import Message

MOST_ROWS = 1 << 20
"""Rows of a sheet."""
LONGEST_TEXT = 32_767
"""Characters of a cell, counted as UTF-16 units."""
DIGITS = 15
"""Significant digits that a spreadsheet's numbers keep."""


def fits_a_cell(text: str) -> None:
    """Raise ``CannotHold`` for a text that a cell would cut off."""
    if len(text) > LONGEST_TEXT // 2 and units(text) > LONGEST_TEXT:
        shown = text[:20]
        raise CannotHold(
            Message(
                f"“{shown}…”有 {len(text)} 字，Excel 一格最多 {LONGEST_TEXT} 字；"
                "请分成几条，或只导出 json,csv",
                f"'{shown}…' has {len(text)} characters, and a cell of Excel holds "
                f"{LONGEST_TEXT}; divide it, or export json,csv only",
            )
        )


def fits_a_sheet(rows: int) -> None:
    """Raise ``CannotHold`` for more rows than a sheet has, one of them for the headings."""
    if rows >= MOST_ROWS:
        raise CannotHold(
            Message(
                f"有 {rows} 条指标，Excel 一张表最多 {MOST_ROWS - 1} 行；请只导出 json,csv",
                f"There are {rows} indicators, and a sheet of Excel holds {MOST_ROWS - 1} rows; "
                "export json,csv only",
            )
        )


def fits_rows(rows: int) -> None:
    """Raise ``CannotHold`` for more rows than a sheet has."""
    if rows > MOST_ROWS:
        raise CannotHold(
            Message(
                f"有一个单位的表超过 {MOST_ROWS} 行，Excel 一张表放不下；请只导出 json,csv",
                f"A unit's tables have over {MOST_ROWS} rows, more than a sheet of Excel holds; "
                "export json,csv only",
            )
        )


def as_number(value: Decimal) -> float | None:
    """Return the number that a spreadsheet keeps exactly; None for one of too many digits."""
    digits = value.as_tuple().digits
    return float(value) if len(digits) <= DIGITS and abs(value.adjusted()) <= DIGITS else None
