"""The grid lines and fills of a piece of a table: each stroke once, as long as it can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from annexgen.document import Table
from annexgen.layout.pages import Box, PlacedCell, Rule


def rules(
    cells: Sequence[PlacedCell], edges: Sequence[float], levels: Sequence[float], width: float
) -> tuple[Rule, ...]:
    """Return the grid lines around ``cells``.

    Args:
        cells: that fill the piece.
        edges: x of the column boundaries in pt.
        levels: y of the row boundaries in pt.
        width: of the strokes in pt.
    """
    if width <= 0:
        return ()
    across: defaultdict[float, list[tuple[float, float]]] = defaultdict(list)
    down: defaultdict[float, list[tuple[float, float]]] = defaultdict(list)
    for _, _, _, x, y, wide, high, _, _, _, _ in cells:
        across[y].append((x, x + wide))
        down[x].append((y, y + high))
    across[levels[-1]] = [(edges[0], edges[-1])]
    down[edges[-1]] = [(levels[0], levels[-1])]
    half = width / 2
    out = [
        Rule(start - half, y, end + half, y, width)
        for y in sorted(across)
        for start, end in _joined(across[y])
    ]
    out += [
        Rule(x, start - half, x, end + half, width)
        for x in sorted(down)
        for start, end in _joined(down[x])
    ]
    return tuple(out)


def boxes(table: Table, cells: Iterable[PlacedCell]) -> tuple[Box, ...]:
    """Return the fills of the header cells."""
    fill = table.look.header_fill
    if fill is None:
        return ()
    return tuple(
        Box(cell.x, cell.y, cell.width, cell.height, fill)
        for cell in cells
        if cell.row < table.header_rows
    )


def _joined(stretches: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Yield ``stretches`` with those that touch made one."""
    stretches.sort()
    start, end = stretches[0]
    for next_start, next_end in stretches[1:]:
        if next_start <= end + 0.01:
            end = max(end, next_end)
        else:
            yield start, end
            start, end = next_start, next_end
    yield start, end
