"""Names of folders and files: codes, order, identifiers."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexgen.source.names import (
    collision_key,
    is_unit_code,
    project_id,
    sort_key,
    suggested_stem,
    unfit_characters,
)


@pytest.mark.parametrize("code", ["301", "301101", "301101001", "301101001002"])
def test_unit_codes_have_three_digits_a_level(code: str) -> None:
    assert is_unit_code(code)


@pytest.mark.parametrize(
    "name", ["", "30110", "3011010", "３０１１０１", "301101 ", "301101-办公厅"]
)
def test_other_names_are_no_unit_codes(name: str) -> None:
    assert not is_unit_code(name)


def test_an_identifier_comes_from_unit_and_file() -> None:
    name = "01-2025冬季达沃斯年会项目.yaml"
    assert project_id("301101", name) == "301101-01-2025冬季达沃斯年会项目"
    assert project_id("301", normalize("NFD", "é.yaml")) == project_id("301", "é.yaml")


def test_names_sort_as_people_count() -> None:
    names = ["10-a", "2-b", "02-a", "1-z", "01-a", "b", "9" * 300, "A2", "a10", "2-a"]
    assert sorted(names, key=sort_key) == [
        *("01-a", "1-z", "02-a", "2-a", "2-b", "10-a", "9" * 300, "A2", "a10", "b")
    ]


@given(
    st.permutations(
        ["甲1.yaml", "甲１.yaml", "甲01.yaml", "é", normalize("NFD", "é"), "É", "10", "9"]
    )
)
def test_the_order_does_not_depend_on_the_listing(names: list[str]) -> None:
    assert sorted(names, key=sort_key) == sorted(sorted(names), key=sort_key)


@pytest.mark.parametrize(
    ("stem", "unfit", "wanted"),
    [
        ("01-项目", "", "01-项目"),
        ("01 项目#2", " #", "01-项目-2"),
        ("50%目标?", "%?", "50-目标"),
        ("甲\u3000乙\u200b\t", "\u3000\u200b\t", "甲-乙"),
        ('a:b|c<d>e"f*g\\h', ':|<>"*\\', "a-b-c-d-e-f-g-h"),
        ("###", "#", "01-项目"),
        ("甲——乙（二期）、丙", "", "甲——乙（二期）、丙"),
    ],
)
def test_unfit_characters_and_a_name_without_them(stem: str, unfit: str, wanted: str) -> None:
    assert unfit_characters(stem) == list(unfit)
    assert suggested_stem(stem) == wanted


@given(st.text())
def test_a_suggested_name_is_fit(stem: str) -> None:
    assert unfit_characters(suggested_stem(stem)) == []


def test_names_that_some_file_system_takes_for_the_same() -> None:
    assert collision_key("É.yaml") == collision_key(normalize("NFD", "é.yaml"))
    assert collision_key("STRASSE") == collision_key("straße")
    assert collision_key("甲") != collision_key("乙")
