"""Page numbers drawn by putting digits into one that was encoded are those encoded one by one."""

from __future__ import annotations

import pytest
from pdf_sample import PAGE, STYLES, chains

from annexgen.document import Furniture
from annexgen.layout.furniture import FurnitureSetter
from annexgen.render.pdf.body import stage
from annexgen.render.pdf.footers import Footers

NUMBERS = (1, 2, 9, 10, 11, 20, 25, 99, 100, 2024, 2025, 2026, 9999, 10000)


def footers(pattern: str) -> Footers:
    furniture = Furniture("small", 0.5, pattern, "small", "", "small")
    made = stage(STYLES, furniture, chains(), tags=True)
    return Footers(FurnitureSetter(furniture, made.setter), made.setter, made.texts, tags=True)


@pytest.mark.parametrize(
    "pattern", ["{}", "— {} —", "第{}页", "2025-{}", "{}/12000", "{}㎡{}", "(第{}页)"]
)
def test_each_number_is_drawn_as_if_it_were_alone(pattern: str) -> None:
    together = footers(pattern)
    for number in NUMBERS:
        alone = footers(pattern)
        assert together.stream(number, PAGE) == alone.stream(number, PAGE)
        known = together.characters.by_slot()
        for slot, drawn in alone.characters.by_slot().items():
            assert set(drawn) <= set(known[slot])
            for noted in known[slot]:
                together.characters.note(slot, noted)


def test_pages_of_another_size_have_their_own() -> None:
    wide = PAGE._replace(width=PAGE.height, height=PAGE.width)
    together = footers("{}")
    assert together.stream(3, PAGE) != together.stream(3, wide)
    assert together.stream(4, wide) == footers("{}").stream(4, wide)
