"""Bytes that are no proper text: each is named, and the rest of the file is still read."""

from __future__ import annotations

import codecs

import pytest

from annexgen.findings import Severity
from annexgen.positions import Span
from annexgen.source.nodes import MappingNode
from annexgen.source.reader import read_node
from annexgen.source.report import MOST_OF_A_KIND

SENTENCE = "项目名称: 天津夏季达沃斯论坛\n资金用途: 经费\n"


@pytest.mark.parametrize(
    ("data", "name", "span"),
    [
        (SENTENCE.encode("gbk"), "GBK", Span(1, 1, 1, 2)),
        (("# a\r\nname: " + SENTENCE).encode("gbk"), "GBK", Span(2, 7, 2, 8)),
        ((SENTENCE + "㙍𬭼").encode("gb18030"), "GB18030", Span(1, 1, 1, 2)),
        (SENTENCE.encode("utf-16"), "UTF-16", Span(1, 1, 1, 1)),
        (codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"), "UTF-16", Span(1, 1, 1, 1)),
        (SENTENCE.encode("utf-32"), "UTF-32", Span(1, 1, 1, 1)),
        (SENTENCE.encode() + b"a: \xff\n", "0xFF", Span(3, 4, 3, 5)),
        (SENTENCE.encode()[:-3], "0xE8", Span(2, 8, 2, 9)),
    ],
)
def test_another_encoding_is_named(data: bytes, name: str, span: Span) -> None:
    result = read_node("x.yaml", data)
    [finding] = result.findings
    assert (finding.code, finding.span, result.node) == ("Y001", span, None)
    assert name in finding.message.zh
    assert name in finding.message.en


def test_a_bom_is_a_warning_and_moves_no_column() -> None:
    result = read_node("x.yaml", codecs.BOM_UTF8 + "目标值: *x\n".encode())
    bom, alias = result.findings
    assert (bom.code, bom.severity) == ("Y002", Severity.WARNING)
    assert (alias.code, alias.span) == ("Y021", Span(1, 6, 1, 8))


@pytest.mark.parametrize(
    "char", list("\0\x07\x0b\x0c\x1b\x7f\x85\x9f\u2028\u2029\ufeff\ufffe\uffff")
)
def test_control_characters_are_found_and_the_rest_is_read(char: str) -> None:
    result = read_node("x.yaml", f"a: 1\n键: 天{char}津\nb: *x\n".encode())
    control, alias = result.findings
    assert (control.code, control.span) == ("Y003", Span(2, 5, 2, 6))
    assert f"U+{ord(char):04X}" in control.message.zh
    assert (alias.code, alias.span) == ("Y021", Span(3, 4, 3, 6))
    assert isinstance(result.node, MappingNode)


@pytest.mark.parametrize("escape", ["\\0", "\\x07", "\\e", "\\uFFFE", "\\L"])
def test_control_characters_by_escape_are_found_too(escape: str) -> None:
    for text in (f'键: "天{escape}"', f'键: "天{escape}\n  津"'):
        [finding] = read_node("x.yaml", text.encode()).findings
        assert (finding.code, finding.span and finding.span[:2]) == ("Y003", (1, 4))


def test_ordinary_escapes_are_fine() -> None:
    assert read_node("x.yaml", b'a: "\\t\\n\\u4e00"').findings == ()


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("a:\n\tb: 1\n", [Span(2, 1, 2, 2)]),
        ("a:\n  \t b: 1\n\t\t- c\n", [Span(2, 3, 2, 5), Span(3, 1, 3, 3)]),
        ("a: |\n  x\n\ty\n", [Span(3, 1, 3, 2)]),
        ("\t# 注\na: 1\n", [Span(1, 1, 1, 2)]),
    ],
)
def test_tab_indentation_is_told_before_the_parser_stumbles(text: str, spans: list[Span]) -> None:
    findings = read_node("x.yaml", text.encode()).findings
    assert [(finding.code, finding.span) for finding in findings] == [("Y004", s) for s in spans]


@pytest.mark.parametrize("text", ["a: 1\n\t\nb: 2\n", "a:\t1\n", "a: x\ty\n", "a: 1\t# c\n"])
def test_tabs_elsewhere_do_no_harm(text: str) -> None:
    assert read_node("x.yaml", text.encode()).findings == ()


def test_a_file_over_one_mebibyte_is_not_parsed() -> None:
    limit = 1 << 20
    assert read_node("x.yaml", b"#".ljust(limit, b"x")).findings[0].code == "Y006"
    [finding] = read_node("x.yaml", b"*".ljust(limit + 1, b"x")).findings
    assert (finding.code, finding.span) == ("Y005", None)


@pytest.mark.parametrize("data", [b"", b"\n\n", b"# only a comment\n", b"---\n", b"   "])
def test_an_empty_file_is_a_finding(data: bytes) -> None:
    codes = [finding.code for finding in read_node("x.yaml", data).findings]
    assert codes == ["Y006"]


def test_a_thousand_equal_faults_are_counted_not_listed() -> None:
    findings = read_node("x.yaml", b"a: [" + b"*a," * 1000 + b"]").findings
    assert len(findings) == MOST_OF_A_KIND
    assert f"{1000 - MOST_OF_A_KIND} 处" in findings[-1].message.zh
