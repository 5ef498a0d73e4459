"""Slips that break YAML are told in an editor's words, at the right place, by either parser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annexgen.positions import Span
from annexgen.source import events
from annexgen.source.reader import read_node

if TYPE_CHECKING:
    from annexgen.findings import Finding


@pytest.fixture(params=["libyaml", "python"], autouse=True)
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "python":
        monkeypatch.setattr(events, "parse", events.parse_in_python)


def fault(text: str) -> Finding:
    """Return the only finding."""
    result = read_node("x.yaml", text.encode())
    assert result.node is None
    [finding] = result.findings
    return finding


@pytest.mark.parametrize(
    ("text", "code", "span", "words"),
    [
        ("a: 1\n b: 2\n", "Y011", Span(2, 2, 2, 6), "缩进过多"),
        (
            "a:\n  - k: x\n    l: y\n   - k: z\n",
            "Y011",
            Span(4, 4, 4, 10),
            "如第 2 行（前面有 2 个",
        ),
        ("a:\n  - x\n - y\n", "Y011", Span(3, 2, 3, 5), "如第 2 行（前面有 2 个"),
        ("a:\n   b: 1\n  c: 2\nd: 3\n", "Y011", Span(3, 3, 3, 7), "如第 2 行（前面有 3 个"),
        ("- a: 1\nb: 2\n", "Y011", Span(2, 1, 2, 5), "混在同一层"),
        ("b: 2\n- a: 1\n", "Y011", Span(2, 1, 2, 7), "混在同一层"),
        ("a: 1\n项目名称：甲\nb: 2\n", "Y012", Span(2, 5, 2, 6), "项目名称: …"),
        ("项目名称：甲\n预算数: 1\n", "Y012", Span(1, 5, 1, 6), "中文冒号"),
        ("- k: x\n  指标值：y\n- k: z\n", "Y012", Span(2, 6, 2, 7), "指标值: …"),
        ("a: 1\n预算数:470\nc: 2\n", "Y012", Span(2, 4, 2, 5), "缺一个空格"),
        ("预算数:470\nc: 2\n", "Y012", Span(1, 4, 1, 5), "缺一个空格"),
        ("a: 1\n预算数\nc: 2\n", "Y012", Span(2, 1, 2, 4), "“预算数”后面缺冒号"),
        ("a:\n - b\n-c\n", "Y012", Span(3, 1, 3, 2), "“-”后面缺一个空格"),
        ("k: 说明: 内容\n", "Y013", Span(1, 6, 1, 7), '"说明: 内容"'),
        ('a: 他说"好": 内容\n', "Y013", Span(1, 9, 1, 10), "'他说\"好\": 内容'"),
        ('k: "abc\nd: 1\n', "Y014", Span(1, 4, 1, 8), '末尾补上 "'),
        ("k: 'abc\nd: 1\n", "Y014", Span(1, 4, 1, 8), "末尾补上 '"),
        ('k: "天津"之夜\nd: 1\n', "Y014", Span(1, 8, 1, 10), "“”"),
        ("k: [a, b\nd: 1\n", "Y015", Span(1, 4, 1, 5), "补上 ]"),
        ("k: {a: b\nd: 1\n", "Y015", Span(1, 4, 1, 5), "补上 }"),
        ("k: ]\n", "Y015", Span(1, 4, 1, 5), "多出一个 ]"),
        ("k: [重点] 完成\n", "Y014", Span(1, 9, 1, 11), "已经结束"),
        ("k: %5\n", "Y016", Span(1, 4, 1, 6), '"%5"'),
        ("k: @部门\n", "Y016", Span(1, 4, 1, 7), '"@部门"'),
        ("k: `5`\n", "Y016", Span(1, 4, 1, 7), '"`5`"'),
        ("k: * 重点\n", "Y016", Span(1, 4, 1, 8), '"* 重点"'),
        ("k: & a\n", "Y016", Span(1, 4, 1, 7), '"& a"'),
        ("k: >5天\n", "Y016", Span(1, 4, 1, 7), "≥"),
        ("k: >=95%\n", "Y016", Span(1, 4, 1, 9), '">=95%"'),
        ("k: |5天\n", "Y016", Span(1, 4, 1, 7), '"|5天"'),
        ("k: !重要\n", "Y016", Span(1, 4, 1, 7), '"!重要"'),
        ("k: , a\n", "Y016", Span(1, 4, 1, 7), '", a"'),
        ("k: - a\n", "Y016", Span(1, 4, 1, 7), "同一行"),
        ('k: "a\\q"\n', "Y017", Span(1, 6, 1, 8), "\\q"),
        ('k: "C:\\天"\n', "Y017", Span(1, 7, 1, 9), "\\天"),
    ],
)
def test_slips(text: str, code: str, span: Span, words: str) -> None:
    finding = fault(text)
    assert (finding.code, finding.span) == (code, span)
    assert finding.help is not None
    assert words in finding.message.zh + finding.help.zh
    assert finding.message.en
    assert finding.help.en


def test_other_faults_fall_back_on_a_general_sentence() -> None:
    finding = fault("a: [1]\nb: !e!x\n\n  ? [\n")
    assert finding.help is not None
    assert finding.message.zh


def test_what_stands_before_the_fault_is_still_reported() -> None:
    findings = read_node("x.yaml", "a: *x\nb: 说明: 内容\n".encode()).findings
    assert [finding.code for finding in findings] == ["Y021", "Y013"]
