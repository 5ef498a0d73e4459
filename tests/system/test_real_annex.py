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

from annexgen.document import Document, Table
from annexgen.fonts.chain import load_chains
from annexgen.forms.compose import compose
from annexgen.forms.load import load_form, vocabulary_of
from annexgen.layout.pages import PlacedCell, PlacedTable
from annexgen.loading.annex import load_annex
from annexgen.model import Annex
from printed_annex import printed_projects
from programs import docx_to_pdf, need, pdf_page_lines, run
from whole_layout import lay_out

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
    chains = load_chains(document.faces, [ROOT])
    layout = lay_out(document, {key: chain.metrics for key, chain in chains.items()})
    drawn: list[tuple[PlacedCell, str]] = []
    for page in layout.pages:
        for item in (item for fragment in page.fragments for item in fragment.items):
            if isinstance(item, PlacedTable):
                drawn += [(cell, inside(cell, words[page.number])) for cell in item.cells]
    for cell, text in drawn:
        if cell.repeated:
            assert text == squeezed("".join(cell.cell.text))
    texts = [text for cell, text in drawn if not cell.repeated]
    assert texts == [
        squeezed("".join(cell.text))
        for table in tables(document)
        for row in table.rows
        for cell in row.cells
    ]


def inside(cell: PlacedCell, words: list[tuple[float, float, str]]) -> str:
    """Return what poppler sees in a cell's area, line by line."""
    return "".join(
        text
        for x, y, text in sorted(words, key=lambda word: (round(word[1]), word[0]))
        if cell.x < x < cell.x + cell.width and cell.y < y < cell.y + cell.height
    )


def squeezed(text: str) -> str:
    return "".join(text.split())


def pdf_words(pdf: Path) -> dict[int, list[tuple[float, float, str]]]:
    """Return for each page the centre and text of every word that poppler sees."""
    listing = run([need("pdftotext"), "-bbox", "-enc", "UTF-8", pdf, "-"])
    words: dict[int, list[tuple[float, float, str]]] = {}
    pattern = r'<page|<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>'
    for match in re.finditer(pattern, listing):
        if match.group(1) is None:
            words[len(words) + 1] = []
            continue
        x0, y0, x1, y1 = map(float, match.groups()[:4])
        centre = (x0 + x1) / 2, (y0 + y1) / 2
        words[len(words)].append((*centre, html.unescape(match.group(5))))
    return words


def test_contents_name_the_page_of_every_heading_in_the_pdf(
    built: Path, document: Document
) -> None:
    assert_contents_are_true(pdf_page_lines(built / "annex.pdf"), document)


def test_contents_name_the_page_of_every_heading_in_the_docx(
    built: Path, document: Document, tmp_path: Path
) -> None:
    converted = docx_to_pdf(built / "annex.docx", tmp_path)
    assert_contents_are_true(pdf_page_lines(converted), document)


def assert_contents_are_true(pages: list[list[str]], document: Document) -> None:
    """Hold each page number in the contents against the page that shows the heading."""
    entry = re.compile(r"(.+?)[.…]{2,}(\d+)")
    printed = {}
    for lines in pages:
        printed.update({found[1]: int(found[2]) for found in map(entry.fullmatch, lines) if found})
    for heading in document.headings():
        title = squeezed(heading.text)
        assert title in "".join(pages[printed[title] - 1]), title
    assert len(printed) == len(list(document.headings()))


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
