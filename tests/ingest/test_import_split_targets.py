"""Target values in several columns become one; what is no part of a number is not lost."""

from __future__ import annotations

import pytest

from annexgen.ingest.split_targets import MEASURE, SIGN, joined


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("12", "≥", "个"), "≥12个"),
        (("95", "＞＝", "%"), "≥95%"),
        (("1,200.5", "大于等于", "万元"), "≥1,200.5万元"),
        (("12万", "", "人次"), "12万人次"),
        (("3—5", "", "次"), "3—5次"),
        (("５", "＝", "项"), "=５项"),
        (("100", "≤", ""), "≤100"),
    ],
)
def test_a_number_gets_its_sign_and_unit(parts: tuple[str, str, str], text: str) -> None:
    assert joined(*parts).text == text


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("≥12", "≥", "个"), "≥12"),
        (("12个", "", "个"), "12个"),
        (("2026年12月底前", "定性", ""), "2026年12月底前"),
        (("明显改善", "定性", "无"), "明显改善"),
        (("", "≥", "个"), ""),
    ],
)
def test_another_value_stays_as_it_is(parts: tuple[str, str, str], text: str) -> None:
    assert joined(*parts) == (text, frozenset())


def test_a_word_that_is_no_sign_is_left_over() -> None:
    assert joined("12", "正向指标", "个") == ("12个", frozenset({MEASURE}))
    assert joined("12", "≥", "个").used == {SIGN, MEASURE}
