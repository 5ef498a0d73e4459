"""The rules that look at the model as a whole."""

from __future__ import annotations

from annexgen.findings import Message, Rule, Severity

NO_GLYPH = Rule(
    "C001",
    "no-glyph",
    Severity.ERROR,
    Message("字体里没有这个字", "The font has no glyph for a character"),
)

RULES = (NO_GLYPH,)
