"""One scalar replaced in a raw file: everything around it stays, byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexgen.fixing.scalars import replaced
from annexgen.positions import Span
from annexgen.source.nodes import MappingNode, Node, Scalar
from annexgen.source.reader import read_node


def _values(node: Node | None) -> list[Scalar]:
    if isinstance(node, Scalar):
        return [node]
    if isinstance(node, MappingNode):
        return [scalar for entry in node.entries for scalar in _values(entry.value)]
    return [scalar for item in node.items for scalar in _values(item)] if node else []


def _mend(text: str, new: str, which: int = 0) -> str | None:
    data = text.encode()
    span = _values(read_node("x.yaml", data).node)[which].span
    changed = replaced("x.yaml", data, span, new)
    return changed.decode() if changed is not None else None


@pytest.mark.parametrize(
    ("before", "new", "after"),
    [
        ("值: ≤3百分比   # 原文如此\n", "≤3%", "值: ≤3%   # 原文如此\n"),
        ("\ufeff值:   ≤3百分比", "≤3%", "\ufeff值:   ≤3%"),
        ("值: '不高于9万元' # a\r\n乙: 1\r\n", "≤9万元", "值: '≤9万元' # a\r\n乙: 1\r\n"),
        ('值: "≥95％"\r', "≥95%", '值: "≥95%"\r'),
        ("值: 高于95%\n", ">95%", '值: ">95%"\n'),
        ("值: {甲: 会议(一期), 乙: 1}\n", "会议（一期）", "值: {甲: 会议（一期）, 乙: 1}\n"),
        ("值: [保养，更换]\n", "保养,更换", '值: ["保养,更换"]\n'),
        ("值: '保养''更换'\n", "保养’更换", "值: '保养’更换'\n"),
        ("值: 保养’更换\n", "保养'更换", "值: 保养'更换\n"),
        ("值:   # 空\n", "40.00", "值: 40.00   # 空\n"),
        ("值:\n", "40.00", "值: 40.00\n"),
        ('值: ""\n', "40.00", '值: "40.00"\n'),
        ("值:\t会议(一期)\n", "会议（一期）", "值:\t会议（一期）\n"),
        ("值: ' 会议  室 '\n", "会议室", "值: '会议室'\n"),
    ],
)
def test_only_the_scalar_changes(before: str, new: str, after: str) -> None:
    assert _mend(before, new) == after


@pytest.mark.parametrize(
    ("before", "new"),
    [
        ("值: |\n  会议(一期)\n", "会议（一期）"),
        ("值: 会议\n  (一期)\n", "会议（一期）"),
        ("值: '会议\n  (一期)'\n", "会议（一期）"),
        ('值: "会议\\u0028一期)"\n', "会议（一期）"),
        ("值: 会议(一期)\n", "会议\n（一期）"),
        ("值: 会议(一期)\n", "会议（二期）"),
        ("值: ≥95%\n", "≤95%"),
        ("值: ≥9.5%\n", "≥95%"),
        ("值: 12月底前\n", "11月底前"),
        ("值: 9万元\n", "9元"),
        ("值: 3—5次\n", "35次"),
        ("值: 会议（一期）\n", "会议（一期）"),
    ],
)
def test_what_is_not_exact_or_means_something_else_is_left(before: str, new: str) -> None:
    assert _mend(before, new) is None


def test_a_place_where_no_scalar_stands_is_left() -> None:
    assert replaced("x.yaml", "值: 甲,乙\n".encode(), Span(1, 4, 1, 5), "甲，乙") is None


@given(
    st.text(st.sampled_from("市政府会议9%≥ \t'\"\\#:-,[]{}&*!|>?@`"), min_size=1, max_size=12),
    st.sampled_from(["甲: {}\n乙: 1\n", "甲: {} # 注\n", "- 甲: {}\n", "甲: [{}, 乙]\n"]),
    st.sampled_from(["", "'会议'", '"会议"', "会议"]),
)
def test_a_new_text_of_any_characters_is_written_so_that_it_reads_as_itself(
    text: str, frame: str, raw: str
) -> None:
    new = text.strip()
    before = frame.replace("{}", raw)
    nodes = _values(read_node("x.yaml", before.encode()).node)
    if not nodes or nodes[0].text not in ("", "会议"):
        return
    changed = replaced("x.yaml", before.encode(), nodes[0].span, new) if new else None
    if changed is not None:
        values = _values(read_node("x.yaml", changed).node)
        assert values[0].text == new
        assert [one.text for one in values[1:]] == [one.text for one in nodes[1:]]
