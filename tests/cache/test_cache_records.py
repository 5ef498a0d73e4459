"""Records: what goes in comes out, and whatever else comes in is no record."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexgen.cache.packs import KEY_SIZE, Packs
from annexgen.cache.records import CaptionLines, Record, packed, unpacked
from annexgen.document import Heading, TableLook
from annexgen.findings import Finding, Message, Severity
from annexgen.loading.units import Name
from annexgen.model import Amount, Budget, Project
from annexgen.positions import Origin, Span
from annexgen.render.docx.body import DocxSection
from annexgen.render.pdf.body import BodySection
from annexgen.render.pdf.faces import Slot
from annexgen.render.pdf.section import Caption, EncodedPage, EncodedSection
from annexgen.render.pdf.skeleton import ElementsTemplate

ORIGIN = Origin("content/301101/01-甲.yaml", {"": Span(1, 1, 9, 1), "name": Span(1, 7, 1, 8)})
PROJECT = Project(
    "301101-01-甲",
    "甲",
    Budget(Amount("470.00"), Amount("470.00"), None, ORIGIN),
    "用途\n“二”",
    ("一", "二"),
    (),
    {"主管": "某局"},
    ORIGIN,
)
FINDINGS = (
    Finding("ANX1", "a", Severity.INFO, ORIGIN.path, None, Message("一", "one")),
    Finding(
        "ANX2",
        "b",
        Severity.WARNING,
        ORIGIN.path,
        Span(1, 2, 3, 4),
        Message("一", "one"),
        Message("二", "two"),
        "mend",
    ),
)
SECTION = BodySection(
    Heading("", 2, "", ""),
    1,
    79.37,
    EncodedSection(
        (
            EncodedPage((Caption(0, 0, 1, 90.25), b"\x00stream\xff"), (1, 2, 3)),
            EncodedPage((Caption(None, 0, 2, 90.125), b""), ()),
        ),
        ElementsTemplate("<</S/P/P %d 0 R>>\n<</S/TD>>", (0, 3), 2, 4, (0,), (1,), ()),
        (),
        {Slot(0, 0): "一()\\", Slot(1, 2): "\U00020000"},
    ),
)
DOCX = DocxSection(
    Heading("", 2, "", ""), True, 1, 2, (TableLook(1.0, 2.5, 0.5, 24.0, "#f2f2f2"),), b"<w:p/>"
)


@pytest.mark.parametrize("pdf", [SECTION, None])
@pytest.mark.parametrize("docx", [DOCX, None])
def test_what_goes_in_comes_out(pdf: BodySection | None, docx: DocxSection | None) -> None:
    lines = CaptionLines(pdf and (1, 2), docx and 1)
    name = Name(ORIGIN.path, "甲", Span(1, 7, 1, 8))
    record = Record(PROJECT, 15, name, FINDINGS, lines, pdf, docx)
    read = unpacked(packed(record))
    assert read == record
    assert read is not None
    assert read.project.origin == ORIGIN


@given(st.binary(max_size=200))
def test_any_bytes_are_a_record_or_none(data: bytes) -> None:
    assert unpacked(data) is None


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=3), inner),
        max_leaves=20,
    )
)
def test_any_json_is_a_record_or_none(value: object) -> None:
    head = zlib.compress(json.dumps(value).encode())
    assert unpacked(pack(">I", len(head)) + head) is None


def test_packs_give_back_what_they_were_given(tmp_path: Path) -> None:
    records = [(bytes([n]) * KEY_SIZE, b"record %d" % n) for n in range(5)]
    Packs(tmp_path, "pdf").write("301101", records)
    assert Packs(tmp_path, "pdf").read("301101") == dict(records)
    assert Packs(tmp_path, "check").read("301101") == {}
    assert (tmp_path / ".annexgen/.gitignore").read_text(encoding="utf-8").endswith("*\n")


def test_a_record_under_another_key_is_none(tmp_path: Path) -> None:
    packs = Packs(tmp_path, "pdf")
    packs.write("301101", [(b"a" * KEY_SIZE, b"record")])
    file = tmp_path / ".annexgen/301101.pdf"
    file.write_bytes(file.read_bytes().replace(b"a" * KEY_SIZE, b"b" * KEY_SIZE))
    assert packs.read("301101") == {}
