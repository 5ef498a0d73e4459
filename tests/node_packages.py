"""Packages from npm that only tests use."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from programs import need


def installed(folder: Path) -> Path:
    """Return ``node_modules`` of the folder's package.json, installing it on first use.

    It is made aside and then moved, so that tests running side by side need no lock.
    """
    target = folder / "node_modules"
    if target.exists():
        return target
    npm = need("npm")
    with tempfile.TemporaryDirectory(dir=folder, prefix="installing-") as name:
        aside = Path(name)
        shutil.copy(folder / "package.json", aside)
        command = [npm, "install", "--no-package-lock", "--ignore-scripts", "--no-audit"]
        done = subprocess.run(command, cwd=aside, capture_output=True, text=True, check=False)
        if done.returncode:
            _unavailable(f"npm cannot install {folder.name}/package.json: {done.stderr[-300:]}")
        try:
            (aside / "node_modules").rename(target)
        except OSError:
            assert target.exists()
    return target


def _unavailable(reason: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
