"""The faults that a form can have beyond its shape."""

from __future__ import annotations

from annexgen.findings import Message, Rule, Severity

UNKNOWN_FORM = Rule(
    "F001",
    "unknown-form",
    Severity.ERROR,
    Message("没有这个表样", "There is no such form"),
)
BROKEN_PATTERN = Rule(
    "F002",
    "broken-pattern",
    Severity.ERROR,
    Message("表样中的文字模板有误", "A text pattern of the form cannot be filled"),
)
UNKNOWN_STYLE = Rule(
    "F003",
    "unknown-style",
    Severity.ERROR,
    Message("用到了没有定义的样式或字体", "A style or face is used but not defined"),
)
TABLE_TOO_WIDE = Rule(
    "F004",
    "table-too-wide",
    Severity.ERROR,
    Message("表格比版心宽", "A table is wider than the text area"),
)
BROKEN_GRID = Rule(
    "F005",
    "broken-grid",
    Severity.ERROR,
    Message("单元格没有铺满表格或有重叠", "Cells leave gaps in the table or overlap"),
)
REPEATED_NAME = Rule(
    "F006",
    "repeated-name",
    Severity.ERROR,
    Message("表样里的名称重复", "A name of the form is used twice"),
)
NO_TEXT_AREA = Rule(
    "F007",
    "no-text-area",
    Severity.ERROR,
    Message("页边距大于纸张", "The margins leave no room for text"),
)
BROKEN_TEMPLATE = Rule(
    "F008",
    "broken-template",
    Severity.ERROR,
    Message("网页模板有误", "A form's page template is broken"),
)
NO_ROOM = Rule(
    "F009",
    "no-room",
    Severity.ERROR,
    Message("版面里放不下", "The page or a column has no room for what stands there"),
)
UNKNOWN_NAME = Rule(
    "F010",
    "unknown-name",
    Severity.ERROR,
    Message("表样用到了没有的名称", "A form's checks or aliases name what it has not"),
)
BROKEN_BASE = Rule(
    "F011",
    "broken-base",
    Severity.ERROR,
    Message("base.docx 不能用", "A form's base.docx cannot be used"),
)
TWO_SIZES = Rule(
    "F012",
    "two-paper-sizes",
    Severity.ERROR,
    Message("纸张大小写了两种", "A form gives the size of its paper in two ways"),
)

RULES = (
    UNKNOWN_FORM,
    BROKEN_PATTERN,
    UNKNOWN_STYLE,
    TABLE_TOO_WIDE,
    BROKEN_GRID,
    REPEATED_NAME,
    NO_TEXT_AREA,
    BROKEN_TEMPLATE,
    NO_ROOM,
    UNKNOWN_NAME,
    BROKEN_BASE,
    TWO_SIZES,
)
