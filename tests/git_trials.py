"""Small git repositories for trying things out."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from annex_texts import HEAD, UNIT
from programs import need

CONFIG = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")


def git(folder: Path, *arguments: str | Path) -> str:
    """Run git in a folder and return what it prints."""
    command = [need("git"), *CONFIG, *map(str, arguments)]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout.decode().strip()


def new_repository(folder: Path) -> Path:
    """Make a repository with the branch ``main``."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    return folder


def write(folder: Path, *names: str, text: str = "") -> None:
    """Write files, each with its own name in it."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text or f"{name}\n", encoding="utf-8")


def new_annex(root: Path, projects: Mapping[str, str]) -> Path:
    """Make a repository that holds an annex of one unit, with nothing committed.

    Args:
        root: of the annex and the repository.
        projects: their texts by the names of their files.
    """
    new_repository(root)
    write(root, "content/annex.yaml", text=HEAD)
    write(root, "content/301101/unit.yaml", text=UNIT)
    for path, text in projects.items():
        write(root, path, text=text)
    return root


def commit(folder: Path) -> str:
    """Commit all there is, and return the commit."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "one")
    return git(folder, "rev-parse", "HEAD")
