"""The wheel, installed by itself, publishes the same bytes in a folder that holds only content."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = ("annex.docx", "annex.pdf", "annex.html")

pytestmark = pytest.mark.system


def run(*command: str | Path, folder: Path) -> str:
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as ``python -m build`` does, without a new environment for the builder."""
    folder = tmp_path_factory.mktemp("wheel")
    builder = (sys.executable, "-m", "build", "--wheel", "--no-isolation")
    run(*builder, "--outdir", folder, ROOT, folder=folder)
    return next(folder.glob("*.whl"))


def test_it_carries_all_that_a_build_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    shipped = {
        f"annexgen/templates/tianjin/{file.name}" for file in (ROOT / "templates/tianjin").iterdir()
    }
    fonts = {
        f"annexgen/fonts/files/{file.name}"
        for file in (ROOT / "src/annexgen/fonts/files").iterdir()
    }
    assert shipped <= names
    scaffold = {
        f"annexgen/scaffolding/files/{file.name}"
        for file in (ROOT / "src/annexgen/scaffolding/files").iterdir()
    }
    assert fonts <= names
    assert scaffold <= names
    client = ROOT / "src/annexgen/preview/client"
    assert {f"annexgen/preview/client/{file.name}" for file in client.iterdir()} <= names
    assert "annexgen/py.typed" in names
    assert {name.rpartition("/")[2] for name in names if "/licenses/" in name} == {
        "LICENSE",
        "OFL.txt",
    }


def test_installed_by_itself_it_builds_the_same_bytes(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=False)
    python = tmp_path / "venv" / "bin" / "python"
    site = Path(
        run(python, "-c", "import site; print(site.getsitepackages()[0])", folder=tmp_path).strip()
    )
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    for path in map(Path, sys.path):
        if path.name == "site-packages":
            lend(path, site)
    office = tmp_path / "office"
    shutil.copytree(ROOT / "content", office / "content")
    run(python, "-m", "annexgen", "build", "--quiet", folder=office)
    run(
        sys.executable,
        "-m",
        "annexgen",
        "build",
        "--quiet",
        "--root",
        ROOT,
        "--output",
        tmp_path / "here",
        folder=tmp_path,
    )
    run(python, "-m", "annexgen", "init", "new", folder=tmp_path)
    run(python, "-m", "annexgen", "build", "--quiet", "--strict", folder=tmp_path / "new")
    for name in FILES:
        assert (office / "output" / name).read_bytes() == (tmp_path / "here" / name).read_bytes()


def lend(lender: Path, site: Path) -> None:
    """Link the installed packages into ``site``, but for annexgen itself: no network is needed."""
    for entry in lender.iterdir():
        is_ours = "annexgen" in entry.name or entry.suffix == ".pth"
        if not is_ours and not (site / entry.name).exists():
            (site / entry.name).symlink_to(entry)
