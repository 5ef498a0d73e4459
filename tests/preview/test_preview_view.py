"""What a browser is sent to get from one view to the next."""

from __future__ import annotations

import json
from typing import Any

from annexgen.preview.sheets import Page, Sheet, page_of
from annexgen.preview.view import EMPTY, MOST_IN_PLACE, MOST_PROBLEMS, View, change, whole

MANY = MOST_IN_PLACE + 1


def page(*texts: str, total: str = "1") -> Page:
    sheets = [Sheet(f"s{index}", f"<section>{text}</section>") for index, text in enumerate(texts)]
    return page_of([f"<b>{total}</b>", *[""] * len(texts)], sheets, "")


def told(before: View, after: View) -> Any:
    line = change(before, after)
    assert "\n" not in line
    return json.loads(line)


def test_sections_and_texts_around_them_are_sent() -> None:
    before, after = (
        View(page("甲", "乙"), {}, (), {}),
        View(page("甲", "丙", total="2"), {}, (), {}),
    )
    sent = told(before, after)
    assert sent["sections"] == {"s1": "<section>丙</section>"}
    assert sent["leaves"] == [["", 1, "b", "1", "2"]]
    assert (sent["from"], sent["to"]) == (before.revision, after.revision)


def test_notes_that_are_as_before_are_not_sent() -> None:
    one, two = {"message": "一"}, {"message": "二"}
    before = View(None, {"a": (one,), "b": (one,), "c": (one,)}, (), {})
    after = View(None, {"a": (one,), "b": (two,), "d": (one,)}, (), {})
    assert told(before, after)["notes"] == {"b": [two], "c": [], "d": [one]}


def test_very_many_sections_ask_for_loading_the_page_again() -> None:
    before = View(page(*"甲" * MANY), {}, (), {})
    assert told(before, View(page(*"乙" * MANY), {}, (), {}))["sections"] is None
    fewer = View(page("甲", *"乙" * (MANY - 1)), {}, (), {})
    assert len(told(before, fewer)["sections"]) == MOST_IN_PLACE


def test_a_section_more_asks_for_it_too() -> None:
    before, after = View(page("甲"), {}, (), {}), View(page("甲", "乙"), {}, (), {})
    assert told(before, after)["sections"] is None
    assert told(EMPTY, after)["sections"] is None


def test_many_problems_are_counted() -> None:
    problems = tuple({"message": str(number)} for number in range(MOST_PROBLEMS + 3))
    sent = json.loads(whole(View(None, {}, problems, {"error": 53})))
    assert len(sent["problems"]) == MOST_PROBLEMS
    assert sent["more"] == 3
