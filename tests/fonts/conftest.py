"""Font files that the tests make: small, and broken in every way."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

GLYPHS = [".notdef", "box", "bar", "both"]
CHARACTERS = {0x41: "box", 0x4E00: "bar", 0xC9: "both", 0x2CB7C: "bar"}


def _names(family: str) -> dict[str, str]:
    return {"familyName": family, "styleName": "Regular", "psName": f"{family}-Regular"}


def _rectangle(pen: TTGlyphPen | T2CharStringPen, right: int) -> None:
    pen.moveTo((50, 0))
    pen.lineTo((50, 700))
    pen.lineTo((right, 700))
    pen.lineTo((right, 0))
    pen.closePath()


def _truetype(em: int = 2048) -> FontBuilder:
    builder = FontBuilder(em, isTTF=True)
    builder.setupGlyphOrder(GLYPHS)
    builder.setupCharacterMap(CHARACTERS)
    glyphs = {}
    for name, right in (("box", 900), ("bar", 400)):
        pen = TTGlyphPen(None)
        _rectangle(pen, right)
        glyphs[name] = pen.glyph()
    glyphs[".notdef"] = TTGlyphPen(None).glyph()
    both = TTGlyphPen(glyphs)
    both.addComponent("box", (1, 0, 0, 1, 0, 0))
    both.addComponent("bar", (0.5, 0, 0, 0.5, 10, 800))
    builder.setupGlyf({**glyphs, "both": both.glyph()})
    _finish(builder, "Testing")
    return builder


def _finish(builder: FontBuilder, family: str, embedding: int = 0) -> None:
    builder.setupHorizontalMetrics(
        {".notdef": (500, 0), "box": (1000, 50), "bar": (450, 50), "both": (1000, 50)}
    )
    builder.setupHorizontalHeader(ascent=1600, descent=-400)
    builder.setupNameTable(_names(family))
    builder.setupOS2(sTypoAscender=1500, sTypoDescender=-300, fsType=embedding, sCapHeight=1400)
    builder.setupPost()


@pytest.fixture
def truetype(tmp_path: Path) -> Path:
    """A small TrueType font with a composite glyph."""
    path = tmp_path / "testing.ttf"
    _truetype().save(path)
    return path


@pytest.fixture
def named_cff(tmp_path: Path) -> Path:
    """A small OpenType-CFF font keyed by glyph names."""
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(GLYPHS)
    builder.setupCharacterMap(CHARACTERS)
    strings = {}
    for name, right in ((".notdef", 60), ("box", 900), ("bar", 400), ("both", 500)):
        pen = T2CharStringPen(right + 50, None)
        _rectangle(pen, right)
        strings[name] = pen.getCharString()
    builder.setupCFF("TestingCFF-Regular", {}, strings, {})
    _finish(builder, "TestingCFF")
    path = tmp_path / "testing.otf"
    builder.save(path)
    return path


@pytest.fixture
def restricted(tmp_path: Path) -> Path:
    """A font that must not be embedded."""
    builder = _truetype()
    builder.setupOS2(fsType=2)
    path = tmp_path / "restricted.ttf"
    builder.save(path)
    return path


@pytest.fixture
def variable(tmp_path: Path) -> Path:
    """A variable font."""
    builder = _truetype()
    builder.setupFvar([("wght", 200, 200, 900, "Weight")], [])
    path = tmp_path / "variable.ttf"
    builder.save(path)
    return path


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """A collection of two fonts: em 2048 and em 1000."""
    fonts = []
    for em in (2048, 1000):
        single = tmp_path / f"single{em}.ttf"
        _truetype(em).save(single)
        fonts.append(TTFont(single))
    whole = TTCollection()
    whole.fonts = fonts
    path = tmp_path / "two.ttc"
    whole.save(path)
    for font in fonts:
        font.close()
    return path
