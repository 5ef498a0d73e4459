"""Whole runs beside others: ``python benchmarks/peers.py [PROJECTS …] [--python FILE]``.

The peers live in an environment of their own (README.md), whose Python ``--python`` names; one that
is not installed there is skipped. A run is a process from start to end; each figure is the median
of several.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from corpus import write_corpus
from typst_source import write_typst

SIZES = (12, 120, 1200)
HERE = Path(__file__).parent
FONTS = HERE.parent / "src" / "annexgen" / "fonts" / "files"
PATIENCE = 300
"""Seconds after which a run is given up."""

TYPST = (
    "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]],"
    " ignore_system_fonts=True)"
)
WEASYPRINT = "import sys, weasyprint; weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2])"


class Run(NamedTuple):
    """A program's run.

    Attributes:
        seconds: from start to end.
        peak: the most memory that the process has held, in bytes.
    """

    seconds: float
    peak: int


def run(command: list[str]) -> Run | None:
    """Run ``command``; None where it takes longer than ``PATIENCE``.

    Raises:
        SystemExit: where the command fails.
    """
    limited = ["timeout", "--kill-after=5", str(PATIENCE), *command]
    began = time.perf_counter()
    with subprocess.Popen(limited, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        complaint = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - began
    if process.returncode in {124, 137}:
        return None
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}\n{complaint.decode(errors='replace')}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(seconds, usage.ru_maxrss * unit)


def installed(python: Path, module: str) -> bool:
    """Tell whether that Python has a module."""
    if not python.exists():
        return False
    done = subprocess.run([python, "-c", f"import {module}"], capture_output=True, check=False)
    return done.returncode == 0


def commands(root: Path, python: Path) -> dict[str, list[str]]:
    """Return what to run on the annex below ``root``, by the name printed."""
    ours = [sys.executable, "-m", "annexgen", "build", "--quiet", "--root", str(root)]
    all_of_them = {
        "annexgen PDF": [*ours, "--format", "pdf"],
        "annexgen DOCX": [*ours, "--format", "docx"],
        "annexgen HTML": [*ours, "--format", "html"],
        "annexgen all three": ours,
    }
    if installed(python, "typst"):
        source, out = root / "annex.typ", root / "typst.pdf"
        write_typst(root, source)
        all_of_them["Typst PDF"] = [str(python), "-c", TYPST, str(source), str(out), str(FONTS)]
    if installed(python, "weasyprint"):
        page, out = root / "output" / "annex.html", root / "weasyprint.pdf"
        all_of_them["WeasyPrint PDF"] = [str(python), "-c", WEASYPRINT, str(page), str(out)]
    return all_of_them


def compare(projects: int, python: Path, times: int, *, distinct: bool) -> None:
    """Print the table of one size; the first run of each only warms the disk's cache."""
    print(f"\n{projects} projects: median of {times}", flush=True)
    print(f"  {'run':<22}{'seconds':>9}{'range':>16}{'peak MB':>9}")
    with TemporaryDirectory() as folder:
        root = Path(folder)
        write_corpus(projects, root, distinct=distinct)
        for name, command in commands(root, python).items():
            runs = repeat(command, times)
            print(f"  {name:<22}{row(runs)}", flush=True)


def repeat(command: list[str], times: int) -> list[Run]:
    """Run ``command`` once to warm up and then so many times; no run where it takes too long."""
    runs = []
    for _ in range(times + 1):
        done = run(command)
        if done is None:
            return []
        runs.append(done)
    return runs[1:]


def row(runs: list[Run]) -> str:
    """Return median and range of the times, and the median of peak memory."""
    if not runs:
        return f"  over {PATIENCE} s, given up"
    seconds = sorted(one.seconds for one in runs)
    span = f"{seconds[0]:.2f}–{seconds[-1]:.2f}"
    peak = statistics.median(one.peak for one in runs) / 1e6
    return f"{statistics.median(seconds):9.2f}{span:>16}{peak:9.0f}"


def main() -> None:
    """Compare at the sizes given on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("projects", type=int, nargs="*", default=SIZES)
    parser.add_argument("--python", type=Path, default=HERE / ".peers" / "bin" / "python")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--distinct", action="store_true", help="no two texts the same")
    arguments = parser.parse_args()
    for projects in arguments.projects:
        compare(projects, arguments.python, arguments.times, distinct=arguments.distinct)


if __name__ == "__main__":
    main()
