"""How a sheet is shown and printed: views, paper, margins, header and page breaks.

ISO/IEC 29500-1, 18.3.1: the elements before a sheet's columns, and those behind its merged cells.
"""

from __future__ import annotations

from collections.abc import Sequence

from annexgen.document import PageSetup
from annexgen.export.xlsx.markup import escaped

AS_FORM = (
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
    '<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>'
)
"""The view of a sheet that looks like the form; a page is as wide as the sheet."""
PLAIN_PAGE = (
    '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape"/>'
)
"""Excel's own margins, A4 across."""
MOST_BREAKS = 1000
"""Page breaks that Excel takes in a sheet."""

_POINTS_AN_INCH = 72.0
_PAPERS = {(595, 842): 9, (842, 595): 9, (842, 1191): 8, (1191, 842): 8}
"""Excel's numbers of A4 and A3, by width and height in pt."""
_LONGEST = 120
"""Characters of a running header that Excel surely takes: 255, with each & written twice."""
_LAST_COLUMN = 16_383


def as_table(*, is_first: bool) -> str:
    """Return the view of a plain table, whose header stays in view.

    Args:
        is_first: whether it is the sheet that the workbook opens with.
    """
    selected = ' tabSelected="1"' if is_first else ""
    return (
        f'<sheetViews><sheetView{selected} workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        '<selection pane="bottomLeft"/></sheetView></sheetViews>'
    )


def printed(page: PageSetup, header: str, number: str, breaks: Sequence[int]) -> str:
    """Return how a sheet that looks like the form is printed.

    Args:
        page: the form's.
        header: the running header.
        number: the page number's line, ``{}`` for the number.
        breaks: the rows, from 0, before which a page begins.
    """
    sides = {side: getattr(page, side) for side in ("left", "right", "top", "bottom")}
    sides |= {"header": page.header, "footer": page.footer}
    margins = "".join(f' {side}="{size / _POINTS_AN_INCH!r}"' for side, size in sides.items())
    paper = _PAPERS.get((round(page.width), round(page.height)))
    size = f' paperSize="{paper}"' if paper is not None else ""
    orientation = "landscape" if page.width > page.height else "portrait"
    return (
        f'<printOptions horizontalCentered="1"/><pageMargins{margins}/>'
        f'<pageSetup{size} fitToHeight="0" orientation="{orientation}"/>'
        f"<headerFooter><oddHeader>{_line(header)}</oddHeader>"
        f"<oddFooter>{_line(number).replace('{}', '&amp;P')}</oddFooter></headerFooter>"
        f"{_page_breaks(breaks[:MOST_BREAKS])}"
    )


def _line(text: str) -> str:
    """Return a centred line; ``&`` begins a code (18.3.1.46) and is written twice."""
    return escaped("&C" + text[:_LONGEST].replace("&", "&&"))


def _page_breaks(rows: Sequence[int]) -> str:
    if not rows:
        return ""
    breaks = "".join(f'<brk id="{row}" max="{_LAST_COLUMN}" man="1"/>' for row in rows)
    return f'<rowBreaks count="{len(rows)}" manualBreakCount="{len(rows)}">{breaks}</rowBreaks>'
