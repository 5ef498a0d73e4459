"""Every text of a source is in a content file or named in the report, wherever it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from annexgen.findings import Message
from annexgen.forms.load import load_form
from annexgen.ingest import plain_text
from annexgen.ingest.blocks import Block, Cell, Line, Place, Role, Table
from annexgen.ingest.understanding import Understood, understand
from import_trials import REPOSITORY
from printed_annex import PRINTED

HERE = Place("附表", Message("某处", "somewhere"))
AFTER_THE_FIRST_UNIT = 2
"""Above it a project's table is a fault that stops the import, so that nothing is written."""
PARTS = (
    "完成",
    "301101",
    "1.",
    "产出",
    "单位：",
    "（续）",
    "2025年",
    "目标",
    "≥5",
    "\t",
    "\n",
    "万元",
)
markers = st.lists(st.sampled_from(PARTS), max_size=4).map("".join)


@cache
def blocks() -> tuple[Block, ...]:
    """The office's own annex: 5 units, 12 projects."""
    return tuple(plain_text.read(PRINTED))


@cache
def tables() -> tuple[int, ...]:
    return tuple(at for at, block in enumerate(blocks()) if isinstance(block, Table))


def said(result: Understood) -> str:
    """Return all that would be written or told."""
    texts: list[str] = [str(result.annex), *map(str, result.units)]
    texts += [f"{remark.message.zh}" for remark in result.remarks]
    return repr(texts) + repr([leftover.text for leftover in result.leftovers])


def check(source: Sequence[Block], markers_: Sequence[str]) -> None:
    told = said(understand(source, load_form(REPOSITORY, "tianjin")))
    for marker in markers_:
        assert marker in told


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 20),
    markers,
    markers,
    st.sampled_from(Role),
)
def test_a_further_line(at: int, before: str, after: str, role: Role) -> None:
    line = Line(f"{before}怪字甲{after}", HERE, role=role)
    check([*blocks()[:at], line, *blocks()[at:]], ["怪字甲"])


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_further_cell_in_any_row(data: st.DataObject) -> None:
    at = data.draw(st.sampled_from(tables()))
    table = blocks()[at]
    assert isinstance(table, Table)
    row = data.draw(st.integers(0, table.rows - 1))
    column = table.columns + data.draw(st.integers(0, 2))
    text = f"{data.draw(markers)}怪字乙{data.draw(markers)}"
    rows = data.draw(st.integers(1, table.rows - row))
    cell = Cell(row, column, rows, 1, tuple(text.split("\n")), HERE)
    wider = Table((*table.cells, cell), table.rows, column + 1, table.place)
    check([*blocks()[:at], wider, *blocks()[at + 1 :]], ["怪字乙"])


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_another_text_in_any_cell(data: st.DataObject) -> None:
    at = data.draw(st.sampled_from(tables()))
    table = blocks()[at]
    assert isinstance(table, Table)
    index = data.draw(st.integers(0, len(table.cells) - 1))
    cell = table.cells[index]
    kept = cell.paragraphs if data.draw(st.booleans()) else ()
    text = f"{data.draw(markers)}怪字丙{data.draw(markers)}"
    other = replace(cell, paragraphs=(*kept, *text.split("\n")))
    cells = (*table.cells[:index], other, *table.cells[index + 1 :])
    changed = Table(cells, table.rows, table.columns, table.place)
    check([*blocks()[:at], changed, *blocks()[at + 1 :]], ["怪字丙"])


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_table_or_a_row_from_elsewhere(data: st.DataObject) -> None:
    widths = data.draw(st.lists(st.integers(1, 7), min_size=1, max_size=3))
    labels = ("", "项目名称", "预算数", "绩效目标", "三级指标", "产出指标", "数量指标", "一级指标")
    names = []
    cells = []
    for row, width in enumerate(widths):
        for column in range(width):
            text = data.draw(st.sampled_from(labels))
            if not text and data.draw(st.booleans()):
                text = f"{data.draw(markers)}怪字{row}{column}丁"
                names.append(f"怪字{row}{column}丁")
            cells.append(Cell(row, column, 1, 1, tuple(text.split("\n")), HERE))
    table = Table(tuple(cells), len(widths), max(widths), HERE)
    at = data.draw(st.integers(AFTER_THE_FIRST_UNIT, len(blocks())))
    check([*blocks()[:at], table, *blocks()[at:]], names)
