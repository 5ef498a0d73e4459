"""Text styles as Word knows them: paragraph and run properties (ISO/IEC 29500-1, 17.3)."""

from __future__ import annotations

from annexgen.document import Align, Document, Face, TextStyle
from annexgen.render.docx.markup import escaped, twips

_ALIGN = {Align.START: "left", Align.CENTER: "center", Align.END: "right", Align.JUSTIFY: "both"}


def paragraph_properties(
    style: TextStyle,
    *,
    first: str = "",
    tabs: str = "",
    outline: int | None = None,
) -> str:
    """Return a style's ``w:pPr``.

    Args:
        style: the text style.
        first: properties that come before all others, such as ``w:keepNext``.
        tabs: tab stops.
        outline: level in the navigation pane, from 1; None for body text.
    """
    level = "" if outline is None else f'<w:outlineLvl w:val="{outline - 1}"/>'
    return (
        f"<w:pPr>{first}{tabs}"
        f'<w:spacing w:before="{twips(style.space_before)}" w:after="{twips(style.space_after)}"'
        f' w:line="{twips(style.leading)}" w:lineRule="exact"/>'
        f"{_indent(style)}"
        f'<w:jc w:val="{_ALIGN[style.align]}"/>{level}</w:pPr>'
    )


def _indent(style: TextStyle) -> str:
    left = style.indent + style.hanging
    hanging = f' w:hanging="{twips(style.hanging)}"' if style.hanging else ' w:firstLine="0"'
    return f'<w:ind w:left="{twips(left)}" w:right="0"{hanging}/>'


def run_properties(style: TextStyle, document: Document) -> str:
    """Return a style's ``w:rPr``: fonts for hanzi and for Latin set apart."""
    face = document.faces[style.face]
    colour = style.colour.removeprefix("#")
    bold = "1" if face.bold else "0"
    size = round(style.size * 2)
    return (
        f'<w:rPr>{fonts(face)}<w:b w:val="{bold}"/><w:bCs w:val="{bold}"/>'
        f'<w:color w:val="{colour}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )


def fonts(face: Face) -> str:
    """Return a face's ``w:rFonts``."""
    latin, asian = escaped(face.latin), escaped(face.east_asia)
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{asian}" w:cs="{latin}"/>'
