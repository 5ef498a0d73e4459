"""Two editors of one project, at random: changes of different things are both there afterwards."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from annexgen.formatting.file import formatted
from annexgen.forms.load import vocabulary_of
from annexgen.loading.projects import load_project
from annexgen.merging.file import merged_file
from annexgen.merging.writing import Signs
from annexgen.schema.content import project_shape

ROOT = Path(__file__).parents[2]
PATH = "content/301101/01-x.yaml"
SHAPE = project_shape(vocabulary_of(ROOT, "tianjin"))
REAL = [file.read_bytes() for file in sorted((ROOT / "content").glob("**/*.yaml"))]
COMMENT = re.compile(rb"#.*")
LEVELS = [
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"),
]
NAMES = [
    "参会人数",
    "验收合格",
    "按期完工",
    "媒体报道",
    "群众满意",
    "档案整理",
    "机房维护",
    "培训场次",
]
NEW_NAMES = ["绿化面积", "诉求办结", "雨具采购", "车辆年检", "刊物印发", "水质监测"]
GOALS = ["完成达沃斯论坛筹备。", "提高服务群众的质量。", "保障机关正常运转。"]


@dataclass
class Draft:
    """A project that is edited before it is written."""

    fields: dict[str, str]
    goals: list[str]
    rows: list[dict[str, str]]
    comments: dict[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """Return the content file, as fmt writes it."""
        lines = ["# 项目文件", *(self._line(key) for key in ("项目名称", "预算数")), "其中:"]
        lines += [f"  {self._line(key)}" for key in ("财政资金", "其他资金")]
        lines += [self._line("资金用途"), "绩效目标:", *(f"  - {goal}" for goal in self.goals)]
        lines.append("绩效指标:")
        first = ""
        for levels in LEVELS:
            rows = [row for row in self.rows if (row["一级"], row["二级"]) == levels]
            if rows:
                lines += [f"  {levels[0]}:"] if levels[0] != first else []
                lines.append(f"    {levels[1]}:")
                first = levels[0]
            lines += [line for row in rows for line in self._row(row)]
        return "\n".join(lines) + "\n"

    def _line(self, key: str) -> str:
        return f"{key}: {self.fields[key]}".rstrip() + self.comments.get(key, "")

    def _row(self, row: dict[str, str]) -> Iterator[str]:
        if "说明" in row:
            yield f"      # {row['说明']}"
        yield f"      - 三级指标: {row['名']}"
        if "描述" in row:
            yield f"        绩效指标描述: {row['描述']}"
        yield f"        指标值: {row['值']}{row.get('允许', '')}"

    def said(self) -> tuple[object, ...]:
        """Return what it says, whatever the order of goals and indicators."""
        rows = ((r["一级"], r["二级"], r["名"], r.get("描述", r["名"]), r["值"]) for r in self.rows)
        return (*sorted(self.fields.items()), Counter(self.goals), Counter(rows))


def said(data: bytes) -> tuple[object, ...]:
    """Return what a file says, in the same form."""
    project = load_project(ROOT, PATH, "301101", SHAPE, data).project
    assert project is not None, data.decode()
    fields = {
        "项目名称": project.name,
        "预算数": project.budget.total.text,
        "财政资金": project.budget.fiscal.text if project.budget.fiscal else "",
        "其他资金": project.budget.other.text if project.budget.other else "",
        "资金用途": project.purpose,
    }
    rows = ((r.level1, r.level2, r.name, r.description, r.target_value) for r in project.indicators)
    return (*sorted(fields.items()), Counter(project.goals), Counter(rows))


Edit = Callable[[Draft], None]


def drafted(data: st.DataObject) -> Draft:
    count = data.draw(st.integers(3, 8))
    rows = []
    for name in NAMES[:count]:
        first, second = data.draw(st.sampled_from(LEVELS))
        row = {"一级": first, "二级": second, "名": name, "值": "≥10次"}
        if data.draw(st.booleans()):
            row["描述"] = f"{name}的情况"
        rows.append(row)
    fields = {
        "项目名称": "会议",
        "预算数": "10.00",
        "财政资金": "10.00",
        "其他资金": "",
        "资金用途": "开会",
    }
    return Draft(fields, list(GOALS), rows)


def on(name: str, **changed: str) -> Edit:
    """Return an edit of an indicator."""

    def edit(draft: Draft) -> None:
        next(row for row in draft.rows if row["名"].startswith(name)).update(changed)

    return edit


def gone(name: str) -> Edit:
    """Return an edit that deletes an indicator."""

    def edit(draft: Draft) -> None:
        draft.rows = [row for row in draft.rows if not row["名"].startswith(name)]

    return edit


def new(name: str, levels: tuple[str, str], at: int) -> Edit:
    """Return an edit that adds an indicator."""
    row = {"一级": levels[0], "二级": levels[1], "名": name, "值": "≥1项"}
    return lambda draft: draft.rows.insert(at, dict(row))


def regroup(name: str, levels: tuple[str, str]) -> Edit:
    """Return an edit that puts an indicator under other levels."""
    return on(name, 一级=levels[0], 二级=levels[1])


def put(key: str, text: str, comment: str) -> Edit:
    """Return an edit of a field."""

    def edit(draft: Draft) -> None:
        draft.fields[key] = text
        draft.comments[key] = comment

    return edit


def reworded(draft: Draft) -> None:
    draft.goals[draft.goals.index(GOALS[0])] = "完成夏季达沃斯论坛的筹备。"


def edits(data: st.DataObject, base: Draft) -> list[Edit]:
    """Return edits of different things; each thing is edited once."""
    chosen: list[Edit] = [reworded]
    for row in base.rows:
        name = row["名"]
        if data.draw(st.integers(0, 4)) == 0:
            chosen.append(gone(name))
            continue
        possible = [
            on(name, 值="≥25次"),
            on(name, 描述="重写的说法"),
            on(name, 说明=f"{name}的说明"),
            on(name, 允许=f"   # annexgen: allow likeness -- {name}"),
        ]
        # Who renames an indicator and puts it elsewhere as well has dropped it and added another.
        levels = data.draw(st.sampled_from(LEVELS))
        possible.append(
            data.draw(st.sampled_from([on(name, 名=f"{name}率"), regroup(name, levels)]))
        )
        chosen += [edit for edit in possible if data.draw(st.booleans())]
    for name in NEW_NAMES[: data.draw(st.integers(0, 4))]:
        levels = data.draw(st.sampled_from(LEVELS))
        chosen.append(new(name, levels, data.draw(st.integers(0, len(base.rows)))))
    for key, text in (
        ("预算数", "12.00"),
        ("财政资金", "11.00"),
        ("其他资金", "1.00"),
        ("资金用途", "会"),
    ):
        comment = data.draw(st.sampled_from(["", f"   # {key}的注"]))
        chosen += [put(key, text, comment)] if data.draw(st.booleans()) else []
    chosen += [lambda draft: draft.goals.append("新增的第一条")]
    chosen += [lambda draft: draft.goals.append("另外再加一条")]
    return chosen


def edited(base: Draft, chosen: Sequence[Edit]) -> Draft:
    draft = deepcopy(base)
    for edit in chosen:
        edit(draft)
    return draft


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_edits_of_different_things_are_both_there(data: st.DataObject) -> None:
    base = drafted(data)
    chosen = edits(data, base)
    owners = data.draw(st.lists(st.booleans(), min_size=len(chosen), max_size=len(chosen)))
    ours, theirs = (
        edited(base, [edit for edit, owner in zip(chosen, owners, strict=True) if owner is side])
        for side in (True, False)
    )
    whole = edited(base, chosen)
    if not (ours.rows and theirs.rows and whole.rows):
        return
    texts = [draft.text().encode() for draft in (base, ours, theirs)]
    merged = merged_file(texts[0], texts[1], texts[2], Signs())
    assert merged is not None
    assert merged.clashes == ()
    assert said(merged.data) == whole.said()
    assert Counter(COMMENT.findall(merged.data)) == Counter(COMMENT.findall(whole.text().encode()))
    assert formatted(PATH, merged.data, SHAPE).after == merged.data
    other = merged_file(texts[0], texts[2], texts[1], Signs())
    assert other is not None
    assert said(other.data) == whole.said()


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_what_one_side_alone_has_done_comes_out_byte_for_byte(data: st.DataObject) -> None:
    base = data.draw(st.sampled_from(REAL))
    changed = _torn(data, base)
    for merged in (
        merged_file(base, changed, base, Signs()),
        merged_file(base, base, changed, Signs()),
        merged_file(base, changed, changed, Signs()),
    ):
        assert merged is None or (merged.data == changed and not merged.clashes)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_whatever_the_sides_are_they_merge_or_are_left(data: st.DataObject) -> None:
    base = data.draw(st.sampled_from(REAL))
    ours, theirs = _torn(data, base), _torn(data, base)
    merged = merged_file(base, ours, theirs, Signs())
    if merged is not None:
        assert bool(merged.clashes) is (b"<<<<<<< ours\n" in merged.data)


def _torn(data: st.DataObject, text: bytes) -> bytes:
    """Return a file with lines changed, taken out, doubled and moved."""
    lines = text.splitlines(keepends=True)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        junk = [
            b"\n",
            b"  # x\n",
            b"      # annexgen: allow a -- b\n",
            lines[at].replace(b"1", b"2"),
        ]
        junk += [lines[at].replace(b": ", b": '\xe7\x94\xb2' # "), b"    - y\n", b"z: 1\n"]
        lines[at : at + data.draw(st.integers(0, 3))] = data.draw(
            st.lists(st.sampled_from(junk), max_size=2)
        )
        lines = lines or [b"a: 1\n"]
    return b"".join(lines)
