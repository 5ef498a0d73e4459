"""The faults that a font named by a form can have."""

from __future__ import annotations

from annexgen.findings import Message, Rule, Severity

_E = Severity.ERROR

MISSING_FILE = Rule(
    "F101", "missing-font-file", _E, Message("字体文件不存在", "A font file does not exist")
)
NOT_FOUND = Rule("F102", "font-not-found", _E, Message("找不到字体", "A font cannot be found"))
BROKEN = Rule("F103", "broken-font", _E, Message("字体文件有损坏", "A font file is broken"))
NOT_EMBEDDABLE = Rule(
    "F104",
    "font-not-embeddable",
    _E,
    Message("字体的许可不准嵌入", "A font's licence bits forbid embedding"),
)
VARIABLE = Rule(
    "F105", "variable-font", _E, Message("用了可变字体", "A variable font cannot be used")
)
NO_BOLD = Rule(
    "F106", "no-bold-font", _E, Message("字体没有粗体", "A font family has no bold weight")
)

RULES = (MISSING_FILE, NOT_FOUND, BROKEN, NOT_EMBEDDABLE, VARIABLE, NO_BOLD)
