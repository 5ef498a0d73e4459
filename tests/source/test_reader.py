"""Content files as text and place: what is kept as written, and where it stands."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annexgen.positions import Span
from annexgen.source import events
from annexgen.source.nodes import MappingNode, Node, Scalar, SequenceNode
from annexgen.source.reader import ReadResult, read_file, read_node

REAL_FILES = sorted(Path(__file__).parents[2].joinpath("content").rglob("*.yaml"))
Read = Callable[[str], ReadResult]


@pytest.fixture(params=["libyaml", "python"])
def read(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Read a text with either parser."""
    if request.param == "python":
        monkeypatch.setattr(events, "parse", events.parse_in_python)
    return lambda text: read_node("content/301101/01-x.yaml", text.encode())


def plain(node: Node | None) -> object:
    """Return a tree as plain Python values."""
    if isinstance(node, MappingNode):
        return {entry.key.text: plain(entry.value) for entry in node.entries}
    if isinstance(node, SequenceNode):
        return [plain(item) for item in node.items]
    return node.text if isinstance(node, Scalar) else None


def value(result: ReadResult, key: str) -> Scalar:
    """Return the text of ``key`` in a file that holds a mapping."""
    assert isinstance(result.node, MappingNode)
    node = next(entry.value for entry in result.node.entries if entry.key.text == key)
    assert isinstance(node, Scalar)
    return node


@pytest.mark.parametrize(
    "text",
    [
        "1:30",
        "0010",
        "是",
        "2025-01-01",
        "≥95%",
        "470.00",
        "0123",
        "1_000",
        "~",
        "null",
        "true",
        "1e3",
        "no",
        "0x1F",
        "0o17",
        ".inf",
        "1,000.50",
        "100%",
        "=",
        "-5",
        "2025年2月前",
        "：",
        "a#b",
        "说明：内容",
        "http://x.cn/a?b#c",
        "“天津之夜”",
        "①完成",
        "𬭼㙍",
    ],
)
def test_a_scalar_stays_the_text_that_was_written(read: Read, text: str) -> None:
    result = read(f"指标值: {text}\n")
    assert value(result, "指标值") == Scalar(text, Span(1, 6, 1, 6 + len(text)))
    assert result.findings == ()


def test_nested_mappings_and_lists(read: Read) -> None:
    result = read("a:\n  b:\n  - c: 1\n    d: 2\n  - [x, {y: z}]\ne:\nf: ''\n")
    assert plain(result.node) == {"a": {"b": [{"c": "1", "d": "2"}, ["x", {"y": "z"}]]}} | {
        "e": "",
        "f": "",
    }
    assert not value(result, "e").quoted
    assert value(result, "f").quoted


def test_columns_are_counted_in_characters(read: Read) -> None:
    result = read("目标值: 天津\n𬭼𠀀: ≥95% # 注\n")
    assert value(result, "目标值").span == Span(1, 6, 1, 8)
    assert value(result, "𬭼𠀀").span == Span(2, 5, 2, 9)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_counts_as_one(read: Read, end: str) -> None:
    result = read(end.join(["a: 1", "b: 一二", "  三四", "c: |", "  x", "  y", "d: 4", ""]))
    assert value(result, "b") == Scalar("一二三四", Span(2, 4, 3, 5))
    assert value(result, "c") == Scalar("x\ny\n", Span(4, 4, 6, 4), quoted=True)
    assert value(result, "d").span == Span(7, 4, 7, 5)
    assert result.text is not None
    assert "\r" not in result.text


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("k: a b   \nz: 1\n", Span(1, 4, 1, 7)),
        ("k: a\n  b  \n\n# c\nz: 1\n", Span(1, 4, 2, 4)),
        ('k: "a b"  \nz: 1\n', Span(1, 4, 1, 9)),
        ("k: 'a\n\n  b' # c\nz: 1\n", Span(1, 4, 3, 5)),
        ("k: >-\n  a\n  b\n\n\nz: 1\n", Span(1, 4, 3, 4)),
        ("k: |+\n  a\n\n", Span(1, 4, 2, 4)),
        ("k: 字\u3000\nz: 1\n", Span(1, 4, 1, 6)),
    ],
)
def test_a_span_hugs_its_value(read: Read, text: str, span: Span) -> None:
    assert value(read(text), "k").span == span


@pytest.mark.parametrize(
    "text",
    ["a:\nb: 1\n", "a:   # 注: 释\nb: 1\n", "a:", "a:   \n\n\n\nb: 1\n", "{a: , b: 1}", "{a:    }"],
)
def test_a_value_left_out_stands_behind_its_colon(read: Read, text: str) -> None:
    at = text.index(":") + 2
    assert value(read(text), "a") == Scalar("", Span(1, at, 1, at))


def test_spans_of_mappings_and_lists_end_with_their_last_child(read: Read) -> None:
    node = read("a:\n  - b\n  - c: d\n\n# 注\ne: [1, 2 ]  \n\n").node
    assert isinstance(node, MappingNode)
    assert node.span == Span(1, 1, 6, 11)
    items = node.entries[0].value
    assert isinstance(items, SequenceNode)
    assert items.span == Span(2, 3, 3, 9)
    assert [item.span for item in items.items] == [Span(2, 5, 2, 6), Span(3, 5, 3, 9)]
    assert node.entries[1].value.span == Span(6, 4, 6, 11)


@pytest.mark.parametrize(
    "file", REAL_FILES, ids=lambda file: str(file.parent.name + "/" + file.stem)
)
def test_the_real_annex_reads_without_findings_and_alike_with_both_parsers(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = file.read_bytes()
    result = read_node(file.name, data)
    monkeypatch.setattr(events, "parse", events.parse_in_python)
    assert result == read_node(file.name, data)
    assert isinstance(result.node, MappingNode)
    assert result.findings == ()


def test_each_span_of_a_real_file_covers_what_was_written() -> None:
    text = REAL_FILES[0].read_text("utf-8")
    lines = text.split("\n")
    result = read_node("x.yaml", text.encode())
    seen = 0
    todo: list[Node] = [result.node] if result.node else []
    while todo:
        node = todo.pop()
        if isinstance(node, MappingNode):
            todo += [part for entry in node.entries for part in entry]
        elif isinstance(node, SequenceNode):
            todo += node.items
        else:
            line, column, end_line, end_column = node.span
            assert line == end_line
            assert lines[line - 1][column - 1 : end_column - 1].strip('"') == node.text
            seen += 1
    assert seen > 50


def test_the_missing_extension_is_told_once_at_debug_level(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(events, "_C_MODULES", ("no_such_module",))
    events.parser.cache_clear()
    with caplog.at_level(logging.DEBUG, logger="annexgen.source"):
        for _ in range(3):
            assert plain(read_node("x", b"a: |-\n  1").node) == {"a": "1"}
    events.parser.cache_clear()
    assert [record.levelname for record in caplog.records] == ["DEBUG"]


def test_a_file_is_read_by_its_path_below_the_root(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes("键: 值".encode())
    assert plain(read_file(tmp_path, "a.yaml").node) == {"键": "值"}
    [finding] = read_file(tmp_path, "none.yaml").findings
    assert (finding.code, finding.path, finding.span) == ("Y007", "none.yaml", None)


_REAL = b"".join(file.read_bytes() for file in REAL_FILES[:2])
_PIECES = [
    "\t",
    "&x ",
    "*x",
    "!y ",
    '"',
    "'",
    "[",
    "]",
    "{",
    "}",
    ": ",
    ":",
    "- ",
    "? ",
    "\n",
    "  ",
]
_PIECES += [
    "|",
    ">",
    "\\",
    "%",
    "@",
    "\x00",
    "\u2028",
    "\ufeff",
    "---\n",
    "...\n",
    "<<: ",
    "#",
    "，",
]


@given(st.binary(max_size=200))
@example(b"\xef\xbb\xbf\x00")
@example(b"\xff\xfe\x00")
@example(b'"\\UFFFFFFFF"')
@settings(max_examples=150, deadline=None)
def test_random_bytes_never_crash(data: bytes) -> None:
    result = read_node("x.yaml", data)
    assert result.node is not None or result.findings


@given(st.text(alphabet=st.sampled_from("".join(_PIECES) + "a中xuU0"), max_size=60))
@settings(max_examples=300, deadline=None)
def test_random_yaml_signs_never_crash(text: str) -> None:
    result = read_node("x.yaml", text.encode())
    assert result.node is not None or result.findings
    for finding in result.findings:
        _is_within(finding.span, result.text or "")


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_real_files_with_slips_never_crash(data: st.DataObject) -> None:
    text = _REAL.decode()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        piece = data.draw(st.sampled_from(_PIECES))
        gone = data.draw(st.integers(0, 3))
        text = text[:at] + piece + text[at + gone :]
    result = read_node("x.yaml", text.encode())
    assert result.node is not None or result.findings
    for finding in result.findings:
        _is_within(finding.span, result.text or "")


def _is_within(span: Span | None, text: str) -> None:
    lines = text.split("\n")
    assert span is not None
    assert 1 <= span.line <= span.end_line <= len(lines) + 1
    assert 1 <= span.column <= len([*lines, ""][span.line - 1]) + 2
    assert span[:2] <= span[2:]
