"""Annexes imported in memory, and their content files without comments to hold them against."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path

from annexgen.drafting.drafts import AnnexDraft, ProjectDraft, UnitDraft
from annexgen.drafting.names import file_name
from annexgen.drafting.writing import annex_text, project_text, unit_text
from annexgen.export import xlsx
from annexgen.export.dictionary import columns
from annexgen.export.run import export
from annexgen.findings import Message
from annexgen.forms.compose import compose
from annexgen.forms.load import load_form, vocabulary_of
from annexgen.ingest.kinds import reader_of
from annexgen.ingest.understanding import Understood, understand
from annexgen.loading.annex import load_annex
from annexgen.pipeline import build
from annexgen.render import docx, html
from annexgen.source.tree import find_files
from tracked_trials import metrics

REPOSITORY = Path(__file__).parents[1]
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


def rendered(root: Path, file: Path) -> Path:
    """Write the annex at ``root`` in the format of ``file``, whatever the rules say of it."""
    annex = load_annex(root, lambda name: vocabulary_of(root, name)).annex
    assert annex is not None
    form = load_form(root, annex.form)
    document = compose(annex, form)
    with file.open("wb") as out:
        if file.suffix == ".docx":
            docx.render(document, metrics(), out)
        elif file.suffix == ".html":
            theme = html.Theme(form.page_template, form.stylesheet, form.page_script)
            html.render(document, theme, out)
        else:
            xlsx.write(annex, document, columns(form.vocabulary), out)
    return file


def lay(root: Path, drafts: Sequence[Sequence[ProjectDraft]]) -> None:
    """Write an annex of these projects, unit by unit."""
    vocabulary = vocabulary_of(REPOSITORY, "tianjin")
    folder = root / "content"
    folder.mkdir(parents=True)
    head = AnnexDraft("2025年项目绩效目标表", "某市财政局", "2025", "万元", "tianjin", ())
    (folder / "annex.yaml").write_text(annex_text(head), "utf-8")
    for index, unit in enumerate(drafts):
        code = f"{301101 + index}"
        (folder / code).mkdir()
        text = unit_text(UnitDraft(code, f"第{index + 1}单位", "另一页眉" if index else ""))
        (folder / code / "unit.yaml").write_text(text, "utf-8")
        for number, project in enumerate(unit, 1):
            file = folder / code / file_name(number, project.name)
            file.write_text(project_text(project, vocabulary), "utf-8")


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
