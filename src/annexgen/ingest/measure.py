"""How much a source may hold: more than any annex does, less than fills a machine's memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annexgen.findings import Message
from annexgen.ingest.blocks import Block, Line, Table
from annexgen.packages.refusal import Unreadable

MOST_LINES = 1_000_000
"""Lines outside tables; the annex of 12,000 projects has 50,000."""
MOST_CELLS = 3_000_000
"""That annex has 1.1 million."""
MOST_CHARACTERS = 128 << 20
"""That annex has 8 million."""

TOO_MUCH = Message(
    "文字多得不合常理，不会是附表，没有再读；请把附表另存为单独的文件再导入",
    "it holds more than any annex and was not read on; save the annex as a file alone",
)


def within_measure(source: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks of a source.

    Raises:
        Unreadable: where there are more than any annex has.
    """
    lines = cells = characters = 0
    for block in blocks:
        if isinstance(block, Line):
            lines += 1
            characters += len(block.text)
        elif isinstance(block, Table):
            cells += len(block.cells)
            characters += sum(len(text) for cell in block.cells for text in cell.paragraphs)
        if lines > MOST_LINES or cells > MOST_CELLS or characters > MOST_CHARACTERS:
            raise Unreadable(source, TOO_MUCH)
        yield block
