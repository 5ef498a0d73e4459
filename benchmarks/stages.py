"""Time every stage of a build on annexes of several sizes: ``python benchmarks/stages.py 12 120``.

Stages run in process, each once, after a warm-up on a small annex that imports every module and
opens form and fonts. Each size has a process of its own, so that its peak memory is its own. Files
are read in this process alone; ``annexgen build`` reads a large annex with several. Sections are
composed as they are read, so layout and renderers compose them once more: the row "compose" walks
through all of them to show what that costs, and is contained in each row below it.
"""

from __future__ import annotations

import argparse
import gc
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from corpus import write_corpus

if TYPE_CHECKING:
    from annexgen.document import Document
    from annexgen.model import Annex
    from annexgen.schema.vocabulary import Vocabulary

SIZES = (12, 120, 1200)
WARM_UP = 2
MEGABYTE = 1e6

Result = TypeVar("Result")


class Row(NamedTuple):
    """One stage of one run.

    Attributes:
        stage: its name.
        seconds: how long it took.
        peak: the most memory that the process has held up to the stage's end, in bytes.
        size: what it has written, in bytes; 0 for a stage that writes nothing.
    """

    stage: str
    seconds: float
    peak: int
    size: int = 0


def peak_memory() -> int:
    """Return the most memory that this process has held, in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


class Watch:
    """Times stages and keeps a row of each."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def time(self, stage: str, work: Callable[[], Result]) -> Result:
        """Run ``work``, note how long it took, and return its result."""
        gc.collect()
        began = time.perf_counter()
        result = work()
        seconds = time.perf_counter() - began
        self.rows.append(Row(stage, seconds, peak_memory()))
        return result

    def render(self, stage: str, write: Callable[[BytesIO], object]) -> None:
        """Time a renderer, and note how much it wrote."""
        out = BytesIO()
        self.time(stage, lambda: write(out))
        self.rows[-1] = self.rows[-1]._replace(size=out.getbuffer().nbytes)


def run_stages(root: Path) -> list[Row]:
    """Run all stages on the annex below ``root``, one after the other.

    Raises:
        SystemExit: where the annex does not load.
    """
    from annexgen.checks.glyphs import GlyphCheck
    from annexgen.fonts.chain import load_chains
    from annexgen.forms.compose import compose
    from annexgen.forms.load import load_form, vocabulary_of
    from annexgen.loading.annex import load_annex
    from annexgen.render import docx, html, pdf

    watch = Watch()
    loaded = watch.time(
        "read, check, load", lambda: load_annex(root, lambda n: vocabulary_of(root, n))
    )
    annex = loaded.annex
    if annex is None:
        raise SystemExit(f"the annex in {root} has errors; run `annexgen check --root {root}`")
    form = load_form(root, annex.form)
    document = compose(annex, form)
    watch.time("compose", lambda: sum(1 for part in document.parts for _ in part.sections))
    chains = load_chains(document.faces, (), form.path)
    glyphs = GlyphCheck(chains)
    watch.time(
        "check for missing glyphs",
        lambda: [glyphs.in_project(one.project) for one in annex.numbered()],
    )
    metrics = {face: chain.metrics for face, chain in chains.items()}
    watch.render("lay out, render PDF", lambda out: pdf.render(document, chains, out))
    watch.render("lay out, render DOCX", lambda out: docx.render(document, metrics, out))
    theme = html.Theme(form.page_template, form.stylesheet)
    watch.render("render HTML", lambda out: html.render(document, theme, out))
    _export(watch, annex, document, form.vocabulary)
    return watch.rows


def _export(watch: Watch, annex: Annex, document: Document, vocabulary: Vocabulary) -> None:
    """Time the open data."""
    from annexgen.export import as_csv, as_json, xlsx
    from annexgen.export.dictionary import columns
    from annexgen.export.records import records

    known = columns(vocabulary)
    watch.render("export JSON", lambda out: as_json.write(annex, out))
    watch.render("export CSV", lambda out: as_csv.write(records(annex), known, out))
    watch.render("export XLSX", lambda out: xlsx.write(annex, document, known, out))


def measure(projects: int, *, distinct: bool) -> list[Row]:
    """Warm up, then time the stages on a new annex of so many projects."""
    with TemporaryDirectory() as folder:
        for size, name in ((WARM_UP, "warm-up"), (projects, "annex")):
            write_corpus(size, Path(folder, name), distinct=distinct)
        run_stages(Path(folder, "warm-up"))
        return run_stages(Path(folder, "annex"))


def show(projects: int, rows: list[Row]) -> None:
    """Print the table of one size."""
    print(f"\n{projects} projects")
    print(f"  {'stage':<26}{'seconds':>9}{'ms/project':>12}{'peak MB':>9}{'file MB':>9}")
    for row in rows:
        written = f"{row.size / MEGABYTE:9.2f}" if row.size else ""
        each = row.seconds * 1000 / projects
        peak = row.peak / MEGABYTE
        print(f"  {row.stage:<26}{row.seconds:9.3f}{each:12.3f}{peak:9.0f}{written}")


def main() -> None:
    """Measure the sizes given on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("projects", type=int, nargs="*", default=SIZES)
    parser.add_argument("--distinct", action="store_true", help="no two texts the same")
    arguments = parser.parse_args()
    for projects in arguments.projects:
        with ProcessPoolExecutor(1, get_context("spawn")) as alone:
            show(projects, alone.submit(measure, projects, distinct=arguments.distinct).result())


if __name__ == "__main__":
    main()
