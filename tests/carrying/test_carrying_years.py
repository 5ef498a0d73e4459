"""Which years in a text move on with the annex."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexgen.carrying.years import kept_years, mentions, moved, run_count


def carried(text: str, *, by: int = 1, begins_with_year: bool = True) -> str:
    return moved(text, mentions(text, 2025, begins_with_year=begins_with_year), by)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2025年项目绩效目标表", "2026年项目绩效目标表"),
        ("2025冬季达沃斯年会项目", "2026冬季达沃斯年会项目"),
        ("市政府办公厅一般债券利息——2025年债券利息", "市政府办公厅一般债券利息——2026年债券利息"),
        ("2025年2月前", "2026年2月前"),
        ("2025 年 2 月前", "2026 年 2 月前"),
        ("2026年1月15日前", "2027年1月15日前"),
        ("2025-12-31前", "2026-12-31前"),
        ("2025/6/30", "2026/6/30"),
        ("2025.06.30前", "2026.06.30前"),
        ("2025年3月至2025年11月", "2026年3月至2026年11月"),
        ("2025-2026学年", "2026-2027学年"),
        ("2025—2026年度", "2026—2027年度"),
        ("2025年至2026年", "2026年至2027年"),
        ("津洽会（2025）", "津洽会（2026）"),
        ("２０２５年底", "２０２６年底"),
        ("二〇二五年度", "二〇二六年度"),
        ("二○二五年度", "二○二六年度"),
        ("截至2025年底", "截至2026年底"),
        ("2025年财政年度，2025年度", "2026年财政年度，2026年度"),
    ],
)
def test_the_annex_s_year_and_the_next_move(before: str, after: str) -> None:
    assert carried(before) == after
    assert kept_years(mentions(before, 2025)) == ()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("2024年结转资金", (2024,)),
        ("自2025年起实施", (2025,)),
        ("2025年以来", (2025,)),
        ("2025—2027年行动计划", (2025, 2027)),
        ("2023-2025年三年行动", (2023, 2025)),
        ("2027年建成，2019年、2019年立项", (2027, 2019)),
        ("津财预〔2025〕12号", ()),
        ("≥2025人次", ()),
        ("编号12025年", ()),
        ("2025.5万元", ()),
        ("GB 2025-2026", ()),
        ("一二三四", ()),
        ("9999年", ()),
    ],
)
def test_facts_counts_and_numbers_of_documents_stay(text: str, kept: tuple[int, ...]) -> None:
    assert carried(text) == text
    assert kept_years(mentions(text, 2025)) == kept


def test_a_count_at_the_beginning_of_a_target_value_stays() -> None:
    assert carried("2025人次", begins_with_year=False) == "2025人次"
    assert carried("2025年底", begins_with_year=False) == "2026年底"


def test_several_years_on() -> None:
    assert carried("2025年底，2026年初", by=3) == "2028年底，2029年初"
    assert carried("二〇二五年", by=5) == "二〇三〇年"


def test_the_same_digits_in_another_spelling() -> None:
    found = mentions("说“2025年”，2024年", 2025)
    raw = '"说\\u201c2025年”，\n  2024年"'
    assert run_count(raw) == 2
    assert moved(raw, found, 1) == raw.replace("2025", "2026")


@given(st.text("205年— -/自起（）二〇五月a", max_size=20))
def test_nothing_but_digits_changes(text: str) -> None:
    after = carried(text)
    assert len(after) == len(text)
    assert moved(after, [], 1) == after if not run_count(after) else True
    changed = {before for before, now in zip(text, after, strict=True) if before != now}
    assert changed <= set("205二〇五")
