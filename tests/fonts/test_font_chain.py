"""A character is drawn from the first font that has it; the shipped fonts come last."""

from __future__ import annotations

from pathlib import Path

import pytest

from annexgen.document import Face
from annexgen.findings import Refused
from annexgen.fonts.chain import FontChain, load_chains
from annexgen.fonts.library import BOLD, EXTRA, REGULAR, shipped


def _face(*fonts: str, bold: bool = False) -> Face:
    return Face(fonts, "宋体", "Times New Roman", "serif", bold)


def test_shipped_fonts_of_the_same_weight_are_the_last_resort(truetype: Path) -> None:
    chains = load_chains(
        {"a": _face("testing.ttf"), "b": _face("testing.ttf", bold=True), "c": _face(REGULAR)},
        [truetype.parent],
    )
    names = {key: [font.name for font in chain.fonts] for key, chain in chains.items()}
    assert names == {
        "a": ["Testing-Regular", REGULAR, EXTRA],
        "b": ["Testing-Regular", BOLD, EXTRA],
        "c": [REGULAR, EXTRA],
    }
    chain = chains["a"]
    assert [chain.index_of(ord(char)) for char in "A一天龘😀"] == [0, 0, 1, 2, None]
    assert (chain.metrics.ascent, chain.metrics.descent) == (732, -146)
    assert [chain.metrics.widths.get(ord(char)) for char in "A一天龘😀"] == [
        488,
        220,
        1000,
        1000,
        None,
    ]


def test_equal_faces_share_a_chain_and_one_font_its_widths() -> None:
    chains = load_chains({"a": _face(REGULAR), "b": _face(REGULAR)}, [])
    assert chains["a"] is chains["b"]
    alone = FontChain((shipped(REGULAR),))
    assert alone.metrics is shipped(REGULAR).metrics


def test_every_unusable_font_is_told_at_once() -> None:
    faces = {"a": _face("x.ttf", REGULAR), "b": _face("没有", "x.ttf")}
    with pytest.raises(Refused) as caught:
        load_chains(faces, [Path("none")], "templates/x/form.yaml")
    assert [finding.code for finding in caught.value.findings] == ["F101", "F102"]
