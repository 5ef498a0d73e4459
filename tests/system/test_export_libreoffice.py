"""The exported workbook and CSV in LibreOffice Calc."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from programs import lacking, need, pdf_page_texts, run

pytestmark = pytest.mark.system

ROOT = Path(__file__).parents[2]
AS_UTF8 = "--infilter=Text - txt - csv (StarCalc):44,34,76,1"
FIRST_SHEET_AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76"


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Export the real annex as an editor does, and return the folder."""
    folder = tmp_path_factory.mktemp("exported")
    run([sys.executable, "-m", "annexgen", "export", "--root", ROOT, "--output", folder])
    return folder


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a profile of LibreOffice, once it is known that Calc is there."""
    folder = tmp_path_factory.mktemp("profile")
    (folder / "a.csv").write_text("1,2\n", "utf-8")
    if not convert(folder / "a.csv", "xlsx", folder, folder).is_file():
        lacking("LibreOffice Calc (Debian: libreoffice-calc-nogui)")
    return folder


def convert(file: Path, to: str, folder: Path, profile: Path, *options: str) -> Path:
    """Convert a file; return where it should now be."""
    soffice = need("soffice")
    command = [
        soffice,
        f"-env:UserInstallation={(profile / 'lo').as_uri()}",
        "--headless",
        *options,
    ]
    command += ["--convert-to", to, "--outdir", str(folder), str(file)]
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    return folder / f"{file.stem}.{to.partition(':')[0]}"


def test_units_are_printed_as_in_the_form(exported: Path, profile: Path, tmp_path: Path) -> None:
    pages = pdf_page_texts(convert(exported / "annex.xlsx", "pdf", tmp_path, profile))
    tables = [text for text in pages if "预算规模及资金用途" in text]
    assert len(tables) == 12
    first = tables[0]
    assert "1.2025冬季达沃斯年会项目绩效目标表" in first
    assert "单位：万元" in first
    assert "470.00" in first
    assert "深化各领域务实合作，持续发挥冬季达沃斯对外推介、招商引资的重要平台作用。" in first
    assert "满意度指标" in first


def test_the_flat_sheet_reads_as_the_csv(exported: Path, profile: Path, tmp_path: Path) -> None:
    converted = convert(exported / "annex.xlsx", FIRST_SHEET_AS_CSV, tmp_path, profile)
    shown, written = rows(converted), rows(exported / "annex.csv")
    money = {"预算数", "财政资金", "其他资金"}
    assert len(shown) == len(written)
    for one, other in zip(shown, written, strict=True):
        assert {
            name: text.replace(",", "") if name in money else text for name, text in one.items()
        } == other


def test_the_csv_opens_with_its_columns(exported: Path, profile: Path, tmp_path: Path) -> None:
    book = convert(exported / "annex.csv", "xlsx", tmp_path, profile, AS_UTF8)
    converted = convert(book, FIRST_SHEET_AS_CSV, tmp_path / "again", profile)
    assert [row["绩效指标描述"] for row in rows(converted)] == [
        row["绩效指标描述"] for row in rows(exported / "annex.csv")
    ]


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))
