"""WordprocessingML as text: escaping, lengths, runs and paragraphs (ISO/IEC 29500-1, 17.3)."""

from __future__ import annotations

import re

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_ILLEGAL = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
_SPECIAL = re.compile(f'[&<>"\r{_ILLEGAL}]')
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}


def paragraph(style: str, content: str, properties: str = "") -> str:
    """Return a paragraph.

    Args:
        style: identifier of its style.
        content: its runs.
        properties: what its ``w:pPr`` holds behind the style.
    """
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def twips(points: float) -> int:
    """Return a length in twentieths of a point."""
    return round(points * 20)


def escaped(text: str) -> str:
    """Return ``text`` for an element or an attribute; what XML cannot hold is left out."""
    if not _SPECIAL.search(text):
        return text
    return _SPECIAL.sub(lambda match: _ESCAPES.get(match[0], ""), text)


def run(text: str, element: str = "w:t") -> str:
    r"""Return ``text`` as a run; ``\\n`` is a line break. Empty for an empty text.

    Args:
        text: what it says.
        element: what holds it: ``w:delText`` in a run that is marked as deleted.
    """
    if not text:
        return ""
    if "\n" not in text:
        return f"<w:r>{_text(text, element)}</w:r>"
    return f"<w:r>{'<w:br/>'.join([_text(line, element) for line in text.split(chr(10))])}</w:r>"


def _text(line: str, element: str) -> str:
    if not line:
        return ""
    space = "" if line == line.strip() else ' xml:space="preserve"'
    return f"<{element}{space}>{escaped(line)}</{element}>"


def field(instruction: str, result: str) -> str:
    """Return a complex field with its result in place, so that nothing needs an update."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
