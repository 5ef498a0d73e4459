"""The faults of shape, and those between content files."""

from __future__ import annotations

from annexgen.findings import Message, Rule, Severity


def _error(code: str, name: str, zh: str, en: str) -> Rule:
    return Rule(code, name, Severity.ERROR, Message(zh, en))


UNKNOWN_KEY = _error("S101", "unknown-key", "不认识的键", "A key that has no meaning here")
MISSING_KEY = _error("S102", "missing-key", "缺少必填的键", "A required key is missing")
WRONG_SHAPE = _error(
    "S103", "wrong-shape", "写法不对", "A list, text or mapping in the wrong place"
)
EMPTY_TEXT = _error("S104", "empty-text", "内容为空", "A value is empty")
NOT_A_NUMBER = _error("S105", "not-a-number", "不是数字", "A number is expected")
NEGATIVE = _error("S106", "negative-amount", "金额为负", "An amount is negative")
TOO_MANY_DECIMALS = _error(
    "S107", "too-many-decimals", "金额多于两位小数", "An amount has more than two decimals"
)
UNKNOWN_LEVEL = _error(
    "S108", "unknown-level", "表样里没有这类指标", "The form has no such indicator level"
)
OUT_OF_RANGE = _error("S109", "out-of-range", "数字超出范围", "A number is out of range")
TOO_FEW = _error("S110", "too-few-items", "条目太少", "A list has too few items")
NOT_ALLOWED = _error("S111", "not-allowed", "不是允许的写法", "A text is not one of those allowed")
TOO_MANY = _error("S112", "too-many-items", "条目太多", "A mapping has too many entries")

SAME_NAME = _error(
    "S201", "same-project-name", "同一单位有两个同名项目", "Two projects of a unit share a name"
)
UNKNOWN_UNIT = _error(
    "S202", "unknown-unit", "单位清单里的代码没有目录", "A listed unit has no folder"
)
REPEATED_UNIT = _error("S203", "repeated-unit", "单位清单里有重复", "A unit is listed twice")
UNLISTED_UNIT = _error(
    "S204", "unlisted-unit", "单位目录不在清单里", "A unit's folder is not in the list"
)
UNIT_WITHOUT_PROJECTS = Rule(
    "S205",
    "unit-without-projects",
    Severity.WARNING,
    Message("单位没有项目", "A unit has no projects"),
)
NO_UNITS = _error("S206", "no-units", "没有任何单位", "The annex has no units")
UNKNOWN_FACE = _error(
    "S207", "unknown-face", "表样里没有这种字体", "A font is given for a typeface the form lacks"
)

RULES = (
    UNKNOWN_KEY,
    MISSING_KEY,
    WRONG_SHAPE,
    EMPTY_TEXT,
    NOT_A_NUMBER,
    NEGATIVE,
    TOO_MANY_DECIMALS,
    UNKNOWN_LEVEL,
    OUT_OF_RANGE,
    TOO_FEW,
    NOT_ALLOWED,
    TOO_MANY,
    SAME_NAME,
    UNKNOWN_UNIT,
    REPEATED_UNIT,
    UNLISTED_UNIT,
    UNIT_WITHOUT_PROJECTS,
    NO_UNITS,
    UNKNOWN_FACE,
)
