"""The quick reader gives what the parser gives, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml.error import YAMLError

from annexgen.source import events
from annexgen.source.builder import build
from annexgen.source.nodes import Node
from annexgen.source.plain import read_plain
from annexgen.source.report import Report

ROOT = Path(__file__).parents[2]


def parsed(text: str) -> Node | None:
    """Return the parser's tree; None where it finds a fault."""
    report = Report("x.yaml")
    try:
        node = build(text, events.parse(text), report)
    except YAMLError:
        return None
    return None if report else node


@pytest.mark.parametrize("folder", ["content", "templates"])
def test_the_real_files_are_read_the_quick_way(folder: str) -> None:
    files = sorted((ROOT / folder).rglob("*.yaml"))
    assert files
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert read_plain(text) is not None, file.name
        assert read_plain(text) == parsed(text)


LINES = """\
甲: 一|乙:|  丙: ≥1000人|  丁:|    - 一|    - 戊: 二|      己: 三|
  - 一|- 一|    庚:|      - 辛: 四||  |
# 注|  # 注|甲: 五|键: 值 # 注|键: 'a'|键: a: b|键:值|键: [a]|键: -1|  续行|\t键: a|---|...|键: a#b|
键: 10:30|键 : a|键:  两格|键: 尾 |? 键|<<: a|键: &a b|键: !t b|键: *a|键: 1:|键: http://a/b|
  键: a\tb|-  三: 四|- |
键: \u2028|键: \x85|键: \ufeff|键: a'b"c|键: ~|键: \u3000全角|\u3000键: 全角|
- - 一|- - 键: 一|  - - - 一|  - {甲: 一, 乙: "二"}  # 注|键: [一, '二']|键: [一, [二, {丙: 三}]]|
键: {甲: 一, 甲: 二}|键: [一,]|键: []|键: {}|键: [-1]|键: [a#b]|键: [a # b]|键: "a\\n"|键: 'it''s'|
键: "a" b|键: "a"# 注|键: ""|键: [a b , c ]|键: {a:b}|键: {a: b: c}|键: [a: b]|键: {a}|键: "a": b|
键: 一 # 注: 二|键: 一 #注 # 注|键: ["一", 二] #|键: {"a": b}|键: [一|键:  # 注|键:# 注|- # 注|键: |
  键: #|键: #注"""
PIECES = st.sampled_from([*LINES.replace("|\n", "|").split("|"), "键: |", "键: >"])


@settings(max_examples=1500)
@given(st.lists(PIECES, max_size=12))
@example(["甲:", "    - 一", "  - 二"])
@example(["甲:", "  乙: 一", "   丙: 二"])
@example(["  甲: 一", "  乙: 二"])
def test_lines_in_any_order_are_read_alike(lines: list[str]) -> None:
    text = "\n".join(lines)
    node = read_plain(text)
    if node is not None:
        assert node == parsed(text)


@settings(max_examples=1500)
@example("甲:\n\u3000")
@given(st.text(alphabet="甲 :-#\n一'\"[|&~.\u3000", max_size=40))
def test_any_text_is_read_alike(text: str) -> None:
    node = read_plain(text)
    if node is not None:
        assert node == parsed(text)


@settings(max_examples=1500)
@example("{甲: '一' }")
@example('["甲"一]')
@given(st.text(alphabet="甲一 ::,,-#'\"[]{}[]{}\\?&\t\u3000", max_size=30))
def test_any_value_on_a_line_is_read_alike(value: str) -> None:
    text = f"键: [{value}]\n丙: {value}"
    node = read_plain(text)
    if node is not None:
        assert node == parsed(text)


@pytest.mark.parametrize("text", ["", "# 注\n", "甲: |\n  一\n", "- 一\n", "甲: 一\n甲: 二\n"])
def test_what_is_not_plain_is_left_to_the_parser(text: str) -> None:
    assert read_plain(text) is None
