"""Content files as a comparison sees them: plain texts by the keys of the file.

In: the bytes of a file, sound or not. Out: all of it that can be read, with the faults that the
schema finds in the rest. The model cannot serve here, since it holds sound content only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from annexgen.findings import Finding, Severity
from annexgen.schema.check import check
from annexgen.schema.content import ANNEX, UNIT
from annexgen.schema.shapes import Record
from annexgen.source.allowances import allowances
from annexgen.source.nodes import Entry, MappingNode, Node, Scalar, SequenceNode
from annexgen.source.reader import read_node
from annexgen.tuples import NamedTuple

NAME = "项目名称"
TOTAL = "预算数"
FUNDS = ("财政资金", "其他资金")
PURPOSE = "资金用途"
GOALS = "绩效目标"
INDICATORS = "绩效指标"
LEVEL1 = "一级指标"
LEVEL2 = "二级指标"
INDICATOR = "三级指标"
DESCRIPTION = "绩效指标描述"
TARGET = "指标值"
UNIT_NAME = "单位名称"
YEAR = "年度"
MONEY_UNIT = "金额单位"
FORM = "表样"

_SOURCES = "其中"
_NO_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator.

    Attributes:
        fields: 一级指标, 二级指标, 三级指标 … by their keys; one that is empty is left out, and a
            description that repeats the name as well.
        line: where it stands, from 1.
        top: the same with the headings (产出指标, 数量指标) that are its own since it is the first
            below them; None where there are none.
    """

    fields: Mapping[str, str]
    line: int = field(default=1, compare=False)
    top: int | None = field(default=None, compare=False)

    def get(self, key: str) -> str:
        """Return a field; an empty text where it is left out."""
        return self.fields.get(key, "")

    @property
    def levels(self) -> tuple[str, str]:
        """一级指标 and 二级指标."""
        return self.get(LEVEL1), self.get(LEVEL2)

    @property
    def name(self) -> str:
        """三级指标."""
        return self.get(INDICATOR)

    @property
    def target(self) -> str:
        """指标值."""
        return self.get(TARGET)


class AllowedAt(NamedTuple):
    """Where something is excused.

    Attributes:
        line: the line, from 1.
        row: the indicator that it is of, by its place; None for none.
    """

    line: int
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A project, a unit, or the annex itself: what one content file says.

    Attributes:
        path: the file.
        fields: its texts by key; one that is empty is left out. Of what has no place of its own
            here, keys lead downwards (``检查.级别.budget-sum``).
        goals: 绩效目标.
        rows: 绩效指标, in the order of the file.
        lines: where each field stands, from 1.
        goal_lines: where each goal stands.
        allowed: what its comments excuse and why, ``budget-sum：按批复``, in their order.
        allowed_at: what they are for.
        faults: the errors that the schema and the reader find.
        is_read: whether the file could be read at all.
    """

    path: str = field(compare=False)
    fields: Mapping[str, str] = field(default_factory=dict)
    goals: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    goal_lines: tuple[int, ...] = field(default=(), compare=False)
    allowed: tuple[str, ...] = ()
    allowed_at: tuple[AllowedAt, ...] = field(default=(), compare=False)
    faults: tuple[Finding, ...] = field(default=(), compare=False)
    is_read: bool = field(default=True, compare=False)

    def get(self, key: str) -> str:
        """Return a field; an empty text where it is left out."""
        return self.fields.get(key, "")

    @property
    def name(self) -> str:
        """项目名称; the file's name where there is none."""
        return self.get(NAME) or self.path.rpartition("/")[2].removesuffix(".yaml")

    @property
    def unit(self) -> str:
        """The code of the unit whose folder it lies in."""
        return self.path.split("/")[1]


def annex_sheet(path: str, data: bytes) -> Sheet:
    """Read annex.yaml."""
    return _flat_sheet(path, data, ANNEX)


def year_of(annex: Sheet) -> int:
    """Return the year (年度) that annex.yaml says, of deadlines that name none."""
    text = annex.get(YEAR)
    return int(text) if len(text) == 4 and text.isascii() and text.isdigit() else _NO_YEAR


def unit_sheet(path: str, data: bytes) -> Sheet:
    """Read a unit.yaml."""
    return _flat_sheet(path, data, UNIT)


def project_sheet(path: str, data: bytes, shape: Record) -> Sheet:
    """Read a project file.

    Args:
        path: the file.
        data: its bytes.
        shape: of a project file, from ``schema.content.project_shape``, for the faults.
    """
    return sheet_in(path, *_read(path, data, shape))


def sheet_in(
    path: str, node: Node | None, faults: tuple[Finding, ...], text: str | None = None
) -> Sheet:
    """Return what a project file says that has been read.

    Args:
        path: the file.
        node: its tree.
        faults: the errors that the reader and the schema find.
        text: the file's text, for its comments.
    """
    if not isinstance(node, MappingNode):
        return Sheet(path, faults=faults, is_read=False)
    parts = {entry.key.text: entry.value for entry in node.entries}
    goals, rows = parts.pop(GOALS, None), parts.pop(INDICATORS, None)
    sources = parts.pop(_SOURCES, None)
    flat = {key: scalar for name, value in parts.items() for key, scalar in _flat(name, value)}
    if isinstance(sources, MappingNode):
        flat |= {
            key: scalar for part in sources.entries for key, scalar in _flat(part[0].text, part[1])
        }
    fields, lines = _texts(flat)
    said, indicators = list(_goals(goals)), tuple(_rows(rows))
    goal_lines = tuple([goal.span.line for goal in said])
    allowed, allowed_lines = _allowed(text)
    others = (*lines.values(), *goal_lines)
    at = [AllowedAt(line, _row_at(line, indicators, others)) for line in allowed_lines]
    return Sheet(
        path,
        fields,
        tuple([goal.text.strip() for goal in said]),
        indicators,
        lines,
        goal_lines,
        allowed,
        tuple(at),
        faults,
    )


def _flat_sheet(path: str, data: bytes, shape: Record) -> Sheet:
    node, faults, text = _read(path, data, shape)
    if not isinstance(node, MappingNode):
        return Sheet(path, faults=faults, is_read=False)
    flat = {key: text for entry in node.entries for key, text in _flat(entry.key.text, entry.value)}
    fields, lines = _texts(flat)
    allowed, allowed_lines = _allowed(text)
    return Sheet(
        path,
        fields,
        lines=lines,
        allowed=allowed,
        allowed_at=tuple(map(AllowedAt, allowed_lines)),
        faults=faults,
    )


def _allowed(text: str | None) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return what the comments of a file excuse, and the lines that they are for."""
    found = [one for one in allowances(text or "") if one.rules]
    said = [f"{'、'.join(name for name, _ in one.rules)}：{one.reason}" for one in found]
    return tuple(said), tuple([one.line for one in found])


def _row_at(line: int, rows: Sequence[Row], others: Iterable[int]) -> int | None:
    """Return the indicator that a line is of, by its place.

    Args:
        line: the line.
        rows: the indicators.
        others: lines of what is no indicator.
    """
    before = [at for at, row in enumerate(rows) if row.line <= line]
    if not before or any(rows[before[-1]].line < other <= line for other in others):
        return None
    return before[-1]


def _read(
    path: str, data: bytes, shape: Record
) -> tuple[Node | None, tuple[Finding, ...], str | None]:
    read = read_node(path, data)
    findings = list(read.findings)
    if read.node is not None:
        check(read.node, shape, path, findings.append)
    faults = tuple(one for one in findings if one.severity is Severity.ERROR)
    return read.node, faults, read.text


def _flat(key: str, node: Node) -> Iterator[tuple[str, Scalar]]:
    """Yield all texts below ``node``, a list of texts as one text."""
    if isinstance(node, Scalar):
        yield key, node
    elif isinstance(node, MappingNode):
        for entry in node.entries:
            yield from _flat(f"{key}.{entry.key.text}", entry.value)
    elif all(isinstance(item, Scalar) for item in node.items):
        texts = (item.text.strip() for item in node.items if isinstance(item, Scalar))
        yield key, Scalar("、".join(texts), node.span)
    else:
        for index, item in enumerate(node.items):
            yield from _flat(f"{key}.{index + 1}", item)


def _texts(flat: Mapping[str, Scalar]) -> tuple[dict[str, str], dict[str, int]]:
    """Return the texts that are not empty, and their lines."""
    texts = {key: scalar.text.strip() for key, scalar in flat.items()}
    return (
        {key: text for key, text in texts.items() if text},
        {key: flat[key].span.line for key, text in texts.items() if text},
    )


def _goals(node: Node | None) -> Iterator[Scalar]:
    items = node.items if isinstance(node, SequenceNode) else () if node is None else (node,)
    for item in items:
        if isinstance(item, Scalar) and item.text.strip():
            yield item


def _rows(node: Node | None) -> Iterator[Row]:
    for level1, below in _entries(node):
        top: int | None = level1.span.line
        for level2, rows in _entries(below):
            top = top or level2.span.line
            for item in rows.items if isinstance(rows, SequenceNode) else ():
                yield Row(_row_fields(level1.text, level2.text, item), item.span.line, top)
                top = None


def _row_fields(level1: str, level2: str, item: Node) -> dict[str, str]:
    flat = {
        key: scalar for name, value in _entries(item) for key, scalar in _flat(name.text, value)
    }
    fields = {LEVEL1: level1, LEVEL2: level2} | _texts(flat)[0]
    if fields.get(DESCRIPTION) == fields.get(INDICATOR):
        fields.pop(DESCRIPTION, None)
    return fields


def _entries(node: Node | None) -> Iterable[Entry]:
    return node.entries if isinstance(node, MappingNode) else ()
