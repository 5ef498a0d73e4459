"""No blank boxes: every character of the content must have a glyph in every font of the form."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from annexgen.checks.rules import NO_GLYPH
from annexgen.findings import Finding, Message
from annexgen.fonts.metrics import FontMetrics
from annexgen.model import Annex, Project, Unit
from annexgen.positions import Origin


class _Text(NamedTuple):
    """A text of the model and the field it stands in."""

    text: str
    origin: Origin
    field: str


def missing_glyphs(annex: Annex, fonts: Iterable[FontMetrics]) -> list[Finding]:
    """Find the characters that one of ``fonts`` cannot draw.

    Args:
        annex: the model.
        fonts: the shipped fonts that the form's faces use.

    Returns:
        One finding for each text with such characters.
    """
    known = {chr(point) for point in set.intersection(*(set(font.widths) for font in fonts))}
    known.add("\n")
    return [
        _finding(text, missing)
        for text in _texts(annex)
        if not known.issuperset(text.text)
        for missing in [sorted(set(text.text) - known)]
    ]


def _finding(text: _Text, missing: list[str]) -> Finding:
    shown_zh = "、".join(f"“{_visible(char)}”（{_code_point(char)}）" for char in missing)
    shown_en = ", ".join(f"'{_visible(char)}' ({_code_point(char)})" for char in missing)
    return NO_GLYPH.at(
        text.origin.path,
        text.origin.at(text.field),
        Message(f"字体里没有{shown_zh}，印出来会是空框", f"the font has no glyph for {shown_en}"),
        Message(
            "换成通用规范汉字表里的字或常用符号，或核对是否误输",
            "write a character of 通用规范汉字表 or a common sign, or check for a slip",
        ),
    )


def _visible(char: str) -> str:
    return char if char.isprintable() else unicodedata.name(char, "?")


def _code_point(char: str) -> str:
    return f"U+{ord(char):04X}"


def _texts(annex: Annex) -> Iterator[_Text]:
    """Yield every text that reaches a page."""
    for field in ("title", "department", "money_unit"):
        yield _Text(getattr(annex, field), annex.origin, field)
    for unit in annex.units:
        yield from _unit_texts(unit)


def _unit_texts(unit: Unit) -> Iterator[_Text]:
    yield _Text(unit.name, unit.origin, "name")
    yield _Text(unit.header, unit.origin, "header")
    for project in unit.projects:
        yield from _project_texts(project)


def _project_texts(project: Project) -> Iterator[_Text]:
    origin = project.origin
    yield _Text(project.name, origin, "name")
    yield _Text(project.purpose, origin, "purpose")
    for index, goal in enumerate(project.goals):
        yield _Text(goal, origin, f"goals.{index}")
    for key, value in project.extra.items():
        yield _Text(value, origin, key)
    for indicator in project.indicators:
        for field in ("name", "description", "target_value"):
            yield _Text(getattr(indicator, field), indicator.origin, field)
        for key, value in indicator.extra.items():
            yield _Text(value, indicator.origin, key)
