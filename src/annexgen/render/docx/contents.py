"""The contents: a TOC field that is filled in already, so that no number has to be asked for.

ISO/IEC 29500-1, 17.16.5.69 (TOC) and 17.16.5.45 (PAGEREF). The numbers are the layout's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from annexgen.document import Heading
from annexgen.layout.pages import Place
from annexgen.render.docx.bookmarks import field_name
from annexgen.render.docx.markup import field, paragraph, run

FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
_FIELD_BEGIN = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)


def entries(headings: Iterable[Heading], places: Mapping[str, Place]) -> Iterator[str]:
    """Yield a line for each heading; ``FIELD_END`` belongs behind the last.

    Args:
        headings: in printing order.
        places: where each of them stands.
    """
    opening = _FIELD_BEGIN
    for heading in headings:
        name = field_name(heading.id)
        number = field(f"PAGEREF {name} \\h", str(places[heading.id].page))
        link = (
            f'<w:hyperlink w:anchor="{name}" w:history="1">{run(heading.text)}'
            f"<w:r><w:tab/></w:r>{number}</w:hyperlink>"
        )
        yield paragraph(f"TOC{min(heading.level, 2)}", opening + link)
        opening = ""
    if opening:
        yield paragraph("TOC1", opening)
