"""Stage 5: the document as one self-contained web page (WHATWG HTML).

In: a ``document.Document`` and the form's theme. Out: UTF-8 bytes. The page asks for nothing over
the network and needs no JavaScript. A template sees the document as it is, and:

- ``policy``: the Content-Security-Policy for a meta element;
- ``style_element``: the ``style`` element, whose hash ``policy`` holds;
- ``… | style_class``: the class of a text style's key;
- ``… | page_class``: the class of the pages of a part;
- ``… | anchor``, ``… | fragment``: a heading's id as ``id`` and as the ``#…`` of a link;
- ``… | lines``: a text with its forced line breaks;
- ``… | table_view``: a table as ``tables.TableView``;
- ``is table``, ``is split_line``, ``is paragraph``: what a block is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from urllib.parse import quote

from annexgen.document import Document, Paragraph, Part, SplitLine, Table
from annexgen.render.html.css import class_name
from annexgen.render.html.kinds import Kinds, page_kind
from annexgen.render.html.sandbox import compiled, filled
from annexgen.render.html.stylesheet import stylesheet
from annexgen.render.html.tables import TableViews, lines
from annexgen.render.html.theme import Theme

_BLANK = re.compile(r"[ \t\n\f\r]")
_NOT_IN_FRAGMENT = re.compile(r"[^A-Za-z0-9\-._~!$&'()*+,;=:@/?\u00a1-\ud7ff\uf900-\ufdcf]+")


def render(document: Document, theme: Theme) -> bytes:
    """Return ``document`` as a web page.

    Args:
        document: what to show.
        theme: the form's page template and stylesheet.

    Returns:
        The file, UTF-8.

    Raises:
        TemplateFault: if the page template cannot be read or filled.
    """
    kinds = Kinds.of(document)
    sheet = stylesheet(document, kinds, theme.stylesheet)
    template = compiled(theme.page_template, _filters(kinds), _TESTS)
    values = {
        "document": document,
        "policy": sheet.policy,
        "style_element": sheet.element,
    }
    return b"".join(piece.encode() for piece in filled(template, values))


def anchor(identifier: str) -> str:
    """Return ``identifier`` as an HTML id, which cannot hold blanks."""
    return _BLANK.sub("_", identifier)


def fragment(identifier: str) -> str:
    """Return the link to ``identifier``; Chinese stays readable (URL Standard, fragments)."""
    return "#" + _NOT_IN_FRAGMENT.sub(lambda match: quote(match[0], safe=""), anchor(identifier))


def _filters(kinds: Kinds) -> Mapping[str, Callable[..., object]]:
    return {
        "anchor": anchor,
        "fragment": fragment,
        "lines": lines,
        "page_class": partial(_page_class, kinds),
        "style_class": partial(class_name, "style"),
        "table_view": TableViews(kinds).view,
    }


def _page_class(kinds: Kinds, part: Part) -> str:
    return kinds.pages[page_kind(part)]


_TESTS: Mapping[str, Callable[..., bool]] = {
    "paragraph": lambda block: isinstance(block, Paragraph),
    "split_line": lambda block: isinstance(block, SplitLine),
    "table": lambda block: isinstance(block, Table),
}
