"""How the places in a source are called, for all readers alike; counted from 1."""

from __future__ import annotations

from annexgen.findings import Message
from annexgen.ingest.blocks import Place


def of_paragraph(source: str, number: int) -> Place:
    """Return the place of a paragraph outside tables."""
    return Place(source, Message(f"第 {number} 段", f"paragraph {number}"))


def of_table(source: str, table: int) -> Place:
    """Return the place of a table."""
    return Place(source, Message(f"第 {table} 个表", f"table {table}"))


def of_cell(source: str, table: int, row: int, cell: int) -> Place:
    """Return the place of a cell, which is counted among those that begin in its row."""
    where = Message(
        f"第 {table} 个表第 {row} 行第 {cell} 格", f"table {table}, row {row}, cell {cell}"
    )
    return Place(source, where)


def in_sheet(source: str, sheet: str, reference: str) -> Place:
    """Return the place of a workbook's cell, by its reference (``B7``)."""
    return Place(source, Message(f"工作表“{sheet}”{reference}", f"sheet '{sheet}', {reference}"))


def of_sheet(source: str, sheet: str) -> Place:
    """Return the place of a workbook's sheet."""
    return Place(source, Message(f"工作表“{sheet}”", f"sheet '{sheet}'"))
