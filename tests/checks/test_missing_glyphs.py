"""A character that would print as an empty box, or not at all, is found where it stands."""

from __future__ import annotations

import pytest

from annexgen.checks.glyphs import GlyphCheck
from annexgen.document import Face
from annexgen.fonts.chain import load_chains
from annexgen.fonts.library import BOLD, REGULAR
from annexgen.model import Amount, Budget, Indicator, Project
from annexgen.positions import Origin, Span

CHAINS = load_chains(
    {
        "song": Face((REGULAR,), "", "", "", False),
        "song-bold": Face((BOLD,), "", "", "", True),
    },
    [],
)
HERE = Span(3, 5, 3, 9)


def _project(purpose: str) -> Project:
    origin = Origin("content/1/01-x.yaml", {"purpose": HERE})
    budget = Budget(Amount("1.00"), None, None, origin)
    return Project("1-01-x", "甲", budget, purpose, ("一",), (), {}, origin)


@pytest.mark.parametrize("text", ["㙍𬭼㎡①‰℃≥95%", "一\n二", "龘\u3000é", "", "镕堃喆"])
def test_what_the_fonts_have_is_not_reported(text: str) -> None:
    assert GlyphCheck(CHAINS).in_project(_project(text)) == []


@pytest.mark.parametrize(
    ("text", "count", "word"),
    [
        ("好😀", 1, "U+1F600"),
        ("مرحبا", 1, "U+0645"),
        ("e\u0301", 1, "◌\u0301"),
        ("\ue000", 1, "私用区字符（U+E000）"),
        ("一\u200b二", 1, "零宽空格（U+200B）"),
        ("一\t二", 1, "制表符（U+0009）"),
        ("一\ufeff二", 1, "BOM（U+FEFF）"),
        ("一\u202e二", 1, "U+202E"),
        ("一\u00ad二", 1, "软连字符"),
        ("葛\U000e0100", 1, "U+E0100"),
        ("一\x07二", 1, "控制字符（U+0007）"),
        ("👨\u200d👩", 2, "U+1F468"),
    ],
)
def test_each_kind_is_named_at_its_place(text: str, count: int, word: str) -> None:
    findings = GlyphCheck(CHAINS).in_project(_project(text))
    assert [finding.rule for finding in findings] == ["forbidden-character"] * count
    assert word in findings[0].message.zh
    assert {(finding.path, finding.span) for finding in findings} == {("content/1/01-x.yaml", HERE)}


def test_a_description_that_was_left_out_is_not_reported_beside_the_name() -> None:
    project = _project("甲")
    place = Origin(project.origin.path, {"name": HERE})
    indicator = Indicator("产出指标", "数量指标", "好😀", "好😀", "≥1次", {}, place)
    findings = GlyphCheck(CHAINS).in_project(project._replace(indicators=(indicator,)))
    assert [finding.rule for finding in findings] == ["forbidden-character"]
