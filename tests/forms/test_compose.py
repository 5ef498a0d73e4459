"""A model and a form make a document: cells with their spans, sections as they are read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from form_trials import REPOSITORY, annex_of, content_of, indicator, loaded, project
from hypothesis import given
from hypothesis import strategies as st

from annexgen.document import Block, Document, Fact, Heading, LazySections, Scope, Section, Table
from annexgen.findings import Refused
from annexgen.forms.compose import compose
from annexgen.forms.load import load_form
from annexgen.model import Annex, Indicator, Project

TIANJIN = load_form(REPOSITORY, "tianjin")


def composed(*units: tuple[Project, ...]) -> Document:
    return compose(annex_of(*units), TIANJIN)


def tables(section: Section) -> list[Table]:
    return [block for block in section.blocks if isinstance(block, Table)]


def indicator_table(*indicators: Indicator) -> Table:
    return tables(composed((project("甲", *indicators),)).parts[0].sections[0])[1]


def spans(table: Table, column: int) -> list[tuple[str, int]]:
    return [
        ("".join(cell.text), cell.rowspan)
        for row in table.rows[1:]
        for cell in row.cells
        if cell.column == column
    ]


def test_numbers_run_on_through_all_units() -> None:
    document = composed((project("甲"), project("乙")), (), (project("丙"),))
    assert [heading.text for heading in document.headings()] == [
        "101 单位101",
        "1.甲绩效目标表",
        "2.乙绩效目标表",
        "102 单位102",
        "103 单位103",
        "3.丙绩效目标表",
    ]
    assert [part.running_header for part in document.parts] == ["页眉101", "页眉102", "页眉103"]


def test_the_head_table_spans_as_printed() -> None:
    table = tables(composed((project("甲"),)).parts[0].sections[0])[0]
    assert [
        [("".join(cell.text), cell.column, cell.colspan, cell.rowspan) for cell in row.cells]
        for row in table.rows
    ] == [
        [("项目名称", 0, 1, 1), ("甲", 1, 6, 1)],
        [
            ("预算规模及资金用途", 0, 1, 2),
            ("预算数", 1, 1, 1),
            ("10.00", 2, 1, 1),
            ("其中：财政资金", 3, 1, 1),
            ("", 4, 1, 1),
            ("其他资金", 5, 1, 1),
            ("", 6, 1, 1),
        ],
        [("用途", 1, 6, 1)],
        [("绩效目标", 0, 1, 1), ("1.目标", 1, 6, 1)],
    ]
    assert table.rows[1].cells[4].text == ()


def test_goals_are_numbered_paragraphs_of_one_cell() -> None:
    document = composed((project("甲", goals=("扩大交流", "提高质量")),))
    goals = tables(document.parts[0].sections[0])[0].rows[3].cells[1]
    assert goals.text == ("1.扩大交流", "2.提高质量")


def test_levels_merge_over_their_rows() -> None:
    table = indicator_table(
        indicator("产出指标", "数量指标", "一"),
        indicator("产出指标", "数量指标", "二"),
        indicator("产出指标", "质量指标", "三"),
        indicator("效益指标", "社会效益指标", "四"),
    )
    assert spans(table, 0) == [("产出指标", 3), ("效益指标", 1)]
    assert spans(table, 1) == [("数量指标", 2), ("质量指标", 1), ("社会效益指标", 1)]
    assert spans(table, 2) == [("一", 1), ("二", 1), ("三", 1), ("四", 1)]


def test_the_same_level2_under_two_level1_stays_two_cells() -> None:
    table = indicator_table(indicator("甲", "其他", "一"), indicator("乙", "其他", "二"))
    assert spans(table, 1) == [("其他", 1), ("其他", 1)]


def test_no_merged_column_crosses_a_level1_even_without_its_column(tmp_path: Path) -> None:
    level1 = "merge: true, scope: row}\n          - {heading: 二级"
    form = loaded(tmp_path, (level1, "scope: row}\n          - {heading: 二级"))
    annex = annex_of((project("甲", indicator("甲", "其他", "一"), indicator("乙", "其他", "二")),))
    table = tables(compose(annex, form).parts[0].sections[0])[1]
    assert spans(table, 1) == [("其他", 1), ("其他", 1)]


def test_equal_texts_of_plain_columns_stay_apart() -> None:
    table = indicator_table(indicator("甲", "子", "同名"), indicator("甲", "子", "同名"))
    assert spans(table, 2) == [("同名", 1), ("同名", 1)]


def test_headers_say_what_they_head() -> None:
    table = indicator_table(indicator("甲", "子", "一"))
    assert table.header_rows == 1
    assert {cell.scope for cell in table.rows[0].cells} == {Scope.COLUMN}
    assert [cell.scope for cell in table.rows[1].cells] == [Scope.ROW, Scope.ROW, None, None, None]


levels = st.sampled_from("甲乙丙")


@given(st.lists(st.tuples(levels, levels), max_size=12))
def test_any_run_of_levels_covers_the_grid(pairs: Sequence[tuple[str, str]]) -> None:
    rows = [indicator(level1, level2, str(i)) for i, (level1, level2) in enumerate(pairs)]
    grid = indicator_table(*rows).grid()[1:]
    assert [tuple("".join(cell.text) for cell in line[:2]) for line in grid] == pairs
    for above, below, first, second in zip(grid, grid[1:], pairs, pairs[1:], strict=False):
        assert (above[0] is below[0]) == (first[0] == second[0])
        assert (above[1] is below[1]) == (first == second)


def test_sections_are_composed_only_when_read(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def counting(heading: Heading, blocks: tuple[Block, ...], new_page: bool) -> Section:
        made.append("section")
        return Section(heading, blocks, new_page)

    monkeypatch.setattr("annexgen.forms.compose.Section", counting)
    document = composed((project("甲"), project("乙")))
    assert len(list(document.headings())) == 3
    assert not made
    sections = document.parts[0].sections
    assert isinstance(sections, LazySections)
    assert len(sections) == 2
    assert sections[-1].heading is sections.headings[1]
    assert len(made) == 1


def test_lazy_sections_read_like_a_list() -> None:
    sections = composed((project("甲"), project("乙"), project("丙"))).parts[0].sections
    assert [section.heading.id for section in sections] == ["id-甲", "id-乙", "id-丙"]
    assert [section.heading.id for section in sections[1:]] == ["id-乙", "id-丙"]
    assert sections[0] == next(iter(sections))
    with pytest.raises(IndexError):
        _ = sections[3]


def test_facts_are_exact_totals() -> None:
    document = compose(content_of(REPOSITORY), TIANJIN)
    assert document.facts == (
        Fact("单位", "5 个"),
        Fact("项目", "12 个"),
        Fact("指标", "123 条"),
        Fact("预算数合计", "7441.58 万元"),
    )
    assert [fact.label for fact in document.parts[0].facts] == ["项目", "指标", "预算数合计"]


@pytest.mark.parametrize(
    ("amounts", "total"),
    [
        ((), "0.00"),
        (("470",), "470.00"),
        (("0.1", "0.2"), "0.30"),
        (("9" * 40 + ".99", "0.01"), "1" + "0" * 40 + ".00"),
    ],
)
def test_a_total_is_exact_however_long(amounts: tuple[str, ...], total: str) -> None:
    annex = annex_of(*((project("甲", total=amount),) for amount in amounts))
    assert str(annex.total) == total


def test_fonts_that_the_annex_names_come_first() -> None:
    annex = annex_of((), fonts={"song": ("仿宋_GB2312", "NotoSerifSC-Regular")})
    faces = compose(annex, TIANJIN).faces
    assert faces["song"].fonts == ("仿宋_GB2312", "NotoSerifSC-Regular")
    assert faces["song"].east_asia == "宋体"
    assert faces["song-bold"] == TIANJIN.faces["song-bold"]


def test_a_form_may_use_conditions(tmp_path: Path) -> None:
    form = loaded(tmp_path, ("{{ project.purpose }}", "{% if number > 1 %}无{% endif %}"))
    document = compose(annex_of((project("甲"), project("乙"))), form)
    sections = document.parts[0].sections
    purposes = [tables(section)[0].rows[2].cells[0].text for section in sections]
    assert purposes == [(), ("无",)]


def test_what_a_template_cannot_fill_is_said_before_output(tmp_path: Path) -> None:
    form = loaded(tmp_path, ("{{ project.purpose }}", "{{ 1 // (number - 2) }}"))
    annex: Annex = annex_of((project("甲"), project("乙")))
    with pytest.raises(Refused) as caught:
        compose(annex, form)
    (finding,) = caught.value.findings
    assert (finding.code, finding.path) == ("F002", "templates/trial/form.yaml")
    assert finding.span is not None
