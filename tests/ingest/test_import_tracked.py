"""A DOCX with tracked changes imports as what it says once all of them are accepted."""

from __future__ import annotations

import shutil
from pathlib import Path

from annexgen import cli
from import_trials import REPOSITORY, content, texts_left, understood, written

FIRST = "content/301101/01-2025冬季达沃斯年会项目.yaml"
THIRD = "content/301101/03-市政府办公厅履职提升项目经费.yaml"
FIFTH = "content/301101/05-市政府专项会议保障经费.yaml"


def replaced(file: Path, *changes: tuple[str, str]) -> None:
    text = file.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    file.write_text(text, "utf-8")


def test_tracked_changes_import_as_accepted(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    for root in (before, after):
        shutil.copytree(REPOSITORY / "content", root / "content")
    replaced(after / FIRST, ("≥1000人", "≥1500人"), ("参加年会相关活动人数", "年会活动的人数"))
    row = "      - 三级指标: 组织开展业务培训\n        指标值: ≥3类\n"
    replaced(after / THIRD, (row, ""), ("  - 一是推动", "  - 新的目标。\n  - 一是推动"))
    (after / FIFTH).unlink()
    docx = tmp_path / "修订稿.docx"
    arguments = [str(before), str(after), "--output-format", "docx", "--output", str(docx)]
    assert cli.main(["diff", *arguments]) == 0
    result = understood(docx)
    assert written(result) == content(after)
    assert texts_left(result) == []
    assert result.remarks == ()
