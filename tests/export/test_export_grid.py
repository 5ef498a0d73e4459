"""Tables of different columns on one set of sheet columns."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexgen.export.xlsx.grid import NEAR, grid_of

WIDTHS = st.lists(st.integers(1, 60).map(float), min_size=1, max_size=7).map(tuple)


@given(st.lists(WIDTHS, max_size=5))
def test_every_column_of_a_table_has_a_column_of_the_sheet(tables: list[tuple[float, ...]]) -> None:
    grid = grid_of(tables, 400)
    assert all(width > 0 for width in grid.widths)
    for table in tables:
        edges = grid.edges[table]
        assert len(edges) == len(table) + 1
        assert edges[0] == 0
        assert all(left < right for left, right in pairwise(edges))
        assert edges[-1] <= grid.column_count
        assert abs(sum(grid.widths[: edges[-1]]) - sum(table)) <= NEAR


def test_edges_that_all_but_meet_become_one() -> None:
    grid = grid_of([(68.0, 51.0, 334.0), (62.0, 82.0, 309.0)], 453)
    assert grid.widths == (68.0, 51.0, 25.0, 309.0)
    assert grid.edges == {(68.0, 51.0, 334.0): (0, 1, 2, 4), (62.0, 82.0, 309.0): (0, 1, 3, 4)}


@pytest.mark.parametrize("width", [300.0, 453.5])
def test_a_sheet_without_tables_has_one_column(width: float) -> None:
    assert grid_of([], width).widths == (width,)
