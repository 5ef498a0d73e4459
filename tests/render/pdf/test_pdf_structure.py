"""What a reader who hears the file gets, and that the lint sees what the validator does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pdf_lint
import pdf_sample
import pikepdf
import pytest
from pikepdf import Pdf

from annexgen.document import Cell, Document, Paragraph, SplitLine, Table


def _expected(document: Document) -> Iterator[tuple[str, str]]:
    """Yield what has to be heard of the parts, in order."""
    for part in document.parts:
        yield "H1", part.heading.text
        for section in part.sections:
            yield "H2", section.heading.text
            for block in section.blocks:
                yield from _block(block)


def _block(block: Paragraph | SplitLine | Table) -> Iterator[tuple[str, str]]:
    match block:
        case Paragraph():
            yield "P", block.text
        case SplitLine():
            yield "P", f"{block.left} {block.right}"
        case Table():
            for row in block.rows:
                for cell in row.cells:
                    yield from _cell(cell)


def _cell(cell: Cell) -> Iterator[tuple[str, str]]:
    tag = "P" if len(cell.text) > 1 else "TD" if cell.scope is None else "TH"
    for text in cell.text:
        yield tag, text.replace("\n", "").replace("𠮷", "")  # no shipped font has 𠮷


def test_reader_hears_every_text_once_and_in_order() -> None:
    heard = pdf_lint.heard(pdf_sample.sample_pdf())
    expected = list(_expected(pdf_sample.sample()))
    assert heard[-len(expected) :] == expected
    assert heard[:3] == [("Title", "2025年项目绩效目标表"), ("P", "天津市"), ("P", "目录")]
    assert [text.rstrip("0123456789") for tag, text in heard if tag == "Link"] == [
        heading.text for heading in pdf_sample.sample().headings()
    ]


def test_table_over_pages_is_one_table() -> None:
    with Pdf.open(BytesIO(pdf_sample.sample_pdf())) as pdf:
        tags = [
            (str(element.S), element.get("/A", {}))
            for element, _ in pdf_lint._elements(pdf.Root.StructTreeRoot.K, None)
        ]
        assert sum(tag == "/Table" for tag, _ in tags) == 4
        spans = [int(a.RowSpan) for tag, a in tags if tag == "/TH" and "/RowSpan" in a]
        assert 45 in spans
        assert [str(a.Summary) for tag, a in tags if tag == "/Table"][:2] == [
            "预算与绩效目标",
            "绩效指标",
        ]


def test_cell_with_two_header_axes_names_its_headers() -> None:
    with Pdf.open(BytesIO(pdf_sample.sample_pdf())) as pdf:
        names = pdf_lint._names(pdf.Root.StructTreeRoot.IDTree)
        assert list(names) == sorted(names)
        cells = [
            element.A.Headers
            for element, _ in pdf_lint._elements(pdf.Root.StructTreeRoot.K, None)
            if element.S == "/TD" and "/A" in element and "/Headers" in element.A
        ]
        assert len(cells) == 3 * (45 + 3)
        scopes = [[str(names[bytes(name)].A.Scope) for name in headers] for headers in cells]
        assert set(map(tuple, scopes)) == {("/Column", "/Row", "/Row")}


def test_sample_has_no_fault() -> None:
    assert pdf_lint.lint(pdf_sample.sample_pdf()) == []


def _first(pdf: Pdf, tag: str) -> Any:
    elements = pdf_lint._elements(pdf.Root.StructTreeRoot.K, None)
    return next(e for e, _ in elements if tag == e.S and "/Pg" in e)


def _drop_objr(pdf: Pdf) -> None:
    link = _first(pdf, "/Link")
    link.K = pikepdf.Array([kid for kid in link.K if isinstance(kid, int)])


def _swap_parents(pdf: Pdf) -> None:
    owners = pdf_lint._number_tree(pdf.Root.StructTreeRoot.ParentTree)[3]
    owners[1], owners[2] = owners[2], owners[1]


def _swap_link_parents(pdf: Pdf) -> None:
    first, second = pdf.pages[1].Annots[0], pdf.pages[1].Annots[1]
    first.StructParent, second.StructParent = second.StructParent, first.StructParent


def _orphan(pdf: Pdf) -> None:
    del _first(pdf, "/P")["/K"]


def _duplicate_claim(pdf: Pdf) -> None:
    cells = [
        e
        for e, _ in pdf_lint._elements(pdf.Root.StructTreeRoot.K, None)
        if e.S == "/TD" and isinstance(e.get("/K"), int)
    ]
    cells[1].K, cells[1].Pg = cells[0].K, cells[0].Pg


def _duplicate_mark(pdf: Pdf) -> None:
    page = pdf.pages[3]
    page.contents_add(b"/P<</MCID 1>>BDC EMC")


def _dangling(pdf: Pdf) -> None:
    pdf.pages[1].Annots[0].Dest = pikepdf.String(b"nowhere")


@pytest.mark.parametrize(
    ("mutate", "fault"),
    [
        (_drop_objr, "Link without OBJR"),
        (_swap_parents, "parent tree of page"),
        (_swap_link_parents, "annotation and parent tree disagree"),
        (_orphan, "P is empty"),
        (_orphan, "nobody claims"),
        (_duplicate_claim, "two elements claim"),
        (_duplicate_mark, "is drawn twice"),
        (_dangling, "leads nowhere"),
    ],
)
def test_lint_sees(mutate: Callable[[Pdf], None], fault: str) -> None:
    out = BytesIO()
    with Pdf.open(BytesIO(pdf_sample.sample_pdf())) as pdf:
        mutate(pdf)
        pdf.save(out)
    assert any(fault in found for found in pdf_lint.lint(out.getvalue()))
