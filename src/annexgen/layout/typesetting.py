"""The choices in which two programs' typesetting may differ, so that one layout serves both.

``Typesetting()`` is how annexgen sets its own pages (the PDF). ``WORD`` is what Word, WPS and
LibreOffice do with a DOCX, on the safe side: it should never count fewer lines than they do (Word
sets hanzi and Latin a quarter of an em apart, LibreOffice about a fifth).
"""

from __future__ import annotations

from annexgen.tuples import NamedTuple


class Typesetting(NamedTuple):
    """How text and tables are set.

    Attributes:
        autospace: extra space between hanzi and Latin letters or digits, in 1/1000 em. CSS Text 4
            has an eighth of an em; poppler reads a blank into a gap of a tenth.
        compress: whether full-width punctuation gives up its empty half beside other punctuation,
            and at a line's end where that saves a line (CLREQ 3.1.6).
        keep_last_rows: whether the last row of a table never stands alone on a page.
        continued: whether a table that goes on is titled again (``Furniture.continued_pattern``).
        least_rows: how many rows begin a table together, below its header.
        tail: height in pt of what ends the contents and each part, behind its last table.
        air: share of a text's width that is left free before a line is broken.
    """

    autospace: int = 98
    compress: bool = True
    keep_last_rows: bool = True
    continued: bool = True
    least_rows: int = 2
    tail: float = 0.0
    air: float = 0.0


WORD = Typesetting(
    autospace=250,
    compress=False,
    keep_last_rows=False,
    continued=False,
    least_rows=1,
    tail=1.0,
    air=0.006,
)
