"""Old office files are read through LibreOffice, which can do no harm there."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from block_texts import grid, shown

from annexgen.findings import Message
from annexgen.ingest import legacy, libreoffice
from annexgen.ingest.blocks import Properties, Table
from annexgen.ingest.kinds import reader_of
from annexgen.packages import active, opening
from annexgen.packages.refusal import Unreadable
from hostile_packages import COMPOUND, pack
from printed_annex import printed_projects
from programs import need, run

pytestmark = pytest.mark.system

ROOT = Path(__file__).parents[2]
ODT = "application/vnd.oasis.opendocument.text"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real annex as DOCX and XLSX."""
    need("soffice")
    folder = tmp_path_factory.mktemp("published")
    for words in (["build", "--format", "docx"], ["export", "--to", "xlsx"]):
        run([sys.executable, "-m", "annexgen", *words, "--root", ROOT, "--output", folder])
    return folder


def saved_as(kind: str, file: Path, folder: Path) -> Path:
    """Save a file in another kind, as an office did years ago."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [need("soffice"), profile, "--headless", "--convert-to", kind, "--outdir", folder]
    subprocess.run([*map(str, command), str(file)], check=True, capture_output=True, timeout=120)
    return folder / f"{file.stem}.{kind}"


@pytest.mark.parametrize(
    ("kind", "name"),
    [("doc", "annex.docx"), ("rtf", "annex.docx"), ("odt", "annex.docx"), ("xls", "annex.xlsx")],
)
def test_the_real_annex_comes_back_from_old_files(
    published: Path, tmp_path: Path, kind: str, name: str
) -> None:
    file = saved_as(kind, published / name, tmp_path)
    blocks = list(reader_of(file)(file))
    tables = [block for block in blocks if isinstance(block, Table)]
    printed = [
        part for one in printed_projects() for part in (one.head_grid(), one.indicator_grid())
    ]
    assert [cells_once(grid(table)) for table in tables] == [cells_once(one) for one in printed]
    places = [block.place for block in blocks if not isinstance(block, Properties)]
    assert {place.source for place in places} == {str(file)}


def cells_once(rows: list[list[str]]) -> list[list[str]]:
    return [[text for at, text in enumerate(row) if not at or text != row[at - 1]] for row in rows]


# ---------------------------------------------------------------------- what is refused


def refusal(path: Path, data: bytes) -> Message:
    path.write_bytes(data)
    with pytest.raises(Unreadable) as caught:
        list(legacy.read(path))
    assert caught.value.source == str(path)
    assert "\n" not in caught.value.message.zh
    return caught.value.reason


def compound(*streams: str) -> bytes:
    """Return what looks like a compound file with these streams."""
    names = (name.encode("utf-16-le").ljust(64, b"\0") for name in streams)
    return COMPOUND + bytes(504) + b"".join(names)


def test_passwords_and_macros_are_found_before_anything_is_run(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    assert refusal(path, compound("EncryptionInfo", "EncryptedPackage")) == opening.PASSWORD
    assert refusal(path, compound("WordDocument", "_VBA_PROJECT")) == active.MACROS


def test_a_truncated_file_is_refused(published: Path, tmp_path: Path) -> None:
    whole = saved_as("doc", published / "annex.docx", tmp_path).read_bytes()
    told = refusal(tmp_path / "cut.doc", whole[: len(whole) // 3])
    assert told == libreoffice.NOT_CONVERTED


def test_without_libreoffice_there_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refusal(tmp_path / "a.doc", compound("WordDocument")) == libreoffice.NOT_INSTALLED


def test_a_converter_that_hangs_is_ended_with_what_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\nsleep 600 &\necho $! > {tmp_path}/child\nwait\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(libreoffice, "MOST_SECONDS", 3)
    began = time.monotonic()
    assert refusal(tmp_path / "a.doc", compound("WordDocument")) == libreoffice.TOO_SLOW
    assert time.monotonic() - began < 120
    child = int((tmp_path / "child").read_text())
    while is_running(child):
        assert time.monotonic() - began < 240
        time.sleep(0.05)


def is_running(pid: int) -> bool:
    """Say whether a process goes on; one that has ended may wait for its parent."""
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def test_a_bomb_in_an_open_document_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "MOST_UNPACKED", 1 << 20)
    path = pack(tmp_path / "a.odt", open_document(b" " * (2 << 20)))
    with pytest.raises(Unreadable, match="unpacks to more than any annex holds"):
        list(reader_of(path)(path))


# ---------------------------------------------------------------------- the network


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """Give a server's address, and the paths that it is asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - http.server's names

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def linked_rtf(address: str) -> bytes:
    field = rf'{{\field{{\*\fldinst INCLUDEPICTURE "{address}/p.png" \\d}}{{\fldrslt x}}}}'
    return rf"{{\rtf1\ansi text {field}\par}}".encode()


def open_document(content: bytes) -> dict[str, str | bytes]:
    """Return the parts of an OpenDocument text."""
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entry = '<m:file-entry m:full-path="{}" m:media-type="{}"/>'
    entries = entry.format("/", ODT) + entry.format("content.xml", "text/xml")
    return {
        "mimetype": ODT,
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="{manifest}">{entries}</m:manifest>',
        "content.xml": content,
    }


def linked_page(address: str) -> bytes:
    """Return an OpenDocument text with a linked picture and a linked section."""
    return (
        '<office:document-content office:version="1.2"'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
        ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
        ' xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:text>'
        f'<text:section text:name="s"><text:section-source xlink:href="{address}/s.odt"/>'
        "<text:p>节</text:p></text:section><text:p>text"
        f'<draw:frame><draw:image xlink:href="{address}/p.png" xlink:type="simple"'
        ' xlink:actuate="onLoad"/></draw:frame></text:p>'
        "</office:text></office:body></office:document-content>"
    ).encode()


@pytest.mark.parametrize("kind", ["rtf", "odt"])
def test_nothing_is_fetched_from_the_network(tmp_path: Path, kind: str) -> None:
    need("soffice")
    path = tmp_path / f"a.{kind}"
    with listening() as (address, asked):
        if kind == "rtf":
            path.write_bytes(linked_rtf(address))
        else:
            pack(path, open_document(linked_page(address)))
        with suppress(Unreadable):
            assert "text" in "".join(shown(legacy.read(path)))
        assert asked == []
