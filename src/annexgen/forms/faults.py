"""What a shape cannot see: the faults between the parts of a ``form.yaml``.

A part that is faulty itself is missing here and is passed over: its own fault is reported already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from annexgen.findings import Finding, Message
from annexgen.forms import rules
from annexgen.forms.fields import Names, Scopes, pattern_faults
from annexgen.forms.paper import paper_faults
from annexgen.forms.parts import Parts, items_at, record_at
from annexgen.forms.patterns import Pattern
from annexgen.forms.room import room_faults
from annexgen.schema.check import Checked
from annexgen.schema.content import INDICATOR_FIELDS, PROJECT_FIELDS
from annexgen.schema.rules import MISSING_KEY
from annexgen.schema.shapes import Field
from annexgen.schema.suggest import nearest

_INDICATORS_KEY = ("绩效指标", "indicators")


def faults(path: str, parts: Parts) -> Iterator[Finding]:
    """Yield every fault between the parts of a form.

    Args:
        path: of its ``form.yaml``.
        parts: what it holds, by key.
    """
    yield from _repeated_names(path, parts)
    yield from _unknown_styles(path, parts)
    yield from _unstyled_continuation(path, parts)
    if "page" in parts:
        yield from paper_faults(path, parts["page"])
    yield from room_faults(path, parts)
    for part, names in _patterns(parts):
        yield from pattern_faults(path, Pattern(part.value, part.span), names)


# ------------------------------------------------------------------ names


def _repeated_names(path: str, parts: Parts) -> Iterator[Finding]:
    for name, level in record_at(parts, "levels").items():
        zh, en = f"“{name}”下的二级指标", f"a level below “{name}”"
        yield from _repeated(path, level.value, (), zh, en)
    own = record_at(parts, "fields")
    for kind, built_in in (("project", PROJECT_FIELDS), ("indicator", INDICATOR_FIELDS)):
        keys = [item.value["key"] for item in items_at(own, kind) if "key" in item.value]
        yield from _repeated(path, keys, _taken(built_in), "字段", "a field")


def _taken(built_in: Iterable[Field]) -> tuple[str, ...]:
    """Return the keys, and the names of their values, that a form's own field may not have."""
    return (*_INDICATORS_KEY, *(name for field in built_in for name in (field.key, field.name)))


def _repeated(
    path: str, names: Iterable[Checked], taken: Iterable[str], zh: str, en: str
) -> Iterator[Finding]:
    seen = Counter(taken)
    for name in names:
        if seen[name.value]:
            yield rules.REPEATED_NAME.at(
                path,
                name.span,
                Message(f"{zh}已经有“{name.value}”", f"There is {en} “{name.value}” already"),
                Message("改用别的名称，或删去这一项", "Give it another name, or delete it"),
            )
        seen[name.value] += 1


# ------------------------------------------------------------------ styles


def _unknown_styles(path: str, parts: Parts) -> Iterator[Finding]:
    for key in ("running", "cover", "contents", "unit", "section"):
        if key in parts and "styles" in parts:
            for style in _style_references(parts[key]):
                yield from _unknown(path, style, parts["styles"].value, "样式", "style")
    for style in record_at(parts, "styles").values():
        if "face" in style.value and "faces" in parts:
            yield from _unknown(path, style.value["face"], parts["faces"].value, "字体", "face")


def _style_references(part: Checked) -> Iterator[Checked]:
    """Yield every value below ``part`` that names a style."""
    if isinstance(part.value, tuple):
        for item in part.value:
            yield from _style_references(item)
    elif isinstance(part.value, dict):
        for key, value in part.value.items():
            if key.endswith("style"):
                yield value
            else:
                yield from _style_references(value)


def _unknown(path: str, name: Checked, known: Iterable[str], zh: str, en: str) -> Iterator[Finding]:
    known = list(known)
    if name.value in known:
        return
    meant = nearest(name.value, known)
    guess_zh, guess_en = (f"是不是“{meant}”？", f"Did you mean “{meant}”? ") if meant else ("", "")
    yield rules.UNKNOWN_STYLE.at(
        path,
        name.span,
        Message(f"没有定义{zh}“{name.value}”", f"There is no {en} “{name.value}”"),
        Message(f"{guess_zh}已定义：{'、'.join(known)}", f"{guess_en}Known: {', '.join(known)}"),
    )


def _unstyled_continuation(path: str, parts: Parts) -> Iterator[Finding]:
    running = record_at(parts, "running")
    if "continued" in running and "continued_style" not in running:
        yield MISSING_KEY.at(
            path,
            running["continued"].key,
            Message("缺少“continued_style”", "“continued_style” is missing"),
            Message("加一行“continued_style: …”", "Add the line “continued_style: …”"),
        )


# ------------------------------------------------------------------ patterns


def _patterns(parts: Parts) -> Iterator[tuple[Checked, Names]]:
    """Yield each pattern of a form with the names that it may use."""
    own = record_at(parts, "fields")
    scopes = Scopes(
        *(
            [item.value["key"].value for item in items_at(own, kind) if "key" in item.value]
            for kind in ("project", "indicator")
        )
    )
    annex = [*items_at(parts, "cover"), *items_at(parts, "facts")]
    for item in annex:
        yield from _of(item.value, scopes.annex, "text", "value")
    yield from _of(record_at(parts, "contents"), scopes.annex, "title")
    unit = record_at(parts, "unit")
    yield from _of(unit, scopes.unit, "heading", "running_header")
    for fact in items_at(unit, "facts"):
        yield from _of(fact.value, scopes.unit, "value")
    section = record_at(parts, "section")
    yield from _of(section, scopes.section, "heading")
    for block in items_at(section, "blocks"):
        for content in block.value.values():
            yield from _block_patterns(content.value, scopes)


def _block_patterns(parts: Parts, scopes: Scopes) -> Iterator[tuple[Checked, Names]]:
    """Yield the patterns of a block; its keys tell what kind it is."""
    yield from _of(parts, scopes.section, "text", "left", "right", "caption")
    for row in items_at(parts, "rows"):
        for cell in row.value:
            yield from _of(
                cell.value, scopes.item if "each" in cell.value else scopes.section, "text"
            )
    if "rows" not in parts and "header_style" in parts:
        for column in items_at(parts, "columns"):
            yield from _of(column.value, scopes.section, "heading")
            yield from _of(column.value, scopes.row, "text")


def _of(parts: Parts, names: Names, *keys: str) -> Iterator[tuple[Checked, Names]]:
    return ((parts[key], names) for key in keys if key in parts)
