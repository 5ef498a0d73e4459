"""From a save to the browser's changed page: ``python benchmarks/previewing.py [PROJECTS …]``.

``annexgen serve`` is started on a corpus and shown in a real Chromium. Each time a project is saved
with another text, another budget (the totals change), broken or mended, the time is taken until the
page shows it and has been drawn. Modules are compiled beforehand.
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from compiled import compiled_once
from corpus import write_corpus

if TYPE_CHECKING:
    from devtools import Tab

SIZES = (12, 1200)
TIMES = 7
TOP = "document.querySelector('annexgen-preview').shadowRoot"
DRAWN = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@contextmanager
def shown(root: Path) -> Iterator[Tab]:
    """Serve the annex and open it in a browser."""
    sys.path.append(str(Path(__file__).parents[1] / "tests" / "render" / "html"))
    from devtools import browser

    command = [sys.executable, "-m", "annexgen", "serve", "--port", "0", "--root", str(root)]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as serving,
        TemporaryDirectory() as profile,
        browser(Path(profile)) as tab,
    ):
        try:
            assert serving.stdout is not None
            address = serving.stdout.readline().split("：")[1].split("（")[0]
            tab.open(address)
            until(tab, f"document.querySelector('main h3') && {TOP}")
            time.sleep(3)
            yield tab
        finally:
            serving.terminate()


def until(tab: Tab, script: str) -> None:
    """Wait until a script gives something, and what it saw has been drawn."""
    while not tab.run(f"(() => {{ try {{ return Boolean({script}) }} catch {{ }} }})()"):
        time.sleep(0.005)
    tab.run(DRAWN)


class Trial:
    """One project that is saved again and again while a browser shows it.

    Args:
        file: of the project.
        tab: that shows the annex.
    """

    def __init__(self, file: Path, tab: Tab) -> None:
        self._file = file
        self._tab = tab
        self._whole = file.read_text(encoding="utf-8")
        self._shown = f"document.getElementById('{file.parent.name}-{file.stem}').textContent"

    def text(self, number: int) -> float:
        """Change a text: one section."""
        word = f"第{number}次改动"
        text = re.sub("资金用途: .*", f"资金用途: {word}", self._whole)
        return self._seconds(text, f"{self._shown}.includes('{word}')")

    def budget(self, number: int) -> float:
        """Change a sum: a section, and the totals of its unit and the annex."""
        money = f"{987_000 + number}.00"
        text = re.sub("(预算数|财政资金): .*", rf"\1: {money}", self._whole)
        return self._seconds(text, f"{self._shown}.includes('{money}')")

    def broken(self, number: int) -> float:
        """Break the file: the error on top."""
        return self._seconds(f"预算数: x{number}\n", f"{TOP}.textContent.includes('x{number}')")

    def mended(self, number: int) -> float:
        """Mend it."""
        self.broken(number)
        return self._seconds(self._whole, f"{TOP}.querySelector('.problems').hidden")

    def _seconds(self, text: str, script: str) -> float:
        time.sleep(0.3)
        began = time.perf_counter()
        self._file.write_text(text, encoding="utf-8")
        until(self._tab, script)
        return time.perf_counter() - began


def measure(projects: int, times: int) -> Iterator[tuple[str, list[float]]]:
    """Yield the seconds of each kind of save."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        write_corpus(projects, root)
        files = sorted(root.glob("content/*/*号项目.yaml"))
        with shown(root) as tab:
            trial = Trial(files[len(files) // 2], tab)
            for save in (trial.text, trial.budget, trial.broken, trial.mended):
                yield save.__name__, [save(number) for number in range(1, times + 1)]


def main() -> None:
    """Measure the sizes given on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("projects", type=int, nargs="*", default=SIZES)
    parser.add_argument("--times", type=int, default=TIMES)
    options = parser.parse_args()
    print(f"{'projects':>9}{'saved':>9}{'median, range':>26}")
    with compiled_once():
        for projects in options.projects:
            for name, taken in measure(projects, options.times):
                middle, least, most = statistics.median(taken), min(taken), max(taken)
                print(f"{projects:>9}{name:>9}{middle:>12.2f} s ({least:.2f}–{most:.2f})")


if __name__ == "__main__":
    main()
