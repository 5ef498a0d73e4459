"""Tables of two sides told as one: rows that come and go, cells whose text has changed.

A cell merged downwards cannot be a revision. So within a table that stays, a merged cell begins in
a row that stays as well, and a row that comes or goes says its group's label itself unless it
stands below such a cell: whichever rows are accepted and rejected, none loses its label.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from annexgen.document import Cell, Table
from annexgen.render.docx.heights import RowPlan
from annexgen.render.docx.markup import paragraph
from annexgen.render.docx.styles import StyleNames
from annexgen.render.docx.tables import (
    KEEP_NEXT,
    Merge,
    cell_markup,
    column_widths,
    row_opening,
    table_opening,
)
from annexgen.review.matching import Pair
from annexgen.review.tracked.marks import Pen
from annexgen.review.tracked.steps import BOTH, Sides, Step, steps
from annexgen.review.tracked.texts import joined, text_pieces
from annexgen.tuples import NamedTuple

Plans = Mapping[int, RowPlan]


class Version(NamedTuple):
    """A table as one side has it, with the plans of its rows."""

    table: Table
    plans: Plans


class _Slot(NamedTuple):
    """A cell of a row: as either side has it, None where that side has not the row."""

    old: Cell | None
    new: Cell | None

    @property
    def cell(self) -> Cell:
        cell = self.new or self.old
        assert cell is not None  # noqa: S101 - a row is there on one side
        return cell


_Place = tuple[int, int]
"""A cell's first column, and how many it covers."""


class _Begun(NamedTuple):
    """A merged cell that can go on.

    Attributes:
        table: on which sides the table is there.
        sides: on which the row is there that it begins in.
        slot: the cell that begins it.
        merges: of the row that it begins in.
        at: its index among them.
    """

    table: Sides
    sides: Sides
    slot: _Slot
    merges: list[Merge]
    at: int

    def takes(self, slot: _Slot) -> bool:
        """Say whether a cell below goes on with it, whatever is accepted and rejected."""
        return (
            self.sides == self.table
            and (slot.old is None or slot.old is self.slot.old)
            and (slot.new is None or slot.new is self.slot.new)
        )


class _Row(NamedTuple):
    """A row: its sides, and its cells from left to right, merged ones in each row they cover."""

    step: Step
    slots: tuple[_Slot, ...]

    @property
    def place(self) -> int:
        """Its index in the table now, of one that goes in the table before."""
        place = self.step.old if self.step.new is None else self.step.new
        assert place is not None  # noqa: S101 - a row is there on one side
        return place


class TrackedTables:
    """Writes tables.

    Args:
        names: which style shows what.
    """

    def __init__(self, names: StyleNames) -> None:
        self._names = names

    def markup(
        self, old: Version | None, new: Version | None, pairs: Sequence[Pair] | None, pen: Pen
    ) -> Iterator[str]:
        """Yield a table piece by piece, with ``LOOK`` for the name of its style.

        Args:
            old: the table before; None for one that comes.
            new: the table now; None for one that goes.
            pairs: the rows of its body that belong together; None for one after the other.
            pen: writes what has changed.
        """
        version = new or old
        assert version is not None  # noqa: S101 - it is there on one side
        table = version.table
        sides = Sides(old is not None, new is not None)
        columns = column_widths(table.columns)
        yield table_opening(table, columns)
        rows = _rows(old.table if old else None, new.table if new else None, pairs)
        for row, merges in zip(rows, _merges(rows, sides), strict=True):
            is_header = row.place < table.header_rows
            plan = _plan(row.step, old, new)
            yield row_opening(plan, is_header=is_header, revision=pen.row(row.step.sides))
            for slot, merge in zip(row.slots, merges, strict=True):
                cell = slot.cell
                width = sum(columns[cell.column : cell.column + cell.colspan])
                content = self._content(slot, merge, pen, keep=is_header)
                yield cell_markup(cell, width, merge, content)
            yield "</w:tr>"
        yield "</w:tbl>"

    def _content(self, slot: _Slot, merge: Merge, pen: Pen, *, keep: bool) -> str:
        """Return a cell's paragraphs; those of one that goes on from above are empty."""
        style = self._names.text(slot.cell.style)
        properties = KEEP_NEXT if keep else ""
        texts = [cell.text if cell and merge is not Merge.GOES_ON else () for cell in slot]
        old, new = (text if cell else None for text, cell in zip(texts, slot, strict=True))
        sides = Sides(slot.old is not None, slot.new is not None)
        pieces = text_pieces(old, new, pen, style)
        if sides != BOTH:
            return "".join(
                paragraph(style, piece.content, properties + pen.mark(sides)) for piece in pieces
            )
        return "".join(
            paragraph(style, part.content, properties + part.mark) for part in joined(pieces)
        )


def _rows(old: Table | None, new: Table | None, pairs: Sequence[Pair] | None) -> list[_Row]:
    before, after = (table.grid() if table else [] for table in (old, new))
    if old is None or new is None:
        matched: Sequence[Pair] = ()
    elif pairs is None:
        matched = [Pair(row, row) for row in range(min(len(before), len(after)))]
    else:
        matched = [
            *(Pair(row, row) for row in range(new.header_rows)),
            *(Pair(old.header_rows + one, new.header_rows + other) for one, other in pairs),
        ]
    return [
        _Row(
            step,
            _slots(
                None if step.old is None else before[step.old],
                None if step.new is None else after[step.new],
            ),
        )
        for step in steps(len(before), len(after), matched)
    ]


def _slots(old: Sequence[Cell] | None, new: Sequence[Cell] | None) -> tuple[_Slot, ...]:
    """Return the cells of a row; both sides cut a row into the same columns."""
    before, after = (list(_single(line)) if line is not None else [] for line in (old, new))
    if old is None:
        return tuple([_Slot(None, cell) for cell in after])
    if new is None:
        return tuple([_Slot(cell, None) for cell in before])
    return tuple([_Slot(*pair) for pair in zip(before, after, strict=True)])


def _single(line: Sequence[Cell]) -> Iterator[Cell]:
    """Yield each cell of a grid's row once."""
    at = 0
    while at < len(line):
        yield line[at]
        at += line[at].colspan


def _merges(rows: Sequence[_Row], table: Sides) -> list[list[Merge]]:
    """Return for each cell of each row how it is merged with those above and below.

    Args:
        rows: of a table.
        table: on which sides it is there.
    """
    found: list[list[Merge]] = []
    above: dict[_Place, _Begun] = {}
    for row in rows:
        merges = [Merge.NONE] * len(row.slots)
        begun: dict[_Place, _Begun] = {}
        for at, slot in enumerate(row.slots):
            place = slot.cell.column, slot.cell.colspan
            first = above.get(place)
            if first is not None and first.takes(slot):
                first.merges[first.at] = Merge.BEGINS
                merges[at] = Merge.GOES_ON
                begun[place] = first
            else:
                begun[place] = _Begun(table, row.step.sides, slot, merges, at)
        above = begun
        found.append(merges)
    return found


def _plan(step: Step, old: Version | None, new: Version | None) -> RowPlan:
    """Return a row's plan: the lesser height of both sides, as a row grows by itself."""
    plans = []
    if old and step.old is not None:
        plans.append(old.plans[step.old])
    if new and step.new is not None:
        plans.append(new.plans[step.new])
    if any(plan.cut is not None for plan in plans):
        return RowPlan(0, {})
    return min(plans, key=lambda plan: plan.height)
