"""What ends a section of the file: paper, margins, running header, page number.

ISO/IEC 29500-1, 17.6: a section ends with the paragraph that holds its ``w:sectPr``; the last
section's stands behind all paragraphs.
"""

from __future__ import annotations

from annexgen.document import PageSetup
from annexgen.render.docx.markup import paragraph, twips
from annexgen.render.docx.styles import SECTION_END


def properties(setup: PageSetup, header: str = "", footer: str = "") -> str:
    """Return a section's ``w:sectPr``.

    Args:
        setup: paper and margins.
        header: relationship of its running header; empty for none.
        footer: relationship of its page number; empty for none.
    """
    references = ""
    if header:
        references += f'<w:headerReference w:type="default" r:id="{header}"/>'
    if footer:
        references += f'<w:footerReference w:type="default" r:id="{footer}"/>'
    landscape = ' w:orient="landscape"' if setup.width > setup.height else ""
    margins = "".join(
        f' w:{side}="{twips(getattr(setup, side))}"'
        for side in ("top", "right", "bottom", "left", "header", "footer")
    )
    return (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{twips(setup.width)}" w:h="{twips(setup.height)}"{landscape}/>'
        f'<w:pgMar{margins} w:gutter="0"/><w:cols w:space="720"/></w:sectPr>'
    )


def between(ending: str) -> str:
    """Return the paragraph that ends a section with ``ending``; it is one point high."""
    return paragraph(SECTION_END, "", ending)


def last(ending: str) -> str:
    """Return what ends the file: Word wants a paragraph behind a table."""
    return paragraph(SECTION_END, "") + ending
