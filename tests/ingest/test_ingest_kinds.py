"""Which reader a file gets: by what it holds, and one clear line where nothing can read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from annexgen.ingest.kinds import reader_of
from annexgen.packages.refusal import Unreadable


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7\n", "PDF 里没有表格的结构"),
        (b"PK\x03\x04 cut short", "文件已损坏或不完整"),
        (b"\x00\x01\x02\x03", "认不出这种文件"),
    ],
)
def test_a_file_that_nothing_can_read_is_refused_in_one_line(
    tmp_path: Path, data: bytes, says: str
) -> None:
    file = tmp_path / "附表.docx"
    file.write_bytes(data)
    with pytest.raises(Unreadable) as refused:
        reader_of(file)
    assert says in refused.value.message.zh
    assert refused.value.message.zh.startswith(str(file))
    assert "\n" not in refused.value.message.zh
