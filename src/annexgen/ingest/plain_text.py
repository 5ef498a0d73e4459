"""Plain text taken from a Word file: a tab begins a cell, an empty line ends a row.

Two ways are known. Programs that take the text of a file write each cell on a line that begins with
a tab; a line without one goes on with the cell above. What is copied from Word has a row on each
line, its cells parted by tabs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annexgen.findings import Message
from annexgen.ingest.blocks import Block, Cell, Line, Place, Table
from annexgen.ingest.places import of_table
from annexgen.packages.refusal import Unreadable

MOST_BYTES = 64 << 20
"""The largest text that is read (64 MiB); that of 1,200 projects has 5."""

_BOOKMARK = re.compile(r"\[bookmark: [^\]\n]*\]")
_ENCODINGS = ("utf-8-sig", "gb18030")
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def read(path: Path) -> Iterator[Block]:
    """Yield the lines and tables of a text.

    Raises:
        Unreadable: where it is no text, or too large.
        OSError: where the file cannot be read.
    """
    reader = _Reader(str(path))
    for number, line in enumerate(_text(path).split("\n"), 1):
        yield from reader.take(number, line)
    yield from reader.end()


def _text(path: Path) -> str:
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Unreadable(
            str(path),
            Message("文本超过 64 MB；请分成几个文件", "the text has more than 64 MB; split it"),
        )
    encodings = ("utf-16",) if data.startswith(_WIDE) else _ENCODINGS
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _BOOKMARK.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    raise Unreadable(
        str(path),
        Message(
            "不是 UTF-8 或 GB18030 编码的文本；请在编辑器里另存为 UTF-8",
            "not text in UTF-8 or GB 18030; save it as UTF-8 in an editor",
        ),
    )


@dataclass(slots=True)
class _RawCell:
    """A cell while its lines come in."""

    line: int
    paragraphs: list[str]


@dataclass(slots=True)
class _Reader:
    """Puts lines together to rows and tables.

    Attributes:
        source: the file, as the user named it.
        rows: of the table at hand.
        row: the row at hand.
        blank: empty lines since the last cell.
        tables: how many tables there have been.
    """

    source: str
    rows: list[list[_RawCell]] = field(default_factory=list)
    row: list[_RawCell] = field(default_factory=list)
    blank: int = 0
    tables: int = 0

    def take(self, number: int, line: str) -> Iterator[Block]:
        """Take in a line; yield what has ended with it."""
        if not line.strip(" \t") and not line.startswith("\t"):
            self.blank += 1
            self._end_row()
            return
        if line.startswith("\t\t") or "\t" in line.lstrip("\t"):
            if self.blank > 1:
                yield from self.end()
            self._end_row()
            self.rows.append([_RawCell(number, [text]) for text in line.split("\t")])
        elif line.startswith("\t"):
            if self.blank > 1:
                yield from self.end()
            self.row.append(_RawCell(number, [line[1:]]))
        elif self.row:
            self.row[-1].paragraphs.append(line)
        else:
            yield from self.end()
            where = Message(f"第 {number} 行", f"line {number}")
            yield Line(line, Place(self.source, where))
        self.blank = 0

    def _end_row(self) -> None:
        """End a row; what is left of a row that an empty line in a cell has cut joins it."""
        if not self.row:
            return
        width = len(self.rows[0]) if self.rows else 0
        above = self.rows[-1] if self.rows else []
        if above and len(above) < width and len(above) + len(self.row) <= width:
            above += self.row
        else:
            self.rows.append(self.row)
        self.row = []

    def end(self) -> Iterator[Table]:
        """Yield the table at hand, if there is one, and begin anew."""
        self._end_row()
        if self.rows:
            self.tables += 1
            yield _table(self.rows, self.tables, self.source)
        self.rows = []


def _table(rows: Sequence[Sequence[_RawCell]], number: int, source: str) -> Table:
    cells = tuple(
        Cell(
            row, column, 1, 1, tuple(raw.paragraphs), _place(raw.line, number, row, column, source)
        )
        for row, cells in enumerate(rows)
        for column, raw in enumerate(cells)
    )
    return Table(cells, len(rows), max(map(len, rows)), of_table(source, number))


def _place(line: int, table: int, row: int, column: int, source: str) -> Place:
    return Place(
        source,
        Message(
            f"第 {line} 行（第 {table} 个表第 {row + 1} 行第 {column + 1} 格）",
            f"line {line} (table {table}, row {row + 1}, cell {column + 1})",
        ),
    )
