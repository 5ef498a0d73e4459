"""Names of new projects' files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexgen.drafting.names import file_name
from annexgen.source.names import unfit_characters
from annexgen.source.reader import read_file

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("number", "name", "file"),
    [
        (1, "2025冬季达沃斯年会项目", "01-2025冬季达沃斯年会项目.yaml"),
        (120, "  甲 ", "120-甲.yaml"),
        (2, "A/B：甲 * 乙", "02-A-B：甲-乙.yaml"),
        (4, "..\\..\\甲.", "04-..-..-甲.yaml"),
        (5, "", "05-项目.yaml"),
        (6, "???", "06.yaml"),
    ],
)
def test_file_names(number: int, name: str, file: str) -> None:
    assert file_name(number, name) == file


@given(st.integers(1, 9999), st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_name_fits(number: int, name: str) -> None:
    file = file_name(number, name)
    assert len(file.encode()) <= 200
    assert file.startswith(f"{number:02d}")
    assert not unfit_characters(file.removesuffix(".yaml"))


def test_a_character_is_not_parted_from_its_mark() -> None:
    assert file_name(1, "e\u0301" * 300).removesuffix(".yaml").endswith("é")
    assert file_name(1, "q\u0301" * 300).removesuffix(".yaml").endswith("q\u0301")


def test_the_real_files_are_named_so() -> None:
    for file in sorted((ROOT / "content").glob("3*/0*.yaml")):
        read = read_file(ROOT, file.relative_to(ROOT).as_posix())
        assert read.text is not None
        name = read.text.split("项目名称: ")[1].split("\n")[0]
        assert file_name(int(file.name[:2]), name) == file.name
