"""Grid lines and fills: as few and as long as can be, and over the whole of what they are for."""

from __future__ import annotations

from layout_view import placed_tables
from small_documents import LOOK, Cells, laid_out, table

from annexgen.layout.grid import boxes

FILLED = LOOK._replace(header_fill="#f2f2f2")


def fills(body: Cells, columns: int, header_rows: int) -> list[tuple[float, float, float, float]]:
    (placed,) = placed_tables(
        laid_out([table(body, columns=columns, header_rows=header_rows, look=FILLED)])
    )
    return [(box.x, box.y - placed.levels[0], box.width, box.height) for box in boxes(placed)]


def test_header_cells_side_by_side_share_one_fill() -> None:
    body: Cells = [[(0, "甲"), (1, "乙"), (2, "丙")], [(0, "一"), (1, "二"), (2, "三")]]
    assert fills(body, 3, 1) == [(50, 0, 150, 10)]


def test_cells_of_another_height_have_a_fill_of_their_own() -> None:
    body: Cells = [
        [(0, "甲", 2), (1, "乙"), (2, "丙")],
        [(1, "丁"), (2, "戊")],
        [(0, "一"), (1, "二"), (2, "三")],
    ]
    assert fills(body, 3, 2) == [(50, 0, 50, 20), (100, 0, 100, 10), (100, 10, 100, 10)]


def test_no_header_and_no_fill() -> None:
    body: Cells = [[(0, "一"), (1, "二")]]
    assert fills(body, 2, 0) == []
