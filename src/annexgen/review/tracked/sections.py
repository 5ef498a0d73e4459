"""Sections of two sides told as one, block by block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from annexgen.document import Paragraph, Section, SplitLine, Table, TableLook
from annexgen.render.docx.body import Stage, block_markups, gap
from annexgen.render.docx.heights import row_plans
from annexgen.render.docx.markup import paragraph
from annexgen.review.matching import Pair
from annexgen.review.tracked.marks import Pen
from annexgen.review.tracked.setting import Sized
from annexgen.review.tracked.steps import Sides
from annexgen.review.tracked.tables import TrackedTables, Version
from annexgen.tuples import NamedTuple

_Laid = Paragraph | SplitLine | Version
_Ends = tuple[str | None, str | None]
_NO_ENDS: _Ends = (None, None)


class SetSection(NamedTuple):
    """A section of one side, and how it is set."""

    section: Section
    sized: Sized


class Written(NamedTuple):
    """What comes behind a section's heading.

    Attributes:
        looks: of its tables, in order.
        markup: with ``tables.LOOK`` wherever a table names its style.
    """

    looks: tuple[TableLook, ...]
    markup: str


class TrackedSections:
    """Writes sections.

    Args:
        stage: what unchanged sections are written with.
    """

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._tables = TrackedTables(stage.names)

    def written(
        self,
        old: SetSection | None,
        new: SetSection | None,
        rows: Mapping[int, Sequence[Pair]],
        pen: Pen,
    ) -> Written:
        """Write what comes behind a section's heading.

        Args:
            old: the section before; None for one that comes.
            new: the section now; None for one that goes.
            rows: see ``SectionStep.rows``.
            pen: writes what has changed.
        """
        side = new or old
        assert side is not None  # noqa: S101 - it is there on one side
        blocks = side.section.blocks
        looks = tuple(block.look for block in blocks if isinstance(block, Table))
        if old and new and old.section.blocks == new.section.blocks:
            markups = block_markups(new.section, self._stage, new.sized.pages)
        else:
            markups = self._blocks(old, new, rows, pen)
        return Written(looks, "".join(markups))

    def _blocks(
        self,
        old: SetSection | None,
        new: SetSection | None,
        rows: Mapping[int, Sequence[Pair]],
        pen: Pen,
    ) -> Iterator[str]:
        sides = Sides(old is not None, new is not None)
        after_table = False
        for index, (before, after) in enumerate(_paired(old, new)):
            match after or before:
                case Version(table=table):
                    if after_table or table.space_before:
                        yield gap(table.space_before, pen.mark(sides))
                    yield from self._tables.markup(
                        _table(before), _table(after), rows.get(index), pen
                    )
                case SplitLine(style=style):
                    yield self._line(style, _ends(before), _ends(after), pen)
                case Paragraph(style=style):
                    text = pen.text(_said(before), _said(after))
                    yield paragraph(self._stage.names.text(style), text, pen.mark(sides))
            after_table = isinstance(after or before, Version)

    def _line(self, style: str, old: _Ends, new: _Ends, pen: Pen) -> str:
        """Return a line with a text at each margin."""
        left, right = (pen.text(*texts) for texts in zip(old, new, strict=True))
        sides = Sides(*(ends != _NO_ENDS for ends in (old, new)))
        tab = pen.runs("<w:r><w:tab/></w:r>", sides)
        return paragraph(self._stage.names.split(style), left + tab + right, pen.mark(sides))


def _paired(
    old: SetSection | None, new: SetSection | None
) -> Iterator[tuple[_Laid | None, _Laid | None]]:
    """Yield the blocks of both sides in order; a form has the same for every project."""
    if old and new:
        yield from zip(_laid(old), _laid(new), strict=True)
    elif old:
        yield from ((laid, None) for laid in _laid(old))
    elif new:
        yield from ((None, laid) for laid in _laid(new))


def _laid(side: SetSection) -> Iterator[_Laid]:
    """Yield the blocks of a section, its tables with the plans of their rows."""
    plans = row_plans(side.sized.pages)
    for block in side.section.blocks:
        yield Version(block, next(plans)) if isinstance(block, Table) else block


def _table(laid: _Laid | None) -> Version | None:
    return laid if isinstance(laid, Version) else None


def _said(laid: _Laid | None) -> str | None:
    return laid.text if isinstance(laid, Paragraph) else None


def _ends(laid: _Laid | None) -> _Ends:
    return (laid.left, laid.right) if isinstance(laid, SplitLine) else _NO_ENDS
