"""One process or many: the same findings, the same files."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

import pytest

from annexgen.findings import Message
from annexgen.pipeline import FORMATS, build, examine, file_name
from corpus import write_corpus

PROJECTS = 120


def quietly(_: Message) -> None:
    """Hear of a step."""


@contextmanager
def alone(files: int) -> Iterator[Executor | None]:
    yield None


@contextmanager
def side_by_side(files: int) -> Iterator[Executor | None]:
    with ProcessPoolExecutor(2, get_context("spawn")) as executor:
        yield executor


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("corpus")
    write_corpus(PROJECTS, root)
    return root


def test_one_process_and_several_write_the_same_bytes(corpus: Path, tmp_path: Path) -> None:
    one, several = tmp_path / "one", tmp_path / "several"
    first = build(corpus, tuple(FORMATS), one, quietly, alone, tags=True)
    second = build(corpus, tuple(FORMATS), several, quietly, side_by_side, tags=True)
    assert first.annex is not None
    assert first.findings == second.findings
    for name in map(file_name, FORMATS):
        assert (one / name).read_bytes() == (several / name).read_bytes()


def test_pdf_is_the_same_with_other_formats_and_alone(corpus: Path, tmp_path: Path) -> None:
    build(corpus, ("pdf",), tmp_path / "alone", quietly, alone, tags=True)
    build(corpus, ("html", "pdf"), tmp_path / "beside", quietly, alone, tags=True)
    pdfs = [(tmp_path / name / "annex.pdf").read_bytes() for name in ("alone", "beside")]
    assert pdfs[0] == pdfs[1]


def test_totals_are_known_without_the_projects(corpus: Path) -> None:
    examined = examine(corpus, quietly, alone)
    assert examined.annex is not None
    assert examined.annex.project_count == PROJECTS
    assert examined.annex.indicator_count == PROJECTS * 15


def test_several_processes_find_what_one_finds(corpus: Path, tmp_path: Path) -> None:
    root = tmp_path / "broken"
    write_corpus(PROJECTS, root)
    (root / "content/301001/03-第3号项目.yaml").write_text("项目名称: [", encoding="utf-8")
    twin = root / "content/301002/99-又一个.yaml"
    twin.write_bytes((root / "content/301002/01-第51号项目.yaml").read_bytes())
    found = examine(root, quietly, alone)
    assert found.annex is None
    assert {"same-project-name"} <= {finding.rule for finding in found.findings}
    assert examine(root, quietly, side_by_side) == found


FORMS = {
    "sections that flow on": ("new_page: true", "new_page: false"),
    "a heading with the unit's total": (
        'heading: "{{ unit.code }} {{ unit.name }}"',
        'heading: "{{ unit.name }}（{{ unit.total }}）"',
    ),
    "a template in a section": (
        'right: "单位：{{ annex.money_unit }}"',
        'right: "{% if number > 9 %}单位{% endif %}：{{ annex.money_unit }}"',
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_forms_that_cannot_be_filled_project_by_project(form: str, tmp_path: Path) -> None:
    write_corpus(PROJECTS, tmp_path)
    shutil.copytree(Path(__file__).parents[1] / "templates", tmp_path / "templates")
    file = tmp_path / "templates/tianjin/form.yaml"
    text = file.read_text(encoding="utf-8")
    assert FORMS[form][0] in text
    file.write_text(text.replace(*FORMS[form], 1), encoding="utf-8")
    one, several = tmp_path / "one", tmp_path / "several"
    first = build(tmp_path, ("pdf", "docx"), one, quietly, alone)
    second = build(tmp_path, ("pdf", "docx"), several, quietly, side_by_side)
    assert first.annex is not None
    assert [product.pages for product in first.products] == [
        product.pages for product in second.products
    ]
    for name in ("annex.pdf", "annex.docx"):
        assert (one / name).read_bytes() == (several / name).read_bytes()


def test_a_unit_heading_that_cannot_be_filled_is_a_finding(tmp_path: Path) -> None:
    write_corpus(2, tmp_path)
    shutil.copytree(Path(__file__).parents[1] / "templates", tmp_path / "templates")
    file = tmp_path / "templates/tianjin/form.yaml"
    text = file.read_text(encoding="utf-8")
    heading = 'heading: "{{ unit.code }} {{ unit.name }}"'
    assert heading in text
    file.write_text(text.replace(heading, 'heading: "{{ unit.name.no.such|upper }}"', 1), "utf-8")
    for _ in range(2):
        found = examine(tmp_path, quietly, alone)
        assert found.annex is None
        assert [one.rule for one in found.findings if one.severity == "error"] == ["broken-pattern"]
