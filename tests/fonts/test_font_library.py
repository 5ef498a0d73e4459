"""Fonts are found by name, file or family, or refused with one clear finding."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annexgen.findings import Refused
from annexgen.fonts.font import Font, Outlines
from annexgen.fonts.library import BOLD, REGULAR, font
from annexgen.fonts.parse import read_font
from annexgen.fonts.subset import subset
from programs import need


def _code(name: str, *folders: Path, bold: bool = False) -> str:
    with pytest.raises(Refused) as caught:
        font(name, folders, bold=bold, named_in="templates/x/form.yaml")
    (finding,) = caught.value.findings
    assert finding.path == "templates/x/form.yaml"
    assert finding.message.zh
    assert finding.help is not None
    return finding.code


def test_the_shipped_family_has_a_real_bold() -> None:
    assert font(REGULAR, []).name == REGULAR
    assert font("Noto Serif SC", []).name == REGULAR
    assert font("Noto Serif SC", [], bold=True).name == BOLD


def test_a_file_is_looked_for_in_each_folder(truetype: Path, tmp_path: Path) -> None:
    found = font("testing.ttf", [tmp_path / "none", tmp_path])
    assert (found.name, found.path, found.outlines) == (
        "Testing-Regular",
        truetype,
        Outlines.TRUETYPE,
    )
    assert (found.ascent, found.descent, found.cap_height) == (732, -146, 684)
    assert found.metrics.widths == {0x41: 488, 0xC9: 488, 0x4E00: 220, 0x2CB7C: 220}


def test_a_place_in_a_collection_is_named(collection: Path) -> None:
    assert font("two.ttc#0", [collection.parent]).units_per_em == 2048
    assert font("two.ttc#1", [collection.parent]).units_per_em == 1000
    assert _code("two.ttc#2", collection.parent) == "F103"
    assert _code("two.ttc#x", collection.parent) == "F101"


def test_what_cannot_be_used_is_refused(restricted: Path, variable: Path, tmp_path: Path) -> None:
    assert _code("gone.ttf", tmp_path) == "F101"
    assert _code(restricted.name, tmp_path) == "F104"
    assert _code(variable.name, tmp_path) == "F105"
    (tmp_path / "text.ttf").write_text("这不是字体" * 10, "utf-8")
    (tmp_path / "empty.otf").touch()
    assert _code("text.ttf", tmp_path) == "F103"
    assert _code("empty.otf", tmp_path) == "F103"


def test_a_font_without_characters_is_refused(truetype: Path, tmp_path: Path) -> None:
    with TTFont(truetype) as broken:
        broken["cmap"].tables = []
        broken.save(tmp_path / "blank.ttf")
    assert _code("blank.ttf", tmp_path) == "F103"


def _use(path: Path) -> Font | None:
    """Load a font and cut all of it out; None when it is refused."""
    try:
        loaded = read_font(path)
        subset(loaded, loaded.points)
    except Refused:
        return None
    return loaded


@settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_a_damaged_font_is_refused_or_used_but_never_a_traceback(
    truetype: Path, named_cff: Path, data: st.DataObject
) -> None:
    path = data.draw(st.sampled_from([truetype, named_cff]))
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    length = data.draw(st.integers(0, len(content)) | st.just(len(content)))
    damaged = path.with_name("damaged.bin")
    damaged.write_bytes(content[:length])
    _use(damaged)


def test_an_installed_font_is_found_by_any_of_its_names() -> None:
    need("fc-list")
    for name in ("Noto Serif CJK SC", "noto serif cjk sc", "NotoSerifCJKsc-Regular"):
        assert font(name, []).name == "NotoSerifCJKsc-Regular"
    assert font("Noto Serif CJK SC", [], bold=True).name == "NotoSerifCJKsc-Bold"
    assert font("NotoSerifCJKsc-Bold", []).name == "NotoSerifCJKsc-Bold"


def test_a_font_that_is_not_there_is_not_replaced() -> None:
    assert _code("没有这个字体") == "F102"
    assert _code("Noto Serif CJK S") == "F102"


def test_without_fontconfig_a_family_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    from annexgen.fonts import installed

    monkeypatch.setattr(installed, "_installed", lambda: ())
    assert _code("Noto Serif CJK SC") == "F102"


def test_a_family_without_bold_is_refused_for_bold(monkeypatch: pytest.MonkeyPatch) -> None:
    from annexgen.fonts import installed

    fields = ["/x.ttf", "0", "False", "80", "0", "FangSong", "FangSong,仿宋", "FangSong"]
    variable = ["/v.ttf", "0", "True", "[0 900]", "0", "V", "V", "V"]
    entries = (installed._entry(fields), installed._entry(variable))
    monkeypatch.setattr(installed, "_installed", lambda: entries)
    assert _code("仿宋", bold=True) == "F106"
    assert _code("V") == "F105"
    assert _code("仿宋") == "F101"
