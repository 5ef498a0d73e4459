"""A form is data: other labels, a column for weights and landscape pages, in all three formats."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import docx
import lxml.html
import pikepdf
import pytest
from docx.shared import Pt

from annexgen.document import Document, Table
from annexgen.forms.compose import compose
from annexgen.forms.load import load_form, vocabulary_of
from annexgen.loading.annex import load_annex
from programs import docx_to_pdf, need, pdf_page_texts, run

SECOND = Path(__file__).parents[1] / "fixtures" / "second-form"

pytestmark = pytest.mark.system


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("second")
    command = [sys.executable, "-m", "annexgen", "build", "--root", str(SECOND)]
    done = subprocess.run(
        [*command, "--output", str(output)], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return output


@pytest.fixture(scope="module")
def document() -> Document:
    annex = load_annex(SECOND, lambda name: vocabulary_of(SECOND, name)).annex
    assert annex is not None
    return compose(annex, load_form(SECOND, annex.form))


def tables(document: Document) -> list[Table]:
    return [
        block
        for part in document.parts
        for section in part.sections
        for block in section.blocks
        if isinstance(block, Table)
    ]


def grid(table: Table) -> list[list[str]]:
    return [["\n".join(cell.text) for cell in row] for row in table.grid()]


def test_the_indicator_table_has_six_columns_with_weights(document: Document) -> None:
    widest = [table for table in tables(document) if table.header_rows and len(table.columns) == 6]
    assert len(widest) == 3
    assert all(any("权重" in text for text in grid(table)[0]) for table in widest)


def test_the_docx_shows_the_same_tables_in_landscape(built: Path, document: Document) -> None:
    opened = docx.Document(str(built / "annex.docx"))
    found = [[[c.text for c in row.cells] for row in table.rows] for table in opened.tables]
    assert found == [grid(table) for table in tables(document)]
    assert all((s.page_width or 0) > (s.page_height or 0) for s in opened.sections)


def test_the_page_shows_every_cell(built: Path, document: Document) -> None:
    page = lxml.html.fromstring((built / "annex.html").read_text(encoding="utf-8"))
    found = ["".join(map(str, cell.itertext())) for cell in page.iter("td", "th")]
    cells = [c for table in tables(document) for row in table.rows for c in row.cells]
    assert found == ["".join(cell.text) for cell in cells]


def test_the_pdf_is_landscape_and_says_every_text(built: Path, document: Document) -> None:
    with pikepdf.open(built / "annex.pdf") as pdf, pdf.open_outline() as outline:
        assert all(page.mediabox[2] > page.mediabox[3] for page in pdf.pages)
        titles = [part.title for part in outline.root]
    assert titles == [part.heading.text for part in document.parts]
    said = "".join(run([need("pdftotext"), "-enc", "UTF-8", built / "annex.pdf", "-"]).split())
    for heading in document.headings():
        assert "".join(heading.text.split()) in said


def test_word_and_pdf_agree_on_every_page(built: Path, document: Document, tmp_path: Path) -> None:
    word = pdf_page_texts(docx_to_pdf(built / "annex.docx", tmp_path))
    ours = pdf_page_texts(built / "annex.pdf")
    assert len(word) == len(ours)
    for heading in document.headings():
        title = "".join(heading.text.split())
        shown = [[n for n, text in enumerate(pages) if title in text] for pages in (word, ours)]
        assert shown[0] == shown[1], title


def test_a_base_docx_restyles_the_published_file(built: Path, tmp_path: Path) -> None:
    root = tmp_path / "restyled"
    shutil.copytree(SECOND, root, ignore=shutil.ignore_patterns(".annexgen", "output"))
    (form,) = (root / "templates").iterdir()
    base = docx.Document(str(built / "annex.docx"))
    base.styles["Heading 1"].font.size = Pt(31)
    base.save(str(form / "base.docx"))
    command = [sys.executable, "-m", "annexgen", "build", "--format", "docx", "--root", str(root)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    published = docx.Document(str(root / "output/annex.docx"))
    assert published.styles["Heading 1"].font.size == Pt(31)
    before = docx.Document(str(built / "annex.docx"))
    assert [one.text for one in published.paragraphs] == [one.text for one in before.paragraphs]
