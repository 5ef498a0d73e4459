"""Marks for review: counted for each file, wherever a comment is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from annexgen.checks.reviews import left_to_review
from annexgen.positions import Span

PATH = "content/301101/01-甲.yaml"


def messages(text: str) -> list[tuple[Span | None, str, str]]:
    found = left_to_review(Path("/nowhere"), PATH, text.encode())
    return [(one.span, *one.message) for one in found]


def test_one_finding_a_file_says_how_many() -> None:
    text = "a: 1\n# 待核：沿用 2025 年  \nb: 2\nc: 3   #待核：看看\n"
    assert messages(text) == [
        (Span(2, 1, 2, 15), "还有 2 处待核（第 2、4 行）", "2 to review (line 2, 4)")
    ]
    many = "# 待核：甲\n" * 7 + "a: 1\n"
    assert messages(many)[0][1:] == (
        "还有 7 处待核（第 1、2、3、4、5… 行）",
        "7 to review (line 1, 2, 3, 4, 5, …)",
    )


@pytest.mark.parametrize(
    "text", ["a: 1\n", "a: '# 待核：不是'\n", "a: |\n  # 待核：不是\n", "a: 1   # 待核后再说\n"]
)
def test_what_only_looks_like_a_mark(text: str) -> None:
    assert messages(text) == []


def test_without_a_root_no_file_is_read() -> None:
    assert list(left_to_review(None, PATH, "# 待核：甲\n".encode())) == []
