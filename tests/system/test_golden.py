"""The real annex as it was last looked at by eye: renewed with ``--update-golden``, then read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from annexgen.document import Document
from annexgen.fonts.chain import FontChain, load_chains
from annexgen.fonts.metrics import FontMetrics
from annexgen.forms.compose import compose
from annexgen.forms.load import load_form, vocabulary_of
from annexgen.layout.pages import Line, Placed, PlacedEntry, PlacedTable
from annexgen.layout.typesetting import Typesetting
from annexgen.loading.annex import load_annex
from annexgen.render import docx
from whole_layout import Layout, lay_out

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"


@pytest.fixture(scope="module")
def document() -> Document:
    annex = load_annex(ROOT, lambda name: vocabulary_of(ROOT, name)).annex
    assert annex is not None
    return compose(annex, load_form(ROOT, annex.form))


@pytest.fixture(scope="module")
def chains(document: Document) -> dict[str, FontChain]:
    return load_chains(document.faces, [ROOT])


def metrics_of(chains: dict[str, FontChain]) -> dict[str, FontMetrics]:
    return {key: chain.metrics for key, chain in chains.items()}


def laid_out(document: Document, chains: dict[str, FontChain], how: Typesetting) -> Layout:
    return lay_out(document, metrics_of(chains), how)


def compare(name: str, found: str, request: pytest.FixtureRequest) -> None:
    golden = GOLDEN / name
    if request.config.getoption("--update-golden"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


def lines_of(item: Placed) -> Iterator[Line]:
    match item:
        case PlacedTable():
            for cell in item.cells:
                yield from cell.lines
        case PlacedEntry():
            yield from (*item.lines, *((item.leader,) if item.leader else ()), item.number)
        case _:
            yield from item.lines


def test_every_line_of_every_page_stands_where_it_stood(
    document: Document, chains: dict[str, FontChain], request: pytest.FixtureRequest
) -> None:
    layout = laid_out(document, chains, Typesetting())
    out = []
    for page in layout.pages:
        out.append(f"== {page.number}")
        items = [item for fragment in page.fragments for item in fragment.items]
        body = [line for item in items for line in lines_of(item)]
        out += [
            f"{line.x:7.2f} {line.baseline:7.2f} {line.style:16} {line.text}"
            for line in (*page.header, *body, *((page.footer,) if page.footer else ()))
        ]
    compare("annex.pages.txt", "\n".join(out) + "\n", request)


def test_the_text_of_the_docx_is_what_it_was(
    document: Document, chains: dict[str, FontChain], request: pytest.FixtureRequest
) -> None:
    out = io.BytesIO()
    docx.render(document, metrics_of(chains), out)
    with zipfile.ZipFile(out) as package:
        body = etree.fromstring(package.read("word/document.xml"))
        styles = etree.fromstring(package.read("word/styles.xml"))
    for name, part in (("annex.document.xml", body), ("annex.styles.xml", styles)):
        etree.indent(part)
        compare(name, etree.tostring(part, encoding="unicode") + "\n", request)
