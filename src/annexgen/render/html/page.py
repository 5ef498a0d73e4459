"""Stage 5: the document as one self-contained web page (WHATWG HTML).

In: a ``document.Document`` and the form's theme. Out: UTF-8 bytes, written as they are made. The
page asks for nothing over the network and can be read without JavaScript. A template sees the
``document`` as it is (each loop over ``document.parts`` may compose all sections anew), and:

- ``outline``: the headings, as ``survey.OutlinePart``;
- ``downloads``: (label, address) of the files that lie beside the page;
- ``{% call kept(section, …) %}…{% endcall %}``: a section's element, which depends on the section
  and the other arguments alone, so that whoever shows the page again need not make it again;
- ``policy``: the Content-Security-Policy for a meta element;
- ``style_element``, ``script_element``: the elements whose hashes ``policy`` holds;
- ``… | style_class``: the class of a text style's key;
- ``… | page_class``: the class of the pages of a part;
- ``… | anchor``, ``… | fragment``: a heading's id as ``id`` and as the ``#…`` of a link;
- ``… | lines``: a text with its forced line breaks;
- ``… | table_view``: a table as ``tables.TableView``;
- ``is table``, ``is split_line``, ``is paragraph``: what a block is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import BinaryIO, Protocol
from urllib.parse import quote

from markupsafe import Markup

from annexgen.document import Document, Paragraph, Part, Section, SplitLine, Table
from annexgen.render.html.css import class_name
from annexgen.render.html.inline import Inline, policy
from annexgen.render.html.kinds import Kinds, page_kind
from annexgen.render.html.sandbox import compiled, filled
from annexgen.render.html.stylesheet import stylesheet
from annexgen.render.html.survey import Survey, survey
from annexgen.render.html.tables import TableViews, lines
from annexgen.render.html.theme import Theme

_BLANK = re.compile(r"[ \t\n\f\r]")
_NOT_IN_FRAGMENT = re.compile(r"[^A-Za-z0-9\-._~!$&'()*+,;=:@/?\u00a1-\ud7ff\uf900-\ufdcf]+")


class Kept(Protocol):
    """Gives a section's element, made by ``caller`` or made before from the same arguments."""

    def __call__(self, section: Section, *others: object, caller: Callable[[], Markup]) -> Markup:
        """Return the element."""


def render(
    document: Document,
    theme: Theme,
    out: BinaryIO,
    downloads: Sequence[tuple[str, str]] = (),
) -> None:
    """Write ``document`` as a web page.

    Args:
        document: what to show; its parts and sections are read twice, in order.
        theme: the form's page template, stylesheet and script.
        out: takes the file, UTF-8, piece by piece.
        downloads: a label and a relative address for each other output that lies beside the page.

    Raises:
        TemplateFault: if the page template cannot be read or filled; part of the page may have been
            written then.
    """
    values = {"downloads": downloads, "kept": _made_now}
    out.writelines(piece.encode() for piece in pieces(document, theme, survey(document), values))


def pieces(
    document: Document,
    theme: Theme,
    seen: Survey,
    values: Mapping[str, object],
    policy_of: Callable[..., str] = policy,
) -> Iterator[str]:
    """Yield the web page of ``document`` piece by piece.

    Args:
        document: what to show.
        theme: the form's page template, stylesheet and script.
        seen: the survey of the document.
        values: ``downloads`` and ``kept`` for the template.
        policy_of: gives the page's policy for its own style and script.

    Raises:
        TemplateFault: if the page template cannot be read or filled.
    """
    style = stylesheet(document, seen, theme.stylesheet)
    script = Inline.of("script", theme.script)
    template = compiled(theme.page_template, _filters(seen.kinds), _TESTS)
    own = {
        "document": document,
        "outline": seen.outline,
        "policy": policy_of(style, script),
        "style_element": style.element,
        "script_element": script.element,
    }
    yield from filled(template, {**own, **values})


def _made_now(section: Section, *others: object, caller: Callable[[], Markup]) -> Markup:
    return caller()


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
