"""What rules ask of values: amounts in 万元, last days, spellings, whether there is a number."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexgen.values import Deadline, Quantity, Spelling, mentions_number, parse
from annexgen.values.dates import points_in
from annexgen.values.money import in_wan


def quantity(text: str) -> Quantity:
    value = parse(text)
    assert isinstance(value, Quantity)
    return value


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("≤130000元", "13"),
        ("不高于9万元", "9"),
        ("1.2亿元", "12000"),
        ("5千元", "0.5"),
        ("3百万元", "300"),
        ("三万元", "3"),
        ("1元", "0.0001"),
        ("500元/月", None),
        ("1万元/人", None),
        ("100万", None),
        ("5次", None),
    ],
)
def test_amounts_in_wan(text: str, amount: str | None) -> None:
    assert in_wan(quantity(text)) == (None if amount is None else Decimal(amount))


@given(st.decimals(min_value=0, max_value=10**30, places=2))
def test_yuan_become_wan_without_rounding(number: Decimal) -> None:
    amount = in_wan(quantity(f"≤{number}元"))
    assert amount is not None
    assert f"{number:f}".replace(".", "").strip("0") == f"{amount:f}".replace(".", "").strip("0")


@pytest.mark.parametrize(
    ("text", "last", "by_letter"),
    [
        ("7月前", date(2025, 7, 31), date(2025, 6, 30)),
        ("2026年1月前", date(2026, 1, 31), date(2025, 12, 31)),
        ("12月底前", date(2025, 12, 31), date(2025, 12, 31)),
        ("不晚于11月", date(2025, 11, 30), date(2025, 11, 30)),
        ("6月30日前", date(2025, 6, 30), date(2025, 6, 30)),
        ("四季度前", date(2025, 12, 31), date(2025, 9, 30)),
        ("2024年2月29日前", date(2024, 2, 29), date(2024, 2, 29)),
        ("2025年9月至次年3月", date(2026, 3, 31), date(2026, 3, 31)),
        ("每年12月底前", date(2025, 12, 31), date(2025, 12, 31)),
        ("每月10日前", None, None),
        ("5个工作日内", None, None),
        ("2月29日前", None, None),
    ],
)
def test_last_days(text: str, last: date | None, by_letter: date | None) -> None:
    value = parse(text)
    assert isinstance(value, Deadline)
    assert value.last_day(2025) == last
    assert value.last_day_by_letter(2025) == by_letter


def test_the_years_of_a_deadline_are_those_of_its_dates() -> None:
    value = parse("2026年1月5日前，完成2025年政府公报印发。")
    assert isinstance(value, Deadline)
    assert value.years == (2026,)
    assert value.task == "完成2025年政府公报印发"


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("≥95％", Spelling("≥", "％", 0)),
        ("≧95.50%", Spelling("≧", "%", 2)),
        ("不低于95百分比", Spelling("不低于", "百分比", 0)),
        ("控制在5.125万元以内", Spelling("控制在…以内", "", 3)),
        ("百分之九十以上", Spelling("以上", "百分之", 0)),
        ("＞3次", Spelling("＞", "", 0)),
        ("100%", Spelling("", "%", 0)),
    ],
)
def test_spellings_are_told(text: str, spelling: Spelling) -> None:
    assert quantity(text).spelling == spelling


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每两个月一次", True),
        ("零事故", True),
        ("7×24小时", True),
        ("百分之百完成", True),
        ("十分满意", False),
        ("一流水平", False),
        ("有效保障", False),
    ],
)
def test_numbers_in_words_are_noticed(text: str, expected: bool) -> None:
    assert mentions_number(text) is expected


@given(st.text(alphabet="0123456789年月日一二十〇-/.前底至 ", max_size=30))
def test_dates_in_running_texts_are_found_in_order(text: str) -> None:
    ends = [read.end for read in points_in(text)]
    assert ends == sorted(set(ends))
    assert all(0 < end <= len(text) for end in ends)
    for read in points_in(text):
        read.point.exists(2025)
