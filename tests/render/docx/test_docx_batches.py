"""Sections written apart, in batches that travel between processes, come to the same file."""

from __future__ import annotations

import io
import pickle
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import date
from functools import partial

import pytest
from lxml import etree

from annexgen.document import (
    Cell,
    Contents,
    Document,
    Face,
    Furniture,
    Heading,
    LazySections,
    PageSetup,
    Paragraph,
    Part,
    Row,
    Section,
    SplitLine,
    Table,
    TableLook,
    TextStyle,
)
from annexgen.fonts.metrics import FontMetrics
from annexgen.layout.typesetting import WORD
from annexgen.render.docx import render
from annexgen.render.docx.assembly import DocxAssembly
from annexgen.render.docx.body import DocxSection, Stage, section_markups, stage
from whole_layout import lay_out

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
METRICS = {"song": FontMetrics("Test", 880, -120, dict.fromkeys(range(32, 127), 500))}
PAGE = PageSetup(400, 500, 60, 50, 60, 50, 30, 30)
PLAIN, HEAVY = (TableLook(4, 3, border, 24, None) for border in (0.5, 2.0))
STYLES = {"text": TextStyle("song", 10.5, 16), "small": TextStyle("song", 9, 12)}


def section(index: int, *, new_page: bool = True, more_rows: int = 0) -> Section:
    """Return a section with one to three tables; the heavy look comes first in section 2."""
    tables = [
        Table(
            "说明",
            (150.0, 150.0),
            tuple(
                Row((Cell(0, (str(row),), "text"), Cell(1, ("文字" * (row % 5),), "text")))
                for row in range(1 + index % 5 + more_rows)
            ),
            0,
            HEAVY if (index + number) % 3 == 2 else PLAIN,
        )
        for number in range(1 + index % 3)
    ]
    heading = Heading(f"s{index}", 2, f"{index}.项目", "text")
    return Section(heading, (SplitLine("单位", "万元", "text"), *tables), new_page)


def document(
    sections: int, *, new_page: bool = True, more_rows: int = 0, parts: int = 2
) -> Document:
    headings = tuple(section(index).heading for index in range(sections))
    lazy = LazySections(headings, partial(section, new_page=new_page, more_rows=more_rows))
    return Document(
        title="附表",
        author="某局",
        subject="2025年度",
        language="zh-CN",
        date=date(2025, 1, 1),
        faces={"song": Face(("Test",), "宋体", "Times New Roman", "serif", bold=False)},
        styles=STYLES,
        page=PAGE,
        furniture=Furniture("small", 0.5, "— {} —", "small"),
        cover=(Paragraph("附表", "text"),),
        contents=Contents("目录", "text", ("text", "text")),
        parts=tuple(
            Part(Heading(f"p{number}", 1, f"{number} 单位", "text"), f"{number} 页眉", PAGE, lazy)
            for number in range(parts)
        ),
    )


def bench() -> Stage:
    return stage(STYLES, document(0).furniture, METRICS)


def rendered(what: Document) -> tuple[bytes, int]:
    out = io.BytesIO()
    pages = render(what, METRICS, out)
    return out.getvalue(), pages


def batches(part: Part, size: int) -> Iterator[DocxSection]:
    """Yield the sections of a part, written ``size`` at a time and sent through a pipe."""
    for start in range(0, len(part.sections), size):
        written = section_markups(
            part.sections[start : start + size],
            bench(),
            part.page,
            part.heading if start == 0 else None,
            ends_part=start + size >= len(part.sections),
        )
        yield from pickle.loads(pickle.dumps(tuple(written)))


@pytest.mark.parametrize("size", [1, 3, 7])
def test_batches_give_the_bytes_of_the_whole(size: int) -> None:
    what = document(13)
    assembly = DocxAssembly(bench())
    for part in what.parts:
        assembly.begin_part(part.heading, part.running_header, part.page)
        for one in batches(part, size):
            assembly.add(one)
    out = io.BytesIO()
    pages = assembly.finish(what._replace(parts=()), out)
    assert (out.getvalue(), pages) == rendered(what)


@pytest.mark.parametrize("new_page", [True, False])
def test_the_contents_name_the_pages_of_the_layout(new_page: bool) -> None:
    what = document(40, new_page=new_page, parts=1)
    data, pages = rendered(what)
    layout = lay_out(what, METRICS, WORD)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    shown = [
        "".join(element.text or "" for element in link.iter(f"{W}t"))
        for link in body.iter(f"{W}hyperlink")
    ]
    assert shown == [f"{one.text}{layout.places[one.id].page}" for one in what.headings()]
    assert pages == len(layout.pages)


def test_table_styles_are_numbered_as_the_file_needs_them() -> None:
    data, _ = rendered(document(6))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
        styles = etree.fromstring(package.read("word/styles.xml"))
    used = [element.get(f"{W}val") for element in body.iter(f"{W}tblStyle")]
    assert list(dict.fromkeys(used)) == ["Grid1", "Grid2"]
    assert used[:6] == ["Grid1", "Grid1", "Grid2", "Grid2", "Grid1", "Grid1"]
    borders = {
        style.get(f"{W}styleId"): border.get(f"{W}sz")
        for style in styles.iter(f"{W}style")
        for border in style.iterfind(f".//{W}tblBorders/{W}top")
    }
    assert borders == {"Grid1": "4", "Grid2": "16"}


def test_memory_grows_with_the_contents_but_not_with_the_text() -> None:
    def peak(sections: int) -> int:
        what = document(sections, more_rows=20, parts=1)
        tracemalloc.start()
        rendered(what)
        held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return held

    markup = next(section_markups([section(1, more_rows=20)], bench(), PAGE, None)).markup
    peak(2)
    assert (peak(160) - peak(40)) / 120 < len(markup) / 2
