"""Files that would do harm, or are broken, through the command line: one line, nothing written."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from annexgen import cli
from hostile_packages import (
    COMPOUND,
    MACRO_MAIN,
    SPREADSHEET,
    TYPES,
    bomb,
    content_types,
    docx_parts,
    pack,
    peak_memory,
    relationships,
    sheet_parts,
)

Maker = Callable[[Path], object]

LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 12))
    + "]><x>&a11;</x>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>'
STRICT = relationships("officeDocument", "word/document.xml", external=False).replace(
    TYPES, "http://purl.oclc.org/ooxml/officeDocument/relationships"
)
STRINGS = f'<sst xmlns="{SPREADSHEET}">'
BLANK = f"<si><t>{' ' * 65_536}</t></si>"
ELSEWHERE = "https://example.org/x"


def docx(**parts: str | bytes) -> Maker:
    return lambda path: pack(path, docx_parts() | parts)


def linked(kind: str) -> Maker:
    return docx(**{"word/_rels/document.xml.rels": relationships(kind, ELSEWHERE)})


def xlsx(rows: str = "", parts: Mapping[str, str | bytes] | None = None) -> Maker:
    return lambda path: pack(path, sheet_parts(rows) | dict(parts or {}))


def holding(data: str | bytes) -> Maker:
    return lambda path: path.write_bytes(data if isinstance(data, bytes) else data.encode())


def cut(make: Maker, part: float = 0.6) -> Maker:
    def made(path: Path) -> None:
        make(path)
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * part)])

    return made


def stream(name: str) -> bytes:
    """Return what looks like a compound file with a stream."""
    return COMPOUND + bytes(504) + name.encode("utf-16-le").ljust(64, b"\0")


def encrypted(path: Path) -> None:
    """Write an archive that says its parts are encrypted."""
    docx()(path)
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\1\2") + 8] |= 1
    path.write_bytes(data)


def packed_otherwise(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        for name, part in docx_parts().items():
            archive.writestr(name, part)


FILES: dict[str, tuple[str, Maker, str]] = {
    "bomb in a DOCX": ("a.docx", bomb, "解开后大得不合常理"),
    "bomb in a workbook's strings": (
        "a.xlsx",
        xlsx(parts={"xl/strings.xml": f"{STRINGS}{BLANK * 600}</sst>"}),
        "解开后大得不合常理",
    ),
    "entities in a DOCX": ("a.docx", docx(**{"word/document.xml": LAUGHS}), "DTD 或实体"),
    "a file named by an entity": ("a.docx", docx(**{"word/document.xml": OUTSIDE}), "DTD 或实体"),
    "entities in content types": ("a.docx", docx(**{"[Content_Types].xml": LAUGHS}), "DTD 或实体"),
    "entities in a sheet": ("a.xlsx", xlsx(parts={"xl/s.xml": LAUGHS}), "DTD 或实体"),
    "entities in a workbook": ("a.xlsx", xlsx(parts={"xl/workbook.xml": OUTSIDE}), "DTD 或实体"),
    "a template elsewhere": ("a.docx", linked("attachedTemplate"), "链接了外部的模板"),
    "a picture elsewhere": ("a.docx", linked("image"), "链接了外部的图片"),
    "a workbook elsewhere": (
        "a.xlsx",
        xlsx(parts={"xl/externalLinks/externalLink1.xml": "<x/>"}),
        "链接了外部的图片、对象或工作簿",
    ),
    "macros in a document": ("a.docm", docx(**{"word/vbaProject.bin": b"x"}), "带宏"),
    "a document of a macro's kind": (
        "a.docx",
        docx(**{"[Content_Types].xml": content_types(MACRO_MAIN)}),
        "带宏",
    ),
    "macros in a workbook": ("a.xlsm", xlsx(parts={"xl/vbaProject.bin": b"x"}), "带宏"),
    "macros in an old file": ("a.doc", holding(stream("_VBA_PROJECT")), "带宏"),
    "a password": ("a.docx", holding(stream("EncryptedPackage")), "加了密码"),
    "an encrypted archive": ("a.docx", encrypted, "加了密码"),
    "half a DOCX": ("a.docx", cut(docx()), "已损坏或不完整"),
    "half a workbook": ("a.xlsx", cut(xlsx()), "已损坏或不完整"),
    "an archive of another packing": ("a.docx", packed_otherwise, "已损坏或不完整"),
    "a name that leaves the archive": ("a.docx", docx(**{"../x.xml": "<x/>"}), "已损坏或不完整"),
    "a name given twice": ("a.docx", docx(**{"WORD/document.xml": "<x/>"}), "已损坏或不完整"),
    "half an XML": ("a.docx", docx(**{"word/document.xml": "<x><y>"}), "XML 有错"),
    "XML too deep": ("a.docx", docx(**{"word/document.xml": "<x>" * 5000}), "XML 有错"),
    "a sheet out of order": ("a.xlsx", xlsx('<row r="2"/><row r="1"/>'), "已损坏或不完整"),
    "a formula never computed": (
        "a.xlsx",
        xlsx("<row><c><f>1+1</f></c></row>"),
        "工作表“S”A1 的公式没有算出的值",
    ),
    "an archive of something else": ("a.zip", lambda path: pack(path, {"x": "y"}), "认不出"),
    "a page in no encoding": ("a.html", holding(b"<html>\xff\xff\xff"), "网页的编码读不出来"),
    "a page that lies about it": (
        "a.html",
        holding('<html><meta charset="utf-8">甲'.encode("gbk")),
        "网页的编码读不出来",
    ),
    "a page nested too deep": ("a.html", holding("<html>" + "<div>" * 9999), "超过 2000 层"),
    "a page too wide": (
        "a.html",
        holding("<table>" + "<td colspan=1000>" * 3),
        "超过 1000 列",
    ),
    "a web archive": ("a.mht", holding("MIME-Version: 1.0\n"), "单个文件网页"),
    "a PDF": ("a.pdf", holding("%PDF-1.7\n"), "PDF 里没有表格"),
    "an XML file": ("a.xml", holding("<?xml version='1.0'?><x/>"), "认不出"),
    "bytes": ("a.txt", holding(bytes(range(256))), "认不出"),
    "nothing": ("a.txt", holding(""), "没有找到一个项目"),
    "a text": ("a.txt", holding("今天天气很好。\n"), "没有找到一个项目"),
    "a strict document": (
        "a.docx",
        docx(**{"_rels/.rels": STRICT}),
        "Strict Open XML",
    ),
    "a letter": ("a.docx", docx(), "没有找到一个项目"),
    "an empty workbook": ("a.xlsx", xlsx(), "没有找到一个项目"),
    "an empty page": ("a.html", holding("<html></html>"), "没有找到一个项目"),
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ANNEXGEN_LANG", raising=False)
    return tmp_path


@pytest.mark.parametrize("what", FILES)
def test_a_hostile_file_is_refused_in_one_line(
    here: Path, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    name, make, says = FILES[what]
    make(Path(name))
    assert cli.main(["import", name, "--into", "content", "--quiet"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert told.err.startswith(f"annexgen: {name}：")
    assert says in told.err
    assert cli.main(["import", name, "--into", "content", "--quiet", "--lang", "en"]) == 2
    english = capsys.readouterr().err
    assert english.startswith(f"annexgen: {name}: ")
    assert english.count("\n") == 1
    assert english.isascii()
    assert [file.name for file in here.iterdir()] == [name]


def test_a_bomb_takes_little_memory_through_the_command_line(here: Path) -> None:
    bomb(here / "a.docx")
    program = """
from annexgen import cli
sys.stderr = sys.stdout
assert cli.main(["import", "a.docx", "--into", "content", "--quiet"]) == 2
"""
    told, peak = peak_memory(program)
    assert "解开后大得不合常理" in told
    assert peak < 160 << 20
    assert not (here / "content").exists()
