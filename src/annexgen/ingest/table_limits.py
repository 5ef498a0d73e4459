"""How large a table may be, whatever it comes from."""

from __future__ import annotations

from annexgen.findings import Message

MOST_COLUMNS = 1000
"""HTML allows no cell to span more, and no annex has 50."""
MOST_CELLS = 1 << 20
"""A table of 12,000 projects has as many."""

TOO_WIDE = Message(
    f"有一个表超过 {MOST_COLUMNS} 列，不会是附表；请把附表另存为单独的文件再导入",
    f"a table has over {MOST_COLUMNS} columns and can be no annex; save the annex as a file alone",
)
TOO_LONG = Message(
    "有一个表超过一百万格，不会是附表；请把附表另存为单独的文件再导入",
    "a table has over a million cells and can be no annex; save the annex as a file alone",
)
