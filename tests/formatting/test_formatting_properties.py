"""Whatever a content file looks like: fmt keeps model and comments, and needs to run but once."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from annexgen.findings import has_errors
from annexgen.formatting.file import formatted
from annexgen.formatting.values import normal_target
from annexgen.forms.load import vocabulary_of
from annexgen.loading.projects import load_project
from annexgen.model import Project
from annexgen.positions import Origin
from annexgen.schema.content import ANNEX, project_shape
from annexgen.source.allowances import allowances
from annexgen.source.reader import read_node

ROOT = Path(__file__).parents[2]
PROJECT = project_shape(vocabulary_of(ROOT, "tianjin"))
PATH = "content/301101/01-x.yaml"
REAL = [file.read_text("utf-8") for file in sorted((ROOT / "content").glob("3*/0*.yaml"))]

WORDS = st.text("甲乙完成率 a1:#-'\"\\%≥，“”[]{}&*!|>?@", min_size=1, max_size=8).filter(str.strip)
VALUES = st.sampled_from(
    ["≥９５％", ">= 95%", "≥ 5 次", "<2小时", "2025年12月底前", "明显提高", "1：2", "３—5次", "-5"]
)
COMMENTS = st.sampled_from(["# 说明", "#x", "# annexgen: allow likeness -- 因为", "# - 甲: 乙"])


class _Writer:
    """Writes a project as untidily as YAML lets it."""

    def __init__(self, data: st.DataObject) -> None:
        self.draw = data.draw
        self.lines: list[str] = []

    def noise(self) -> None:
        for _ in range(self.draw(st.integers(0, 2)) if self.draw(st.booleans()) else 0):
            blanks = " " * self.draw(st.integers(0, 9))
            self.lines.append(blanks + self.draw(COMMENTS | st.just("")))

    def tail(self) -> str:
        if not self.draw(st.integers(0, 4)):
            return " " * self.draw(st.integers(1, 3)) + self.draw(COMMENTS)
        return " " * self.draw(st.integers(0, 2))

    def text(self, text: str, *, plain: bool = False) -> str:
        single = "'" + text.replace("'", "''") + "'"
        spellings = [single, json.dumps(text, ensure_ascii=False), json.dumps(text)]
        return self.draw(st.sampled_from([text] if plain else spellings))

    def entry(self, indent: str, key: str, value: str) -> None:
        self.noise()
        quote = self.draw(st.sampled_from(["", "'", '"']))
        gap = " " * self.draw(st.integers(1, 3))
        self.lines.append(f"{indent}{quote}{key}{quote}:{gap}{value}{self.tail()}".rstrip())

    def item(self, indent: str, entries: list[tuple[str, str]]) -> None:
        self.noise()
        if self.draw(st.integers(0, 4)) == 0:
            inside = ", ".join(f"{key}: {value}" for key, value in entries)
            self.lines.append(f"{indent}- {{{inside}}}{self.tail()}")
            return
        gap = " " * self.draw(st.integers(1, 3))
        dash = f"{indent}-{gap}"
        if self.draw(st.integers(0, 3)) == 0:
            self.lines.append(f"{indent}-{self.tail()}")
            dash = f"{indent} {gap}"
        for index, (key, value) in enumerate(entries):
            if index:
                self.noise()
            start = f"{indent} {gap}" if index else dash
            self.lines.append(f"{start}{key}: {value}{self.tail()}")

    def indent(self, indent: str) -> str:
        return indent + " " * self.draw(st.integers(1, 4))

    def list_indent(self, indent: str) -> str:
        return indent + " " * self.draw(st.integers(0, 3))


def _project(data: st.DataObject) -> str:
    write = _Writer(data)
    parts = ["name", "total", "sources", "purpose", "goals", "indicators"]
    for part in data.draw(st.permutations(parts)):
        _PARTS[part](write)
    write.noise()
    text = "\n".join(write.lines) + data.draw(st.sampled_from(["", "\n", "\n\n  \n"]))
    if data.draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return data.draw(st.sampled_from(["", "\ufeff"])) + text


def _name(write: _Writer) -> None:
    write.entry("", "项目名称", write.text(write.draw(WORDS)))


def _total(write: _Writer) -> None:
    write.entry("", "预算数", write.text("470.00", plain=write.draw(st.booleans())))


def _sources(write: _Writer) -> None:
    write.entry("", "其中", "")
    indent = write.indent("")
    entries = [("其他资金", ""), ("财政资金", "470.00")]
    for key, value in write.draw(st.permutations(entries)):
        write.entry(indent, key, value)


def _purpose(write: _Writer) -> None:
    if write.draw(st.booleans()):
        write.entry("", "资金用途", write.text(write.draw(WORDS)))
        return
    write.noise()
    indent = write.indent("")
    style = write.draw(st.sampled_from([" |", " >", " |-", "", ' "甲', " '"]))
    lines = write.draw(
        st.lists(st.sampled_from(["甲乙", "a b", "", "c。"]), min_size=1, max_size=4)
    )
    write.lines.append(f"资金用途:{style}")
    write.lines += [f"{indent}{line}" if line else "" for line in ["甲", *lines, "丙"]]
    if style[-1:] in "甲'" and style:
        write.lines[-1] += '"' if "甲" in style else "'"


def _goals(write: _Writer) -> None:
    write.entry("", "绩效目标", "")
    indent = write.list_indent("")
    for goal in write.draw(st.lists(WORDS, min_size=1, max_size=3)):
        write.noise()
        gap = " " * write.draw(st.integers(1, 3))
        write.lines.append(f"{indent}-{gap}{write.text(goal)}{write.tail()}")


def _indicators(write: _Writer) -> None:
    write.entry("", "绩效指标", "")
    first = write.indent("")
    for level1, level2 in (("产出指标", "数量指标"), ("效益指标", "社会效益指标")):
        write.entry(first, level1, "")
        second = write.indent(first)
        write.entry(second, level2, "")
        indent = write.list_indent(second)
        for _ in range(write.draw(st.integers(1, 2))):
            entries = [
                ("三级指标", write.text(write.draw(WORDS))),
                ("指标值", write.text(write.draw(VALUES))),
            ]
            if write.draw(st.booleans()):
                entries.append(("绩效指标描述", write.text(write.draw(WORDS))))
            write.item(indent, write.draw(st.permutations(entries)))


_PARTS = {
    "name": _name,
    "total": _total,
    "sources": _sources,
    "purpose": _purpose,
    "goals": _goals,
    "indicators": _indicators,
}


def _model(data: bytes) -> Project:
    """Return the project of a file, without places, its target values in their normal form."""
    loaded = load_project(ROOT, PATH, "301101", PROJECT, data)
    assert loaded.project is not None, loaded.findings
    nowhere = Origin(PATH)
    indicators = tuple(
        one._replace(target_value=normal_target(one.target_value), origin=nowhere)
        for one in loaded.project.indicators
    )
    budget = loaded.project.budget._replace(origin=nowhere)
    return loaded.project._replace(budget=budget, indicators=indicators, origin=nowhere)


def _allowed(data: bytes) -> Counter[str]:
    """Return the keys whose lines are allowed something, where a line has but one."""
    text = read_node(PATH, data).text or ""
    lines = text.split("\n")
    keys = re.compile(
        r"项目名称|预算数|其中|资金用途|绩效目标|三级指标|指标值|绩效指标描述|财政资金|其他资金"
    )
    found = [keys.findall(lines[one.line - 1]) for one in allowances(text)]
    return Counter(one[0] for one in found if len(one) == 1)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_model_and_comments_stay(data: st.DataObject) -> None:
    text = _project(data)
    before = text.encode()
    if has_errors(read_node(PATH, before).findings):
        return
    done = formatted(PATH, before, PROJECT)
    assert not done.is_unclear
    assert _model(done.after) == _model(before)
    assert formatted(PATH, done.after, PROJECT).after == done.after
    assert done.after.decode().count("annexgen: allow") == text.count("annexgen: allow")
    assert _allowed(before) <= _allowed(done.after), text


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_annex_settings_stay(data: st.DataObject) -> None:
    leaves = WORDS | st.sampled_from(["", "off", "0010", "true", "1.5"])
    trees = st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
        max_leaves=8,
    )
    tree = {"检查": data.draw(st.dictionaries(WORDS, trees)), "标题": "甲", "单位": ["301101"]}
    indent = data.draw(st.sampled_from([None, 1, 4]))
    text = json.dumps(tree, ensure_ascii=data.draw(st.booleans()), indent=indent).encode()
    if has_errors(read_node("content/annex.yaml", text).findings):
        return
    done = formatted("content/annex.yaml", text, ANNEX)
    assert not done.is_unclear
    assert formatted("content/annex.yaml", done.after, ANNEX).after == done.after


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_files_with_lines_torn_out_are_formatted_once_or_left(data: st.DataObject) -> None:
    lines = data.draw(st.sampled_from(REAL)).split("\n")[:30]
    junk = st.sampled_from(
        ["", "  # 注", "# annexgen: allow x -- y", "  - 甲", "    a: >", "      b", "- - c", "? d",
         ": e", "  [f, {g: h}]", "---", "i: 'j", "  k'", "l: |+", ""]
    )  # fmt: skip
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        lines[at : at + data.draw(st.integers(0, 2))] = data.draw(st.lists(junk, max_size=3))
        if not lines:
            lines = [""]
    done = formatted(PATH, "\n".join(lines).encode(), PROJECT)
    if done.findings:
        assert done.after == done.before
    assert formatted(PATH, done.after, PROJECT).after == done.after
