"""Checks beside those of others: ``python benchmarks/checking.py [PROJECTS …] [--ours]``.

The same project files go through ``annexgen check``, cold (``--no-cache``) and with what an earlier
run remembers, through check-jsonschema with ``schema/project.schema.json``, and through yamllint.
The others see less: shape and layout of one file at a time, no value, no sum, no other file. They
live in the peers' environment, see ``peers.py``, as does how a run is measured.

Modules are compiled beforehand for all alike, whatever PYTHONDONTWRITEBYTECODE says: an installed
program has them compiled.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from compiled import compiled_once
from corpus import write_corpus
from peers import HERE, LONG, PATIENCE, PEERS, installed, medians, repeat

SIZES = (1, 12, 1200, 12000)
SCHEMA = HERE.parent / "schema" / "project.schema.json"
LINT = "{extends: default, rules: {line-length: disable, document-start: disable}}"
"""yamllint's own rules, but for the two that every content file breaks."""


class Check(NamedTuple):
    """What is run over the files; where it is a peer, the module that it needs."""

    name: str
    command: list[str]
    module: str = ""


def checks(root: Path, python: Path) -> Iterator[Check]:
    """Yield the runs over the annex below ``root``."""
    ours = [sys.executable, "-m", "annexgen", "check", "--root", str(root)]
    files = [str(file) for file in sorted(root.glob("content/*/[0-9]*.yaml"))]
    yield Check("annexgen, cold", [*ours, "--no-cache"])
    yield Check("annexgen, warm", ours)
    schema = ["--schemafile", str(SCHEMA)]
    yield Check(
        "check-jsonschema",
        [str(python), "-m", "check_jsonschema", *schema, *files],
        "check_jsonschema",
    )
    yield Check("yamllint", [str(python), "-m", "yamllint", "-d", LINT, *files], "yamllint")


def compare(projects: int, options: argparse.Namespace) -> None:
    """Print the table of one size; the first of several runs warms disk and memory."""
    print(f"\n{projects} files: median of {options.times}, or one run over {LONG} s", flush=True)
    print(f"  {'check':<18}{'seconds':>9}{'range':>16}{'CPU s':>9}{'peak MB':>9}")
    with TemporaryDirectory() as folder:
        root = Path(folder)
        write_corpus(projects, root)
        for check in checks(root, options.python):
            if check.module and (options.ours or not installed(options.python, check.module)):
                continue
            runs = repeat(check.command, options.times, options.patience)
            print(f"  {check.name:<18}{medians(runs, options.patience)}", flush=True)


def main() -> None:
    """Compare at the sizes given on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("projects", type=int, nargs="*", default=SIZES)
    parser.add_argument("--ours", action="store_true", help="annexgen alone, no peer")
    parser.add_argument("--python", type=Path, default=PEERS, help="the peers' Python")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--patience", type=int, default=PATIENCE, help="seconds for a run")
    options = parser.parse_args()
    with compiled_once():
        for projects in options.projects:
            compare(projects, options)


if __name__ == "__main__":
    main()
