"""The rules that look at the model as a whole."""

from __future__ import annotations

from annexgen.findings import Message, Rule, Severity

NO_GLYPH = Rule(
    "C001",
    "no-glyph",
    Severity.ERROR,
    Message("字体里没有这个字", "The font has no glyph for a character"),
)
INVISIBLE = Rule(
    "C002",
    "invisible-character",
    Severity.ERROR,
    Message("文字里有看不见的字符", "A text holds an invisible character"),
)

RULES = (NO_GLYPH, INVISIBLE)
