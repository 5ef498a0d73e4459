"""The page's stylesheet: rules made from the document, then the form's own ``style.css``.

The made rules say what the document decides (faces, sizes, alignment, column widths, paper); they
come first, so that ``style.css`` may overrule each of them. On screen sizes are relative to the
reader's own; on paper (CSS Paged Media 3) they are the document's points.
"""

from __future__ import annotations

from collections.abc import Iterator

from annexgen.document import Document, TextStyle
from annexgen.render.html.css import class_name, number, points, string
from annexgen.render.html.inline import Inline, as_parsed
from annexgen.render.html.kinds import PageKind, TableKind
from annexgen.render.html.survey import Survey

_LEAST_LEADING, _MOST_LEADING = 1.35, 1.8
_GROWTH = 0.55
_BLACK = "#000000"


def stylesheet(document: Document, seen: Survey, own: str) -> Inline:
    """Return the rules that ``document`` asks for, followed by the form's ``own``."""
    made = "\n".join(_made(document, seen))
    return Inline.of("style", f"\n{made}\n{as_parsed(own)}\n")


def _made(document: Document, seen: Survey) -> Iterator[str]:
    for key, style in document.styles.items():
        yield from _style_rules(document, key, style, seen.body_size)
    for table, name in seen.kinds.tables.items():
        yield from _table_rules(table, name)
    yield from _first_page_rules(document)
    for page, name in seen.kinds.pages.items():
        yield from _page_rules(document, page, name)


def _style_rules(document: Document, key: str, style: TextStyle, body_size: float) -> Iterator[str]:
    """Yield a style's class; ``body_size``, the em size in pt of most text, is 1rem on screen."""
    name = f".{class_name('style', key)}"
    leading = min(max(style.leading / style.size, _LEAST_LEADING), _MOST_LEADING)
    yield (
        f"{name}{{{_face(document, style)};font-size:{_screen_size(style.size, body_size)};"
        f"line-height:{number(leading)};text-align:{style.align}}}"
    )
    yield f"@media print{{{name}{{{';'.join(_paper(style))}}}}}"
    if style.colour != _BLACK:
        yield f"@media print,(prefers-color-scheme:light){{{name}{{color:{style.colour}}}}}"


def _paper(style: TextStyle) -> Iterator[str]:
    """Yield what holds on paper only; a length of 0 is left out: cells keep their padding."""
    yield f"font-size:{points(style.size)};line-height:{points(style.leading)}"
    if style.space_before or style.space_after:
        yield f"margin-block:{points(style.space_before)} {points(style.space_after)}"
    if style.indent or style.hanging:
        yield f"padding-inline-start:{points(style.indent + style.hanging)}"
        yield f"text-indent:{points(-style.hanging)}"


def _face(document: Document, style: TextStyle) -> str:
    face = document.faces[style.face]
    return f"font-family:{face.css};font-weight:{700 if face.bold else 400}"


def _screen_size(size: float, body_size: float) -> str:
    """Return a size for the screen: what paper sets large grows less there."""
    return f"{number(1 + (size / body_size - 1) * _GROWTH)}rem"


def _table_rules(kind: TableKind, name: str) -> Iterator[str]:
    look, width = kind.look, sum(kind.columns)
    fill = f";--header-fill:{look.header_fill}" if look.header_fill else ""
    yield (
        f".{name}{{--border:{points(look.border)};--space-before:{points(kind.space_before)};"
        f"--cell-padding:{points(look.padding_y)} {points(look.padding_x)};"
        f"--row-height:{points(look.min_row_height)}{fill}}}"
    )
    for index, column in enumerate(kind.columns, 1):
        yield f".{name} col:nth-child({index}){{width:{number(column / width * 100)}%}}"
    for index, label in enumerate(kind.labels, 1):
        yield f".{name} .c{index}{{--label:{string(label)}}}"


def _first_page_rules(document: Document) -> Iterator[str]:
    page = document.page
    margins = f"{points(page.top)} {points(page.right)} {points(page.bottom)} {points(page.left)}"
    yield f"@page{{size:{points(page.width)} {points(page.height)};margin:{margins}}}"
    before, _, after = document.furniture.number_pattern.partition("{}")
    numbered = f"{string(before)} counter(page) {string(after)}"
    font = _margin_font(document, document.furniture.number_style)
    yield f"@page{{@bottom-center{{content:{numbered};{font}}}}}"
    if document.cover:
        yield "@page:first{@bottom-center{content:none}@top-center{content:none}}"


def _page_rules(document: Document, kind: PageKind, name: str) -> Iterator[str]:
    page = kind.page
    margins = f"{points(page.top)} {points(page.right)} {points(page.bottom)} {points(page.left)}"
    font = _margin_font(document, document.furniture.header_style)
    yield (
        f"@page {name}{{size:{points(page.width)} {points(page.height)};margin:{margins};"
        f"@top-center{{content:{string(kind.running_header)};{font}}}}}"
    )
    yield f"@media print{{.{name}{{page:{name}}}}}"


def _margin_font(document: Document, key: str) -> str:
    style = document.styles[key]
    return f"{_face(document, style)};font-size:{points(style.size)};color:{style.colour}"
