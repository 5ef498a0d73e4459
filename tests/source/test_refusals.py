"""Every part of YAML that content files do without is refused where it stands."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from annexgen.findings import Rule
from annexgen.positions import Span
from annexgen.source import events, rules
from annexgen.source.nodes import MappingNode
from annexgen.source.reader import read_node

Found = list[tuple[str, Span | None]]
Find = Callable[[str], Found]


@pytest.fixture(params=["libyaml", "python"])
def find(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Find:
    """Return the codes and places that either parser gives."""
    if request.param == "python":
        monkeypatch.setattr(events, "parse", events.parse_in_python)
    return lambda text: [
        (finding.code, finding.span) for finding in read_node("x.yaml", text.encode()).findings
    ]


def test_all_anchors_aliases_tags_and_merge_keys_are_reported(find: Find) -> None:
    text = (
        "项目: &x 1\nb: *x\nc: !!str 2\nd: !<foo> 3\n<<: *x\n"
        "e: &y\n  f: 1\ng: &z !!python/object:os.system\n  - !t [1]\n"
    )
    assert find(text) == [
        ("Y020", Span(1, 5, 1, 7)),
        ("Y021", Span(2, 4, 2, 6)),
        ("Y022", Span(3, 4, 3, 9)),
        ("Y022", Span(4, 4, 4, 10)),
        ("Y023", Span(5, 1, 5, 3)),
        ("Y021", Span(5, 5, 5, 7)),
        ("Y020", Span(6, 4, 6, 6)),
        ("Y020", Span(8, 4, 8, 6)),
        ("Y022", Span(8, 7, 8, 32)),
        ("Y022", Span(9, 5, 9, 7)),
    ]


def test_what_follows_a_tag_keeps_its_own_place() -> None:
    node = read_node("x.yaml", "键: !a  &b\n  天津\n".encode()).node
    assert isinstance(node, MappingNode)
    assert node.entries[0].value.span == Span(2, 3, 2, 5)


def test_an_alias_is_never_followed(find: Find) -> None:
    text = "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    assert [code for code, _ in find(text)] == ["Y020", "Y020", "Y021", "Y021", "Y021", "Y021"]


def test_a_quoted_merge_sign_is_a_key(find: Find) -> None:
    assert find('"<<": 1\n') == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: 1\nb: 2\na: 3\n", [("Y026", Span(3, 1, 3, 2))]),
        ("x: {a: 1, 'a': 2, a: 3}", [("Y026", Span(1, 11, 1, 14)), ("Y026", Span(1, 19, 1, 20))]),
        ("- a: 1\n- a: 1\n", []),
        ("---\na: 1\n---\nb: *x\n", [("Y024", Span(3, 1, 3, 4)), ("Y021", Span(4, 4, 4, 6))]),
        ("---\na: 1\n...\n", []),
        ("# c\n%YAML 1.1\n---\na: 1\n", [("Y025", Span(2, 1, 2, 10))]),
        ("%TAG ! x\n%X\n---\na: 1\n", [("Y025", Span(1, 1, 1, 9)), ("Y025", Span(2, 1, 2, 3))]),
        ("? [a]\n: b\nc: *d\n", [("Y027", Span(1, 3, 1, 6)), ("Y021", Span(3, 4, 3, 6))]),
        ("{a: b}: c\n", [("Y027", Span(1, 1, 1, 7))]),
        ("a:\n  - x\n   - y\n", [("Y018", Span(3, 4, 3, 7))]),
        ("a: x - y\n  z - w\n", []),
        ("a: 'x\n  - y'\n", []),
    ],
)
def test_places(find: Find, text: str, found: Found) -> None:
    assert find(text) == found


def test_a_duplicate_names_the_line_of_the_first_and_is_dropped() -> None:
    result = read_node("x.yaml", "b: 1\n项目名称: 甲\n项目名称: 乙\n".encode())
    assert "第 2 行" in result.findings[0].message.zh
    assert "line 2" in result.findings[0].message.en
    assert isinstance(result.node, MappingNode)
    assert [entry.key.text for entry in result.node.entries] == ["b", "项目名称"]


@pytest.mark.parametrize("piece", ["[", "{", "- ", "? ", "{a: ", "[[{"])
def test_nesting_bombs_are_refused_at_once(piece: str) -> None:
    start = time.process_time()
    findings = read_node("x.yaml", (piece * (500_000 // len(piece))).encode()).findings
    assert [finding.code for finding in findings] == ["Y028"]
    assert time.process_time() - start < 5


@pytest.mark.parametrize("levels", [32, 33])
def test_the_deepest_nesting_allowed(find: Find, levels: int) -> None:
    text = "\n".join(f"{'  ' * level}a:" for level in range(levels))
    assert [code for code, _ in find(text)] == ([] if levels == 32 else ["Y028"])


def test_long_runs_of_slips_take_linear_time() -> None:
    start = time.process_time()
    for piece in ("%\n", "k: !a x\n", "\0", "\ta\n", "a: \n", "'a\n b'\n", "a：\n", " - a\n"):
        read_node("x.yaml", (piece * (60_000 // len(piece))).encode())
    assert time.process_time() - start < 4


def test_codes_and_names_are_unique_and_worded_in_both_languages() -> None:
    named = [rule for rule in vars(rules).values() if isinstance(rule, Rule)]
    assert list(rules.RULES) == named
    assert len({rule.code for rule in named}) == len({rule.name for rule in named}) == len(named)
    assert all(rule.code[0] == "Y" and rule.summary.zh and rule.summary.en for rule in named)
