"""The DOCX as Word finds it: parts, styles, fields, tables."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import docx
import openxml_audit
import pytest
from lxml import etree

from annexgen.document import (
    Cell,
    Contents,
    Document,
    Face,
    Furniture,
    Heading,
    PageSetup,
    Paragraph,
    Part,
    Row,
    Scope,
    Section,
    SplitLine,
    Table,
    TableLook,
    TextStyle,
)
from annexgen.fonts.metrics import FontMetrics
from annexgen.layout.typesetting import WORD
from annexgen.render.docx import render
from whole_layout import lay_out

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
METRICS = {"song": FontMetrics("Test", 880, -120, dict.fromkeys(range(32, 127), 500))}
PORTRAIT = PageSetup(400, 500, 60, 50, 60, 50, 30, 30)
LANDSCAPE = PageSetup(500, 400, 60, 50, 60, 50, 30, 30)
LOOK = TableLook(4, 3, 0.5, 24, "#eeeeee")


def table(rows: int = 2, text: str = "文字") -> Table:
    header = Row(
        tuple(Cell(n, (name,), "text", scope=Scope.COLUMN) for n, name in enumerate("甲乙丙"))
    )
    first = Row((Cell(0, ("并",), "text", rowspan=rows), Cell(1, (text,), "text", colspan=2)))
    rest = tuple(Row((Cell(1, (f"行{n}",), "text"), Cell(2, (), "text"))) for n in range(1, rows))
    return Table("说明<1>", (80.0, 100.0, 120.0), (header, first, *rest), 1, LOOK, 8)


def document(*parts: Part) -> Document:
    styles = {
        "text": TextStyle("song", 10.5, 16, label="正文文字"),
        "unit": TextStyle("song", 16, 26, space_after=10, label="单位标题"),
        "entry": TextStyle("song", 10.5, 20, indent=21, hanging=10, label="目录行"),
        "small": TextStyle("song", 9, 12, colour="#404040", label="页眉文字"),
    }
    return Document(
        title="附表 & 说明",
        author="某局",
        subject="2025年度",
        language="zh-CN",
        date=date(2025, 1, 1),
        faces={"song": Face(("Test",), "宋体", "Times New Roman", "serif", bold=True)},
        styles=styles,
        page=PORTRAIT,
        furniture=Furniture("small", 0.5, "— {} —", "small"),
        cover=(Paragraph("附表", "unit"),),
        contents=Contents("目录", "unit", ("entry", "entry")),
        parts=parts,
    )


def part(code: str, setup: PageSetup, *tables: Sequence[Table]) -> Part:
    sections = tuple(
        Section(
            Heading(f"{code}-{n}-项目", 2, f"{n}.项目<{code}>", "unit"),
            (SplitLine("单位", "万元", "text"), *blocks),
            new_page=True,
        )
        for n, blocks in enumerate(tables)
    )
    return Part(Heading(code, 1, f"{code} 单位", "unit"), f"{code} 页眉", setup, sections)


SAMPLE = document(
    part("301101", PORTRAIT, [table(), table()], [table(40)]),
    part("301102", LANDSCAPE, [table(2, "长" * 600)]),
    part("301103", PORTRAIT),
)


def written(what: Document = SAMPLE, base: bytes | None = None) -> bytes:
    out = io.BytesIO()
    render(what, METRICS, out, base)
    return out.getvalue()


@pytest.fixture(scope="module")
def data() -> bytes:
    return written()


def part_of(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def test_it_is_valid_open_xml(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "annex.docx"
    file.write_bytes(data)
    result = openxml_audit.OpenXmlValidator().validate(file)
    assert [error.description for error in result.errors] == []


def test_two_renders_are_equal_and_carry_no_clock(data: bytes) -> None:
    assert written() == data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in package.namelist() if "thumbnail" in name]
    properties = docx.Document(io.BytesIO(data)).core_properties
    assert (properties.title, properties.author) == ("附表 & 说明", "某局")
    assert properties.created == properties.modified
    assert properties.created is not None
    assert properties.created.year == 2025


def test_nothing_asks_for_an_update(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        text = "".join(package.read(name).decode() for name in package.namelist())
    assert "updateFields" not in text
    assert "w:dirty" not in text


def test_the_contents_are_a_filled_field(data: bytes) -> None:
    body = part_of(data, "word/document.xml")
    instructions = [element.text or "" for element in body.iter(f"{W}instrText")]
    assert instructions[0].strip() == 'TOC \\o "1-2" \\h \\z \\u'
    places = lay_out(SAMPLE, METRICS, WORD).places
    links = list(body.iter(f"{W}hyperlink"))
    assert [link.xpath("string(.//*[local-name()='t'][last()])") for link in links]
    numbers = ["".join(t.text or "" for t in link.iter(f"{W}t")) for link in links]
    for heading, shown in zip(SAMPLE.headings(), numbers, strict=True):
        assert shown == f"{heading.text}{places[heading.id].page}"
    kinds = [element.get(f"{W}fldCharType") for element in body.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


def test_every_link_leads_to_a_bookmark_and_names_are_fit_for_word(data: bytes) -> None:
    body = part_of(data, "word/document.xml")
    names = [mark.get(f"{W}name") or "" for mark in body.iter(f"{W}bookmarkStart")]
    assert len(names) == len({name.casefold() for name in names})
    assert all(re.fullmatch(r"[^\W\d]\w{0,39}|_Toc\w+", name) for name in names)
    assert {link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")} <= set(names)
    assert "id_301101_0_项目" in names


def test_headings_have_word_s_own_styles_and_levels(data: bytes) -> None:
    opened = docx.Document(io.BytesIO(data))
    headings = [
        p for p in opened.paragraphs if p.style is not None and p.style.name.startswith("Heading")
    ]
    assert [p.text for p in headings] == [heading.text for heading in SAMPLE.headings()]
    styles = part_of(data, "word/styles.xml")
    levels = styles.xpath(
        "//w:style[starts-with(@w:styleId,'Heading')]//w:outlineLvl/@w:val",
        namespaces={"w": W[1:-1]},
    )
    assert levels == ["0", "1"]


def test_every_style_sets_hanzi_and_latin_apart(data: bytes) -> None:
    styles = part_of(data, "word/styles.xml")
    fonts = list(styles.iter(f"{W}rFonts"))
    assert {font.get(f"{W}eastAsia") for font in fonts} == {"宋体"}
    assert {font.get(f"{W}ascii") for font in fonts} == {"Times New Roman"}


def test_no_direct_formatting_of_runs(data: bytes) -> None:
    assert not list(part_of(data, "word/document.xml").iter(f"{W}rPr"))


def test_tables_are_the_document_s_cell_for_cell(data: bytes) -> None:
    opened = docx.Document(io.BytesIO(data))
    tables = [
        block
        for p in SAMPLE.parts
        for section in p.sections
        for block in section.blocks
        if isinstance(block, Table)
    ]
    for found, made in zip(opened.tables, tables, strict=True):
        grid = [["".join(cell.text) for cell in row] for row in made.grid()]
        assert [[c.text.replace("\n", "") for c in row.cells] for row in found.rows] == grid
        header = found.rows[0]._tr.trPr
        assert header is not None
        assert header.find(f"{W}tblHeader") is not None


def test_each_part_has_its_header_paper_and_running_numbers(data: bytes) -> None:
    opened = docx.Document(io.BytesIO(data))
    cover, contents, *parts = opened.sections
    assert [p.text for p in cover.footer.paragraphs if p.text] == []
    assert "PAGE" in contents.footer._element.xml
    assert [s.header.paragraphs[0].text for s in parts] == [
        "301101 页眉",
        "301102 页眉",
        "301103 页眉",
    ]
    assert (parts[1].page_width or 0) > (parts[1].page_height or 0)
    assert not list(part_of(data, "word/document.xml").iter(f"{W}pgNumType"))


def test_a_base_file_restyles_the_output() -> None:
    base = docx.Document(io.BytesIO(written()))
    style = next(s for s in base.styles if s.style_id == "Heading1")
    style.element.find(f"{W}rPr").find(f"{W}sz").set(f"{W}val", "60")
    out = io.BytesIO()
    base.save(out)
    sizes = part_of(written(base=out.getvalue()), "word/styles.xml").xpath(
        "//w:style[@w:styleId='Heading1']/w:rPr/w:sz/@w:val", namespaces={"w": W[1:-1]}
    )
    assert sizes == ["60"]


def test_what_xml_cannot_hold_does_not_break_the_file() -> None:
    strange = document(part("1", PORTRAIT, [table(2, "a\x00<b>&\ud800 \n末")]))
    text = "".join(map(str, part_of(written(strange), "word/document.xml").itertext()))
    assert "a<b>& 末" in text
