"""Line breaks in Chinese text leave no blank, others one; typed blanks stay."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annexgen.source.folding import joins
from annexgen.source.nodes import MappingNode, Scalar
from annexgen.source.reader import read_node


def value(yaml: str) -> str:
    """Return the text of the first key."""
    result = read_node("x.yaml", yaml.encode())
    assert isinstance(result.node, MappingNode), result.findings
    node = result.node.entries[0].value
    assert isinstance(node, Scalar)
    return node.text


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("一二", "三四"),
        ("参会，", "旨在"),
        ("合作", "（二期）"),
        ("举办“", "天津之夜"),
        ("天津之夜”", "活动"),
        ("举办", "“天津之夜”"),
        ("完成——", "交付"),
        ("等等……", "其他"),
        ("他说。”", "“好。”"),
        ("任务", "①完成"),
        ("比例", "≥95%"),
        ("ア", "ー"),
        ("㐀", "𠀀"),
    ],
)
def test_east_asian_neighbours_join(left: str, right: str) -> None:
    assert joins(left, right)
    for yaml in ("k: {}\n  {}", "k: '{}\n  {}'", 'k: "{}\n  {}"', "k: >-\n  {}\n  {}"):
        assert value(yaml.format(left, right)) == left + right


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("foo", "bar"),
        ("天津", "APEC"),
        ("APEC", "天津"),
        ("共470", "万元"),
        ("the “end”", "of"),
        ("”", "“"),
        ("天津", "д"),
        ("ｱ", "ｲ"),
        ("天津，", "2025"),
    ],
)
def test_other_neighbours_keep_a_blank(left: str, right: str) -> None:
    assert not joins(left, right)
    for yaml in ("k: {}\n  {}", "k: '{}\n  {}'", 'k: "{}\n  {}"', "k: >-\n  {}\n  {}"):
        assert value(yaml.format(left, right)) == f"{left} {right}"


@pytest.mark.parametrize(
    ("yaml", "text"),
    [
        ("k: 市委、 市政府\n", "市委、 市政府"),
        ("k: 市委、 市政府\n  关于\n", "市委、 市政府关于"),
        ("k: 一   \n     二\n", "一二"),
        ("k: 一\n\n  二\n", "一\n二"),
        ("k: 一\n\n\n  二\n", "一\n\n二"),
        ("k: '一\n\n  二'\n", "一\n二"),
        ("k: '一''\n  ''二'\n", "一' '二"),
        ('k: "一\n\n  二"\n', "一\n二"),
        ('k: "一\\n二\n  三"\n', "一\n二三"),
        ('k: "一\\\n  二"\n', "一二"),
        ('k: "a\\\n  b"\n', "ab"),
        ('k: "a \\\n  \\ b"\n', "a  b"),
        ('k: "a\\\n\n  b"\n', "a\nb"),
        ('k: "一\\\\\n  二"\n', "一\\ 二"),
        ('k: "一\\u4e8c\n  \\x41\\U00020000\n  三\\t"\n', "一二 A𠀀三\t"),
        ('k: "一 \\\n  二"\n', "一 二"),
        ("k: |\n  一\n  二\n", "一\n二\n"),
        ("k: |-\n  一\n   二\n", "一\n 二"),
        ("k: >\n  一\n  二\n\n  三\n", "一二\n三\n"),
        ("k: >-\n\n  一 \n  二\n", "\n一二"),
        ("k: >-\n  foo \n  bar\n", "foo  bar"),
        ("k: >-\n  一\n    二\n  三\n", "一\n  二\n三"),
        ("k: >2-\n    一\n  二\n  三\n", "  一\n二三"),
        ("k: >+ # 注\n  一 二\n  三\n\n\n", "一 二三\n\n\n"),
        ("k: >-\n", ""),
    ],
)
def test_breaks_blanks_and_escapes(yaml: str, text: str) -> None:
    assert value(yaml) == text


def _reference(lines: list[str]) -> str:
    """Join lines word for word: the rule for wide characters only, written down naively."""
    text = lines[0]
    for line in lines[1:]:
        wide = {east_asian_width(text[-1]), east_asian_width(line[0])} <= {"W", "F"}
        text += line if wide else " " + line
    return text


_LINES = st.lists(
    st.text(alphabet="一，（ａabд1", min_size=1, max_size=4).map(
        lambda text: re.sub("(?<=.)b(?=.)", " ", text)
    ),
    min_size=1,
    max_size=5,
)
_STYLES = ["k:\n  {}\n", "k: '{}'\n", 'k: "{}"\n', "k: >-\n  {}\n"]


@given(_LINES, st.sampled_from(_STYLES), st.integers(0, 2))
@settings(max_examples=300, deadline=None)
def test_folding_follows_the_rule(lines: list[str], style: str, trailing: int) -> None:
    blanks = "" if ">" in style else " " * trailing
    assert value(style.format((blanks + "\n  ").join(lines))) == _reference(lines)


@given(_LINES, st.integers(1, 3))
@settings(max_examples=100, deadline=None)
def test_empty_lines_stay_line_feeds(lines: list[str], empty: int) -> None:
    for style in _STYLES[:3]:
        assert value(style.format(("\n" * (empty + 1) + "  ").join(lines))) == ("\n" * empty).join(
            lines
        )
    assert value("k: |-\n  " + "\n  ".join(lines)) == "\n".join(lines)
