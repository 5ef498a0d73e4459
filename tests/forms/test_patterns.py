from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexgen.forms.patterns import Pattern, PatternError
from annexgen.positions import Span

PLACE = Span(3, 5, 3, 20)


@dataclass(frozen=True)
class Thing:
    name: str
    note: str | None = None


def fill(source: str, **values: object) -> str:
    return Pattern(source, PLACE).fill(values)


def test_a_plain_text_is_itself() -> None:
    assert fill("绩效目标") == "绩效目标"


def test_fields_are_filled_in() -> None:
    text = fill("{{ number }}.{{project.name}}绩效目标表", number=3, project=Thing("会议"))
    assert text == "3.会议绩效目标表"


def test_none_prints_nothing_on_both_paths() -> None:
    thing = Thing("会议", None)
    assert fill("（{{ thing.note }}）", thing=thing) == "（）"
    assert fill("（{{ thing.note }}）{% if true %}{% endif %}", thing=thing) == "（）"


def test_a_mapping_is_read_by_key() -> None:
    assert fill("{{ extra.权重 }}", extra={"权重": "10"}) == "10"


def test_conditions_and_filters_run_in_the_sandbox() -> None:
    assert fill("{% if n > 9 %}多{% else %}少{% endif %}{{ name|upper }}", n=3, name="a") == "少A"


def test_nothing_is_escaped_here() -> None:
    assert fill("{{ a }}{{ a|trim }}", a="<甲&乙>") == "<甲&乙><甲&乙>"


@pytest.mark.parametrize(
    "source",
    [
        "{{ nobody }}",
        "{{ thing.weight }}",
        "{{ thing.__class__ }}",
        "{{ thing.__class__.__mro__|list }}",
        "{{ extra.missing }}",
        "{% if %}",
        "{{ unclosed",
        "{{ 1 / 0 }}",
    ],
)
def test_a_fault_is_a_pattern_error_with_its_place(source: str) -> None:
    with pytest.raises(PatternError) as caught:
        fill(source, thing=Thing("x"), extra={})
    assert caught.value.span == PLACE
    assert caught.value.reason


@given(st.text(max_size=40))
def test_a_value_comes_out_as_it_went_in(value: str) -> None:
    assert fill("甲{{ thing.name }}乙", thing=Thing(value)) == f"甲{value}乙"
