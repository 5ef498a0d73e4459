"""The order of keys: that of the schema, wherever the order says nothing.

A record's fields have their places in the model, whatever their order. Levels of indicators are
printed in the order of the file, so they keep it; so does a record with a key that is not known,
as nobody can say where that belongs.
"""

from __future__ import annotations

from collections.abc import Sequence

from annexgen.formatting.parts import EMPTY_LINE, Block, Part
from annexgen.formatting.reading import below
from annexgen.schema.shapes import Record, Shape
from annexgen.source.allowances import MARK


def places(keys: Sequence[str], shape: Shape | None) -> list[int]:
    """Return the indices of ``keys`` in canonical order."""
    indices = list(range(len(keys)))
    if not isinstance(shape, Record) or any(key not in shape.by_key for key in keys):
        return indices
    rank = {key: index for index, key in enumerate(shape.by_key)}
    return sorted(indices, key=lambda index: rank[keys[index]])


def put_in_order(root: Block, shape: Shape) -> bool:
    """Put the keys of all records in order; say whether any has moved."""
    moved = _sort(root, shape)
    if moved is not None:
        _leave_head(moved, root.parts[0])
    return _put_below(root, shape) or moved is not None


def _put_below(block: Block, shape: Shape | None) -> bool:
    is_moved = False
    for part in block.parts:
        if not isinstance(part.value, Block):
            continue
        inner = below(shape, part.name).shape
        moved = _sort(part.value, inner)
        if moved is not None:
            is_moved = True
            if part.name is None:
                _take_allowance(moved, part)
        is_moved |= _put_below(part.value, inner)
    return is_moved


def _sort(block: Block, shape: Shape | None) -> Part | None:
    """Put a block in order; return what was its first part, None where nothing has moved."""
    first = block.parts[0]
    keys = [part.name for part in block.parts if part.name is not None]
    indices = places(keys, shape)
    if indices == sorted(indices):
        return None
    block.parts = [block.parts[index] for index in indices]
    return first


def _leave_head(old: Part, new: Part) -> None:
    """Leave at the file's head what was said there of the file, though its first key has moved.

    That is what stands above the last empty line; without one, all but an allowance.
    """
    if old is new:
        return
    while old.before[:1] == [EMPTY_LINE]:
        del old.before[0]
    end = _allowance(old.before)
    if EMPTY_LINE in old.before[:end]:
        end -= old.before[:end][::-1].index(EMPTY_LINE)
    head, old.before = old.before[:end], old.before[end:]
    new.before = head + new.before


def _take_allowance(old: Part, item: Part) -> None:
    """Give an item's first key, which has moved, the allowance that stood above the dash."""
    start = _allowance(item.before)
    item.before, old.before = item.before[:start], item.before[start:] + old.before


def _allowance(comments: Sequence[str]) -> int:
    """Return the index of the first allowance, else how many comments there are."""
    found = (index for index, comment in enumerate(comments) if MARK in comment)
    return next(found, len(comments))
