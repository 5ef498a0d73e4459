"""One set of sheet columns for tables of different columns.

A sheet has one width for each column, while a section's tables have their own. So the sheet gets a
column edge wherever a table has one, and cells are merged over the columns between their edges.
Edges of two tables that all but meet become one, so that no slivers of columns come of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate, pairwise

from annexgen.tuples import NamedTuple

NEAR = 6.0
"""Edges of two tables that are no farther apart (in pt) become one."""

Widths = tuple[float, ...]


class Grid(NamedTuple):
    """The columns of a sheet.

    Attributes:
        widths: of the sheet's columns in pt.
        edges: for a table's column widths, the sheet column at which each edge lies; the last is
            the column after the table's last.
    """

    widths: Widths
    edges: dict[Widths, tuple[int, ...]]

    @property
    def column_count(self) -> int:
        """How many columns there are."""
        return len(self.widths)


def grid_of(tables: Iterable[Widths], width: float) -> Grid:
    """Lay tables over one another.

    Args:
        tables: the column widths of each table.
        width: of the sheet in pt, where there is no table.
    """
    edges: list[float] = [0.0]
    placed: dict[Widths, list[float]] = {}
    for widths in dict.fromkeys(tables):
        own = [0.0, *accumulate(widths)]
        snapped = [_snapped(edge, own, edges) for edge in own]
        edges = sorted({*edges, *snapped})
        placed[widths] = snapped
    if len(edges) == 1:
        edges.append(width)
    index = {edge: number for number, edge in enumerate(edges)}
    return Grid(
        tuple(right - left for left, right in pairwise(edges)),
        {widths: tuple(index[edge] for edge in own) for widths, own in placed.items()},
    )


def _snapped(edge: float, own: list[float], edges: list[float]) -> float:
    """Return the edge of another table that this one becomes, or itself.

    Each must be the other's nearest, else two edges of one table could become the same.
    """
    nearest = min(edges, key=lambda other: abs(other - edge))
    back = min(own, key=lambda other: abs(other - nearest))
    return nearest if back == edge and abs(nearest - edge) <= NEAR else edge
