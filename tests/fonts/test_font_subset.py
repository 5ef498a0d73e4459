"""A subset draws each character as its font does."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.pens.recordingPen import DecomposingRecordingPen, RecordingPen
from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annexgen.fonts.font import Font, Outlines
from annexgen.fonts.library import BOLD, REGULAR, font, shipped
from annexgen.fonts.parse import read_font
from annexgen.fonts.subset import code_of, subset
from programs import need

POINTS = list(shipped(REGULAR).points)


@pytest.fixture(scope="module")
def sources() -> Iterator[dict[str, TTFont]]:
    fonts = {name: TTFont(shipped(name).path, lazy=True) for name in (REGULAR, BOLD)}
    yield fonts
    for source in fonts.values():
        source.close()


def _drawn(glyphs: Any, name: str) -> object:
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return pen.value


def _assert_same(font_: Font, source: TTFont, points: set[int]) -> None:
    program = subset(font_, points)
    assert program == subset(font_, sorted(points, reverse=True))
    cut = TTFont(BytesIO(program.data), checkChecksums=2)
    assert set(program.glyph_of) == points
    order, names = cut.getGlyphOrder(), source.getBestCmap()
    before, after = source.getGlyphSet(), cut.getGlyphSet()
    for point, glyph in program.glyph_of.items():
        assert glyph
        assert _drawn(after, order[glyph]) == _drawn(before, names[point])
        assert cut["hmtx"][order[glyph]] == source["hmtx"][names[point]]
    assert _drawn(after, order[0]) == _drawn(before, source.getGlyphOrder()[0])


@settings(deadline=None, max_examples=25)
@given(points=st.sets(st.sampled_from(POINTS), max_size=30), name=st.sampled_from([REGULAR, BOLD]))
def test_each_shipped_character_keeps_outline_and_advance(
    sources: dict[str, TTFont], points: set[int], name: str
) -> None:
    _assert_same(shipped(name), sources[name], points)


@settings(
    deadline=None,
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(points=st.sets(st.sampled_from([0x41, 0xC9, 0x4E00, 0x2CB7C])))
def test_composites_take_their_parts_along(truetype: Path, points: set[int]) -> None:
    with TTFont(truetype) as source:
        _assert_same(read_font(truetype), source, points)


def _cff_outlines(data: bytes) -> tuple[Any, dict[int, tuple[Any, int]]]:
    fonts = CFFFontSet()
    fonts.decompile(BytesIO(data), None)
    top = fonts.topDictIndex[0]
    drawn = {}
    for index, name in enumerate(top.charset):
        pen = RecordingPen()
        top.CharStrings[name].draw(pen)
        cid = 0 if index == 0 else int(name.removeprefix("cid"))
        drawn[cid] = (pen.value, top.CharStrings[name].width)
    return top, drawn


def _corners(outline: Any) -> list[Any]:
    """Return an outline without points in the middle of an upright or level line."""
    kept: list[Any] = []
    for operator, points in outline:
        if operator == "lineTo" and len(kept) > 1 and kept[-1][0] == "lineTo":
            (x0, y0), (x1, y1), (x2, y2) = kept[-2][1][-1], kept[-1][1][-1], points[-1]
            if x0 == x1 == x2 or y0 == y1 == y2:
                kept.pop()
        kept.append((operator, points))
    return kept


def _assert_same_cff(font_: Font, points: set[int]) -> None:
    program = subset(font_, points)
    assert program.outlines is Outlines.CFF
    assert program == subset(font_, sorted(points, reverse=True))
    top, drawn = _cff_outlines(program.data)
    assert top.ROS == ("Adobe", "Identity", 0)
    assert set(drawn) == {0, *map(code_of, points)}
    with TTFont(font_.path, fontNumber=font_.index, lazy=True) as source:
        glyphs, names = source.getGlyphSet(), source.getBestCmap()
        for point in points:
            pen = RecordingPen()
            glyphs[names[point]].draw(pen)
            outline, width = drawn[code_of(point)]
            assert _corners(outline) == _corners(pen.value)
            assert width == glyphs[names[point]].width
            assert top.charset[program.glyph_of[point]] == f"cid{code_of(point):05d}"


def test_a_font_keyed_by_names_becomes_one_keyed_by_codes(named_cff: Path) -> None:
    for points in ({0x41, 0xC9, 0x4E00}, {0x2CB7C}, set[int]()):
        program = subset(read_font(named_cff), points)
        top, drawn = _cff_outlines(program.data)
        assert top.ROS == ("Adobe", "Identity", 0)
        assert set(drawn) == {0, *map(code_of, points)}
    _, drawn = _cff_outlines(subset(read_font(named_cff), {0x41}).data)
    with TTFont(named_cff) as source:
        assert drawn[0x41][1] == source["hmtx"][source.getBestCmap()[0x41]][0]
    assert ("moveTo", ((50, 0),)) in drawn[0x41][0]


def test_an_installed_collection_of_cff_fonts_is_cut_by_code() -> None:
    need("fc-list")
    chosen = font("NotoSerifCJKsc-Regular", [])
    if chosen.outlines is not Outlines.CFF:
        pytest.skip("Noto Serif CJK is not installed as OpenType-CFF")
    _assert_same_cff(chosen, set(map(ord, "天津市政府，Ag1①㎡㙍")))
    _assert_same_cff(chosen, {0x2CB7C, 0x20000} & set(chosen.points))


def test_the_first_character_of_a_plane_is_not_the_empty_box() -> None:
    assert code_of(0x20000) == 0xFFFF
    assert code_of(0x2CB7C) == 0xCB7C
    assert code_of(0x5929) == 0x5929
