"""The styles of the file: every look of the text is one, so an editor changes it in one place.

Headings, contents and furniture take Word's built-in styles (ISO/IEC 29500-1, 17.7), which its
navigation pane and its fields know. A style that the base file has already is left as it is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annexgen.document import Document, Heading, PageSetup, TableLook, TextStyle
from annexgen.render.docx.looks import fonts, paragraph_properties, run_properties
from annexgen.render.docx.markup import escaped, twips
from annexgen.tuples import NamedTuple

GAP = "TableGap"
SECTION_END = "SectionEnd"
_SECTION_END_HEIGHT = 1.0


class Style(NamedTuple):
    """A style: its identifier, its name as Word shows it, its definition."""

    id: str
    name: str
    markup: str


class StyleNames:
    """Which style shows what, by the document's own keys.

    Args:
        keys: of the document's text styles.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._ids = {key: f"Text{number}" for number, key in enumerate(keys, start=1)}

    def text(self, key: str) -> str:
        """Return the style of paragraphs of the text style ``key``."""
        return self._ids[key]

    def split(self, key: str) -> str:
        """Return the style of lines with a text at each margin."""
        return f"{self._ids[key]}Split"


class TableStyles:
    """The styles of tables, numbered as the file needs them."""

    def __init__(self) -> None:
        self._names: dict[TableLook, str] = {}

    def name(self, look: TableLook) -> str:
        """Return the style of tables that look like this."""
        return self._names.setdefault(look, f"Grid{len(self._names) + 1}")

    def all(self) -> Iterator[Style]:
        """Yield the styles that were asked for."""
        for number, (look, identifier) in enumerate(self._names.items(), start=1):
            yield Style(identifier, f"附表表格{number}", _table_style(identifier, number, look))


class Opening:
    """What the body's first headings say about all of them.

    Attributes:
        setup: the first part's pages; None without a part.
        headings: the text styles of the first heading of level 1 and of level 2.
    """

    def __init__(self) -> None:
        self.setup: PageSetup | None = None
        self.headings: list[str] = []

    def note_part(self, heading: Heading, setup: PageSetup) -> None:
        """Take in the next part."""
        if self.setup is None:
            self.setup = setup
            self.headings.append(heading.style)

    def note_section(self, heading: Heading) -> None:
        """Take in the next section."""
        if len(self.headings) == 1:
            self.headings.append(heading.style)


class StyleSheet:
    """Every style of the file but those of tables.

    Args:
        document: what is written; its parts are not read.
        names: which style shows what.
        opening: what the body begins with.
    """

    def __init__(self, document: Document, names: StyleNames, opening: Opening) -> None:
        self._document = document
        self._names = names
        self._opening = opening

    def all(self) -> Iterator[Style]:
        """Yield the styles."""
        document = self._document
        setup = self._opening.setup
        tabs = _right_tab(setup.text_width) if setup is not None else ""
        for key, style in document.styles.items():
            name = self._names.text(key)
            yield self._paragraph(name, style.label or key, style, "Normal")
            yield self._paragraph(
                self._names.split(key),
                f"{style.label or key}（两端）",
                style,
                name,
                tabs=tabs,
                first="<w:keepNext/>",
            )
        yield from self._headings()
        yield from self._contents()
        furniture = document.furniture
        yield self._header(document.styles[furniture.header_style])
        yield self._paragraph("Footer", "footer", document.styles[furniture.number_style], "Normal")
        yield _spacer(GAP, "表间距", 0)
        yield _spacer(SECTION_END, "分节", _SECTION_END_HEIGHT)

    def _headings(self) -> Iterator[Style]:
        for level, key in enumerate(self._opening.headings, start=1):
            yield self._paragraph(
                f"Heading{level}",
                f"heading {level}",
                self._document.styles[key],
                "Normal",
                first="<w:keepNext/><w:keepLines/>",
                outline=level,
            )

    def _contents(self) -> Iterator[Style]:
        contents = self._document.contents
        if contents is None:
            return
        width = self._document.page.text_width
        for level, key in enumerate(contents.level_styles, start=1):
            style = self._document.styles[key]
            tab = f'<w:tab w:val="right" w:leader="dot" w:pos="{twips(width)}"/>'
            yield self._paragraph(
                f"TOC{level}",
                f"toc {level}",
                style,
                "Normal",
                tabs=f"<w:tabs>{tab}</w:tabs>",
            )

    def _header(self, style: TextStyle) -> Style:
        rule = self._document.furniture.header_rule
        border = (
            f'<w:pBdr><w:bottom w:val="single" w:sz="{_eighths(rule)}" w:space="2"'
            ' w:color="auto"/></w:pBdr>'
            if rule > 0
            else ""
        )
        return self._paragraph("Header", "header", style, "Normal", first=border)

    def _paragraph(
        self,
        identifier: str,
        name: str,
        style: TextStyle,
        base: str,
        *,
        first: str = "",
        tabs: str = "",
        outline: int | None = None,
    ) -> Style:
        properties = paragraph_properties(style, first=first, tabs=tabs, outline=outline)
        markup = (
            f'<w:style w:type="paragraph" w:styleId="{identifier}"{_custom(name)}>'
            f'<w:name w:val="{escaped(name)}"/><w:basedOn w:val="{base}"/><w:qFormat/>'
            f"{properties}{run_properties(style, self._document)}</w:style>"
        )
        return Style(identifier, name, markup)


def _custom(name: str) -> str:
    built_in = name.startswith(("heading ", "toc ", "header", "footer"))
    return "" if built_in else ' w:customStyle="1"'


def _right_tab(width: float) -> str:
    return f'<w:tabs><w:tab w:val="right" w:pos="{twips(width)}"/></w:tabs>'


def _spacer(identifier: str, name: str, height: float) -> Style:
    """Return a style for what Word needs between two tables or at a section's end."""
    line = f' w:line="{twips(height)}" w:lineRule="exact"' if height else ""
    markup = (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{identifier}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:pPr><w:spacing w:before="0" w:after="0"{line}/></w:pPr>'
        '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:style>'
    )
    return Style(identifier, name, markup)


def _table_style(identifier: str, number: int, look: TableLook) -> str:
    line = f'w:val="single" w:sz="{_eighths(look.border)}" w:space="0" w:color="auto"'
    if look.border <= 0:
        line = 'w:val="nil"'
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f"<w:{side} {line}/>" for side in sides)
    margins = (
        ("top", look.padding_y),
        ("left", look.padding_x),
        ("bottom", look.padding_y),
        ("right", look.padding_x),
    )
    cells = "".join(f'<w:{side} w:w="{twips(pt)}" w:type="dxa"/>' for side, pt in margins)
    fill = ""
    if look.header_fill:
        colour = look.header_fill.removeprefix("#")
        fill = (
            '<w:tblStylePr w:type="firstRow"><w:tcPr>'
            f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/></w:tcPr></w:tblStylePr>'
        )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{identifier}">'
        f'<w:name w:val="附表表格{number}"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders>"
        f"<w:tblCellMar>{cells}</w:tblCellMar></w:tblPr>{fill}</w:style>"
    )


def _eighths(points: float) -> int:
    """Return a border's width in eighths of a point, at least the thinnest that Word draws."""
    return max(2, round(points * 8))


def defaults(document: Document) -> str:
    """Return the file's defaults: language and fonts."""
    face = next(iter(document.faces.values()))
    language = escaped(document.language)
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(face)}"
        f'<w:sz w:val="21"/><w:szCs w:val="21"/>'
        f'<w:lang w:val="{language}" w:eastAsia="{language}"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )


NORMAL = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl/><w:kinsoku/><w:wordWrap/>'
    '<w:overflowPunct w:val="0"/><w:topLinePunct w:val="0"/><w:autoSpaceDE/>'
    '<w:autoSpaceDN/><w:adjustRightInd w:val="0"/><w:snapToGrid w:val="0"/></w:pPr>'
    "</w:style>"
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
    '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)
"""The two default styles, which everything is based on.

Hanging punctuation is off, since the layout counts lines without it. (These settings stand here and
not among the file's defaults, where LibreOffice overlooks them.)
"""
