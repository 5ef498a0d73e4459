"""Two documents of one form and what belongs together in, the file with the changes out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO

from annexgen.document import Document, Part
from annexgen.fonts.metrics import FontMetrics
from annexgen.render.docx.assembly import pages_before
from annexgen.render.docx.body import Stage, stage
from annexgen.review.tracked.assembly import PartEnd, Placed, TrackedAssembly
from annexgen.review.tracked.marks import Pens
from annexgen.review.tracked.sections import SetSection, TrackedSections
from annexgen.review.tracked.setting import PageCounter, Setter
from annexgen.review.tracked.steps import Alignment, PartStep, SectionStep, Sides, ends
from annexgen.tuples import NamedTuple


def write(
    old: Document,
    new: Document,
    alignment: Alignment,
    metrics: Mapping[str, FontMetrics],
    out: BinaryIO,
    base: bytes | None = None,
) -> None:
    """Write the DOCX file in which ``old`` becomes ``new``.

    Args:
        old: the document before.
        new: the document now, of the same form; styles and properties are its own.
        alignment: what belongs together in both.
        metrics: of each face of ``new``, by its key in ``Document.faces``.
        out: where the file goes.
        base: a DOCX file whose styles, theme and settings come before ours.
    """
    bench, pens = stage(new.styles, new.furniture, metrics), Pens()
    kept = frozenset(heading.id for heading in new.headings())
    assembly = TrackedAssembly(bench, pens, kept, base)
    body = _Body((old, new), bench, pens, assembly)
    sides = ends([part.step.sides for part in alignment.parts])
    for part, end in zip(alignment.parts, sides, strict=True):
        body.add(part, end)
    assembly.finish((old, new), body.end, pens.of(alignment.author), out)


class _Headed(NamedTuple):
    """A section and its heading."""

    heading: Placed
    section: SetSection


class _SetPart(NamedTuple):
    """A part of one side: itself, its heading and its sections."""

    part: Part
    heading: Placed
    sections: list[_Headed]

    def section(self, index: int | None) -> _Headed | None:
        """Return one of its sections; None where the side has it not."""
        return None if index is None else self.sections[index]


class _Side:
    """One of the two documents, set part by part.

    Args:
        document: the document.
        bench: what it is set with.
    """

    def __init__(self, document: Document, bench: Stage) -> None:
        self._document = document
        self._pages = PageCounter(pages_before(document, bench, document.headings()))
        self.running_header = ""
        """That of the last part so far."""

    def part(self, index: int | None, setter: Setter, *, breaks: bool) -> _SetPart | None:
        """Set the next part; None where the side has not the part.

        Args:
            index: of the part.
            setter: sets it.
            breaks: whether a page break is asked for before it.
        """
        if index is None:
            return None
        part = self._document.parts[index]
        self.running_header = part.running_header
        heading = Placed(part.heading, self._pages.part(), breaks)
        sections = list(part.sections)
        sized = setter.sized(part, sections)
        headed = []
        for at, one in enumerate(map(SetSection, sections, sized)):
            page, section = self._pages.section(one.sized), one.section
            placed = Placed(section.heading, page, bool(at) and section.new_page)
            headed.append(_Headed(placed, one))
        return _SetPart(part, heading, headed)


class _Body:
    """Writes the parts of both sides.

    Attributes:
        end: what ends the last part so far; None before the first.
    """

    def __init__(
        self,
        documents: tuple[Document, Document],
        bench: Stage,
        pens: Pens,
        assembly: TrackedAssembly,
    ) -> None:
        self._sides = tuple(_Side(document, bench) for document in documents)
        self._bench = bench
        self._pens = pens
        self._assembly = assembly
        self._sections = TrackedSections(bench)
        self.end: PartEnd | None = None

    def add(self, step: PartStep, end: Sides) -> None:
        """Write a part; ``end`` says on which sides something ends it."""
        if self.end is not None and any(self.end.sides):
            self._assembly.end_part(self.end)
        pen, setter = self._pens.of(step.author), Setter(self._bench)
        breaks = self.end is not None and not any(self.end.sides)
        old, new = (
            side.part(index, setter, breaks=breaks)
            for side, index in zip(self._sides, step.step, strict=True)
        )
        part = new or old
        assert part is not None  # noqa: S101 - it is there on one side
        setup = part.part.page
        self._assembly.begin_part(old and old.heading, new and new.heading, setup, pen)
        for section in step.sections:
            self._add(section, old, new)
        headers = [side.running_header for side in self._sides]
        if end.old != end.new:
            headers = [headers[0] if end.old else headers[1]] * 2
        self.end = PartEnd(end, setup, headers[0], headers[1], pen)

    def _add(self, section: SectionStep, old: _SetPart | None, new: _SetPart | None) -> None:
        pen, step = self._pens.of(section.author), section.step
        before = old and old.section(step.old)
        after = new and new.section(step.new)
        written = self._sections.written(
            before and before.section, after and after.section, section.rows, pen
        )
        self._assembly.add(before and before.heading, after and after.heading, written, pen)
