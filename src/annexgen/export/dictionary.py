"""The data dictionary: each column's name, meaning and type, once for every format.

The tables' columns are read through it and the same rows are published as the dictionary, so the
two cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum

from annexgen.export.records import Record
from annexgen.export.understood import BOUND_WORDS, Kind
from annexgen.model import Amount
from annexgen.schema.vocabulary import ExtraField, FieldKind, Vocabulary
from annexgen.tuples import NamedTuple

Value = str | int | Decimal | date | None
"""What a cell holds; None and the empty text are an empty cell."""


class Type(StrEnum):
    """What the cells of a column hold, as the dictionary calls it."""

    TEXT = "文本"
    INTEGER = "整数"
    MONEY = "金额"
    DECIMAL = "小数"
    DATE = "日期（YYYY-MM-DD）"


class Column(NamedTuple):
    """A column of the tables.

    Attributes:
        name: its heading.
        type: of its cells.
        meaning: what it says.
        path: where the same stands in the JSON output.
        read: gives its cell of a record.
    """

    name: str
    type: Type
    meaning: str
    path: str
    read: Callable[[Record], Value]


HEADINGS = ("列名", "类型", "含义", "JSON 中的位置")
"""The headings of the dictionary's own columns."""

_PROJECT = "units[].projects[]."
_INDICATOR = f"{_PROJECT}indicators[]."
_TARGET = f"{_INDICATOR}target."
_KINDS = "、".join(f"{kind.word}（{kind.value}）" for kind in Kind)


def _sum(amount: Amount | None) -> Decimal | None:
    return None if amount is None else amount.value


_BOUNDS = "、".join(f"{word}（{sign}）" for sign, word in BOUND_WORDS.items())

_ANNEX_COLUMNS = (
    Column("年度", Type.INTEGER, "附表的预算年度", "year", lambda r: r.annex.year),
    Column("单位代码", Type.TEXT, "预算单位代码", "units[].code", lambda r: r.unit.code),
    Column("单位名称", Type.TEXT, "预算单位名称", "units[].name", lambda r: r.unit.name),
)
_PROJECT_COLUMNS = (
    Column(
        "项目序号", Type.INTEGER, "项目在全册中的印刷序号，从 1 起", f"{_PROJECT}number",
        lambda r: r.number,
    ),
    Column(
        "项目标识", Type.TEXT, "由单位代码和内容文件名组成，序号变动时不变", f"{_PROJECT}id",
        lambda r: r.project.id,
    ),
    Column("项目名称", Type.TEXT, "项目名称", f"{_PROJECT}name", lambda r: r.project.name),
    Column(
        "预算数", Type.MONEY, "项目预算数，按“金额单位”列；每条指标一行，合计前先按项目去重",
        f"{_PROJECT}budget.total", lambda r: _sum(r.project.budget.total),
    ),
    Column(
        "财政资金", Type.MONEY, "预算数中的财政资金；空为未填", f"{_PROJECT}budget.fiscal",
        lambda r: _sum(r.project.budget.fiscal),
    ),
    Column(
        "其他资金", Type.MONEY, "预算数中的其他资金；空为未填", f"{_PROJECT}budget.other",
        lambda r: _sum(r.project.budget.other),
    ),
    Column(
        "金额单位", Type.TEXT, "预算数及其中各项的单位", "money_unit", lambda r: r.annex.money_unit
    ),
    Column("资金用途", Type.TEXT, "资金用途", f"{_PROJECT}purpose", lambda r: r.project.purpose),
    Column(
        "绩效目标", Type.TEXT, "绩效目标；有几条的，每条在格内另起一行", f"{_PROJECT}goals[]",
        lambda r: "\n".join(r.project.goals),
    ),
)  # fmt: skip
_INDICATOR_COLUMNS = (
    Column(
        "指标序号", Type.INTEGER, "指标在本项目中的序号，从 1 起", f"{_INDICATOR}position",
        lambda r: r.position,
    ),
    Column("一级指标", Type.TEXT, "一级指标", f"{_INDICATOR}level1", lambda r: r.indicator.level1),
    Column("二级指标", Type.TEXT, "二级指标", f"{_INDICATOR}level2", lambda r: r.indicator.level2),
    Column("三级指标", Type.TEXT, "三级指标", f"{_INDICATOR}name", lambda r: r.indicator.name),
    Column(
        "绩效指标描述", Type.TEXT, "绩效指标描述；原文未写的与三级指标相同",
        f"{_INDICATOR}description", lambda r: r.indicator.description,
    ),
    Column(
        "指标值", Type.TEXT, "指标值，照原文", f"{_TARGET}text", lambda r: r.indicator.target_value
    ),
)  # fmt: skip
_TARGET_COLUMNS = (
    Column(
        "指标值类型", Type.TEXT, f"程序对指标值的理解，以下各列同：{_KINDS}", f"{_TARGET}kind",
        lambda r: r.target.kind.word,
    ),
    Column(
        "比较", Type.TEXT, f"定量指标与数值的关系，未写的为等于：{_BOUNDS}", f"{_TARGET}bound",
        lambda r: BOUND_WORDS.get(r.target.bound, ""),
    ),
    Column(
        "数值", Type.DECIMAL, "定量指标的数，“万”“亿”已乘出（金额除外）；几日以内的时限，是其长短",
        f"{_TARGET}number", lambda r: r.target.number,
    ),
    Column("下限", Type.DECIMAL, "区间的下限", f"{_TARGET}low", lambda r: r.target.low),
    Column("上限", Type.DECIMAL, "区间的上限", f"{_TARGET}high", lambda r: r.target.high),
    Column(
        "计量单位", Type.TEXT, "数值、下限、上限的单位；百分比为 %", f"{_TARGET}unit",
        lambda r: r.target.unit,
    ),
    Column(
        "周期", Type.TEXT, "数值或时限对应的周期，如 年、季度、月", f"{_TARGET}per",
        lambda r: r.target.per,
    ),
    Column(
        "截止日期", Type.DATE, "时限指标最晚的一天，月份按整月计；未写年份的按附表年度",
        f"{_TARGET}last_day", lambda r: r.target.last_day,
    ),
    Column(
        "规范写法", Type.TEXT, "指标值的规范写法，意思相同的写法一致", f"{_TARGET}normal",
        lambda r: r.target.normal,
    ),
)  # fmt: skip


def columns(vocabulary: Vocabulary) -> tuple[Column, ...]:
    """Return the columns of an annex whose form has these words, its own fields among them."""
    built_in = (*_ANNEX_COLUMNS, *_PROJECT_COLUMNS, *_INDICATOR_COLUMNS, *_TARGET_COLUMNS)
    taken = {column.name for column in built_in}
    of_project = tuple(_own(vocabulary.project_fields, "项目", taken))
    of_indicator = tuple(_own(vocabulary.indicator_fields, "指标", taken))
    return (
        *_ANNEX_COLUMNS,
        *_PROJECT_COLUMNS,
        *of_project,
        *_INDICATOR_COLUMNS,
        *of_indicator,
        *_TARGET_COLUMNS,
    )


def dictionary_rows(columns: Iterable[Column]) -> list[tuple[str, ...]]:
    """Return the dictionary as a table, without its headings."""
    return [(one.name, one.type.value, one.meaning, one.path) for one in columns]


def _own(fields: Iterable[ExtraField], owner: str, taken: set[str]) -> Iterable[Column]:
    """Yield a column for each of the form's own fields; a name that is taken tells its owner."""
    path = _PROJECT if owner == "项目" else _INDICATOR
    for field in fields:
        name = field.key
        while name in taken:
            name = f"{owner}{name}"
        taken.add(name)
        type_ = Type.DECIMAL if field.kind is FieldKind.NUMBER else Type.TEXT
        meaning = field.description or f"表样自有的{owner}字段"
        yield Column(name, type_, meaning, f"{path}extra.{field.key}", _reader(field, owner))


def _reader(field: ExtraField, owner: str) -> Callable[[Record], Value]:
    is_number, key = field.kind is FieldKind.NUMBER, field.key

    def read(record: Record) -> Value:
        text = (record.project if owner == "项目" else record.indicator).extra.get(key, "")
        return Decimal(text) if is_number and text else text

    return read
