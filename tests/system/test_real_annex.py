"""The main job: the real annex, every cell as printed, in all three outputs."""

from __future__ import annotations

import html
import re
import subprocess
import sys
import zipfile
from decimal import Decimal
from pathlib import Path

import docx
import lxml.html
import pikepdf
import pytest
from lxml import etree
from printed_annex import printed_projects
from programs import docx_to_pdf, need, pdf_page_texts, run

from annexgen.document import Document, Table
from annexgen.forms.compose import compose
from annexgen.forms.load import load_form, vocabulary_of
from annexgen.layout.pages import PlacedTable
from annexgen.layout.paginate import lay_out
from annexgen.model import Annex
from annexgen.pipeline import shipped_metrics
from annexgen.source.load import load_annex

ROOT = Path(__file__).parents[2]
FORMATS = ("docx", "pdf", "html")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the real annex as an editor does, and return the output folder."""
    output = tmp_path_factory.mktemp("output")
    build(output)
    return output


@pytest.fixture(scope="module")
def annex() -> Annex:
    loaded = load_annex(ROOT, lambda name: vocabulary_of(ROOT, name))
    assert loaded.annex is not None
    return loaded.annex


@pytest.fixture(scope="module")
def document(annex: Annex) -> Document:
    return compose(annex, load_form(ROOT, annex.form))


def build(output: Path) -> str:
    command = [sys.executable, "-m", "annexgen", "build", "--root", ROOT, "--output", output]
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def tables(document: Document) -> list[Table]:
    return [
        block
        for part in document.parts
        for section in part.sections
        for block in section.blocks
        if isinstance(block, Table)
    ]


def printed_grids() -> list[list[list[str]]]:
    return [
        grid
        for project in printed_projects()
        for grid in (project.head_grid(), project.indicator_grid())
    ]


def test_the_annex_is_whole(annex: Annex) -> None:
    projects = [numbered.project for numbered in annex.numbered()]
    assert len(projects) == 12
    assert sum(len(project.indicators) for project in projects) == 123
    assert sum((p.budget.total.value for p in projects), Decimal(0)) == Decimal("7441.58")


def test_headings_and_unit_lines_are_as_printed(annex: Annex, document: Document) -> None:
    printed = printed_projects()
    sections = [section for part in document.parts for section in part.sections]
    assert [section.heading.text for section in sections] == [p.heading for p in printed]
    lines = [f"{unit.code}{unit.name}" for _, unit, _ in annex.numbered()]
    assert lines == [project.unit_line for project in printed]


def test_every_cell_of_the_document_is_as_printed(document: Document) -> None:
    grids = [
        ["".join(cell.text) for cell in row] for table in tables(document) for row in table.grid()
    ]
    assert grids == [row for grid in printed_grids() for row in grid]


def test_every_cell_of_the_docx_is_as_printed(built: Path) -> None:
    opened = docx.Document(str(built / "annex.docx"))
    grids = [[[cell.text for cell in row.cells] for row in table.rows] for table in opened.tables]
    assert grids == printed_grids()


def test_every_cell_of_the_html_is_as_printed(built: Path) -> None:
    page = lxml.html.fromstring((built / "annex.html").read_text(encoding="utf-8"))
    assert [html_grid(table) for table in page.iter("table")] == printed_grids()


def html_grid(table: lxml.html.HtmlElement) -> list[list[str]]:
    """Expand an HTML table's spans into the full grid of its texts."""
    rows = list(table.iter("tr"))
    cells: dict[tuple[int, int], str] = {}
    for y, row in enumerate(rows):
        x = 0
        for cell in row.iterchildren("td", "th"):
            while (y, x) in cells:
                x += 1
            for dy in range(int(cell.get("rowspan", "1"))):
                for dx in range(int(cell.get("colspan", "1"))):
                    cells[y + dy, x + dx] = cell.text_content()
            x += int(cell.get("colspan", "1"))
    width = max(x for _, x in cells) + 1
    return [[cells[y, x] for x in range(width)] for y in range(len(rows))]


def test_every_cell_of_the_pdf_is_as_printed(built: Path, document: Document) -> None:
    words = pdf_words(built / "annex.pdf")
    layout = lay_out(document, shipped_metrics(document))
    drawn: dict[int, str] = {}
    order = {
        id(cell): None for table in tables(document) for row in table.rows for cell in row.cells
    }
    for page in layout.pages:
        for item in page.items:
            if not isinstance(item, PlacedTable):
                continue
            for placed in item.cells:
                inside = "".join(
                    text
                    for number, x, y, text in words
                    if number == page.number
                    and placed.x < x < placed.x + placed.width
                    and placed.y < y < placed.y + placed.height
                )
                if placed.repeated:
                    assert inside == squeezed("".join(placed.cell.text))
                else:
                    drawn[id(placed.cell)] = drawn.get(id(placed.cell), "") + inside
    for table, printed in zip(tables(document), printed_grids(), strict=True):
        for row, printed_row in zip(table.grid(), printed, strict=True):
            assert [drawn[id(cell)] for cell in row] == [squeezed(text) for text in printed_row]
    assert set(drawn) == set(order)


def squeezed(text: str) -> str:
    return "".join(text.split())


def pdf_words(pdf: Path) -> list[tuple[int, float, float, str]]:
    """Return page, centre and text of every word that poppler sees, in reading order."""
    listing = run([need("pdftotext"), "-bbox", "-enc", "UTF-8", pdf, "-"])
    words = []
    number = 0
    pattern = r'<page|<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>'
    for match in re.finditer(pattern, listing):
        if match.group(1) is None:
            number += 1
            continue
        x0, y0, x1, y1 = map(float, match.groups()[:4])
        words.append((number, (x0 + x1) / 2, (y0 + y1) / 2, html.unescape(match.group(5))))
    return words


def test_contents_name_the_page_of_every_heading_in_the_pdf(
    built: Path, document: Document
) -> None:
    assert_contents_are_true(pdf_page_texts(built / "annex.pdf"), document)


def test_contents_name_the_page_of_every_heading_in_the_docx(
    built: Path, document: Document, tmp_path: Path
) -> None:
    converted = docx_to_pdf(built / "annex.docx", tmp_path)
    assert_contents_are_true(pdf_page_texts(converted), document)


def assert_contents_are_true(pages: list[str], document: Document) -> None:
    body = {
        number: text
        for number, text in enumerate(pages, 1)
        if number > 1 and not text.startswith("目录") and "…" not in text and "...." not in text
    }
    contents = "".join(text for number, text in enumerate(pages, 1) if number not in body)
    for heading in document.headings():
        title = squeezed(heading.text)
        printed = re.search(re.escape(title) + r"[.…·]+(\d+)", contents)
        assert printed, f"{title} is not in the contents"
        assert title in body[int(printed.group(1))]


def test_pdf_bookmarks_nest_units_and_projects(built: Path, document: Document) -> None:
    with pikepdf.open(built / "annex.pdf") as pdf:
        with pdf.open_outline() as outline:
            tree = [
                (unit.title, [project.title for project in unit.children]) for unit in outline.root
            ]
        names = {str(name) for name, _ in pikepdf.NameTree(pdf.Root.Names.Dests).items()}
    assert [entry for entry in tree if entry[1]] == [
        (part.heading.text, [section.heading.text for section in part.sections])
        for part in document.parts
    ]
    assert {heading.id for heading in document.headings()} <= names


def test_qpdf_finds_the_pdf_sound(built: Path) -> None:
    run([need("qpdf"), "--check", built / "annex.pdf"])


def test_docx_bookmarks_are_what_the_contents_link_to(built: Path, document: Document) -> None:
    with zipfile.ZipFile(built / "annex.docx") as package:
        body = etree.fromstring(package.read("word/document.xml"))
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    bookmarks = {mark.get(f"{w}name") for mark in body.iter(f"{w}bookmarkStart")}
    anchors = [link.get(f"{w}anchor") for link in body.iter(f"{w}hyperlink")]
    assert len(set(anchors)) == len(list(document.headings()))
    assert set(anchors) <= bookmarks


def test_html_ids_are_the_stable_identifiers(built: Path, document: Document) -> None:
    page = lxml.html.fromstring((built / "annex.html").read_text(encoding="utf-8"))
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert {heading.id for heading in document.headings()} <= set(ids)


def test_two_builds_are_byte_identical(built: Path, tmp_path: Path) -> None:
    build(tmp_path)
    for name in FORMATS:
        file = f"annex.{name}"
        assert (tmp_path / file).read_bytes() == (built / file).read_bytes(), file
