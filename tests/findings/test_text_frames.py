"""Findings at a terminal: the first line, frames that align, nothing raw from the content."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from annexgen.findings import Finding, Message, Severity
from annexgen.findings.printable import visible
from annexgen.findings.setting import Setting
from annexgen.findings.text import show
from annexgen.positions import Span

PATH = "content/301101/01-会.yaml"


def finding(span: Span | None, message: str = "不是数字", path: str = PATH) -> Finding:
    return Finding(
        "S105",
        "not-a-number",
        Severity.ERROR,
        path,
        span,
        Message(message, "Not a number"),
        Message("只写数字，如 470.00", "Write digits, e.g. 470.00"),
    )


@pytest.fixture
def shown(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Write a content file and return the lines that a finding at a span of it is shown by."""

    def show_at(content: str | bytes, span: Span, width: int = 100) -> list[str]:
        file = tmp_path / PATH
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return show([finding(span)], Setting(tmp_path, width=width)).splitlines()

    return show_at


def test_a_finding_is_a_headline_a_frame_and_a_help(shown) -> None:  # type: ignore[no-untyped-def]
    assert shown("预算数: 四百七十\n", Span(1, 6, 1, 10)) == [
        f"{PATH}:1:6: error[S105 not-a-number]: 不是数字",
        "   1 | 预算数: 四百七十",
        "     |         ^^^^^^^^",
        "     help: 只写数字，如 470.00",
        "",
        "1 个文件中有 1 个错误",
    ]


def test_columns_are_characters_and_carets_are_padded_by_width(shown) -> None:  # type: ignore[no-untyped-def]
    key = "  目标值: "
    assert (len(key), wcswidth(key)) == (7, 10)
    assert (len(key.lstrip()), wcswidth(key.lstrip())) == (5, 8)
    lines = shown(f"{key}abc\n", Span(1, 8, 1, 11))
    assert lines[2] == "     | " + " " * 10 + "^^^"


@pytest.mark.parametrize(
    ("line", "span", "text", "carets"),
    [
        ("\t项: x", Span(1, 5, 1, 6), "    项: x", "        ^"),
        ("a\u0301b: c", Span(1, 3, 1, 4), "a\u0301b: c", " ^"),
        ("键: a\u200bb", Span(1, 5, 1, 6), "键: a<U+200B>b", "     ^^^^^^^^"),
        ("键: \x1b[31m红", Span(1, 4, 1, 5), "键: ␛[31m红", "    ^"),
        ("键: 值", Span(1, 5, 1, 5), "键: 值", "      ^"),
    ],
    ids=["tab", "combining", "zero-width", "escape", "empty span at the end"],
)
def test_odd_characters_align(  # type: ignore[no-untyped-def]
    shown, line: str, span: Span, text: str, carets: str
) -> None:
    lines = shown(line + "\n", span)
    assert lines[1] == f"   1 | {text}"
    assert lines[2] == f"     | {carets}"


def test_a_span_of_many_lines_shows_the_first_two_and_the_last(shown) -> None:  # type: ignore[no-untyped-def]
    content = "键:\n  - 一\n  - 二\n  - 三\n  - 四\n"
    assert shown(content, Span(2, 3, 6, 1))[1:8] == [
        "   2 |   - 一",
        "     |   ^^^^",
        "   3 |   - 二",
        "     |   ^^^^",
        "     | …",
        "   5 |   - 四",
        "     |   ^^^^",
    ]


def test_a_long_line_is_cut_around_the_place(shown) -> None:  # type: ignore[no-untyped-def]
    lines = shown("甲" * 300 + "错" + "乙" * 300 + "\n", Span(1, 301, 1, 302), width=80)
    text, carets = lines[1], lines[2]
    assert wcswidth(text) <= 80
    assert text.startswith("   1 | …甲")
    assert text.endswith("乙…")
    assert wcswidth(text[: text.index("错")]) == carets.index("^")
    assert carets.count("^") == 2


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_lines_end_as_the_parser_counts_them(shown, ending: str) -> None:  # type: ignore[no-untyped-def]
    assert shown(f"甲: 1{ending}乙: 二{ending}", Span(2, 4, 2, 5))[1] == "   2 | 乙: 二"


def test_a_file_that_cannot_be_decoded_has_no_frame(shown) -> None:  # type: ignore[no-untyped-def]
    lines = shown("项目名称: 会".encode("gbk"), Span(1, 1, 1, 1))
    assert [line for line in lines if "|" in line] == []


def test_colour_is_only_added(tmp_path: Path) -> None:
    found = [finding(None)]
    coloured = show(found, Setting(tmp_path, colour=True))
    assert "\x1b[1;31merror" in coloured
    assert "\x1b" not in show(found, Setting(tmp_path))


def test_english_counts_agree(tmp_path: Path) -> None:
    setting = Setting(tmp_path, "en")
    assert show([finding(None)], setting).endswith("1 error in 1 file\n")
    two = [finding(None), finding(None, path="content/annex.yaml")]
    assert show(two, setting).endswith("2 errors in 2 files\n")


@given(st.text())
def test_nothing_hidden_reaches_the_terminal(text: str) -> None:
    assert visible(text).replace("\u3000", "").isprintable() or any(char.isspace() for char in text)
    assert not set(visible(text)) & {chr(code) for code in (*range(32), *range(127, 160))}
    assert not set(visible(text)) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2028\u2029")


def test_a_message_with_an_escape_sequence_is_shown_harmless(tmp_path: Path) -> None:
    text = show([finding(None, "不认识的键“\x1b[2J\u202e”\n::error::")], Setting(tmp_path))
    assert "不认识的键“␛[2J<U+202E>”␊::error::" in text
