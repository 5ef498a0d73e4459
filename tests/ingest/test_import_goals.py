"""Numbers before goals are taken away; numbers that are part of a goal stay."""

from __future__ import annotations

import pytest

from annexgen.forms.load import load_form
from annexgen.ingest.amounts import amount_of
from annexgen.ingest.goals import goals_of
from annexgen.ingest.labels import labels_of
from import_trials import REPOSITORY, SECOND

ITEM = labels_of(load_form(REPOSITORY, "tianjin")).item


@pytest.mark.parametrize(
    ("paragraphs", "goals"),
    [
        (["1.甲。"], ["甲。"]),
        (["1．甲", "2．乙"], ["甲", "乙"]),
        (["1、甲", "2、乙"], ["甲", "乙"]),
        (["(1)甲", "（2）乙"], ["甲", "乙"]),
        (["①甲\n②乙"], ["甲", "乙"]),
        (["一、甲", "二、乙"], ["甲", "乙"]),
        (["（一）甲", "（二）乙"], ["甲", "乙"]),
        (["目标1：甲", "目标2：乙"], ["甲", "乙"]),
        ([f"{n}.第{n}" for n in range(1, 13)], [f"第{n}" for n in range(1, 13)]),
        (["十一、甲"], ["十一、甲"]),
        (["甲", "乙"], ["甲", "乙"]),
        (["一是甲。二是乙。"], ["一是甲。二是乙。"]),
        (["2025年完成"], ["2025年完成"]),
        (["1.2025年完成"], ["2025年完成"]),
        (["3.甲"], ["3.甲"]),
        (["1.甲", "（1）子目", "2.乙"], ["甲\n（1）子目", "乙"]),
        (["1.甲", "3.不连着", "2.乙"], ["甲\n3.不连着", "乙"]),
        (["总的说：", "1.甲", "2.3万人次"], ["总的说：", "甲", "3万人次"]),
        (["1.（一）甲"], ["（一）甲"]),
        (["目标1：甲；目标2：乙。"], ["甲；", "乙。"]),
        (["1、甲。 2、乙；4、不连着", "3、丙"], ["甲。", "乙；4、不连着", "丙"]),
        (["①甲；②乙；③丙。"], ["甲；", "乙；", "丙。"]),
        (["1、甲；2、5万人次"], ["甲；2、5万人次"]),
        (["1.甲；2.乙"], ["甲；2.乙"]),
        (["1、甲；2、"], ["甲；2、"]),
    ],
)
def test_numbers_of_lists_go(paragraphs: list[str], goals: list[str]) -> None:
    found = goals_of(paragraphs, ITEM, trusts=False)
    assert list(found.texts) == goals
    assert not found.is_unclear


def test_a_number_that_may_be_a_decimal_stays_unless_all_others_are_numbers() -> None:
    kept = goals_of(["1.5万人次受益"], ITEM, trusts=False)
    assert kept.texts == ("1.5万人次受益",)
    assert kept.is_unclear
    assert goals_of(["1.5万人次受益"], ITEM, trusts=True).texts == ("5万人次受益",)


def test_a_form_has_its_own_way_to_number() -> None:
    item = labels_of(load_form(SECOND, "weighted")).item
    found = goals_of(["目标1：1.5万人次", "目标2：乙"], item, trusts=False)
    assert found.texts == ("1.5万人次", "乙")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("470.00", "470.00"),
        ("４７０．５", "470.5"),
        ("6,000.00", "6000.00"),
        ("1,234,567", "1234567"),
        ("470 万元", "470"),
        ("470（万元）", "470"),
        ("¥470", "470"),
        ("470元", None),
        ("6,00.00", None),
        ("470.001", None),
        ("-470", None),
        ("约470", None),
        ("—", None),
    ],
)
def test_sums_are_read_as_they_are_printed(text: str, amount: str | None) -> None:
    assert amount_of(text, "万元") == amount
