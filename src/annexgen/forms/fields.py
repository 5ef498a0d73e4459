"""The ``{{ … }}`` fields of a form held against the model, so that a slip is found before output.

What a field may name follows from the model's classes and the form's own fields; nothing is listed
twice. A pattern that is more than plain fields is only read here, and filled once for every project
by ``forms.compose``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum, auto
from functools import cache
from typing import Any, TypeAlias

from annexgen.findings import Finding, Message
from annexgen.forms.patterns import Path, Pattern, PatternError
from annexgen.forms.rules import BROKEN_PATTERN
from annexgen.model import Annex, Budget, Indicator, Project, Unit
from annexgen.schema.suggest import nearest


class _Kind(Enum):
    """What a path may lead to besides named parts."""

    VALUE = auto()
    LIST = auto()


Names: TypeAlias = "Mapping[str, Names | _Kind]"
"""What a path may go on with, and where that leads."""

_VALUES = ("str", "int", "Amount")


class Scopes:
    """What the patterns in each place of a form may name.

    Attributes:
        annex: on the cover, in the contents' title and in the annex's totals.
        unit: in a unit's heading, running header and totals.
        section: in a project's section.
        item: in a cell with ``each``.
        row: in the cell of an indicator.

    Args:
        project_fields: the form's own fields of a project.
        indicator_fields: the form's own fields of an indicator.
    """

    def __init__(self, project_fields: list[str], indicator_fields: list[str]) -> None:
        value = _Kind.VALUE
        self.annex: Names = {"annex": _names(Annex) | _totals(Annex)}
        self.unit: Names = {**self.annex, "unit": _names(Unit) | _totals(Unit)}
        project = _with_extra(_names(Project), project_fields)
        self.section: Names = {
            "annex": _names(Annex),
            "unit": _names(Unit),
            "project": project,
            "number": value,
        }
        self.item: Names = {**self.section, "position": value, "item": value}
        indicator = _with_extra(_names(Indicator), indicator_fields)
        self.row: Names = {**self.section, "indicator": indicator}


@cache
def _names(kind: type[Any]) -> dict[str, Names | _Kind]:
    """Return the fields of a class of the model that a pattern may name; no origins or settings.

    Types are read as they are written: to evaluate them took a small build one part in sixty.
    """
    parts = {name: _led_to(written) for name, written in kind.__annotations__.items()}
    return {name: part for name, part in parts.items() if part is not None}


def _totals(kind: type[Any]) -> dict[str, Names | _Kind]:
    """Return what a class of the model counts up; too costly to be asked for in every section."""
    return {name: _Kind.VALUE for name, part in vars(kind).items() if isinstance(part, property)}


def _led_to(written: str) -> Names | _Kind | None:
    """Return where a part of this type leads; None where patterns have no use for it."""
    kind = written.removesuffix(" | None")
    if kind in _VALUES:
        return _Kind.VALUE
    if kind.startswith("tuple["):
        return _Kind.LIST
    return _names(Budget) if kind == "Budget" else None


def _with_extra(names: Names, keys: list[str]) -> Names:
    return {**names, "extra": dict.fromkeys(keys, _Kind.VALUE)} if keys else names


def pattern_faults(path: str, pattern: Pattern, names: Names) -> Iterator[Finding]:
    """Yield what is wrong with a pattern.

    Args:
        path: of the form, for findings.
        pattern: what is written.
        names: what it may name.
    """
    try:
        plain, roots = pattern.paths()
    except PatternError as error:
        yield broken_pattern(path, error)
        return
    for field in plain:
        fault = _fault(field, names)
        if fault is not None:
            yield BROKEN_PATTERN.at(path, pattern.span, *fault)
    for root in roots:
        if root not in names:
            yield BROKEN_PATTERN.at(path, pattern.span, *_unknown((root,), names))


def broken_pattern(path: str, error: PatternError) -> Finding:
    """Return the finding of a pattern that cannot be read or filled."""
    return BROKEN_PATTERN.at(
        path,
        error.span,
        Message(
            f"文字模板填不出来：{error.reason}", f"The pattern cannot be filled: {error.reason}"
        ),
        Message(
            "检查 {{ … }} 和 {% … %} 的写法和名称，可用的名称见随包表样 form.yaml 开头的说明",
            "Check what is inside {{ … }} and {% … %}; the first lines of the shipped form.yaml "
            "list the names",
        ),
    )


def _fault(field: Path, names: Names) -> tuple[Message, Message] | None:
    """Say why ``field`` cannot be printed, and what can."""
    here: Names | _Kind = names
    for depth, name in enumerate(field, 1):
        if isinstance(here, _Kind):
            return _no_parts(field[: depth - 1])
        if name not in here:
            return _unknown(field[:depth], here)
        here = here[name]
    if here is _Kind.VALUE:
        return None
    return _is_list(field) if isinstance(here, _Kind) else _has_parts(field, here)


def _unknown(field: Path, names: Names) -> tuple[Message, Message]:
    *before, name = field
    prefix = "".join(f"{part}." for part in before)
    meant = nearest(name, names)
    guess = Message(
        f"是不是“{prefix}{meant}”？" if meant else "",
        f"Did you mean “{prefix}{meant}”? " if meant else "",
    )
    known = [prefix + part for part in names]
    return (
        Message(
            f"文字模板里的“{'.'.join(field)}”不存在",
            f"The pattern names “{'.'.join(field)}”, which there is not",
        ),
        Message(
            f"{guess.zh}可以写：{'、'.join(known)}",
            f"{guess.en}Known: {', '.join(known)}",
        ),
    )


def _is_list(field: Path) -> tuple[Message, Message]:
    name = ".".join(field)
    return (
        Message(f"“{name}”是列表，不能直接印", f"“{name}” is a list and cannot be printed"),
        Message(
            "绩效目标在单元格里用 each: project.goals 逐条印；指标用 indicators 表",
            "Print goals by each: project.goals in a cell, indicators by an indicators table",
        ),
    )


def _has_parts(field: Path, names: Names) -> tuple[Message, Message]:
    name = ".".join(field)
    known = [f"{name}.{part}" for part in names]
    return (
        Message(f"“{name}”有几项，不能直接印", f"“{name}” has parts and cannot be printed"),
        Message(f"写其中一项：{'、'.join(known)}", f"Name one of them: {', '.join(known)}"),
    )


def _no_parts(field: Path) -> tuple[Message, Message]:
    name = ".".join(field)
    return (
        Message(f"“{name}”后面不能再加“.”", f"“{name}” has no parts"),
        Message(f"只写 {{{{ {name} }}}}", f"Write {{{{ {name} }}}}"),
    )
