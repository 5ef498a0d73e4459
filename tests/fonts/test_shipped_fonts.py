"""The shipped fonts hold what their README says, and their prepared numbers are the font's own."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import pytest
from fontTools.ttLib import TTFont

from annexgen.fonts.library import BOLD, EXTRA, REGULAR, SHIPPED, shipped
from annexgen.fonts.parse import read_font
from annexgen.fonts.prepared import FOLDER

SIGNS = "㙍𬭼㎡㎥①⑳‰℃№≥≤±×÷√…—–·“”‘’％（）《》，。、；：？！￥¥Ⅰ→★■□▲●○◎◆※§ \u00a0\u3000"


@pytest.mark.parametrize("name", SHIPPED)
def test_prepared_numbers_are_the_fonts_own(name: str) -> None:
    font = shipped(name)
    parsed = read_font(font.path)
    assert font == parsed
    assert font.metrics == parsed.metrics
    with TTFont(font.path, lazy=True) as source:
        map_ = source.getBestCmap()
        numbers = source.getReverseGlyphMap()
        advances = source["hmtx"].metrics
        assert font.glyph_ids == {point: numbers[glyph] for point, glyph in map_.items()}
        assert font.metrics.widths == {point: advances[glyph][0] for point, glyph in map_.items()}
        assert font.name == source["name"].getDebugName(6)
        assert font.ascent == source["OS/2"].sTypoAscender
        assert font.descent == source["OS/2"].sTypoDescender


@pytest.mark.parametrize("name", [REGULAR, BOLD])
def test_common_characters_are_there(name: str) -> None:
    widths = shipped(name).metrics.widths
    assert [char for char in SIGNS if ord(char) not in widths] == []
    pairs = (bytes((a, b)) for a in range(0xA1, 0xFF) for b in range(0xA1, 0xFF))
    gb2312 = "".join(pair.decode("gb2312", "ignore") for pair in pairs)
    assert len(gb2312) == 7445
    assert [char for char in gb2312 if ord(char) not in widths] == []
    assert {widths[ord(char)] for char in gb2312 if "一" <= char <= "龥"} == {1000}


def test_with_the_extra_font_all_of_gbk_prints() -> None:
    known = shipped(REGULAR).metrics.widths.keys() | shipped(EXTRA).metrics.widths.keys()
    pairs = (bytes((a, b)) for a in range(0x81, 0xFF) for b in range(0x40, 0xFF) if b != 0x7F)
    gbk = "".join(pair.decode("gbk", "ignore") for pair in pairs)
    private = range(0xE000, 0xF900)
    assert {c for c in gbk if ord(c) not in known and ord(c) not in private} == {"≒"}


def test_check_sums_hold() -> None:
    for line in (FOLDER / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, name = line.split()
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == digest, name


def test_shipped_fonts_load_without_a_font_library() -> None:
    program = (
        "import sys; from annexgen.fonts.library import shipped, REGULAR;"
        "from annexgen.fonts.subset import subset;"
        "subset(shipped(REGULAR), [0x5929]); shipped(REGULAR).metrics;"
        "assert not {'fontTools', 'reportlab', 'subprocess'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
