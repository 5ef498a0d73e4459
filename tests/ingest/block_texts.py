"""Blocks as short texts that a test can compare."""

from __future__ import annotations

from collections.abc import Iterable

from annexgen.ingest.blocks import Block, Cell, Line, Table


def shown(blocks: Iterable[Block]) -> list[str]:
    """Return each line's text and each table as rows of cells: ``甲 | 乙×2 / 丙↓2``."""
    return [
        _table(block) if isinstance(block, Table) else block.text
        for block in blocks
        if isinstance(block, Table | Line)
    ]


def _table(table: Table) -> str:
    rows = []
    for row in _rows(table):
        cells = []
        for cell in row:
            span = f"×{cell.columns}" if cell.columns > 1 else ""
            down = f"↓{cell.rows}" if cell.rows > 1 else ""
            cells.append("¶".join(cell.paragraphs) + span + down)
        rows.append(" | ".join(cells))
    return " / ".join(rows)


def grid(table: Table) -> list[list[str]]:
    """Return the text at each grid position, merged cells repeated, empty rows left out."""
    rows = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        for row in rows[cell.row : cell.row + cell.rows]:
            row[cell.column : cell.column + cell.columns] = [
                "\n".join(cell.paragraphs)
            ] * cell.columns
    return rows


def _rows(table: Table) -> list[list[Cell]]:
    """Return for each row the cells that begin in it, from left to right."""
    rows: list[list[Cell]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(cell)
    return [sorted(row, key=lambda cell: cell.column) for row in rows]
