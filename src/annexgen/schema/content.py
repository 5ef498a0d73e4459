"""The content files: which keys they have, in canonical order, and what each may hold.

Keys are the words printed on the form. A form adds its indicator levels and its own fields.
"""

from __future__ import annotations

from annexgen.findings import Message
from annexgen.schema.shapes import (
    Anything,
    Field,
    ListOf,
    MapOf,
    Money,
    Number,
    OneOrMany,
    Record,
    Shape,
    Text,
)
from annexgen.schema.vocabulary import ExtraField, FieldKind, Vocabulary

FORM_NAME_PATTERN = r"[^\s./\\:]+"

_LINE = Text(pattern=r"[^\n]+", pattern_help=Message("写在一行里", "Write it in one line"))
_FORM_NAME = Text(
    pattern=FORM_NAME_PATTERN,
    pattern_help=Message(
        "写 templates/ 下的目录名，如 tianjin", "Name a folder below templates/, e.g. tianjin"
    ),
)
_UNIT_CODE = Text(
    pattern=r"(?:[0-9]{3}){1,4}",
    pattern_help=Message(
        "写单位目录名：3、6、9 或 12 位数字，如 301101",
        "Name the unit's folder: 3, 6, 9 or 12 digits, e.g. 301101",
    ),
)

ANNEX = Record(
    (
        Field("标题", "title", _LINE, "整本附表的标题，印在封面上"),
        Field("编制单位", "department", _LINE, "编制附表的部门，印在封面上"),
        Field("年度", "year", Number(1900, 2999, whole=True), "预算年度，四位数字，如 2025"),
        Field("金额单位", "money_unit", _LINE, "所有金额的单位，如 万元"),
        Field("表样", "form", _FORM_NAME, "templates/ 下的目录名，如 tianjin"),
        Field(
            "单位",
            "units",
            ListOf(_UNIT_CODE),
            "单位代码，按印刷顺序；不写则按代码排序",
            required=False,
        ),
        Field("检查", "checks", Anything(), "检查规则的级别、阈值和例外", required=False),
        Field(
            "字体",
            "fonts",
            MapOf(OneOrMany(_LINE)),
            "替换表样的字体：左边写表样里的字体键，右边写字体名（可写几个，依次补缺字）",
            required=False,
        ),
    ),
    "附表说明：标题、编制单位、年度、表样",
)

UNIT = Record(
    (
        Field("单位名称", "name", _LINE, "预算单位的全称"),
        Field(
            "页眉",
            "header",
            _LINE,
            "本单位各页页眉上的文字；不写则印代码和单位名称",
            required=False,
        ),
    ),
    "预算单位",
)

_SOURCES = Record(
    (
        Field(
            "财政资金", "fiscal", Money(may_be_empty=True), "预算数中的财政资金；没有就空着或写 0"
        ),
        Field(
            "其他资金", "other", Money(may_be_empty=True), "预算数中的其他资金；没有就空着或写 0"
        ),
    ),
    "预算数由哪些资金组成",
)

INDICATOR_FIELDS = (
    Field("三级指标", "name", Text(), "指标名称"),
    Field(
        "绩效指标描述",
        "description",
        Text(),
        "指标的含义；与三级指标相同时不写",
        required=False,
    ),
    Field("指标值", "target_value", Text(), "目标值，照原样印出，如 ≥95%、2025年12月底前"),
)

PROJECT_FIELDS = (
    Field("项目名称", "name", _LINE, "项目全称，同一单位内不能重复"),
    Field("预算数", "total", Money(), "预算总额，数字，最多两位小数，照原样印出，如 470.00"),
    Field("其中", "sources", _SOURCES, "预算数由哪些资金组成"),
    Field("资金用途", "purpose", Text(), "这笔钱用来做什么"),
    Field("绩效目标", "goals", ListOf(Text()), "一条一项，序号自动编，不用写"),
)

_INDICATORS = "按一级指标、二级指标分层，每条指标写三级指标和指标值"


def project_shape(vocabulary: Vocabulary | None) -> Record:
    """Return the shape of a project file.

    Args:
        vocabulary: the form's levels and fields; None where the form is not known, so that any
            level and any further key passes.
    """
    indicator = Record(
        INDICATOR_FIELDS + _extra(vocabulary.indicator_fields if vocabulary else ()),
        "一条绩效指标",
        is_open=vocabulary is None,
    )
    return Record(
        (
            *PROJECT_FIELDS,
            *_extra(vocabulary.project_fields if vocabulary else ()),
            Field("绩效指标", "indicators", _levels(vocabulary, ListOf(indicator)), _INDICATORS),
        ),
        "一个项目的预算和绩效目标",
        is_open=vocabulary is None,
    )


def _levels(vocabulary: Vocabulary | None, rows: ListOf) -> MapOf:
    levels = vocabulary.levels if vocabulary else {}
    return MapOf(
        MapOf(rows, level="二级指标", least=1),
        tuple(
            (name, MapOf(rows, tuple((below, rows) for below in second), "二级指标", least=1))
            for name, second in levels.items()
        ),
        level="一级指标",
        least=1,
    )


def _extra(fields: tuple[ExtraField, ...]) -> tuple[Field, ...]:
    """Return the form's own fields; each keeps its key as its name."""
    return tuple(
        Field(field.key, field.key, _extra_shape(field), field.description, field.required)
        for field in fields
    )


def _extra_shape(field: ExtraField) -> Shape:
    return Number(0, 1e12) if field.kind is FieldKind.NUMBER else Text()
