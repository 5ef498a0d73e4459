"""What trials of the command line share."""

from __future__ import annotations

from pathlib import Path

import pytest

import annexgen
from annex_texts import HEAD
from annexgen import cli
from git_trials import new_repository, write


@pytest.fixture
def driven(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """Make a repository with an empty annex in a subfolder, after ``git-setup``."""
    monkeypatch.setenv("PYTHONPATH", str(Path(annexgen.__file__).parents[1]))
    top = new_repository(tmp_path / "仓 库")
    write(top, "附 表/content/annex.yaml", text=HEAD)
    assert cli.main(["git-setup", "--root", str(top / "附 表")]) == 0
    capsys.readouterr()
    return top
