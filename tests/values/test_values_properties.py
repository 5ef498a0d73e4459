"""What holds for every text: reading never fails, and the normal form says the same."""

from __future__ import annotations

from decimal import Decimal
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexgen.values import Bound, Qualitative, Quantity, Range, parse
from annexgen.values.fold import folded
from annexgen.values.numbers import plain
from annexgen.values.units import UNITS

WORDS = """
    ≥ ≤ > < = >= ＞ 不低于 不高于 不少于 不超过 以上 以下 以内 及以上 达到 约 左右 控制在 超过
    为 0 1 2 3 5 12 30 95 100 2025 2026 1,000 1，000 333.49 .5 - — ～ 至 到 / · 万 亿 千 百 十
    一 二 三 两 九十五 半 余 多 % ％ 百分比 百分之 个百分点 人 人次 次 个 项 页 件 万元 元 亿元
    小时 工作日 个工作日 天 日 月 月份 年 年度 季度 上半年 一季度 底 末 初 中旬 前 之前 内 之内
    后 起 每月 每年 每 全年 完成 ，完成 响应 同比增长 满意度 有效保障 第 大 次年 2025年 12月 .
    。 ， 次会议 不晚于 截至 ５ ０
"""
PIECES = (*WORDS.split(), " ", "\u3000")
PHRASES = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
TEXTS = st.one_of(PHRASES, st.text(max_size=30))
NUMBERS = st.decimals(min_value=0, max_value=10**12, allow_nan=False, places=2)


@given(TEXTS)
def test_the_normal_form_is_a_fixed_point(text: str) -> None:
    value = parse(text)
    again = parse(value.normal)
    assert value.text == text
    assert again.normal == value.normal
    assert type(again) is type(value)


@given(TEXTS)
def test_the_normal_form_says_the_same(text: str) -> None:
    value = parse(text)
    again = parse(value.normal)
    match value, again:
        case Quantity(), Quantity():
            assert (again.bound, again.number, again.unit, again.per) == (
                value.bound,
                value.number,
                value.unit,
                value.per,
            )
        case Range(), Range():
            assert (again.low, again.high, again.unit) == (value.low, value.high, value.unit)
            assert value.low <= value.high


@given(NUMBERS, st.sampled_from(list(Bound)), st.sampled_from(sorted(UNITS | {"%", ""})))
def test_numbers_survive(number: Decimal, bound: Bound, unit: str) -> None:
    value = parse(f"{bound.value}{number:,f}{unit}")
    assert isinstance(value, Quantity)
    assert (value.number, value.bound, value.unit) == (number, bound, unit)


@given(NUMBERS, NUMBERS)
def test_the_numbers_of_a_range_survive(one: Decimal, other: Decimal) -> None:
    value = parse(f"{one}%～{other}%")
    assert isinstance(value, Range)
    assert {value.low, value.high} == {one, other}


@given(NUMBERS)
def test_myriads_multiply_exactly(number: Decimal) -> None:
    value = parse(f"{number}万人次")
    assert isinstance(value, Quantity)
    assert value.number == number * 10000


@given(TEXTS)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_plain_writes_the_number_itself(number: Decimal) -> None:
    assert Decimal(plain(number)) == number


@pytest.mark.parametrize("text", ["9" * 5000, "≥" * 5000, "一" * 5000, "1," * 5000, "年" * 5000])
def test_long_texts_are_read_quickly(text: str) -> None:
    begin = process_time()
    parse(text)
    assert process_time() - begin < 1


def test_words_keep_their_text() -> None:
    assert parse("有效 保障。") == Qualitative("有效 保障。", "有效保障")
