"""Whole runs beside others: ``python benchmarks/peers.py [PROJECTS …] [--ours] [--only NAME …]``.

The peers live in an environment of their own, at the versions of ``peer_requirements.txt``::

    python3 -m venv benchmarks/.peers
    benchmarks/.peers/bin/pip install -r benchmarks/peer_requirements.txt

One that is missing there is named and skipped. Each is a module ``peer_….py`` whose ``build`` makes
the file. annexgen begins at the YAML; a peer begins at its own document or at ready data, which are
written before and not timed. A run is a process from start to end: the wall's seconds, the CPU's of
it and its children, and the peak memory of the largest of them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from compiled import compiled_once

SIZES = (12, 120, 1200)
HERE = Path(__file__).parent
PEERS = HERE / ".peers" / "bin" / "python"
PATIENCE = 300
"""Seconds after which a run is given up, unless ``--patience`` says another number."""
LONG = 20
"""A run that takes more seconds than this is not repeated."""
OURS = [sys.executable, "-m", "annexgen", "build", "--quiet", "--no-cache", "--root"]


class Peer(NamedTuple):
    """Another program.

    Attributes:
        name: the name printed.
        format: what it makes, ``pdf`` or ``docx``.
        source: the file that it makes it of; ``prepare`` writes it.
        module: the Python module that it needs, or "".
        program: the program that it needs, or "".
    """

    name: str
    format: str
    source: str
    module: str = ""
    program: str = ""

    @property
    def script(self) -> Path:
        """The module that builds with it."""
        return HERE / f"peer_{self.name.lower()}.py"

    def lacks(self, python: Path) -> str:
        """Return what the peer needs and has not got, or ""."""
        if self.program and not shutil.which(self.program):
            return f"no program {self.program}"
        if self.module and not installed(python, self.module):
            return f"no module {self.module} for {python}"
        return ""


ALL_PEERS = (
    Peer("Typst", "pdf", "annex.typ", module="typst"),
    Peer("WeasyPrint", "pdf", "annex.json", module="weasyprint"),
    Peer("LibreOffice", "pdf", "annexgen.docx", program="soffice"),
    Peer("Platypus", "pdf", "annex.json", module="reportlab"),
    Peer("docxtpl", "docx", "annex.json", module="docxtpl"),
)


class Run(NamedTuple):
    """A program's run.

    Attributes:
        seconds: from start to end.
        processor: CPU seconds of the process and its children.
        peak: the most memory that one of them has held, in bytes.
    """

    seconds: float
    processor: float
    peak: int


class Job(NamedTuple):
    """What to run, and the file that it writes."""

    name: str
    command: list[str]
    written: Path


def run(command: list[str], patience: int) -> Run | None:
    """Run ``command``; None where it takes longer than ``patience`` seconds.

    Raises:
        SystemExit: where the command fails.
    """
    limited = ["timeout", "--kill-after=5", str(patience), *command]
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
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit)


def installed(python: Path, module: str) -> bool:
    """Tell whether that Python has a module."""
    if not python.exists():
        return False
    done = subprocess.run([python, "-c", f"import {module}"], capture_output=True, check=False)
    return done.returncode == 0


def prepare(root: Path, projects: int, sources: set[str], *, distinct: bool) -> None:
    """Write the corpus and the peers' sources below ``root``.

    It runs in a process of its own: a process counts as its own peak the memory of the one that
    started it, so the one that measures must stay small.
    """
    from corpus import write_corpus
    from peer_data import load, write_data
    from peer_docxtpl_template import TEMPLATE, write_template
    from typst_source import write_typst

    write_corpus(projects, root, distinct=distinct)
    if "annex.json" in sources:
        write_data(load(root), root / "annex.json")
        write_template(root / TEMPLATE)
    if "annex.typ" in sources:
        write_typst(root, root / "annex.typ")
    if "annexgen.docx" in sources:
        subprocess.run([*OURS, str(root), "--format", "docx"], check=True, capture_output=True)
        (root / "output" / "annex.docx").rename(root / "annexgen.docx")


def our_jobs(root: Path, formats: Iterable[str]) -> Iterator[Job]:
    """Yield our builds of the annex below ``root``."""
    for one in formats:
        written = root / "output" / f"annex.{one}"
        yield Job(f"annexgen {one.upper()}", [*OURS, str(root), "--format", one], written)


def peer_jobs(root: Path, peers: Iterable[Peer], python: Path) -> Iterator[Job]:
    """Yield the peers' builds."""
    for peer in peers:
        written = root / f"{peer.name}.{peer.format}"
        command = [str(python), str(peer.script), str(root / peer.source), str(written)]
        yield Job(f"{peer.name} {peer.format.upper()}", command, written)


def compare(projects: int, peers: list[Peer], options: argparse.Namespace) -> None:
    """Print the table of one size; the first of several runs only warms the disk's cache."""
    print(f"\n{projects} projects: median of {options.times}, or one run over {LONG} s", flush=True)
    print(
        f"  {'run':<18}{'seconds':>9}{'range':>16}{'CPU s':>9}{'peak MB':>9}{'file MB':>9}  pages"
    )
    with TemporaryDirectory() as folder:
        root = Path(folder)
        with ProcessPoolExecutor(1, get_context("spawn")) as alone:
            sources = {peer.source for peer in peers}
            alone.submit(prepare, root, projects, sources, distinct=options.distinct).result()
        ours = our_jobs(root, ("pdf", "docx", "html") if options.ours else ("pdf", "docx"))
        for job in [*ours, *peer_jobs(root, peers, options.python)]:
            runs = repeat(job.command, options.times, options.patience)
            print(f"  {job.name:<18}{row(runs, job.written, options.patience)}", flush=True)


def repeat(command: list[str], times: int, patience: int) -> list[Run]:
    """Run ``command`` once to warm up and then so many times; once if long, none if too long."""
    runs: list[Run] = []
    for _ in range(times + 1):
        done = run(command, patience)
        if done is None:
            return []
        if done.seconds > LONG:
            return [done]
        runs.append(done)
    return runs[1:]


def row(runs: list[Run], written: Path, patience: int) -> str:
    """Return the medians of the runs, and the size and pages of the file."""
    if not runs:
        return medians(runs, patience)
    size = written.stat().st_size / 1e6
    return f"{medians(runs, patience)}{size:9.2f}  {pages(written)}"


def medians(runs: list[Run], patience: int) -> str:
    """Return the medians of the runs: seconds, CPU seconds, megabytes."""
    if not runs:
        return f"  over {patience} s, given up"
    seconds = sorted(one.seconds for one in runs)
    span = f"{seconds[0]:.3f}–{seconds[-1]:.3f}"
    processor = statistics.median(one.processor for one in runs)
    peak = statistics.median(one.peak for one in runs) / 1e6
    return f"{statistics.median(seconds):9.3f}{span:>16}{processor:9.2f}{peak:9.0f}"


def pages(written: Path) -> str:
    """Return how many pages a PDF has, where ``pdfinfo`` is there to tell."""
    if written.suffix != ".pdf" or not shutil.which("pdfinfo"):
        return ""
    done = subprocess.run(["pdfinfo", written], capture_output=True, text=True, check=True)
    return done.stdout.partition("Pages:")[2].split()[0]


def chosen_peers(options: argparse.Namespace) -> list[Peer]:
    """Return the peers to run, and print which are missing."""
    chosen = []
    for peer in () if options.ours else ALL_PEERS:
        if options.only and peer.name.lower() not in {name.lower() for name in options.only}:
            continue
        lack = peer.lacks(options.python)
        if lack:
            print(f"{peer.name} is left out: {lack}")
        else:
            chosen.append(peer)
    return chosen


def main() -> None:
    """Compare at the sizes given on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("projects", type=int, nargs="*", default=SIZES)
    parser.add_argument("--ours", action="store_true", help="annexgen's formats alone, no peer")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="these peers alone")
    parser.add_argument("--python", type=Path, default=PEERS, help="the peers' Python")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--patience", type=int, default=PATIENCE, help="seconds for a run")
    parser.add_argument("--distinct", action="store_true", help="no two texts the same")
    options = parser.parse_args()
    peers = chosen_peers(options)
    with compiled_once():
        for projects in options.projects:
            compare(projects, peers, options)


if __name__ == "__main__":
    main()
