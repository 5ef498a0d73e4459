"""The page's tables against the document's grid, cell for cell and span for span."""

from __future__ import annotations

from collections.abc import Callable

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rendered_page import page

from annexgen.document import (
    Cell,
    Document,
    Row,
    Scope,
    Section,
    Table,
    TableLook,
    VAlign,
)
from annexgen.render.html import Theme
from annexgen.render.html.kinds import Kinds, table_kind
from annexgen.render.html.tables import RowView, TableView, TableViews, content, row_groups

LOOK = TableLook(4.25, 3, 0.5, 24, None)


def made(rows: list[tuple[Cell, ...]], columns: int, header_rows: int = 0) -> Table:
    return Table("表", (30.0,) * columns, tuple(Row(cells) for cells in rows), header_rows, LOOK)


def view(table: Table) -> TableView:
    return TableViews(Kinds(tables={table_kind(table): "table-1"})).view(table)


def rows_of(table: TableView) -> list[RowView]:
    return [*table.head, *(row for body in table.bodies for row in body)]


def cell_texts(element: lxml.html.HtmlElement) -> tuple[str, ...]:
    """Read a cell's paragraphs back, a line break as a newline."""
    for line_break in list(element.iter("br")):
        line_break.tail = "\n" + (line_break.tail or "")
    if paragraphs := element.findall("p"):
        return tuple(str(p.text_content()) for p in paragraphs)
    text = str(element.text_content())
    return (text,) if text else ()


def browser_grid(
    table: lxml.html.HtmlElement, columns: int
) -> list[list[tuple[int, tuple[str, ...], bool]]]:
    """Place a table's cells as a browser does (WHATWG HTML 4.9.12), row group by row group."""
    grid: list[list[tuple[int, tuple[str, ...], bool]]] = []
    number = 0
    for group in table.xpath("thead | tbody"):
        rows = group.findall("tr")
        slots: list[list[tuple[int, tuple[str, ...], bool] | None]]
        slots = [[None] * columns for _ in rows]
        for index, row in enumerate(rows):
            for cell in row:
                column = slots[index].index(None)
                what = (number, cell_texts(cell), cell.tag == "th")
                number += 1
                for line in slots[index : index + int(cell.get("rowspan", "1"))]:
                    width = int(cell.get("colspan", "1"))
                    assert line[column : column + width] == [None] * width
                    line[column : column + width] = [what] * width
        grid += [[slot for slot in line if slot is not None] for line in slots]
    return grid


def document_grid(table: Table) -> list[list[tuple[int, tuple[str, ...], bool]]]:
    numbers: dict[int, int] = {}
    for row in table.rows:
        for cell in row.cells:
            numbers[id(cell)] = len(numbers)
    return [
        [(numbers[id(cell)], cell.text, cell.scope is not None) for cell in line]
        for line in table.grid()
    ]


def document_tables(document: Document) -> list[Table]:
    sections = [section for part in document.parts for section in part.sections]
    return [block for section in sections for block in section.blocks if isinstance(block, Table)]


def parsed(document: Document, theme: Theme) -> list[lxml.html.HtmlElement]:
    return list(page(document, theme).iter("table"))


def test_all_cells_texts_and_spans_are_the_documents(document: Document, theme: Theme) -> None:
    shown = parsed(document, theme)
    tables = document_tables(document)

    assert len(shown) == len(tables) == 4
    for element, table in zip(shown, tables, strict=True):
        assert element.findtext("caption") == table.caption
        assert browser_grid(element, len(table.columns)) == document_grid(table)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Draw a table with arbitrary spans and texts."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    free = [[True] * width for _ in range(height)]
    texts = st.lists(st.text("汉a &<>\"'\n {%", min_size=1, max_size=5), max_size=2).map(tuple)
    rows: list[tuple[Cell, ...]] = []
    for y in range(height):
        cells: list[Cell] = []
        for x in range(width):
            if free[y][x]:
                room = next((i for i in range(x, width) if not free[y][i]), width) - x
                colspan, rowspan = draw(st.integers(1, room)), draw(st.integers(1, height - y))
                for line in free[y : y + rowspan]:
                    line[x : x + colspan] = [False] * colspan
                scope = draw(st.sampled_from([None, Scope.ROW]))
                cells.append(Cell(x, draw(texts), "table-text", colspan, rowspan, scope))
        rows.append(tuple(cells))
    return made(rows, width)


@given(table=tables())
def test_any_table_is_placed_by_a_browser_as_in_the_document(table: Table) -> None:
    shown = view(table)
    html = "".join(
        "<tbody>" + "".join(_row_html(row) for row in body) + "</tbody>" for body in shown.bodies
    )
    element = lxml.html.fragment_fromstring(f"<table>{html}</table>")

    assert browser_grid(element, len(table.columns)) == document_grid(table)


def _row_html(row: RowView) -> str:
    cells = "".join(f"<{tag}{attrs}>{inner}</{tag}>" for tag, attrs, inner in row.cells)
    return f"<tr{row.attributes}>{cells}</tr>"


@given(table=tables())
def test_row_groups_cover_all_rows_and_cut_no_cell(table: Table) -> None:
    groups = list(row_groups(table))

    assert [row for start, end in groups for row in range(start, end)] == [*range(len(table.rows))]
    for start, end in groups:
        for index in range(start, end):
            assert all(index + cell.rowspan <= end for cell in table.rows[index].cells)


def test_merged_cell_over_its_whole_group_heads_it(
    section: Callable[..., Section], compose: Callable[..., Document], theme: Theme
) -> None:
    indicators = parsed(compose([section(1, "项目")]), theme)[1]

    bodies = indicators.findall("tbody")
    assert [len(body) for body in bodies] == [6, 2, 1]
    heads = [[(str(th.text), th.get("scope")) for th in body.iter("th")] for body in bodies]
    assert heads[0] == [
        ("产出指标", "rowgroup"),
        ("数量指标", "row"),
        ("质量指标", "row"),
        ("时效指标", "row"),
        ("成本指标", "row"),
    ]
    assert heads[2] == [("满意度指标", "row"), ("服务对象满意度指标", "row")]
    assert {th.get("scope") for th in indicators.find("thead").iter("th")} == {"col"}


def test_rows_under_merged_cells_name_them_for_cards(
    section: Callable[..., Section], compose: Callable[..., Document], theme: Theme
) -> None:
    indicators = parsed(compose([section(1, "项目")]), theme)[1]

    levels = [row.get("data-levels") for row in indicators.iter("tr")]
    assert levels[1:6] == [
        None,
        "产出指标 · 数量指标",
        "产出指标 · 数量指标",
        "产出指标",
        "产出指标",
    ]


def test_table_without_header_rows_has_no_thead(document: Document, theme: Theme) -> None:
    head_block, indicators = parsed(document, theme)[:2]

    assert head_block.find("thead") is None
    assert len(indicators.findall("thead/tr")) == 1
    assert len(head_block.findall("colgroup/col")) == 7


@pytest.mark.parametrize(
    ("paragraphs", "html"),
    [
        ((), ""),
        (("一",), "一"),
        (("其中：财政    资金 ",), "其中：财政    资金 "),
        (("甲\n乙",), "甲<br>乙"),
        (("一", "二"), "<p>一</p><p>二</p>"),
        (("<b>",), "&lt;b&gt;"),
    ],
)
def test_content_keeps_the_text(paragraphs: tuple[str, ...], html: str) -> None:
    assert content(paragraphs) == html


def test_cell_says_only_how_it_differs_from_its_table() -> None:
    plain = Cell(0, ("甲",), "table-text")
    table = made(
        [(plain, plain._replace(column=1)), (Cell(0, (), "label", 2, valign=VAlign.TOP),)], 2
    )
    first, second = rows_of(view(table))

    assert view(table).classes == "table-1 style-table-text"
    assert [cell.attributes for cell in first.cells] == ["", ""]
    assert second.cells[0].attributes == ' class="style-label top" colspan="2"'


def test_data_cells_under_header_rows_carry_their_column() -> None:
    head = tuple(Cell(i, (t,), "s", scope=Scope.COLUMN) for i, t in enumerate("甲乙"))
    body = tuple(Cell(i, (t,), "s") for i, t in enumerate("子丑"))
    shown = view(made([head, body], 2, header_rows=1))

    assert [cell.attributes for cell in shown.head[0].cells] == [' scope="col"'] * 2
    assert [cell.attributes for cell in shown.bodies[0][0].cells] == [' class="c1"', ' class="c2"']
