"""Comparing revisions: ``python benchmarks/reviewing.py [PROJECTS …] [--times N] [--changed N]``.

A repository holds an annex; a second commit changes the targets and the money of some projects.
``annexgen diff`` is timed between the two revisions and between the first and the work tree, beside
``git diff --stat`` of the same, which is what git itself takes, and ``annexgen --version``, which
is what a start takes; so is the whole annex with tracked changes. How a run is measured: see
``peers.py``.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from compiled import compiled_once
from corpus import write_corpus
from peers import LONG, PATIENCE, medians, repeat

SIZES = (12, 1200, 12000)
GIT = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")


def prepare(root: Path, projects: int, changed: int) -> None:
    """Make the repository with its two commits."""
    write_corpus(projects, root, distinct=True)
    git(root, "init", "--quiet")
    commit(root)
    files = sorted(root.glob("content/*/[0-9]*.yaml"))
    for number, file in enumerate(files[:: max(len(files) // changed, 1)][:changed]):
        lines = file.read_text(encoding="utf-8").replace("≥95%", "≥90%").splitlines()
        lines = [f"预算数: {number}.50" if line.startswith("预算数:") else line for line in lines]
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    commit(root)
    git(root, "repack", "-adq")


def commit(root: Path) -> None:
    """Commit all there is."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "one")


def git(root: Path, *arguments: str) -> None:
    """Run git in the repository."""
    subprocess.run(["git", *GIT, *arguments], cwd=root, check=True)


def measure(projects: int, options: argparse.Namespace) -> None:
    """Print the table of one size; the first of several runs warms disk and memory."""
    print(
        f"\n{projects} projects, {options.changed} changed: median of {options.times}", flush=True
    )
    print(f"  {'run':<28}{'seconds':>9}{'range':>16}{'CPU s':>9}{'peak MB':>9}")
    ours = [sys.executable, "-m", "annexgen"]
    with TemporaryDirectory() as folder:
        root = Path(folder)
        prepare(root, projects, options.changed)
        bare = [*ours, "diff", "--root", folder]
        diff = [*bare, "--output-format", "markdown"]
        tracked = [*bare, "--output-format", "docx", "--output", f"{folder}/tracked.docx"]
        for name, command in (
            ("annexgen diff REV REV", [*diff, "HEAD~1", "HEAD"]),
            ("annexgen diff REV", [*diff, "HEAD~1"]),
            ("… --output-format docx", [*tracked, "HEAD~1", "HEAD"]),
            ("git diff --stat REV REV", ["git", "-C", folder, "diff", "--stat", "HEAD~1", "HEAD"]),
            ("annexgen --version", [*ours, "--version"]),
        ):
            runs = repeat(command, options.times, PATIENCE)
            print(f"  {name:<28}{medians(runs, PATIENCE)}", flush=True)


def main() -> None:
    """Measure at the sizes given on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("projects", nargs="*", type=int, default=SIZES)
    parser.add_argument("--times", type=int, default=5, help=f"runs; one where it takes {LONG} s")
    parser.add_argument("--changed", type=int, default=20, help="projects that differ")
    options = parser.parse_args()
    with compiled_once():
        for projects in options.projects:
            measure(projects, options)


if __name__ == "__main__":
    main()
