"""The rendered page as bytes and as a tree."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import lxml.html

from annexgen.document import Document
from annexgen.render.html import Theme, render


def rendered(document: Document, theme: Theme, downloads: Sequence[tuple[str, str]] = ()) -> bytes:
    """Return the whole page."""
    out = BytesIO()
    render(document, theme, out, downloads)
    return out.getvalue()


def page(
    document: Document, theme: Theme, downloads: Sequence[tuple[str, str]] = ()
) -> lxml.html.HtmlElement:
    """Return the page as a parser reads it."""
    parser = lxml.html.HTMLParser(encoding="utf-8")
    return lxml.html.document_fromstring(rendered(document, theme, downloads), parser=parser)


def text(element: lxml.html.HtmlElement) -> str:
    """Return all text of an element."""
    return str(element.text_content())
