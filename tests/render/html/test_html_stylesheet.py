"""What the stylesheet says of a document's styles, tables and pages."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexgen.document import Document, Section, Table, TextStyle
from annexgen.render.html import css
from annexgen.render.html.inline import Inline
from annexgen.render.html.stylesheet import stylesheet
from annexgen.render.html.survey import survey


def sheet(document: Document, own: str = "") -> Inline:
    return stylesheet(document, survey(document), own)


@given(st.text())
def test_string_cannot_be_left(text: str) -> None:
    inner = css.string(text)[1:-1]

    assert not re.search(r'["<>\n\r\f\x00]', inner)
    read_back = re.sub(r"\\([0-9a-f]+) ", lambda match: chr(int(match[1], 16)), inner)
    assert read_back == text


@given(st.text(), st.text())
def test_class_names_are_safe_and_distinct(one: str, other: str) -> None:
    name = css.class_name("style", one)

    assert re.fullmatch(r"[\w-]+", name)
    assert (name == css.class_name("style", other)) == (one == other)


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "0"), (24.0, "24"), (0.5, "0.5"), (1 / 3, "0.333"), (-0.0001, "0")]
)
def test_numbers_are_short(value: float, text: str) -> None:
    assert css.number(value) == text


def test_style_becomes_a_class(document: Document) -> None:
    text = sheet(document).text

    assert (
        '.style-table-label{font-family:"Noto Serif SC", "Songti SC", SimSun, serif;'
        "font-weight:700;font-size:1rem;line-height:1.524;text-align:center}"
    ) in text
    assert "@media print{.style-table-label{font-size:10.5pt;line-height:16pt}}" in text


def test_paper_has_the_documents_spacing(document: Document) -> None:
    text = sheet(document).text

    assert "margin-block:190pt 0" in text
    assert "padding-inline-start:31.5pt;text-indent:-10.5pt" in text


def test_large_type_grows_less_on_screen(document: Document) -> None:
    found = re.search(r"\.style-cover-title\{[^}]*font-size:([\d.]+)rem", sheet(document).text)

    assert found is not None
    assert 1.5 < float(found[1]) < 26 / 10.5


def test_colour_does_not_reach_the_dark_screen(document: Document) -> None:
    grey = TextStyle("song", 9, 12, colour="#404040")
    text = sheet(document._replace(styles={**document.styles, "note": grey})).text

    assert "@media print,(prefers-color-scheme:light){.style-note{color:#404040}}" in text
    assert "{color:#000000}" not in text


def test_tables_of_one_kind_share_a_class(document: Document) -> None:
    kinds = survey(document).kinds

    assert list(kinds.tables.values()) == ["table-1", "table-2"]
    text = sheet(document).text
    widths = [float(w) for w in re.findall(r"\.table-2 col:nth-child\(\d\)\{width:([\d.]+)%", text)]
    assert sum(widths) == pytest.approx(100, abs=0.01)
    assert '.table-2 .c5{--label:"指标值"}' in text
    assert ".table-1 .c1" not in text


def test_other_columns_are_another_kind(
    section: Callable[..., Section], compose: Callable[..., Document]
) -> None:
    one, two = section(1, "甲"), section(2, "乙")
    table = two.blocks[2]
    assert isinstance(table, Table)
    wide = table._replace(columns=(10.0, 20.0, 30.0, 40.0, 50.0))
    document = compose([one, two._replace(blocks=(*two.blocks[:2], wide))])

    assert list(survey(document).kinds.tables.values()) == ["table-1", "table-2", "table-3"]


def test_paper_of_each_part_is_named(document: Document) -> None:
    page = document.page
    wide = page._replace(width=page.height, height=page.width)
    other = document.parts[0]._replace(page=wide, running_header="横向")
    text = sheet(document._replace(parts=(*document.parts, other))).text

    assert "@page page-2{size:841.89pt 595.276pt;" in text
    assert '@top-center{content:"横向"' in text
    assert '@bottom-center{content:"— " counter(page) " —"' in text


def test_stylesheet_cannot_end_its_element(document: Document) -> None:
    text = sheet(document, own='a::after{content:"</STYLE><script>"}').text

    assert "</style" not in text.lower()
    assert r"<\/STYLE>" in text


def test_own_rules_come_last(document: Document) -> None:
    assert sheet(document, own="td { color: red }").text.endswith("\ntd { color: red }\n")
