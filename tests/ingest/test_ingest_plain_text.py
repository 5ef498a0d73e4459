"""Plain text is read: a cell a line as programs take it from Word, a row a line as it is copied."""

from __future__ import annotations

from pathlib import Path

import pytest
from block_texts import shown

from annexgen.ingest import plain_text
from annexgen.ingest.plain_text import read
from annexgen.packages.refusal import Unreadable

COPIED = (
    "301101某某局\t单位：万元\n项目名称\t培训\n\n"
    "一级指标\t二级指标\t三级指标\n产出\t数量\t人数\n\t\t次数\n"
)


def blocks(folder: Path, text: str | bytes) -> list[str]:
    file = folder / "附表.txt"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return shown(read(file))


def test_a_cell_a_line(tmp_path: Path) -> None:
    text = "[bookmark: _Toc1]标题\n\t甲\n\t\n\n\t乙\n第二段\n\t丙\n\n\n尾行\n"
    assert blocks(tmp_path, text) == ["标题", "甲 |  / 乙¶第二段 | 丙", "尾行"]


def test_an_empty_line_in_a_cell_ends_no_row(tmp_path: Path) -> None:
    text = "\t一\n\t二\n\t三\n\n\t甲\n\t乙\n\n\t丙\n\n\t丁\n\t戊\n\t己\n"
    assert blocks(tmp_path, text) == ["一 | 二 | 三 / 甲 | 乙 | 丙 / 丁 | 戊 | 己"]


def test_several_empty_lines_end_a_table(tmp_path: Path) -> None:
    assert blocks(tmp_path, "\t甲\n\n\n\n\t乙\n") == ["甲", "乙"]


def test_a_row_a_line(tmp_path: Path) -> None:
    rows = ["301101某某局 | 单位：万元", "项目名称 | 培训", "一级指标 | 二级指标 | 三级指标"]
    rows += ["产出 | 数量 | 人数", " |  | 次数"]
    assert blocks(tmp_path, COPIED) == [" / ".join(rows)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(tmp_path: Path, encoding: str, ends: str) -> None:
    text = f"标题：“甲”{ends}\t乙{ends}"
    assert blocks(tmp_path, text.encode(encoding)) == ["标题：“甲”", "乙"]


def test_what_is_no_text_or_too_much_of_it_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Unreadable, match="not text in UTF-8 or GB 18030"):
        blocks(tmp_path, b"\xff\xff\xff\xff")
    monkeypatch.setattr(plain_text, "MOST_BYTES", 4)
    with pytest.raises(Unreadable, match="more than 64 MB"):
        blocks(tmp_path, "标题标题")
