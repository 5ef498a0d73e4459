"""Pages of whole documents: where headings stand and what the contents say of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layout_view import texts
from small_documents import METRICS, document, laid_out, table

from annexgen.document import Paragraph, SplitLine
from annexgen.layout.pages import Origin, PlacedEntry, PlacedText
from annexgen.layout.typesetting import WORD, Typesetting
from whole_layout import Layout, lay_out


def headings_on(layout: Layout) -> dict[str, int]:
    """Return for each heading the page that shows it."""
    return {
        fragment.id: page.number
        for page in reversed(layout.pages)
        for fragment in page.fragments
        if fragment.origin in {Origin.PART, Origin.SECTION}
        and any(isinstance(item, PlacedText) and not item.repeated for item in fragment.items)
    }


def test_sections_on_fresh_pages_begin_there() -> None:
    row = [table([[(0, "甲")]], columns=1)]
    layout = laid_out(row, row, row, new_page=True)
    assert [layout.places[key].page for key in ("u", "s0", "s1", "s2")] == [1, 1, 2, 3]


def test_the_contents_come_before_the_body_with_its_numbers() -> None:
    row = [table([[(0, "甲")]], columns=1)]
    layout = laid_out(row, row, new_page=True, contents=True)
    assert texts(layout.pages[1]) == ["目录", "单位/3", "第0/3", "第1/4"]
    assert layout.pages[0].footer is None
    assert layout.pages[1].footer is not None
    assert layout.pages[1].footer.text == "— 2 —"
    assert [line.text for line in layout.pages[2].header] == ["单位"]


def test_a_long_title_wraps_with_hanging_indent_and_its_number_stands_last() -> None:
    layout = laid_out([], contents=True, titles=["一二三四五六七八九十"])
    entry = layout.pages[1].fragments[0].items[2]
    assert isinstance(entry, PlacedEntry)
    first, second = entry.lines
    assert second.x == first.x + 10
    assert entry.number.baseline == second.baseline
    assert entry.number.x + entry.number.width == 150
    assert first.x + first.width <= entry.number.x


def test_contents_over_several_pages_are_counted() -> None:
    row = [table([[(0, "甲")]], columns=1)]
    layout = laid_out(*[row] * 25, new_page=True, contents=True)
    assert layout.places["u"].page == 5
    numbers = [
        text.split("/")[1] for page in layout.pages[1:4] for text in texts(page) if "/" in text
    ]
    assert numbers == ["5", *(str(5 + n) for n in range(25))]


def test_a_long_paragraph_goes_on_without_single_lines() -> None:
    layout = laid_out([Paragraph("字" * 90, "text")])
    counts = [
        len(item.lines)
        for page in layout.pages
        for fragment in page.fragments
        for item in fragment.items
        if isinstance(item, PlacedText) and isinstance(item.source, Paragraph)
    ]
    assert counts == [7, 2]


def test_a_split_line_puts_the_right_text_below_where_both_do_not_fit() -> None:
    layout = laid_out([SplitLine("左" * 5, "右右", "text")])  # type: ignore[list-item]
    item = layout.pages[0].fragments[1].items[1]
    assert isinstance(item, PlacedText)
    left, right = item.lines
    assert left.baseline == right.baseline
    layout = laid_out([SplitLine("左" * 8, "右右", "text")])  # type: ignore[list-item]
    item = layout.pages[0].fragments[1].items[1]
    assert isinstance(item, PlacedText)
    left, right = item.lines
    assert right.baseline == left.baseline + 10
    assert right.x + right.width == 150


@pytest.mark.parametrize("typesetting", [Typesetting(), WORD])
def test_a_part_without_sections_and_a_document_without_parts(typesetting: Typesetting) -> None:
    assert [texts(page) for page in laid_out(typesetting=typesetting).pages] == [["单位"]]
    empty = document(contents=True)
    bare = empty._replace(parts=())
    assert [texts(page) for page in lay_out(bare, METRICS, typesetting).pages] == [
        ["附表"],
        ["目录"],
    ]


@given(
    st.lists(st.lists(st.integers(0, 40), min_size=1, max_size=14), min_size=1, max_size=6),
    st.booleans(),
)
@settings(max_examples=80, deadline=None)
def test_the_contents_never_lie(sections: list[list[int]], new_page: bool) -> None:
    blocks = [
        [table([[(0, "字" * length), (1, "数")] for length in lengths], columns=2)]
        for lengths in sections
    ]
    layout = laid_out(*blocks, new_page=new_page, contents=True)
    shown = headings_on(layout)
    assert {key: place.page for key, place in layout.places.items()} == shown
    printed = {
        item.target.id: int(item.number.text)
        for page in layout.pages
        for fragment in page.fragments
        for item in fragment.items
        if isinstance(item, PlacedEntry)
    }
    assert printed == shown
    assert [page.number for page in layout.pages] == list(range(1, len(layout.pages) + 1))
