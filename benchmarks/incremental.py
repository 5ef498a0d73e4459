"""A build after one file has changed: ``python benchmarks/incremental.py [PROJECTS …]``.

The annex is built once; then one project's purpose is changed and the annex is built again, several
times over. The last file is held against one that is built without what earlier runs remember.
Modules are compiled beforehand, as they are for an installed program.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from compiled import compiled_once
from corpus import write_corpus

SIZES = (12, 120, 1200)
TIMES = 5


def build(root: Path, kind: str, *more: str) -> float:
    """Build one format, and return the seconds that it took."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "annexgen", "build", "--quiet", "--root", str(root)]
    subprocess.run([*command, "--format", kind, *more], check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


def measure(projects: int, kind: str, times: int) -> list[float]:
    """Return the seconds of a first build and of those after one change each.

    Raises:
        SystemExit: where a build that remembers writes another file than one that does not.
    """
    with TemporaryDirectory() as folder:
        root = Path(folder)
        write_corpus(projects, root)
        files = sorted(root.glob("content/*/*号项目.yaml"))
        changed = files[len(files) // 2]
        build(root, kind, "--no-cache")
        seconds = [build(root, kind)]
        for number in range(times):
            lines = changed.read_text(encoding="utf-8").split("\n")
            lines[5] = f"资金用途: 第{number}次改动"
            changed.write_text("\n".join(lines), encoding="utf-8")
            seconds.append(build(root, kind))
        product = root / f"output/annex.{kind}"
        warm = product.read_bytes()
        build(root, kind, "--no-cache")
        if warm != product.read_bytes():
            raise SystemExit(f"{kind}: what was remembered is not what is made")
        return seconds


def main() -> None:
    """Measure the sizes given on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("projects", type=int, nargs="*", default=SIZES)
    parser.add_argument("--times", type=int, default=TIMES)
    options = parser.parse_args()
    print(f"{'projects':>9}{'format':>8}{'first':>9}{'one changed (median, range)':>32}")
    with compiled_once():
        for projects in options.projects:
            for kind in ("pdf", "docx"):
                first, *later = measure(projects, kind, options.times)
                middle, least, most = statistics.median(later), min(later), max(later)
                print(
                    f"{projects:>9}{kind:>8}{first:>8.2f} s"
                    f"{middle:>17.2f} s ({least:.2f}–{most:.2f})"
                )


if __name__ == "__main__":
    main()
