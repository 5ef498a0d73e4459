"""What a form adds to the content's shape: its indicator levels and its own fields."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from annexgen.tuples import NamedTuple


class FieldKind(StrEnum):
    """What a form's own field holds."""

    TEXT = "text"
    NUMBER = "number"


class ExtraField(NamedTuple):
    """A field that only this form has.

    Attributes:
        key: in the content file, e.g. 权重.
        kind: text, or a plain non-negative decimal number (kept as written).
        required: whether it may not be left out.
        description: shown by the editor on hover.
    """

    key: str
    kind: FieldKind
    required: bool
    description: str


class Vocabulary(NamedTuple):
    """The form's words.

    Attributes:
        levels: each 一级指标 with its 二级指标, in the form's order.
        project_fields: further keys of a project file.
        indicator_fields: further keys of an indicator.
        faces: the typefaces that annex.yaml's 字体 may change.
    """

    levels: Mapping[str, tuple[str, ...]]
    project_fields: tuple[ExtraField, ...] = ()
    indicator_fields: tuple[ExtraField, ...] = ()
    faces: tuple[str, ...] = ()
