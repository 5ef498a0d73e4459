"""A zip member put together from stretches that were deflated apart."""

from __future__ import annotations

import io
import shutil
import subprocess
import zlib
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexgen.render.docx.stretch import Stretch, crc_of_both, write_member

NAME = "word/document.xml"
TEXTS = st.lists(st.lists(st.binary(max_size=300), max_size=4), min_size=1, max_size=4)


def packed(texts: list[list[bytes]]) -> bytes:
    """Return a package with a member before, one made from ``texts``, and one behind."""
    stretches = [Stretch() for _ in texts]
    for number, (stretch, pieces) in reversed(list(enumerate(zip(stretches, texts, strict=True)))):
        for piece in pieces:
            stretch.add(piece)
        stretch.close(ends_member=number == len(texts) - 1)
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        package.writestr("before", b"before" * 50)
        info = ZipInfo(NAME)
        info.compress_type = ZIP_DEFLATED
        write_member(package, info, stretches)
        package.writestr("behind", b"behind" * 50)
    return out.getvalue()


@given(TEXTS)
def test_the_member_is_all_that_was_added_whichever_stretch_was_made_first(
    texts: list[list[bytes]],
) -> None:
    with ZipFile(io.BytesIO(packed(texts))) as package:
        assert package.testzip() is None
        assert package.namelist() == ["before", NAME, "behind"]
        assert package.read(NAME) == b"".join(b"".join(pieces) for pieces in texts)


@given(st.binary(), st.binary())
def test_the_crc_of_two_stretches_follows_from_theirs(first: bytes, second: bytes) -> None:
    found = crc_of_both(zlib.crc32(first), zlib.crc32(second), len(second))
    assert found == zlib.crc32(first + second)


def test_a_large_member_stays_small_while_it_waits() -> None:
    stretch = Stretch()
    for number in range(20_000):
        stretch.add(f"<w:t>第{number}号项目</w:t>".encode() * 10)
    stretch.close(ends_member=True)
    assert stretch.size > 5_000_000
    assert sum(map(len, stretch.pieces)) < stretch.size / 20


def test_another_unzipper_reads_it(tmp_path: Path) -> None:
    if shutil.which("unzip") is None:
        pytest.skip("unzip is not installed")
    file = tmp_path / "package.zip"
    file.write_bytes(packed([[b"front" * 1000], [b"body" * 100_000, b"end"]]))
    subprocess.run(["unzip", "-tq", file], check=True, capture_output=True)


def test_what_is_added_in_pieces_is_deflated_as_if_it_came_at_once() -> None:
    data = b"".join(b"<w:t>%d</w:t>" % number for number in range(300_000))
    pieces, whole = Stretch(beside=True), Stretch()
    for start in range(0, len(data), 70_001):
        pieces.add(data[start : start + 70_001])
    whole.add(data)
    for stretch in (pieces, whole):
        stretch.close(ends_member=True)
    assert b"".join(pieces.pieces) == b"".join(whole.pieces)
    assert (pieces.crc, pieces.size) == (zlib.crc32(data), len(data))


def test_a_chunk_that_is_not_deflated_is_no_short_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Stretch, "_take", lambda stretch, data: None)
    stretch = Stretch(beside=True)
    stretch.add(b"<w:t/>")
    with pytest.raises(MemoryError):
        stretch.close(ends_member=True)
