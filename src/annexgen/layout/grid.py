"""The grid lines and fills of a piece of a table: each stroke once, as long as it can be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annexgen.document import Table
from annexgen.layout.pages import Box, PlacedCell, Rule

_Stretches = dict[float, list[list[float]]]
"""Start and end of each stroke of a line, by the line's place."""


def rules(
    cells: Sequence[PlacedCell], edges: Sequence[float], levels: Sequence[float], width: float
) -> tuple[Rule, ...]:
    """Return the grid lines around ``cells``.

    Args:
        cells: that fill the piece, in reading order.
        edges: x of the column boundaries in pt.
        levels: y of the row boundaries in pt.
        width: of the strokes in pt.
    """
    if width <= 0:
        return ()
    across: _Stretches = {}
    down: _Stretches = {}
    for _, _, _, x, y, wide, high, _, _, _, _ in cells:
        _join(across, y, x, x + wide)
        _join(down, x, y, y + high)
    across[levels[-1]] = [[edges[0], edges[-1]]]
    down[edges[-1]] = [[levels[0], levels[-1]]]
    half = width / 2
    out = [
        Rule(start - half, y, end + half, y, width)
        for y in sorted(across)
        for start, end in across[y]
    ]
    out += [
        Rule(x, start - half, x, end + half, width) for x in sorted(down) for start, end in down[x]
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


def _join(lines: _Stretches, at: float, start: float, end: float) -> None:
    """Add a stretch to the line at ``at``; one that touches the line's last goes on with it."""
    line = lines.get(at)
    if line is None:
        lines[at] = [[start, end]]
    elif start <= line[-1][1] + 0.01:
        line[-1][1] = max(line[-1][1], end)
    else:
        line.append([start, end])
