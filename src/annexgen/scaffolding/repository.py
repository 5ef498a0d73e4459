"""All files of a new repository: content with an example, form, editor set-up, CI."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from annexgen.drafting.drafts import AnnexDraft, UnitDraft
from annexgen.drafting.examples import example
from annexgen.drafting.names import file_name
from annexgen.drafting.writing import annex_text, project_text, unit_text
from annexgen.export.json_schema import FILE as EXPORT_SCHEMA
from annexgen.export.json_schema import export_schema_text
from annexgen.forms.folder import shipped_forms
from annexgen.schema.jsonschema import schema_texts
from annexgen.schema.policy import Policy
from annexgen.schema.vocabulary import Vocabulary
from annexgen.tuples import NamedTuple

_FILES = Path(__file__).with_name("files")
_SHIPPED = {
    ".editorconfig": "editorconfig",
    ".gitattributes": "gitattributes",
    ".github/workflows/annex.yml": "github-workflow.yml",
    ".gitignore": "gitignore",
    ".gitlab-ci.yml": "gitlab-ci.yml",
    ".pre-commit-config.yaml": "pre-commit-config.yaml",
    ".vscode/extensions.json": "vscode-extensions.json",
    ".vscode/settings.json": "vscode-settings.json",
    "README.md": "README.md",
    "requirements.txt": "requirements.txt",
}
"""From a file of the repository to the shipped file that it is made of."""

_EXAMPLE = re.compile(r"@example@\n(.*?)@end@\n", re.DOTALL)
"""What a file says of the content for example."""
_MONEY_UNIT = "万元"
_FORM_FILE = "form.yaml"
_WEB_FILES = ("page.html.j2", "style.css", "page.js")


class Wanted(NamedTuple):
    """What the new repository is to be for.

    Attributes:
        title: 标题.
        department: 编制单位.
        year: 年度.
        unit: its first unit.
        form: 表样.
        version: of annexgen, which the repository asks for.
        has_content: whether the content is there already.
        web_files: whether the form brings the files of its web page as well.
    """

    title: str
    department: str
    year: int
    unit: UnitDraft
    form: str
    version: str
    has_content: bool = False
    web_files: bool = False


def repository(wanted: Wanted, vocabulary: Vocabulary, policy: Policy) -> dict[str, bytes]:
    """Return all files of a new repository, by their paths in it.

    Args:
        wanted: what it is to be for.
        vocabulary: the words of its form.
        policy: what the form asks of projects.
    """
    project = example(policy, wanted.year, _MONEY_UNIT)
    name, unit = file_name(1, project.name), f"content/{wanted.unit.code}"
    files = dict(_shipped_files(wanted, name))
    files |= dict(_form_files(wanted.form, web_files=wanted.web_files))
    files |= dict(_schemas(vocabulary))
    if not wanted.has_content:
        files["content/annex.yaml"] = annex_text(_annex(wanted)).encode()
        files[f"{unit}/unit.yaml"] = unit_text(wanted.unit).encode()
        files[f"{unit}/{name}"] = project_text(project, vocabulary).encode()
    return dict(sorted(files.items()))


def _annex(wanted: Wanted) -> AnnexDraft:
    return AnnexDraft(
        wanted.title,
        wanted.department,
        str(wanted.year),
        _MONEY_UNIT,
        wanted.form,
        (wanted.unit,),
    )


def _shipped_files(wanted: Wanted, project: str) -> Iterator[tuple[str, bytes]]:
    """Yield the shipped files, ``@…@`` replaced by what is known of the repository."""
    said = {
        "title": wanted.title,
        "unit": wanted.unit.code,
        "project": project,
        "form": wanted.form,
        "version": wanted.version,
    }
    for path, file in _SHIPPED.items():
        text = (_FILES / file).read_text("utf-8")
        text = _EXAMPLE.sub("" if wanted.has_content else r"\1", text)
        for key, value in said.items():
            text = text.replace(f"@{key}@", value)
        yield path, text.encode()


def _form_files(form: str, *, web_files: bool) -> Iterator[tuple[str, bytes]]:
    for name in (_FORM_FILE, *(_WEB_FILES if web_files else ())):
        file = shipped_forms() / form / name
        if file.is_file():
            yield f"templates/{form}/{name}", file.read_bytes()


def _schemas(vocabulary: Vocabulary) -> Iterator[tuple[str, bytes]]:
    texts = {**schema_texts(vocabulary), EXPORT_SCHEMA: export_schema_text(vocabulary)}
    for name, text in texts.items():
        yield f"schema/{name}", text.encode()
