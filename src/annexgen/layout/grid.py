"""The grid lines and fills of a piece of a table: each stroke once, as long as it can be."""

from __future__ import annotations

from annexgen.layout.pages import Box, PlacedTable, Rule
from annexgen.tuples import made

_Stretches = dict[float, list[list[float]]]
"""Start and end of each stroke of a line, by the line's place."""

_TOUCHES = 0.01
"""How far apart in pt two strokes of a line may be to become one."""


def rules(piece: PlacedTable) -> tuple[Rule, ...]:
    """Return the grid lines around the cells of a piece."""
    table, cells, _, edges, levels = piece
    width = table.look.border
    if width <= 0:
        return ()
    across: _Stretches = {}
    down: _Stretches = {}
    for _, _, _, x, y, wide, high, _, _, _, _ in cells:
        for lines, at, start, end in ((across, y, x, x + wide), (down, x, y, y + high)):
            line = lines.get(at)
            if line is None:
                lines[at] = [[start, end]]
            elif start > line[-1][1] + _TOUCHES:
                line.append([start, end])
            elif end > line[-1][1]:
                line[-1][1] = end
    across[levels[-1]] = [[edges[0], edges[-1]]]
    down[edges[-1]] = [[levels[0], levels[-1]]]
    half = width / 2
    out = [
        made(Rule, (start - half, y, end + half, y, width))
        for y in sorted(across)
        for start, end in across[y]
    ]
    out += [
        made(Rule, (x, start - half, x, end + half, width))
        for x in sorted(down)
        for start, end in down[x]
    ]
    return tuple(out)


def boxes(piece: PlacedTable) -> tuple[Box, ...]:
    """Return the fills of the header cells of a piece; cells side by side share one."""
    table = piece.table
    fill = table.look.header_fill
    if fill is None:
        return ()
    filled: list[Box] = []
    for cell in piece.cells:
        if cell.row >= table.header_rows:
            break
        box = Box(cell.x, cell.y, cell.width, cell.height, fill)
        if filled and _is_beside(filled[-1], box):
            left = filled.pop()
            box = box._replace(x=left.x, width=box.x + box.width - left.x)
        filled.append(box)
    return tuple(filled)


def _is_beside(left: Box, right: Box) -> bool:
    """Say whether ``right`` goes on where ``left`` ends, as high as it."""
    touches = abs(left.x + left.width - right.x) < _TOUCHES
    return touches and (left.y, left.height) == (right.y, right.height)
