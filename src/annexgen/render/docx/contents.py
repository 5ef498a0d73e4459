"""The contents: a TOC field that is filled in already, so that no number has to be asked for.

ISO/IEC 29500-1, 17.16.5.69 (TOC) and 17.16.5.45 (PAGEREF). The numbers are the layout's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annexgen.document import Heading
from annexgen.render.docx.bookmarks import field_name
from annexgen.render.docx.markup import field, paragraph, run

FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
FIELD_BEGIN = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)


def entries(headings: Iterable[tuple[Heading, int]]) -> Iterator[str]:
    """Yield a line for each heading; the field ends with the last.

    LibreOffice shows no page number on a page where the field ends together with the section.

    Args:
        headings: in printing order, each with the number of its page.
    """
    opening, line, style = FIELD_BEGIN, "", "TOC1"
    for heading, page in headings:
        if line:
            yield paragraph(style, line)
            opening = ""
        name = field_name(heading.id)
        number = field(f"PAGEREF {name} \\h", str(page))
        link = (
            f'<w:hyperlink w:anchor="{name}" w:history="1">{run(heading.text)}'
            f"<w:r><w:tab/></w:r>{number}</w:hyperlink>"
        )
        line, style = opening + link, f"TOC{min(heading.level, 2)}"
    yield paragraph(style, (line or opening) + FIELD_END)
