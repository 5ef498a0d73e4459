"""The real annex comes back after other programs have opened and saved it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from annexgen import cli
from annexgen.ingest.xlsx import REPEATS
from programs import lacking, need, run

pytestmark = pytest.mark.system

ROOT = Path(__file__).parents[2]
UNCHANGED = "读到 5 个单位，12 个项目，123 条指标\n已写 0 个文件到 content，18 个不变\n"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real annex as DOCX, web page and workbook."""
    folder = tmp_path_factory.mktemp("published")
    for words in (["build", "--format", "docx,html"], ["export", "--to", "xlsx"]):
        run([sys.executable, "-m", "annexgen", *words, "--root", ROOT, "--output", folder])
    return folder


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the real content, in which the command is given."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ANNEXGEN_LANG", raising=False)
    return tmp_path


def told_of(file: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what an import of a file says."""
    capsys.readouterr()
    assert cli.main(["import", str(file)]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("docx", "annex.docx"),
        ("html", "annex.docx"),
        ("xlsx", "annex.xlsx"),
        ("doc", "annex.docx"),
        ("odt", "annex.docx"),
        ("ods", "annex.xlsx"),
    ],
)
def test_libreoffice_may_save_it(
    published: Path, here: Path, capsys: pytest.CaptureFixture[str], kind: str, name: str
) -> None:
    profile = f"-env:UserInstallation={(here / 'profile').as_uri()}"
    command = [need("soffice"), profile, "--headless", "--convert-to", kind, "--outdir"]
    run([*command, here / "saved", published / name])
    told = told_of(here / "saved" / f"annex.{kind}", capsys)
    repeats = [line for line in told.splitlines() if line.endswith(f"”: {REPEATS.zh}")]
    heads = ["有 2 处文字没有写进内容文件，请看一看："] if repeats else []
    assert len(repeats) == (2 if name.endswith(".xlsx") else 0)
    assert told == "".join(f"{line}\n" for line in [*heads, *repeats]) + UNCHANGED


def test_chromium_may_save_it(
    published: Path, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        lacking("Chromium")
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={here / 'user'}"]
    page = (published / "annex.html").as_uri()
    dump = subprocess.run(
        [program, *options, "--dump-dom", page], capture_output=True, timeout=120, check=True
    )
    (here / "saved.html").write_bytes(dump.stdout)
    assert told_of(here / "saved.html", capsys) == UNCHANGED
