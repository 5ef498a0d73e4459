"""Which words of a text are marked as changed."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexgen.review.words import stretches


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("一样", "一样", "一样"),
        ("≥1000人", "≥1500人", "≥[1000|1500]人"),
        ("完成全部档案整理", "完成主要档案的整理", "完成[全部|主要]档案[|的]整理"),
        ("甲乙丙丁", "戊乙己丁", "[甲乙丙|戊乙己]丁"),
        ("use IPv4 only", "use IPv6 only", "use IPv[4|6] only"),
        ("旧", "新", "[旧|新]"),
        ("", "新", "[|新]"),
    ],
)
def test_marks(old: str, new: str, expected: str) -> None:
    shown = (
        part.old if part.is_equal else f"[{part.old}|{part.new}]" for part in stretches(old, new)
    )
    assert "".join(shown) == expected


@given(st.text("一二三ab1 \n"), st.text("一二三ab1 \n"))
def test_nothing_is_lost(old: str, new: str) -> None:
    parts = stretches(old, new)
    assert ("".join(part.old for part in parts), "".join(part.new for part in parts)) == (old, new)
    assert all(one.is_equal != other.is_equal for one, other in pairwise(parts))


def test_long_texts_do_not_take_long() -> None:
    start = time.process_time()
    stretches("甲乙" * 50_000, "乙丙" * 50_000)
    stretches("甲乙" * 245 + "丙", "乙甲丁" * 160)
    assert time.process_time() - start < 5
