"""Sheet names that every spreadsheet takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexgen.export.xlsx.sheet_names import LONGEST, sheet_names


@given(st.lists(st.text(st.sampled_from("aA'[]:*?/\\ 甲𠮷()2"), max_size=40), max_size=20))
def test_names_are_short_allowed_and_different(wanted: list[str]) -> None:
    names = sheet_names(wanted)
    assert len(names) == len(wanted) == len({name.lower() for name in names})
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= LONGEST
        assert not set("[]:*?/\\") & set(name)
        assert name == name.strip()
        assert not name.startswith("'")
        assert not name.endswith("'")


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (["301101 办公厅"], ["301101 办公厅"]),
        (["a/b", "A B"], ["a b", "A B (2)"]),
        (["History"], ["History (2)"]),
        (["单" * 40, "单" * 40], ["单" * 31, "单" * 27 + " (2)"]),
    ],
)
def test_names_stay_near_to_what_is_wanted(wanted: list[str], names: list[str]) -> None:
    assert sheet_names(wanted) == names
