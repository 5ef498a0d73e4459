"""The file around the text: outline, destinations, metadata, fonts, identity of bytes."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pdf_lint
import pdf_sample
import pytest
import srgb_profile
from pikepdf import Pdf

import annexgen.render.pdf as room
from annexgen.render.pdf import objects, render
from programs import need, run


def test_same_content_gives_same_bytes() -> None:
    assert pdf_sample.pdf(pdf_sample.sample()) == pdf_sample.sample_pdf()


def test_outline_is_nested_and_open_and_leads_to_the_headings() -> None:
    document = pdf_sample.sample()
    places = pdf_sample.laid_out(document).places
    with Pdf.open(BytesIO(pdf_sample.sample_pdf())) as pdf:
        names = pdf_lint._names(pdf.Root.Names.Dests)
        pages = [page.objgen for page in pdf.pages]
        outline = pdf.Root.Outlines
        assert int(outline.Count) == 6
        assert int(outline.First.Count) == 2
        for item, heading in zip(pdf_lint._outline(outline), document.headings(), strict=True):
            assert str(item.Title) == heading.text
            assert bytes(item.Dest) == objects.identifier(heading.id)
            target = names[bytes(item.Dest)]
            place = places[heading.id]
            assert pages.index(target[0].objgen) == place.page - 1
            assert float(target[3]) == pytest.approx(841.89 - place.y, abs=0.01)


def test_wrapped_link_covers_each_line() -> None:
    with Pdf.open(BytesIO(pdf_sample.sample_pdf())) as pdf:
        links = list(pdf.pages[1].Annots)
        assert [len(link.get("/QuadPoints", [])) for link in links] == [0, 16, 0, 0, 0, 0]
        assert str(links[1].Contents) == f"1.{pdf_sample.LONG}"


def test_information_and_xmp_agree() -> None:
    document = pdf_sample.sample()
    with Pdf.open(BytesIO(pdf_sample.sample_pdf())) as pdf:
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == document.title == str(pdf.docinfo.Title)
            assert xmp["dc:creator"] == [document.author] == [str(pdf.docinfo.Author)]
            assert xmp["xmp:CreateDate"] == "2025-01-01T00:00:00+00:00"
            assert str(pdf.docinfo.CreationDate) == "D:20250101000000+00'00'"
        assert str(pdf.Root.Lang) == "zh-CN"


def test_every_font_is_embedded_under_a_subset_name() -> None:
    with Pdf.open(BytesIO(pdf_sample.sample_pdf())) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert "/FontFile2" in descriptor
            assert str(descriptor.FontName)[7] == "+"
            assert font.BaseFont == descriptor.FontName


def test_untagged_file_claims_nothing() -> None:
    data = pdf_sample.pdf(pdf_sample.sample(), tags=False)
    with Pdf.open(BytesIO(data)) as pdf:
        assert "/StructTreeRoot" not in pdf.Root
        assert "/MarkInfo" not in pdf.Root
        assert b"pdfaid" not in pdf.Root.Metadata.read_bytes()
        assert b"BDC" not in pdf.pages[2].Contents[1].read_bytes()


def test_document_without_pages_is_a_file() -> None:
    document = pdf_sample.sample()._replace(cover=(), contents=None, parts=())
    out = BytesIO()
    render(document, pdf_sample.chains(), out)
    with Pdf.open(BytesIO(out.getvalue())) as pdf:
        assert len(pdf.pages) == 0


def test_search_finds_each_text_in_order(tmp_path: Path) -> None:
    file = tmp_path / "sample.pdf"
    file.write_bytes(pdf_sample.sample_pdf())
    text = "".join(run([need("pdftotext"), "-raw", "-enc", "UTF-8", file, "-"]).split())
    at = 0
    for words in (
        "目录",
        "301101甲单位",
        "项目名称",
        "㙍𬭼",
        "㎡①‰℃",
        "预算规模",
        "470.00",
        "指标44",
    ):
        at = text.index(words, at)
    assert "GB2312共6763字，达到100%" in text


def test_profile_is_what_its_script_makes() -> None:
    carried = Path(str(room.__file__)).with_name("srgb.icc").read_bytes()
    assert carried == srgb_profile.build()
