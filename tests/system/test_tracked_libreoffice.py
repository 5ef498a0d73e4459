"""LibreOffice accepts and rejects the tracked changes to what it makes of the published files."""

from __future__ import annotations

from pathlib import Path

import pytest

from annexgen.model import Annex
from libreoffice_macro import Writer
from revisions_carried_out import Printed, printed
from tracked_trials import ROWS, annex, project, published, row, tracked, unit

pytestmark = pytest.mark.system

OLD = annex(
    unit(
        "301101",
        project("301101", "01-甲"),
        project("301101", "02-乙", rows=ROWS[1:], goals=("一是整理。", "二是方便查阅。")),
        project("301101", "03-丙"),
    ),
    unit("301102", project("301102", "01-丁")),
    unit("301204", project("301204", "01-戊")),
)
NEW = annex(
    unit(
        "301101",
        project("301101", "00-子"),
        project(
            "301101",
            "02-乙",
            "另一名称",
            rows=(ROWS[0], row("产出指标", "数量指标", "会议次数", "≥20次"), ROWS[3]),
            goals=("一是整理档案。", "二是数字化。", "三是方便查阅。"),
            total="88.00",
        ),
        project("301101", "03-丙"),
        name="某单位（机关）",
    ),
    unit("301204", project("301204", "01-戊", rows=ROWS[:2])),
    unit("301303", project("301303", "01-己")),
    title="2025年度项目绩效目标表",
)


@pytest.fixture(scope="module")
def writer(tmp_path_factory: pytest.TempPathFactory) -> Writer:
    return Writer(tmp_path_factory.mktemp("libreoffice"))


@pytest.mark.parametrize(("old", "new"), [(OLD, NEW), (NEW, OLD)], ids=["there", "back"])
def test_cell_for_cell(old: Annex, new: Annex, writer: Writer, tmp_path: Path) -> None:
    files = {"tracked": tracked(old, new), "old": published(old), "new": published(new)}
    for name, data in files.items():
        (tmp_path / f"{name}.docx").write_bytes(data)
    accepted, rejected, before, now = writer.carry_out(
        (tmp_path / "tracked.docx", ".uno:AcceptAllTrackedChanges"),
        (tmp_path / "tracked.docx", ".uno:RejectAllTrackedChanges"),
        (tmp_path / "old.docx", ""),
        (tmp_path / "new.docx", ""),
    )
    assert told(accepted) == told(now)
    assert told(rejected) == told(before)


def told(docx: bytes) -> list[object]:
    """Return what is printed but for page numbers, and for the empty paragraphs that stay.

    LibreOffice cannot take away a paragraph that stands before a table.
    """
    shown: Printed = printed(docx).without_page_numbers()
    return [one for one in shown.body if one]
