"""The file's settings: Word 2013's layout, our rules for the ends of lines, no updates asked."""

from __future__ import annotations

from annexgen.layout.characters import NO_END, NO_START
from annexgen.render.docx.markup import NAMESPACES, escaped

_COMPATIBILITY = (
    ("compatibilityMode", "15"),
    ("overrideTableStyleFontSizeAndJustification", "1"),
    ("enableOpenTypeFeatures", "1"),
    ("doNotFlipMirrorIndents", "1"),
    ("differentiateMultirowTableHeaders", "1"),
)


def settings(language: str) -> str:
    """Return ``word/settings.xml`` (ISO/IEC 29500-1, 17.15.1) for a file in ``language``."""
    code = escaped(language)
    compatibility = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word"'
        f' w:val="{value}"/>'
        for name, value in _COMPATIBILITY
    )
    return (
        f"<w:settings {NAMESPACES}>"
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:noLineBreaksAfter w:lang="{code}" w:val="{_once(NO_END)}"/>'
        f'<w:noLineBreaksBefore w:lang="{code}" w:val="{_once(NO_START)}"/>'
        f"<w:compat><w:doNotExpandShiftReturn/>{compatibility}</w:compat>"
        f'<w:themeFontLang w:val="{code}" w:eastAsia="{code}"/></w:settings>'
    )


def _once(characters: str) -> str:
    return escaped("".join(dict.fromkeys(characters)))
