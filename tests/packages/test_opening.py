"""Office packages are opened without harm, whatever they hold."""

from __future__ import annotations

import struct
import warnings
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from lxml import etree

from annexgen.findings import Message
from annexgen.packages import active, markup, opening
from annexgen.packages.opening import open_package
from annexgen.packages.refusal import Unreadable
from hostile_packages import (
    COMPOUND,
    MACRO_MAIN,
    bomb,
    content_types,
    document,
    docx_parts,
    pack,
    peak_memory,
    relationships,
)

LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 12))
    + "]>"
)


def text_of(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def read_all(path: Path) -> None:
    """Read every part of a package as XML."""
    with open_package(path) as package:
        for name in package.names:
            package.xml(name)


def refusal(path: Path) -> Message:
    """Return why a package is refused when all of it is read."""
    with pytest.raises(Unreadable) as caught:
        read_all(path)
    assert "\n" not in caught.value.message.zh + caught.value.message.en
    zh, en = caught.value.message
    assert zh.startswith(f"{path}：")
    assert en.startswith(f"{path}: ")
    return Message(zh.removeprefix(f"{path}："), en.removeprefix(f"{path}: "))


def test_a_plain_package_is_read(tmp_path: Path) -> None:
    with open_package(pack(tmp_path / "a.docx", docx_parts())) as package:
        assert "word/document.xml" in package.names
        assert package.part("word/document.xml").decode() == document()
        assert text_of(package.xml("word/document.xml")) == "正文"


def test_a_part_that_is_missing_is_a_refusal(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.docx", docx_parts())
    with open_package(path) as package, pytest.raises(Unreadable):
        package.part("word/styles.xml")


def test_a_hyperlink_is_let_pass(tmp_path: Path) -> None:
    links = {"word/_rels/document.xml.rels": relationships("hyperlink", "https://example.org/")}
    with open_package(pack(tmp_path / "a.docx", docx_parts(**links))) as package:
        assert package.names


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("attachedTemplate", active.TEMPLATE),
        ("image", active.LINKED),
        ("oleObject", active.LINKED),
        ("externalLinkPath", active.LINKED),
        ("subDocument", active.LINKED),
        ("frame", active.LINKED),
    ],
)
def test_a_link_that_would_be_followed_is_refused(tmp_path: Path, kind: str, told: Message) -> None:
    links = {"word/_rels/document.xml.rels": relationships(kind, "https://example.org/x")}
    assert refusal(pack(tmp_path / "a.docx", docx_parts(**links))) == told


@pytest.mark.parametrize(
    "parts",
    [
        {"word/vbaProject.bin": "x"},
        {"xl/VBAPROJECT.BIN": "x"},
        {"xl/macrosheets/sheet1.xml": "<x/>"},
        {"[Content_Types].xml": content_types(MACRO_MAIN)},
    ],
)
def test_macros_are_refused(tmp_path: Path, parts: dict[str, str]) -> None:
    assert refusal(pack(tmp_path / "a.docm", docx_parts(**parts))) == active.MACROS


@pytest.mark.parametrize(
    "text",
    [
        f"{LAUGHS}<x>&a11;</x>",
        f'{LAUGHS}<x y="&a2;"/>',
        '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>',
        '<!DOCTYPE x SYSTEM "https://example.org/x.dtd"><x/>',
        "<!DOCTYPE x><x/>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_and_entities_are_refused(tmp_path: Path, text: str, encoding: str) -> None:
    parts = docx_parts() | {"word/document.xml": text.encode(encoding)}
    assert refusal(pack(tmp_path / "a.docx", parts)) == markup.DOCUMENT_TYPE


@pytest.mark.parametrize(
    "text",
    ["", "<x", "<x></y>", "<x>&undeclared;</x>", "<x>" * 5000 + "</x>" * 5000, "\0", "<x/>后"],
)
def test_bad_xml_is_refused(tmp_path: Path, text: str) -> None:
    parts = docx_parts() | {"word/document.xml": text}
    assert refusal(pack(tmp_path / "a.docx", parts)) == markup.NOT_WELL_FORMED


def test_children_come_one_by_one(tmp_path: Path) -> None:
    body = "".join(f"<w:p><w:r><w:t>{n}</w:t></w:r></w:p><w:x/>" for n in range(9))
    nested = "<w:tbl><w:p>里</w:p></w:tbl>"
    path = pack(tmp_path / "a.docx", docx_parts() | {"word/document.xml": document(body + nested)})
    tag = document().partition('w="')[2].partition('"')[0].join("{}")
    with open_package(path) as package:
        pieces = package.pieces("word/document.xml")
        wanted = [f"{tag}p", f"{tag}tbl"]
        children = markup.each_child(pieces, {f"{tag}body"}, wanted, package.source)
        texts = [text_of(child) for child in children]
    assert texts == [*map(str, range(9)), "里"]


@pytest.mark.parametrize("text", [f"{LAUGHS}<x>&a11;</x>", "<!DOCTYPE x><x/>"])
def test_document_types_are_refused_piece_by_piece(text: str) -> None:
    pieces = [text[at : at + 7].encode() for at in range(0, len(text), 7)]
    with pytest.raises(Unreadable) as caught:
        list(markup.each_child(pieces, {"x"}, ["y"], "a.docx"))
    assert caught.value.message.zh.endswith(markup.DOCUMENT_TYPE.zh)


def test_what_was_read_does_not_pile_up_where_garbage_is_not_searched_for() -> None:
    program = """
import gc
from annexgen.packages.markup import each_child, parse_xml
gc.disable()
data = b"<x>" + b"<z/>" * 20_000 + b"<y/>" * 100 + b"<z/>" * 20_000 + b"</x>"
for _ in range(50):
    assert len(parse_xml(data, "a.docx")) == 40_100
    assert sum(1 for _ in each_child([data], {"x"}, ["y"], "a.docx")) == 100
"""
    _, peak = peak_memory(program)
    assert peak < 100 << 20


# ---------------------------------------------------------------------- the archive


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"just text")
    assert refusal(path) == opening.NO_PACKAGE
    path.write_bytes(b"")
    assert refusal(path) == opening.NO_PACKAGE
    path.write_bytes(COMPOUND + b"\0" * 512)
    assert refusal(path) == opening.PASSWORD


def test_an_archive_cut_short_anywhere_is_refused(tmp_path: Path) -> None:
    whole = pack(tmp_path / "a.docx", docx_parts()).read_bytes()
    path = tmp_path / "cut.docx"
    for size in range(2, len(whole) - 1, 17):
        path.write_bytes(whole[:size])
        assert refusal(path) == opening.DAMAGED, size


def test_a_flipped_byte_is_never_a_fault_of_ours(tmp_path: Path) -> None:
    whole = pack(tmp_path / "a.docx", docx_parts()).read_bytes()
    path = tmp_path / "flipped.docx"
    for at in range(0, len(whole), 3):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1 :])
        with suppress(Unreadable):
            read_all(path)


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "../evil.xml", "word/../../evil.xml", "C:/evil.xml", "word\\x.xml", "a//b"],
)
def test_names_that_leave_the_package_are_refused(tmp_path: Path, name: str) -> None:
    assert refusal(pack(tmp_path / "a.docx", docx_parts(**{name: "<x/>"}))) == opening.DAMAGED


def test_a_name_given_twice_is_refused(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.docx", docx_parts(**{"WORD/Document.xml": "<x/>"}))
    assert refusal(path) == opening.DAMAGED
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("word/document.xml", document())
        archive.writestr("word/document.xml", document())
    assert refusal(path) == opening.DAMAGED


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    parts = dict.fromkeys(map(str, range(opening.MOST_PARTS + 1)), "")
    assert refusal(pack(tmp_path / "a.docx", parts)) == markup.TOO_LARGE


def test_an_encrypted_archive_is_refused(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.docx", docx_parts())
    data = bytearray(path.read_bytes())
    directory = data.index(b"PK\1\2")
    data[directory + 8] |= 1
    path.write_bytes(data)
    assert refusal(path) == opening.PASSWORD


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packing_that_office_does_not_know_is_refused(tmp_path: Path, method: int) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("word/document.xml", document())
    assert refusal(path) == opening.DAMAGED


@pytest.mark.parametrize("size", [1, 1 << 31])
def test_a_size_that_is_a_lie_is_found_out(tmp_path: Path, size: int) -> None:
    path = pack(tmp_path / "a.docx", docx_parts())
    data = bytearray(path.read_bytes())
    at = -1
    while (at := data.find(b"PK\1\2", at + 1)) >= 0:
        struct.pack_into("<L", data, at + 24, size)
    path.write_bytes(data)
    assert refusal(path) == opening.DAMAGED


@pytest.mark.parametrize("directory", [0xFFFFFFFF, 0x7FFFFFFF, 1 << 23])
def test_a_directory_that_is_a_lie_is_found_out(tmp_path: Path, directory: int) -> None:
    path = pack(tmp_path / "a.docx", docx_parts())
    data = bytearray(path.read_bytes())
    struct.pack_into("<L", data, data.index(b"PK\5\6") + 12, directory)
    path.write_bytes(data)
    assert refusal(path) == opening.DAMAGED


def test_a_zip64_end_that_is_a_lie_is_found_out(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.docx", docx_parts())
    data = path.read_bytes()
    at = data.index(b"PK\5\6")
    many = 1 << 40
    end = b"PK\6\6" + struct.pack("<Q2H2L4Q", 44, 45, 45, 0, 0, many, many, many, 0)
    locator = b"PK\6\7" + struct.pack("<LQL", 0, at, 1)
    path.write_bytes(data[:at] + end + locator + data[at:])
    assert refusal(path) == opening.DAMAGED


def test_a_bomb_of_four_gigabytes_is_refused_in_little_memory(tmp_path: Path) -> None:
    program = """
from pathlib import Path
from annexgen.packages.opening import open_package
from annexgen.packages.refusal import Unreadable
try:
    with open_package(Path(sys.argv[1])) as package:
        package.xml("word/document.xml")
except Unreadable as refusal:
    print(refusal.message.zh)
"""
    path = bomb(tmp_path / "bomb.docx")
    assert path.stat().st_size < 8 << 20
    told, peak = peak_memory(program, path)
    assert told == f"{path}：{markup.TOO_LARGE.zh}"
    assert peak < 160 << 20


def test_a_bomb_in_many_parts_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_UNPACKED", 1 << 20)
    parts = {f"word/{n}.xml": f"<x>{' ' * 100_000}</x>" for n in range(20)}
    assert refusal(pack(tmp_path / "a.docx", docx_parts(**parts))) == markup.TOO_LARGE


def test_a_file_beyond_all_measure_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with path.open("wb") as file:
        file.write(b"PK\3\4")
        file.truncate(opening.MOST_PACKED + 1)
    assert refusal(path) == markup.TOO_LARGE
