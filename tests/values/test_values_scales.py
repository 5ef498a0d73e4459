"""Units of one kind are told in the smaller of the two, and in nothing else."""

from __future__ import annotations

import pytest

from annexgen.values.scales import common
from annexgen.values.units import UNITS


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("小时", "分钟", ("分钟", 60, 1)),
        ("分钟", "小时", ("分钟", 1, 60)),
        ("公里", "km", ("km", 1, 1)),
        ("年", "季度", ("季度", 4, 1)),
        ("周", "天", ("天", 7, 1)),
        ("人", "人", ("人", 1, 1)),
    ],
)
def test_units_of_one_kind(first: str, second: str, told: tuple[str, int, int]) -> None:
    assert common(first, second) == told


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("次", "场"),
        ("天", "个工作日"),
        ("个月", "天"),
        ("米", "平方米"),
        ("亩", "平方米"),
        ("人", ""),
    ],
)
def test_units_that_measure_different_things(first: str, second: str) -> None:
    assert common(first, second) is None
    assert common(second, first) is None


def test_what_is_told_is_the_same_both_ways() -> None:
    known = sorted(UNITS)
    for first in known:
        for second in known:
            told, back = common(first, second), common(second, first)
            assert (told is None) is (back is None)
            if told is not None and back is not None:
                assert (told.first, told.second) == (back.second, back.first)
