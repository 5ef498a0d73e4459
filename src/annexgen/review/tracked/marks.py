"""Revisions as WordprocessingML: who inserted or deleted what (ISO/IEC 29500-1, 17.13.5)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from annexgen.render.docx.markup import escaped, run
from annexgen.review.tracked.steps import BOTH, Sides
from annexgen.review.words import stretches
from annexgen.revisions.authors import Author


class Pen:
    """Writes the revisions of one author.

    Args:
        author: who.
        numbers: gives each revision of a file its number.
    """

    def __init__(self, author: Author, numbers: Iterator[int]) -> None:
        self._numbers = numbers
        date = f' w:date="{author.moment}"' if author.moment else ""
        self._attributes = f'w:author="{escaped(author.name)}"{date}'

    def text(self, old: str | None, new: str | None) -> str:
        """Return the runs of a text that was ``old`` and is ``new``; None where it is not there."""
        if old is None or new is None:
            return self._deleted(old or "") + self._inserted(new or "")
        return "".join(
            run(part.old) if part.is_equal else self._deleted(part.old) + self._inserted(part.new)
            for part in stretches(old, new)
        )

    def runs(self, runs: str, sides: Sides) -> str:
        """Return runs that hold no text to be deleted, marked where they come or go."""
        if sides == BOTH:
            return runs
        return f"<{self._kind(sides)}>{runs}</{_name(sides)}>"

    def mark(self, sides: Sides) -> str:
        """Return the run properties of the end of a paragraph that is there on these sides."""
        return "" if sides == BOTH else f"<w:rPr>{self.row(sides)}</w:rPr>"

    def row(self, sides: Sides) -> str:
        """Return what a row's or a paragraph's properties say of these sides."""
        return "" if sides == BOTH else f"<{self._kind(sides)}/>"

    def properties(self, old: str) -> str:
        """Return the paragraph properties that there were."""
        return f"<w:pPrChange {self._numbered()}><w:pPr>{old}</w:pPr></w:pPrChange>"

    def _inserted(self, text: str) -> str:
        return self.runs(run(text), Sides(old=False, new=True)) if text else ""

    def _deleted(self, text: str) -> str:
        gone = Sides(old=True, new=False)
        return self.runs(run(text, "w:delText"), gone) if text else ""

    def _kind(self, sides: Sides) -> str:
        return f"{_name(sides)} {self._numbered()}"

    def _numbered(self) -> str:
        return f'w:id="{next(self._numbers)}" {self._attributes}'


class Pens:
    """Hands out pens; all of them number the revisions, and the bookmarks, of one file."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def of(self, author: Author) -> Pen:
        """Return the pen of an author."""
        return Pen(author, self._numbers)

    def number(self) -> int:
        """Return the next number, for what is no revision but is numbered with them."""
        return next(self._numbers)


def _name(sides: Sides) -> str:
    return "w:ins" if sides.new else "w:del"
