"""What every reader makes of a source: lines and tables in reading order, each with its place.

A reader is a module ``ingest/<format>.py`` with ``read(path: Path) -> Iterator[Block]``. It yields
every text that a person can read in the file, each once and in reading order, and leaves nothing
out for its meaning: what the text is for is found out later, by the form's labels.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annexgen.findings import Message
from annexgen.tuples import NamedTuple


class Place(NamedTuple):
    """Where in a source something stands, in words for the person who has it open.

    Attributes:
        source: the file, as the user named it.
        where: such as 第 3 个表第 2 行第 4 格, 第 12 段, 工作表“301101”B7, 第 5 行第 3 列; counted
            from 1, and in English beside it.
    """

    source: str
    where: Message

    def text(self, language: str) -> str:
        """Return source and place in ``language`` (``"zh"`` or ``"en"``)."""
        separator = ": " if language == "en" else "："
        return f"{self.source}{separator}{self.where.text(language)}"


class Role(StrEnum):
    """What part of a page a line outside tables belongs to."""

    BODY = "body"
    HEADER = "header"
    FOOTER = "footer"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Line:
    r"""A paragraph outside tables.

    Attributes:
        text: as written; ``\n`` is a line break within the paragraph, ``\t`` a tab.
        place: where it stands.
        level: of a heading, from 1, where the source says that it is one.
        role: the body; or the running header or footer of the blocks that follow, given once
            before the first of them and not again for every page; or a note (footnote, comment,
            text box).
    """

    text: str
    place: Place
    level: int | None = None
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class Cell:
    r"""A cell at the upper left of the area it covers; merged cells are one cell.

    Attributes:
        row: first row it covers, from 0.
        column: first grid column it covers, from 0.
        rows: how many rows it covers.
        columns: how many grid columns it covers.
        paragraphs: its text as written, ``\n`` for a line break within a paragraph; blank ones may
            be left out. A table within it is a ``Table`` of its own that follows.
        place: where it stands.
    """

    row: int
    column: int
    rows: int
    columns: int
    paragraphs: tuple[str, ...]
    place: Place

    @property
    def is_blank(self) -> bool:
        """Whether it holds no text."""
        return not any(paragraph.strip() for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: of a page, or a sheet of a workbook.

    Attributes:
        cells: blank ones too, by row and then column.
        rows: how many rows it has.
        columns: how many grid columns it has; a source without a grid counts each row's cells.
        place: where it stands.
    """

    cells: tuple[Cell, ...]
    rows: int
    columns: int
    place: Place


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file of ours says of the annex in its properties; no part of what is printed.

    Attributes:
        title: 标题.
        department: 编制单位.
        year: 年度, four digits.
    """

    title: str = ""
    department: str = ""
    year: str = ""


Block = Line | Table | Properties
