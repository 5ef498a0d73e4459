"""The annex as it was printed, read from its text: what every output is held against.

``tests/golden/printed-annex.txt`` is the text of the office's own Word file: a tab begins a cell, a
line without one goes on with the cell above.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

PRINTED = Path(__file__).parent / "golden" / "printed-annex.txt"
HEAD_LABELS = ("预算数", "其中：财政资金", "其他资金")
COLUMNS = ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值"]


@dataclass(frozen=True)
class PrintedProject:
    heading: str
    unit_line: str
    name: str
    amounts: tuple[str, str, str]
    purpose: str
    goal: str
    rows: tuple[tuple[str, ...], ...]

    def head_grid(self) -> list[list[str]]:
        """The head block, each merged cell repeated over the grid positions it covers."""
        amounts = [text for pair in zip(HEAD_LABELS, self.amounts, strict=True) for text in pair]
        return [
            ["项目名称", *[self.name] * 6],
            ["预算规模及资金用途", *amounts],
            ["预算规模及资金用途", *[self.purpose] * 6],
            ["绩效目标", *[self.goal] * 6],
        ]

    def indicator_grid(self) -> list[list[str]]:
        """The indicator table with its header row, merged levels repeated."""
        return [COLUMNS, *map(list, self.rows)]


def printed_projects() -> list[PrintedProject]:
    text = re.sub(r"\[bookmark: [^\]]*\]", "", PRINTED.read_text(encoding="utf-8"))
    pieces = re.split(r"(?m)^ ?(?=\d+\.\S+绩效目标表$)", text)
    return [_project(piece) for piece in pieces if piece.strip()]


def _project(piece: str) -> PrintedProject:
    heading, *lines = piece.split("\n")
    cells: list[str] = []
    for line in lines:
        if line.startswith("\t"):
            cells.append(line[1:])
        elif line.strip():
            cells[-1] += "\n" + line
    cells = [cell.strip() for cell in cells]
    unit, money_unit, _, name, _, _, total, _, fiscal, _, other, _, purpose, _, goal = cells[:15]
    assert money_unit == "单位：万元"
    assert cells[15:20] == COLUMNS
    return PrintedProject(
        heading, unit, name, (total, fiscal, other), purpose, goal, _rows(cells[20:])
    )


def _rows(cells: list[str]) -> tuple[tuple[str, ...], ...]:
    """Cut the cells into rows of five; an empty level goes on with the one above."""
    while cells and not cells[-1]:
        cells.pop()
    assert len(cells) % 5 == 0
    rows: list[tuple[str, ...]] = []
    for start in range(0, len(cells), 5):
        level1, *rest = cells[start : start + 5]
        rows.append((level1 or rows[-1][0], *rest))
    return tuple(rows)
