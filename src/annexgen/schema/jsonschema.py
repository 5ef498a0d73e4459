"""The shapes as JSON Schema (draft-07), for completion, hover and a first check in editors.

An editor hands its schema typed values where ``check`` sees the text that was written: ``470.00``
is a number, ``其他资金:`` null. So each scalar takes all the types that its text may come as, and
is never stricter than ``check`` but for a bare ``null``. What a number no longer shows (leading
zeros, the count of decimals) only ``check`` can judge.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from annexgen.schema import content
from annexgen.schema.amounts import AMOUNT_PATTERN
from annexgen.schema.form import FORM
from annexgen.schema.shapes import (
    Anything,
    Field,
    Flag,
    ListOf,
    MapOf,
    Money,
    Number,
    OneOrMany,
    Record,
    Shape,
    Text,
)
from annexgen.schema.vocabulary import Vocabulary

Schema = dict[str, Any]

_DRAFT = "http://json-schema.org/draft-07/schema#"
_NUMBER = {True: "-?[0-9]+", False: r"-?[0-9]+(?:\.[0-9]+)?"}


def schema_texts(vocabulary: Vocabulary) -> dict[str, str]:
    """Return the JSON Schema files by name: annex, unit, project (with the form's words), form."""
    shapes = {
        "annex": content.ANNEX,
        "unit": content.UNIT,
        "project": content.project_shape(vocabulary),
        "form": FORM,
    }
    return {f"{name}.schema.json": _file(shape) for name, shape in shapes.items()}


def _file(shape: Record) -> str:
    schema = {"$schema": _DRAFT, "title": shape.description, **json_schema(shape)}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def json_schema(shape: Shape) -> Schema:
    """Return the schema of ``shape``."""
    return _PRINTERS[type(shape)](shape)


def _list(shape: ListOf) -> Schema:
    return {"type": "array", "items": json_schema(shape.item), "minItems": shape.least}


def _one_or_many(shape: OneOrMany) -> Schema:
    item = _text(shape.item)
    return {**item, "type": [*item["type"], "array"], "items": _text(shape.item), "minItems": 1}


def _anything(_: Anything) -> Schema:
    return {"type": ["object", "null"]}


def _flag(_: Flag) -> Schema:
    return {"enum": [True, False, "true", "false"]}


def _record(shape: Record) -> Schema:
    return {
        "type": "object",
        "properties": {field.key: _property(field) for field in shape.fields},
        "required": [field.key for field in shape.required],
        "additionalProperties": shape.is_open,
    }


def _property(field: Field) -> Schema:
    described = {"description": field.description} if field.description else {}
    return described | json_schema(field.shape)


def _mapping(shape: MapOf) -> Schema:
    schema: Schema = {"type": "object"}
    if shape.keys:
        schema["properties"] = {key: json_schema(item) for key, item in shape.keys}
        schema["additionalProperties"] = False
    else:
        schema["additionalProperties"] = json_schema(shape.item)
    bounds: Mapping[str, int | None] = {"minProperties": shape.least, "maxProperties": shape.most}
    return schema | {name: bound for name, bound in bounds.items() if bound}


def _types(names: Iterable[str], may_be_empty: bool) -> list[str]:
    return [*names, "null"] if may_be_empty else [*names]


def _text(shape: Text) -> Schema:
    if shape.choices:
        return {"enum": [*shape.choices]}
    schema: Schema = {"type": _types(("string", "number", "boolean"), shape.may_be_empty)}
    if shape.pattern:
        not_blank = "" if shape.may_be_empty else r"(?=\S)"
        schema["pattern"] = _whole(f"{not_blank}(?:{shape.pattern})", shape.may_be_empty)
    elif not shape.may_be_empty:
        schema["pattern"] = r"\S"
    return schema


def _money(shape: Money) -> Schema:
    return {
        "type": _types(("string", "number"), shape.may_be_empty),
        "pattern": _whole(AMOUNT_PATTERN, shape.may_be_empty),
        "minimum": 0,
    }


def _number(shape: Number) -> Schema:
    return {
        "type": ["string", "integer" if shape.whole else "number"],
        "pattern": _whole(_NUMBER[shape.whole], may_be_empty=False),
        "minimum": shape.least,
        "maximum": shape.most,
    }


def _whole(pattern: str, may_be_empty: bool) -> str:
    """Return a pattern for the whole of a text but for blanks at both ends."""
    return rf"^\s*(?:{pattern}){'?' if may_be_empty else ''}\s*$"


_PRINTERS: dict[type, Callable[[Any], Schema]] = {
    Record: _record,
    MapOf: _mapping,
    ListOf: _list,
    OneOrMany: _one_or_many,
    Anything: _anything,
    Text: _text,
    Money: _money,
    Number: _number,
    Flag: _flag,
}
