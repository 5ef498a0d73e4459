"""Texts around the sections that differ, and what is more than texts."""

from __future__ import annotations

import pytest

from annexgen.preview.leaves import Leaf, changed_leaves
from annexgen.preview.sheets import Page, Sheet, page_of

HEAD = "<!doctype html>\n<html><head><style>a>b{}</style></head>\n<body><!-- <p> -->\n"


def page(first: str, between: str = "<hr>", last: str = "</body></html>") -> Page:
    sheets = [Sheet("a", "<section id=a></section>"), Sheet("b", "<section id=b></section>")]
    return page_of([HEAD + first, between, last], sheets, "")


def test_texts_are_found_by_counting_from_the_section_before() -> None:
    before = page("<dl><dd>12 个</dd></dl>", "<p>甲 &amp; 乙</p><p class='x'>一<br>二</p>")
    after = page("<dl><dd>13 个</dd></dl>", "<p>甲 &lt; 乙</p><p class='x'>一<br>二</p>")
    assert changed_leaves(before, after) == (
        Leaf("", 6, "dd", "12 个", "13 个"),
        Leaf("a", 1, "p", "甲 & 乙", "甲 < 乙"),
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>一</p>", "<p>一</p><p>二</p>"),
        ("<p>一</p>", "<b>一</b>"),
        ("<p title='一'>x</p>", "<p title='二'>x</p>"),
        ("<p>一<br>二</p>", "<p>三<br>二</p>"),
        ("<p>一</p>", "<p></p>"),
        ("<style>a{}</style>", "<style>b{}</style>"),
        ("<script>'<p>一</p>'</script>", "<script>'<p>二</p>'</script>"),
        ("<!-- <p>一</p> -->", "<!-- <p>二</p> -->"),
        ("一", "二"),
    ],
)
def test_whatever_is_more_than_a_text_is_left_alone(before: str, after: str) -> None:
    assert changed_leaves(page(before), page(after)) is None


def test_same_page_has_none() -> None:
    assert changed_leaves(page("<p>一</p>"), page("<p>一</p>")) == ()
