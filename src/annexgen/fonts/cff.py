"""Cutting an OpenType-CFF font down to a bare CID-keyed CFF program (Adobe TN 5176, clause 18).

A PDF reads such a program by CID, not by glyph id (ISO 32000-1, 9.7.4.2), so each character gets a
glyph of its own whose CID is the code the PDF writes for it. Outlines are written out without hints
and subroutines: what a page uses is small, what they hold is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from annexgen.fonts.sfnt import BrokenFontError


def cut(path: Path, index: int, glyph_of_cid: Mapping[int, int]) -> bytes:
    """Return a program with a glyph for each CID, by rising CID, and glyph 0 before them.

    Args:
        path: the font's file.
        index: its place in a collection.
        glyph_of_cid: the font's glyph for each CID from 1.
    """
    import logging

    from fontTools.ttLib import TTFont

    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    with TTFont(path, fontNumber=index, lazy=True, recalcBBoxes=False) as font:
        order = font.getGlyphOrder()
        program = font["CFF "].cff
        if len(program.topDictIndex) != 1:
            raise BrokenFontError("CFF 里不止一个字体", "Its CFF table holds several fonts")
        cids = [0, *sorted(glyph_of_cid)]
        names = [order[glyph_of_cid.get(cid, 0)] for cid in cids]
        advances = font["hmtx"]
        _rebuild(program.topDictIndex[0], cids, names, [advances[name][0] for name in names])
        program.GlobalSubrs.clear()
        out = BytesIO()
        program.compile(out, font, isCFF2=False)
        return out.getvalue()


def _rebuild(top: Any, cids: list[int], names: list[str], advances: list[int]) -> None:
    """Make the font ``top`` hold its own glyphs ``names`` under the names of ``cids``.

    All get into one font dict that knows no default width, each with its own advance: not every
    reader finds the font dict, and with it the width, of each glyph of a large collection.
    """
    from fontTools.cffLib import CharStrings, FDArrayIndex

    drawn = [_redrawn(top, name, width) for name, width in zip(names, advances, strict=True)]
    if not hasattr(top, "ROS"):
        _move_private(top)
    only = top.FDArray[0]
    top.FDArray = FDArrayIndex()
    top.FDArray.append(only)
    private = only.Private
    private.nominalWidthX = private.defaultWidthX = 0
    private.rawDict.pop("Subrs", None)
    vars(private).pop("Subrs", None)
    top.ROS = ("Adobe", "Identity", 0)
    top.CIDCount = cids[-1] + 1
    top.charset = [".notdef", *(f"cid{cid:05d}" for cid in cids[1:])]
    kept = CharStrings(None, None, top.GlobalSubrs, None, top.FDSelect, top.FDArray)
    kept.charStrings = dict(zip(top.charset, drawn, strict=True))
    top.CharStrings = kept
    top.FDSelect.format = 3
    top.FDSelect.gidArray = [0] * len(drawn)


def _redrawn(top: Any, name: str, width: int) -> Any:
    """Return a glyph's outline without hints and subroutines, ``width`` units wide."""
    from fontTools.pens.t2CharStringPen import T2CharStringPen

    pen = T2CharStringPen(width, None, roundTolerance=0)
    top.CharStrings[name].draw(pen)
    return pen.getCharString()


def _move_private(top: Any) -> None:
    """Make a font keyed by glyph names one keyed by CID: its hinting moves to a font dict."""
    from fontTools.cffLib import FDArrayIndex, FDSelect, FontDict

    font_dict = FontDict()
    font_dict.setCFF2(False)
    font_dict.FontName = "Only"
    font_dict.Private = top.Private
    top.FDArray = FDArrayIndex()
    top.FDArray.append(font_dict)
    top.FDSelect = FDSelect()
    for name in ("Private", "Encoding"):
        top.rawDict.pop(name, None)
        vars(top).pop(name, None)
