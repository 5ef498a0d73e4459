"""Characters that no content file can hold, taken out of a source's texts and told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from annexgen.findings import Message
from annexgen.ingest.blocks import Block, Cell, Line, Table
from annexgen.ingest.remarks import Account
from annexgen.source.text import first_unfit

_BREAKS = str.maketrans({"\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})


def fit(blocks: Iterable[Block], account: Account) -> Iterator[Block]:
    """Yield ``blocks`` in characters that content files can hold; ``account`` is told of others."""
    for block in blocks:
        if isinstance(block, Line):
            yield replace(block, text=_fit(block.text, block, account))
        elif isinstance(block, Table):
            yield Table(
                tuple(_fit_cell(cell, account) for cell in block.cells),
                block.rows,
                block.columns,
                block.place,
            )
        else:
            yield block


def _fit_cell(cell: Cell, account: Account) -> Cell:
    paragraphs = tuple(_fit(text, cell, account) for text in cell.paragraphs)
    return cell if paragraphs == cell.paragraphs else replace(cell, paragraphs=paragraphs)


def _fit(text: str, part: Cell | Line, account: Account) -> str:
    text = text.translate(_BREAKS)
    while (unfit := first_unfit(text)) is not None:
        character = chr(int(unfit.removeprefix("U+"), 16))
        text = text.replace(character, "")
        account.doubt(
            part,
            Message(f"去掉了看不见的字符 {unfit}", f"The unseen character {unfit} was left out"),
            Message("内容文件里不能有它；请核对前后的文字", "Content files cannot hold it"),
        )
    return text
