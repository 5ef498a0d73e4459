"""Finding a font by the name that a form or annex.yaml writes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from annexgen.findings import Message
from annexgen.fonts import prepared, rules
from annexgen.fonts.font import Font
from annexgen.fonts.refusal import refusal

REGULAR, BOLD = "NotoSerifSC-Regular", "NotoSerifSC-Bold"
EXTRA = "NotoSerifSCExtra-Regular"
SHIPPED = (REGULAR, BOLD, EXTRA)

_SHIPPED_FAMILY = "Noto Serif SC"
_FILES = (".ttf", ".otf", ".ttc", ".otc")


def font(
    name: str, folders: Sequence[Path], *, bold: bool = False, named_in: str = "form.yaml"
) -> Font:
    """Find a font.

    Args:
        name: PostScript name of a shipped font; a file (``fonts/方正小标宋.ttf``, ``x.ttc#2``); or
            the PostScript name, full name or family of an installed font.
        folders: where a file is looked for, first hit wins: the form's folder, the annex root.
        bold: which weight of a family is meant.
        named_in: the file that names the font, relative to the annex root, for findings.

    Raises:
        Refused: there is no such font, or it is damaged, variable or not to be embedded.
    """
    if name == _SHIPPED_FAMILY:
        name = BOLD if bold else REGULAR
    if name in SHIPPED:
        return shipped(name)
    file, _, place = name.partition("#")
    if file.lower().endswith(_FILES):
        return _from_file(file, place, folders, named_in)
    return _from_installed(name, bold, named_in)


@cache
def shipped(name: str) -> Font:
    """Return a shipped font, loaded once."""
    return prepared.shipped(name)


def _from_file(file: str, place: str, folders: Sequence[Path], named_in: str) -> Font:
    from annexgen.fonts.parse import read_font

    if place and not (place.isascii() and place.isdecimal()):
        raise refusal(
            rules.MISSING_FILE,
            named_in,
            Message(f"“#{place}”不是数字", f"'#{place}' is no number"),
            Message("写成 文件名.ttc#0", "Write file.ttc#0"),
        )
    candidates = [folder / file for folder in folders] or [Path(file)]
    path = next((path for path in candidates if path.is_file()), candidates[0])
    return read_font(path, int(place or 0), named_in)


def _from_installed(name: str, bold: bool, named_in: str) -> Font:
    from annexgen.fonts import installed

    matches = installed.find(name, bold)
    if matches.font is not None:
        from annexgen.fonts.parse import read_font

        return read_font(matches.font.path, matches.font.index, named_in)
    if matches.no_bold:
        raise refusal(
            rules.NO_BOLD,
            named_in,
            Message(f"字体 {name} 没有粗体", f"The font {name} has no bold weight"),
            Message(
                "写粗体自己的字体名，或不写 bold: true；不会把常规体描粗充数",
                "Name a bold font, or drop bold: true; a regular weight is never smeared",
            ),
        )
    if matches.variable:
        raise refusal(
            rules.VARIABLE,
            named_in,
            Message(f"字体 {name} 是可变字体", f"The font {name} is a variable font"),
            Message("安装它的静态字体", "Install its static fonts, one for a weight"),
        )
    raise refusal(
        rules.NOT_FOUND,
        named_in,
        Message(f"没有找到字体 {name}", f"There is no font {name}"),
        Message(
            f"安装这个字体，或写字体文件的路径，或用随包字体 {REGULAR}、{BOLD}",
            f"Install it, or name a font file, or use a shipped font: {REGULAR}, {BOLD}",
        ),
    )
