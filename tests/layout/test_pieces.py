"""Tables cut into pages of ten lines (100 pt); the part's and the section's heading take two."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from layout_view import placed_cells, placed_tables, texts
from small_documents import LOOK, PLAIN, Cells, laid_out, table

from annexgen.document import Cell, PageSetup, Row, Table, TableLook
from annexgen.layout.grid import rules
from annexgen.layout.typesetting import Typesetting
from whole_layout import Layout


def pages(layout: Layout) -> list[list[str]]:
    return [texts(page) for page in layout.pages]


def rows(count: int, start: int = 1) -> list[list[tuple[int, str]]]:
    return [[(0, f"行{number}")] for number in range(start, start + count)]


def test_a_table_that_fits_stays_whole() -> None:
    layout = laid_out([table(rows(8), columns=1)])
    assert pages(layout) == [["单位", "第0", *(f"行{n}" for n in range(1, 9))]]


def test_header_rows_are_repeated_as_decoration() -> None:
    layout = laid_out([table([[(0, "表头")], *rows(12)], columns=1, header_rows=1)])
    assert pages(layout)[1] == ["表头", *(f"行{n}" for n in range(8, 13))]
    assert [(cell.lines[0].text, cell.repeated) for cell in placed_cells(layout)][8] == (
        "表头",
        True,
    )


def test_a_table_that_goes_on_is_titled_again() -> None:
    layout = laid_out([table(rows(12), columns=1)], continued="{}（续）", typesetting=Typesetting())
    assert pages(layout)[1][:2] == ["第0（续）", "行9"]
    assert layout.pages[1].fragments[0].items[0].repeated  # type: ignore[union-attr]


def test_the_last_row_is_not_alone_on_a_page() -> None:
    assert [len(page) for page in pages(laid_out([table(rows(9), columns=1)]))] == [9, 2]
    loose = Typesetting(autospace=0, compress=False, keep_last_rows=False)
    layout = laid_out([table(rows(9), columns=1)], typesetting=loose)
    assert [len(page) for page in pages(layout)] == [10, 1]


def test_a_heading_takes_header_and_two_rows_with_it() -> None:
    first = table(rows(6), columns=1)
    second = table([[(0, "表头")], *rows(4)], columns=1, header_rows=1)
    layout = laid_out([first], [second])
    assert pages(layout)[1] == ["第1", "表头", "行1", "行2", "行3", "行4"]
    assert layout.places["s1"].page == 2


def test_a_merged_cell_that_goes_on_is_printed_again() -> None:
    body: Cells = [[(0, "产出", 12), (1, "行1")], *([(1, f"行{n}")] for n in range(2, 13))]
    layout = laid_out([table(body, columns=2)])
    assert pages(layout)[1] == ["产出", "行9", "行10", "行11", "行12"]
    merged = [cell for cell in placed_cells(layout) if cell.cell.rowspan == 12]
    assert [(cell.row, cell.rows, cell.repeated) for cell in merged] == [
        (0, 8, False),
        (8, 4, True),
    ]


def test_rows_grow_for_a_merged_cell_that_needs_more() -> None:
    body: Cells = [[(0, "一二三四五六七八九十十一十二十", 2), (1, "甲")], [(1, "乙")]]
    (placed,) = placed_tables(laid_out([table(body, columns=2)]))
    assert placed.heights == {0: 15, 1: 15}


def test_a_row_taller_than_a_page_is_cut_between_lines() -> None:
    text = "".join(chr(0x4E00 + n) for n in range(5 * 23))
    layout = laid_out([table([[(0, text), (1, "短")], *rows(1)], columns=2)])
    found = [
        "".join(cell.lines[i].text for i in range(len(cell.lines))) for cell in placed_cells(layout)
    ]
    assert "".join(piece for piece in found if piece not in {"短", "行1"}) == text
    assert found.count("短") == 1
    assert [len(page.fragments) for page in layout.pages] == [2, 1, 1]


def test_a_merged_text_longer_than_a_page_flows_on_and_is_not_lost() -> None:
    text = "".join(chr(0x4E00 + n) for n in range(5 * 31))
    body: Cells = [[(0, text, 3), (1, "甲")], [(1, "乙")], [(1, "丙")]]
    layout = laid_out([table(body, columns=2)])
    merged = [cell for cell in placed_cells(layout) if cell.cell.rowspan == 3]
    assert "".join(line.text for cell in merged for line in cell.lines) == text


def test_a_header_as_high_as_the_page_is_not_repeated() -> None:
    header = [(0, "".join(chr(0x4E00 + n) for n in range(5 * 7)))]
    layout = laid_out([table([header, *rows(9)], columns=1, header_rows=1)])
    assert Counter(name for page in pages(layout) for name in page)["行1"] == 1
    assert len(layout.pages) == 2


def test_grid_lines_are_drawn_once_and_stop_at_merged_cells() -> None:
    look = TableLook(padding_x=0, padding_y=0, border=1, min_row_height=10, header_fill=None)
    body: Cells = [[(0, "并", 2), (1, "甲")], [(1, "乙")]]
    (placed,) = placed_tables(laid_out([table(body, columns=2, look=look)]))
    across = sorted((r.y0, r.x0, r.x1) for r in rules(placed) if r.y0 == r.y1)
    down = sorted((r.x0, r.y0, r.y1) for r in rules(placed) if r.x0 == r.x1)
    top = across[0][0]
    assert across == [(top, 49.5, 150.5), (top + 11, 99.5, 150.5), (top + 22, 49.5, 150.5)]
    assert [x for x, _, _ in down] == [50, 100, 150]
    assert all((y0, y1) == (top - 0.5, top + 22.5) for _, y0, y1 in down)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Tables of three columns, the first merged at random, with texts of 0 to 120 hanzi."""
    lengths = st.one_of(st.integers(0, 12), st.integers(0, 120))
    spans = draw(st.lists(st.integers(1, 7), min_size=1, max_size=6))
    header = draw(st.integers(0, 2))
    body: list[Row] = []

    def cell(column: int, rowspan: int = 1) -> Cell:
        text = "字" * draw(lengths)
        return Cell(column, (text,) if text else (), "text", 1, rowspan)

    body += [Row((cell(0), cell(1), cell(2))) for _ in range(header)]
    for span in spans:
        body.append(Row((cell(0, span), cell(1), cell(2))))
        body += [Row((cell(1), cell(2))) for _ in range(span - 1)]
    look = draw(st.sampled_from([LOOK, TableLook(4, 3, 0.5, 24, "#eeeeee")]))
    return Table("", (30.0, 40.0, 30.0), tuple(body), header, look)


@given(tables(), st.sampled_from([PLAIN, Typesetting()]))
@settings(max_examples=150, deadline=None)
def test_every_text_is_drawn_once_inside_its_cell_and_every_page_holds_its_rows(
    made: Table, typesetting: Typesetting
) -> None:
    layout = laid_out([made], typesetting=typesetting, continued="{}（续）")
    drawn: Counter[int] = Counter()
    for placed in placed_cells(layout):
        first, last = placed.lines[:1], placed.lines[-1:]
        if first and last:
            assert first[0].baseline - 10 >= placed.y - 2.01
            assert last[0].baseline <= placed.y + placed.height + 0.01
        if not placed.repeated:
            drawn[id(placed.cell)] += sum(len(line.text) for line in placed.lines)
    for row in made.rows:
        for cell in row.cells:
            assert drawn[id(cell)] == sum(map(len, cell.text))
    _hold(layout, layout.pages[0].setup)


def _hold(layout: Layout, setup: PageSetup) -> None:
    for placed in placed_tables(layout):
        bottom = max(cell.y + cell.height for cell in placed.cells)
        assert bottom <= setup.height - setup.bottom + 0.6
