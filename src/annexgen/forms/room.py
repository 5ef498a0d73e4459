"""Whether a form's tables and styles have room on its page, and its cells in their tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annexgen.document import PageSetup
from annexgen.findings import Finding, Message
from annexgen.forms import rules
from annexgen.forms.grid import GridFault, PlacedPart, placed, span_of
from annexgen.forms.lengths import POINTS_PER_MM, points, type_size
from annexgen.forms.paper import is_whole, page_of
from annexgen.forms.parts import Parts, record_at
from annexgen.schema.check import Checked

_LEAST_TEXT = 20 * POINTS_PER_MM
"""The least width and height of a text area, in pt."""
_ROUNDING = 0.01
"""How much wider than the text area a sum of column widths may come out, in pt."""


def room_faults(path: str, parts: Parts) -> Iterator[Finding]:
    """Yield what is too wide, too narrow or out of its grid.

    Args:
        path: of the form's ``form.yaml``.
        parts: what it holds, without its faulty parts.
    """
    page = _page(parts)
    styles = record_at(parts, "styles")
    if page is not None and min(page.text_width, page.text_height) < _LEAST_TEXT:
        yield _no_text_area(path, parts["page"], page)
        page = None
    if page is not None:
        yield from _style_faults(path, styles, page)
        yield from _running_faults(path, parts, styles)
    blocks = parts["section"].value.get("blocks") if "section" in parts else None
    for block in blocks.value if blocks else ():
        for kind, content in block.value.items():
            if kind in ("table", "indicators") and "columns" in content.value:
                yield from _table_faults(path, kind, content.value, styles, page)


def _page(parts: Parts) -> PageSetup | None:
    page = record_at(parts, "page")
    return page_of(page) if is_whole(page) else None


def _no_text_area(path: str, part: Checked, page: PageSetup) -> Finding:
    width, height = _mm(page.text_width), _mm(page.text_height)
    return rules.NO_TEXT_AREA.at(
        path,
        part.key,
        Message(
            f"扣去页边距，版心只剩宽 {width}、高 {height} mm",
            f"The margins leave a text area {width} mm wide and {height} mm high",
        ),
        Message(
            "减小页边距或加大纸张，版心宽高至少 20 mm",
            "Make the margins smaller; the text area needs 20 mm each way",
        ),
    )


def _style_faults(path: str, styles: Parts, page: PageSetup) -> Iterator[Finding]:
    for name, style in styles.items():
        leading = float(style.value["leading"].value) if "leading" in style.value else 0.0
        if needed_width(style.value) > page.text_width or leading > page.text_height:
            yield rules.NO_ROOM.at(
                path,
                style.key,
                Message(f"版心容不下一行“{name}”", f"The page has no room for a line of “{name}”"),
                Message(
                    "减小它的 size、leading、indent 或 hanging",
                    "Make its size, leading, indent or hanging smaller",
                ),
            )


def _running_faults(path: str, parts: Parts, styles: Parts) -> Iterator[Finding]:
    """Yield where running header or page number would run into the text or off the paper."""
    page: Parts = parts["page"].value
    running: Parts = parts["running"].value if "running" in parts else {}
    for place, margin, role in (
        ("header", "top", "header_style"),
        ("footer", "bottom", "number_style"),
    ):
        style = styles.get(running[role].value) if role in running else None
        if style is None or "leading" not in style.value:
            continue
        needed = points(page[place]) + float(style.value["leading"].value)
        if needed > points(page[margin]) + _ROUNDING:
            yield rules.NO_ROOM.at(
                path,
                page[place].span,
                Message(
                    f"{place} 连同一行文字要 {_mm(needed)} mm，{margin} 只有 "
                    f"{_mm(points(page[margin]))} mm",
                    f"{place} and its line need {_mm(needed)} mm, {margin} has "
                    f"{_mm(points(page[margin]))} mm",
                ),
                Message(f"减小 {place}，或加大 {margin}", f"Lessen {place} or enlarge {margin}"),
            )


def needed_width(style: Parts) -> float:
    """Return the width in pt that a line of this style needs for a single character."""
    indents = sum(float(style[name].value) for name in ("indent", "hanging") if name in style)
    return indents + (type_size(style["size"].value) if "size" in style else 0.0)


def _table_faults(
    path: str, kind: str, table: Parts, styles: Parts, page: PageSetup | None
) -> Iterator[Finding]:
    columns = table["columns"]
    widths = [_width(column) for column in columns.value]
    if page is not None and sum(widths) > page.text_width + _ROUNDING:
        yield _too_wide(path, columns, sum(widths), page.text_width)
    if page is not None and _least_height(table) > page.text_height:
        yield _too_high(path, table["look"], page.text_height)
    padding = 2 * _look(table, "padding_x")
    if kind == "indicators":
        cells = [
            (column, width) for column, width in zip(columns.value, widths, strict=True) if width
        ]
    else:
        rows, grid_faults = placed(table["rows"].value if "rows" in table else (), len(widths))
        yield from (_grid_finding(path, fault) for fault in grid_faults)
        cells = [(cell.part, _spanned(cell, widths)) for row in rows for cell in row]
    for cell, width in cells:
        yield from _narrow(path, cell, width - padding, styles)


def _width(column: Checked) -> float:
    """Return the width in pt of a column, written alone or among a column's keys; 0 if faulty."""
    length = column.value.get("width") if isinstance(column.value, dict) else column
    return points(length) if length else 0.0


def _look(table: Parts, name: str) -> float:
    """Return a length in pt of the table's look; 0 if it is faulty."""
    look: Parts = table["look"].value if "look" in table else {}
    return float(look[name].value) if name in look else 0.0


def _least_height(table: Parts) -> float:
    """Return the least height in pt of a table's row."""
    return max(_look(table, "min_row_height"), 2 * _look(table, "padding_y"))


def _too_high(path: str, look: Checked, room: float) -> Finding:
    return rules.NO_ROOM.at(
        path,
        look.key,
        Message(
            f"一行表格就比版心（高 {_mm(room)} mm）高",
            f"A row is higher than the text area ({_mm(room)} mm)",
        ),
        Message("减小 min_row_height 或 padding_y", "Lessen min_row_height or padding_y"),
    )


def _spanned(cell: PlacedPart, widths: Sequence[float]) -> float:
    return sum(widths[cell.column : cell.column + span_of(cell.part, "colspan")])


def _too_wide(path: str, columns: Checked, width: float, room: float) -> Finding:
    return rules.TABLE_TOO_WIDE.at(
        path,
        columns.key,
        Message(
            f"各列共宽 {_mm(width)} mm，版心只有 {_mm(room)} mm",
            f"The columns are {_mm(width)} mm wide, the text area is {_mm(room)} mm",
        ),
        Message(
            f"把列宽减去 {_mm(width - room)} mm，或减小左右边距",
            f"Take {_mm(width - room)} mm off the columns, or make the margins smaller",
        ),
    )


def _narrow(path: str, cell: Checked, room: float, styles: Parts) -> Iterator[Finding]:
    name = cell.value["style"].value if "style" in cell.value else ""
    if name not in styles or room >= (needed := needed_width(styles[name].value)):
        return
    yield rules.NO_ROOM.at(
        path,
        cell.span,
        Message(
            f"除去空白只有 {_mm(room)} mm，容不下一个“{name}”的字（{_mm(needed)} mm）",
            f"It is {_mm(room)} mm wide inside, too narrow for a character of “{name}” "
            f"({_mm(needed)} mm)",
        ),
        Message("加大列宽，或减小 padding_x、字号", "Widen the column or lessen padding_x or size"),
    )


def _grid_finding(path: str, fault: GridFault) -> Finding:
    place = f"第 {fault.row} 行第 {fault.column} 列", f"row {fault.row}, column {fault.column}"
    zh, en = {
        "overlap": ("的单元格盖住了别的单元格", "The cell covers another one"),
        "outside": ("的单元格超出了右边", "The cell goes beyond the last column"),
        "below": ("的单元格超出了末行", "The cell goes beyond the last row"),
        "gap": ("没有单元格", "There is no cell"),
    }[fault.kind]
    return rules.BROKEN_GRID.at(
        path,
        fault.part.span,
        Message(f"{place[0]}{zh}", f"{en} ({place[1]})"),
        Message(
            "核对 colspan、rowspan：每行各格所占的列数，加上从上面行延伸下来的，要等于列数",
            "Check colspan and rowspan: the columns of a row's cells and of those that come down "
            "from above must add up to the table's columns",
        ),
    )


def _mm(length: float) -> str:
    return f"{length / POINTS_PER_MM:.1f}"
