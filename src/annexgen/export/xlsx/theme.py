"""The theme that every workbook has to name (ISO/IEC 29500-1, 20.1.6.9); no cell uses it."""

from __future__ import annotations

from annexgen.export.xlsx.markup import DECLARATION

_COLOURS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "404040",
    "lt2": "F2F2F2",
    "accent1": "1F4E79",
    "accent2": "C55A11",
    "accent3": "7F7F7F",
    "accent4": "BF9000",
    "accent5": "2E75B6",
    "accent6": "548235",
    "hlink": "0563C1",
    "folHlink": "954F72",
}
_FACES = '<a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/>'
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="9525">{_FILL}</a:ln>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"


def theme() -> str:
    """Return the part."""
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>' for name, colour in _COLOURS.items()
    )
    return (
        f'{DECLARATION}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        f' name="annexgen"><a:themeElements><a:clrScheme name="annexgen">{colours}</a:clrScheme>'
        f'<a:fontScheme name="annexgen"><a:majorFont>{_FACES}</a:majorFont>'
        f"<a:minorFont>{_FACES}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="annexgen"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{_LINE * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements>"
        "</a:theme>"
    )
