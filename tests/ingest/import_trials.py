"""Annexes imported in memory, and their content files without comments to hold them against."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path

from annexgen.drafting.writing import project_text, unit_text
from annexgen.export.run import export
from annexgen.findings import Message
from annexgen.forms.load import load_form
from annexgen.ingest.kinds import reader_of
from annexgen.ingest.understanding import Understood, understand
from annexgen.pipeline import build
from annexgen.source.tree import find_files

REPOSITORY = Path(__file__).parents[2]
SECOND = REPOSITORY / "tests" / "fixtures" / "second-form"
_COMMENT = re.compile(r"^[ \t]*#[^\n]*\n|[ \t]+#[^\n]*", re.MULTILINE)


@contextmanager
def alone(_: int) -> Iterator[Executor | None]:
    yield None


def quietly(_: Message) -> None:
    """Hear of a step."""


def published(root: Path, folder: Path, name: str = "docx") -> Path:
    """Build or export the annex at ``root`` in one format, and return the file."""
    make = export if name == "xlsx" else build
    made = make(root, (name,), folder, quietly, alone, remembers=False)
    assert made.annex is not None, made.findings
    return made.products[0].file


def understood(file: Path, root: Path = REPOSITORY, form: str = "tianjin") -> Understood:
    """Read a file by a form."""
    return understand(reader_of(file)(file), load_form(root, form))


def written(result: Understood, root: Path = REPOSITORY, form: str = "tianjin") -> list[list[str]]:
    """Return what the unit's and the projects' files would hold, unit by unit, uncommented."""
    vocabulary = load_form(root, form).vocabulary
    return [
        [
            unit.code,
            without_comments(unit_text(unit)),
            *(without_comments(project_text(project, vocabulary)) for project in projects),
        ]
        for unit, projects in result.units
    ]


def content(root: Path = REPOSITORY) -> list[list[str]]:
    """Return what those files hold below ``root``."""
    return [
        [
            unit.code,
            *(
                without_comments((root / path).read_text(encoding="utf-8"))
                for path in (unit.unit_file or "", *unit.project_files)
            ),
        ]
        for unit in find_files(root).units
    ]


def without_comments(text: str) -> str:
    return _COMMENT.sub("", text)


def texts_left(result: Understood) -> list[str]:
    return [leftover.text for leftover in result.leftovers]
