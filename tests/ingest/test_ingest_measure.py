"""A source that holds more than any annex is refused before it fills the memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from annexgen.findings import Message
from annexgen.ingest import measure, remarks
from annexgen.ingest.blocks import Block, Cell, Line, Place, Table
from annexgen.ingest.measure import within_measure
from annexgen.ingest.remarks import Account
from annexgen.packages.refusal import Unreadable

HERE = Place("附表", Message("某处", "somewhere"))
LINE = Line("甲乙丙", HERE)
TABLE = Table(tuple(Cell(0, at, 1, 1, ("甲乙",), HERE) for at in range(5)), 1, 5, HERE)


def endless(block: Block) -> Iterator[Block]:
    while True:
        yield block


@pytest.mark.parametrize(
    ("limit", "block", "count"),
    [
        ("MOST_LINES", LINE, 10),
        ("MOST_CELLS", TABLE, 2),
        ("MOST_CHARACTERS", LINE, 3),
        ("MOST_CHARACTERS", TABLE, 1),
    ],
)
def test_there_is_a_measure_of_all_that_a_source_holds(
    monkeypatch: pytest.MonkeyPatch, limit: str, block: Block, count: int
) -> None:
    monkeypatch.setattr(measure, limit, 10)
    blocks = within_measure("附表", endless(block))
    assert [next(blocks) for _ in range(count)] == [block] * count
    with pytest.raises(Unreadable) as caught:
        next(blocks)
    assert caught.value.reason == measure.TOO_MUCH


def test_a_source_of_which_too_much_is_to_be_told_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(remarks, "MOST_TOLD", 3)
    account = Account()
    account.leave(HERE, "甲")
    account.leave(HERE, " ")
    account.leave(HERE, "乙")
    account.doubt(HERE, Message("丙", "c"), Message("丁", "d"))
    with pytest.raises(Unreadable) as caught:
        account.leave(HERE, "戊")
    assert caught.value.reason == remarks.TOO_MUCH_TO_TELL
