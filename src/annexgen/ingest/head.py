"""A row of a project's head block: labels in it, and the values beside or below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from annexgen.ingest.amounts import without_money_unit
from annexgen.ingest.blocks import Cell
from annexgen.ingest.labels import Label
from annexgen.ingest.spelling import folded
from annexgen.tuples import NamedTuple

_LEAST_HEADINGS = 3
"""Labels side by side that are taken for headings of the row below."""


_COLON = re.compile("[:：]")
_LONGEST_LABEL = 40
"""Characters within which a label ends that has its value in the same cell."""


class Pair(NamedTuple):
    """A label and the cell that holds its value."""

    label: Label
    cell: Cell


class Said(NamedTuple):
    """A label and its value, read from one text.

    Attributes:
        label: the label.
        written: how it is spelt, perhaps with a unit of money.
        value: what stands behind its colon.
    """

    label: Label
    written: str
    value: str


class HeadRow(NamedTuple):
    """What a row of a head block says.

    Attributes:
        pairs: labels with their values, blank ones too.
        labels: the cells that are labels.
        first: the label at the row's start, also one that reaches down from above.
    """

    pairs: tuple[Pair, ...]
    labels: tuple[Cell, ...]
    first: Label | None


def label_in(cell: Cell, labels: Mapping[str, Label]) -> Label | None:
    """Return the label that a cell holds, perhaps with a unit of money; None for any other cell."""
    return _label_of("".join(cell.paragraphs), labels)


def label_and_value(text: str, labels: Mapping[str, Label]) -> Said | None:
    """Return the label that a text begins with and the value behind its colon; None without both.

    The longest label counts: ``其中：财政资金：10.00`` has a colon of its own.
    """
    found = None
    for colon in _COLON.finditer(text[:_LONGEST_LABEL]):
        written, value = text[: colon.start()], text[colon.end() :].strip()
        label = _label_of(written, labels)
        if label is not None and label.value is not None and value:
            found = Said(label, written, value)
    return found


def _label_of(text: str, labels: Mapping[str, Label]) -> Label | None:
    key = folded(text)
    return labels.get(key) or labels.get(without_money_unit(key)[0])


def head_row(
    cells: Sequence[Cell], labels: Mapping[str, Label], above: Label | None
) -> HeadRow | None:
    """Read a row of a head block; None for a row without a label.

    A value may stand behind blank cells: a sheet without merged cells has them.

    Args:
        cells: that cover the row, from left to right.
        labels: by their folded spellings.
        above: the label at the start of the row above; a blank first cell goes on with it.
    """
    pending = above if cells and cells[0].is_blank else None
    first, is_carried = pending, pending is not None
    pairs: list[Pair] = []
    found: list[Cell] = []
    blank: Cell | None = None
    for index, cell in enumerate(cells):
        label = label_in(cell, labels)
        is_last = index == len(cells) - 1
        is_free = pending is None or blank is not None
        may_be_label = is_free or is_carried or (pending is not None and pending.heads_labels)
        if label is not None and (is_free or (may_be_label and not is_last)):
            pairs += _blank_pairs(pending, blank)
            blank = None
            found.append(cell)
            first = label if index == 0 else first
            pending, is_carried = label, False
        elif pending is not None and cell.is_blank:
            blank = blank or (cell if index > 0 else None)
        elif pending is not None:
            pairs.append(Pair(pending, cell))
            pending = blank = None
    pairs += _blank_pairs(pending, blank)
    if not found and not any(not pair.cell.is_blank for pair in pairs):
        return None
    return HeadRow(tuple(pairs), tuple(found), first)


def _blank_pairs(label: Label | None, blank: Cell | None) -> list[Pair]:
    """Return a label with the blank cell that is its value, where there is one."""
    return [Pair(label, blank)] if label is not None and blank is not None else []


def headings_in(cells: Sequence[Cell], labels: Mapping[str, Label]) -> Iterator[Pair]:
    """Yield the labels of a row that holds nothing else, as headings of the row below it."""
    found = [(label_in(cell, labels), cell) for cell in cells]
    heads = [Pair(label, cell) for label, cell in found if label and not label.heads_labels]
    if len(heads) == len(cells) >= _LEAST_HEADINGS:
        yield from heads


def below(heading: Cell, cells: Sequence[Cell]) -> Cell | None:
    """Return the cell of another row that stands below ``heading``, by grid columns."""
    best = max(cells, key=lambda cell: overlap(heading, cell), default=None)
    return best if best is not None and overlap(heading, best) > 0 else None


def overlap(one: Cell, other: Cell) -> int:
    """Return how many grid columns two cells share."""
    end = min(one.column + one.columns, other.column + other.columns)
    return end - max(one.column, other.column)
