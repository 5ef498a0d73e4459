"""What is to be told of a source: faults, doubts, and what was left over, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from annexgen.findings import Message
from annexgen.ingest.blocks import Cell, Line, Place
from annexgen.packages.refusal import Unreadable
from annexgen.tuples import NamedTuple

MOST_TOLD = 500_000
"""An annex of 12,000 projects with a column that its form does not know has 180,000."""
TOO_MUCH_TO_TELL = Message(
    "有五十万处文字用不上或有疑问，不会是这个表样的附表；请看文件和表样（--form）对不对",
    "half a million texts in it fit nothing or are in doubt; is it the right file and form "
    "(--form)?",
)


class Weight(StrEnum):
    """What a remark does to an import: a fault stops it, a doubt does not."""

    FAULT = "fault"
    DOUBT = "doubt"


class Remark(NamedTuple):
    """Something at one place of a source that a person should look at.

    Attributes:
        weight: whether it stops the import.
        place: where in the source.
        message: what is the matter.
        help: what to change in the source, or to look at.
    """

    weight: Weight
    place: Place
    message: Message
    help: Message


class Leftover(NamedTuple):
    """A text of the source that went into no content file.

    Attributes:
        place: where in the source.
        text: the whole of it.
        is_line: whether it stands outside tables, or fills a row of one.
    """

    place: Place
    text: str
    is_line: bool = False


@dataclass(slots=True)
class Account:
    """Keeps account of every text of the source: used, or left over.

    Attributes:
        leftovers: what no content file took in, in reading order.
        remarks: faults and doubts, in reading order.
    """

    leftovers: list[Leftover] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    _used: set[int] = field(default_factory=set)

    def use(self, part: Cell) -> None:
        """Note that a cell's text went into a content file, or is one that the form prints."""
        self._used.add(id(part))

    def is_used(self, part: Cell) -> bool:
        """Say whether a cell of the table at hand has been used."""
        return id(part) in self._used

    def leave(self, place: Place, text: str, *, is_line: bool = False) -> None:
        """Note that a text was left over."""
        if text.strip():
            self._count(place)
            self.leftovers.append(Leftover(place, text.strip(), is_line))

    def close(self, cells: tuple[Cell, ...]) -> None:
        """End a table: cells that were not used are left over."""
        for cell in cells:
            if id(cell) not in self._used:
                self.leave(cell.place, "\n".join(cell.paragraphs))
        self._used.clear()

    def _count(self, place: Place) -> None:
        """Refuse a source of which there is more to tell than anyone reads."""
        if len(self.leftovers) + len(self.remarks) >= MOST_TOLD:
            raise Unreadable(place.source, TOO_MUCH_TO_TELL)

    def fault(self, part: Cell | Line | Place, message: Message, help_: Message) -> None:
        """Note what stops the import."""
        self._remark(Weight.FAULT, part, message, help_)

    def doubt(self, part: Cell | Line | Place, message: Message, help_: Message) -> None:
        """Note what should be looked at."""
        self._remark(Weight.DOUBT, part, message, help_)

    def _remark(
        self, weight: Weight, part: Cell | Line | Place, message: Message, help_: Message
    ) -> None:
        place = part if isinstance(part, Place) else part.place
        self._count(place)
        self.remarks.append(Remark(weight, place, message, help_))
