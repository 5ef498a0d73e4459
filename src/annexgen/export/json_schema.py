"""The JSON output's schema (draft-07), generated so that it is printed beside the others."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from annexgen.export.as_json import FORMAT, VERSION
from annexgen.export.understood import Kind
from annexgen.schema.vocabulary import ExtraField, Vocabulary
from annexgen.values import Bound

FILE = "export.schema.json"

Schema = dict[str, Any]

_MONEY = {"type": "string", "pattern": r"^[0-9]+(\.[0-9]{1,2})?$"}
_DECIMAL = {"type": ["string", "null"], "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}


def export_schema_text(vocabulary: Vocabulary) -> str:
    """Return the schema file for annexes in a form with these words."""
    return json.dumps(export_schema(vocabulary), ensure_ascii=False, indent=2) + "\n"


def export_schema(vocabulary: Vocabulary) -> Schema:
    """Return the schema of the JSON output."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "annexgen export --to json 的输出",
        **_object(
            "金额和数值都是文本，小数照原文，不经浮点数",
            {
                "format": {"const": FORMAT},
                "version": {"const": VERSION, "description": "本格式的版本；首位变了才不兼容"},
                "title": _text("标题"),
                "department": _text("编制单位"),
                "year": {"type": "integer", "description": "年度"},
                "money_unit": _text("所有预算金额的单位"),
                "form": _text("表样的名称"),
                "totals": _totals("全册合计", {"units": _count("单位数")}),
                "units": _list("预算单位，按印刷顺序", _unit(vocabulary)),
            },
        ),
    }


def _unit(vocabulary: Vocabulary) -> Schema:
    return _object(
        "预算单位",
        {
            "code": _text("单位代码"),
            "name": _text("单位名称"),
            "totals": _totals("本单位合计"),
            "projects": _list("项目，按印刷顺序", _project(vocabulary)),
        },
    )


def _project(vocabulary: Vocabulary) -> Schema:
    return _object(
        "项目",
        {
            "id": _text("稳定的标识，由单位代码和内容文件名组成"),
            "number": _count("在全册中的印刷序号，从 1 起"),
            "name": _text("项目名称"),
            "budget": _budget(),
            "purpose": _text("资金用途"),
            "goals": _list("绩效目标", _text("一条目标，不带序号")),
            "extra": _extra("表样自有的项目字段", vocabulary.project_fields),
            "indicators": _list("绩效指标，按内容文件的顺序", _indicator(vocabulary)),
        },
    )


def _budget() -> Schema:
    may_lack = {**_MONEY, "type": ["string", "null"]}
    return _object(
        "预算，小数照原文",
        {
            "total": {**_MONEY, "description": "预算数"},
            "fiscal": {**may_lack, "description": "财政资金；null 为未填"},
            "other": {**may_lack, "description": "其他资金；null 为未填"},
        },
    )


def _indicator(vocabulary: Vocabulary) -> Schema:
    return _object(
        "一条绩效指标",
        {
            "position": _count("在本项目中的序号，从 1 起"),
            "level1": _text("一级指标"),
            "level2": _text("二级指标"),
            "name": _text("三级指标"),
            "description": _text("绩效指标描述；原文未写的与三级指标相同"),
            "target": _target(),
            "extra": _extra("表样自有的指标字段", vocabulary.indicator_fields),
        },
    )


def _target() -> Schema:
    bounds = [*(bound.value for bound in Bound), None]
    day = {"type": ["string", "null"], "format": "date"}
    return _object(
        "指标值：原文，和程序对它的理解；没有的部分为 null",
        {
            "text": _text("原文"),
            "kind": {"enum": [*Kind], "description": _kinds()},
            "normal": _text("规范写法，意思相同的写法一致"),
            "bound": {"enum": bounds, "description": "定量指标的比较符；未写的为 ="},
            "number": {**_DECIMAL, "description": "定量指标的数，或时限的长短"},
            "low": {**_DECIMAL, "description": "区间的下限"},
            "high": {**_DECIMAL, "description": "区间的上限"},
            "unit": _may_lack("数的单位；百分比为 %"),
            "per": _may_lack("周期，如 年、月"),
            "last_day": {**day, "description": "时限最晚的一天，月份按整月计"},
        },
    )


def _kinds() -> str:
    return "、".join(f"{kind.value} {kind.word}" for kind in Kind)


def _totals(description: str, more: Mapping[str, Schema] | None = None) -> Schema:
    counts = {"projects": _count("项目数"), "indicators": _count("指标数")}
    total = {**_MONEY, "description": "预算数合计"}
    return _object(description, {**(more or {}), **counts, "budget": total})


def _extra(description: str, fields: Iterable[ExtraField]) -> Schema:
    return _object(description, {field.key: _text(field.description) for field in fields})


def _object(description: str, properties: Mapping[str, Schema]) -> Schema:
    """Return the schema of an object that has all of these properties and no other."""
    return {
        "type": "object",
        "description": description,
        "properties": dict(properties),
        "required": [*properties],
        "additionalProperties": False,
    }


def _list(description: str, items: Schema) -> Schema:
    return {"type": "array", "description": description, "items": items}


def _text(description: str) -> Schema:
    return {"type": "string", "description": description} if description else {"type": "string"}


def _may_lack(description: str) -> Schema:
    return {"type": ["string", "null"], "description": description}


def _count(description: str) -> Schema:
    return {"type": "integer", "minimum": 0, "description": description}
