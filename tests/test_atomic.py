"""Several files at once: all new, or none changed and nothing left behind."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from annexgen.atomic import write_together


def writer(data: bytes) -> Callable[[BinaryIO], None]:
    def write(out: BinaryIO) -> None:
        out.write(data)

    return write


def fail(error: BaseException) -> Callable[[BinaryIO], None]:
    def write(out: BinaryIO) -> None:
        out.write(b"half")
        raise error

    return write


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def test_all_are_written_with_their_sizes(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "output"
    assert write_together(folder, {"a": writer(b"12"), "b": writer(b"345")}) == {"a": 2, "b": 3}
    assert contents(folder) == {"a": b"12", "b": b"345"}


def test_permissions_are_kept_or_those_of_a_new_file(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"")
    (tmp_path / "old").chmod(0o600)
    (tmp_path / "plain").write_bytes(b"")
    write_together(tmp_path, {"old": writer(b"1"), "new": writer(b"2")})
    assert (tmp_path / "old").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "plain").stat().st_mode


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
        KeyboardInterrupt(),
        ZeroDivisionError(),
    ],
    ids=["full disk", "Ctrl-C", "fault"],
)
def test_a_failure_leaves_the_old_files_and_nothing_else(
    tmp_path: Path, error: BaseException
) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(type(error)):
        write_together(tmp_path, {"a": writer(b"new"), "b": fail(error)})
    assert contents(tmp_path) == {"a": b"old"}


def test_stopped_right_after_a_temporary_file_is_made_it_leaves_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = os.open

    def stopped(path: Path, flags: int, mode: int) -> int:
        os.close(opened(path, flags, mode))
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "open", stopped)
    with pytest.raises(KeyboardInterrupt):
        write_together(tmp_path, {"a": writer(b"new")})
    assert contents(tmp_path) == {}


def test_a_folder_made_for_nothing_is_taken_back(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        write_together(tmp_path / "deep" / "output", {"a": fail(ZeroDivisionError())})
    assert list(tmp_path.iterdir()) == []


def test_the_error_names_the_target(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"annex\.pdf") as caught:
        write_together(tmp_path, {"annex.pdf": fail(OSError(errno.ENOSPC, "full"))})
    assert caught.value.errno == errno.ENOSPC
    assert caught.value.filename == str(tmp_path / "annex.pdf")


def test_a_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    with pytest.raises(IsADirectoryError):
        write_together(tmp_path, {"a": writer(b"new"), "b": writer(b"new")})
    assert [entry.name for entry in tmp_path.iterdir()] == ["b"]


def test_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(OSError, match="file"):
        write_together(tmp_path / "file" / "output", {"a": writer(b"new")})
    assert contents(tmp_path) == {"file": b"old"}


@pytest.mark.parametrize("hard_links", [True, False])
def test_a_rename_that_fails_takes_the_others_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hard_links: bool
) -> None:
    (tmp_path / "a").write_bytes(b"old a")
    (tmp_path / "c").write_bytes(b"old c")
    rename = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.name == "c" and self.suffix == ".part":
            raise OSError(errno.EIO, "broken")
        return rename(self, target)

    def no_links(self: Path, target: Path) -> None:
        raise OSError(errno.EPERM, "no hard links")

    monkeypatch.setattr(Path, "replace", replace)
    if not hard_links:
        monkeypatch.setattr(Path, "hardlink_to", no_links)
    with pytest.raises(OSError, match="broken"):
        write_together(tmp_path, {name: writer(b"new") for name in "abc"})
    assert contents(tmp_path) == {"a": b"old a", "c": b"old c"}


def test_files_go_to_several_folders_and_others_go(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "a").write_bytes(b"old")
    sizes = write_together(
        tmp_path, {"b": writer(b"1"), "new/deep/c": writer(b"22")}, gone=["old/a"]
    )
    assert sizes == {"b": 1, "new/deep/c": 2}
    assert contents(tmp_path / "old") == {}
    assert contents(tmp_path / "new" / "deep") == {"c": b"22"}
    with pytest.raises(ZeroDivisionError):
        write_together(tmp_path, {"x/y": writer(b""), "z/a/b": fail(ZeroDivisionError())})
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["b", "new", "old"]


def test_what_cannot_go_takes_all_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "ab":
        (tmp_path / name).write_bytes(b"old")
    unlink = Path.unlink

    def broken(self: Path, missing_ok: bool = False) -> None:
        if self.name == "b":
            raise OSError(errno.EIO, "broken")
        unlink(self, missing_ok)

    monkeypatch.setattr(Path, "unlink", broken)
    with pytest.raises(OSError, match="broken"):
        write_together(tmp_path, {"c": writer(b"new")}, gone=["a", "b"])
    assert contents(tmp_path) == {"a": b"old", "b": b"old"}


@pytest.mark.parametrize("hard_links", [True, False])
def test_only_new_files_never_overwrite(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hard_links: bool
) -> None:
    def no_links(self: Path, target: Path) -> None:
        raise OSError(errno.EPERM, "no hard links")

    def meanwhile(out: BinaryIO) -> None:
        out.write(b"mine")
        (tmp_path / "b").write_bytes(b"theirs")

    if not hard_links:
        monkeypatch.setattr(Path, "hardlink_to", no_links)
    write_together(tmp_path, {"a": writer(b"1")}, only_new=True)
    with pytest.raises(FileExistsError) as caught:
        write_together(tmp_path, {"n": writer(b"2"), "a": writer(b"2")}, only_new=True)
    assert caught.value.filename == str(tmp_path / "a")
    with pytest.raises(FileExistsError) as caught:
        write_together(tmp_path, {"n": writer(b"2"), "b": meanwhile}, only_new=True)
    assert caught.value.filename == str(tmp_path / "b")
    assert contents(tmp_path) == {"a": b"1", "b": b"theirs"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_disk_that_fills_only_when_flushed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = os.fdopen

    def fdopen(handle: int, mode: str) -> BinaryIO:
        full = os.open("/dev/full", os.O_WRONLY)
        os.dup2(full, handle)
        os.close(full)
        return opened(handle, mode)  # type: ignore[return-value]

    monkeypatch.setattr("annexgen.atomic.os.fdopen", fdopen)
    with pytest.raises(OSError) as caught:  # noqa: PT011 - errno says which
        write_together(tmp_path, {"a": writer(b"new")})
    assert caught.value.errno == errno.ENOSPC
    assert contents(tmp_path) == {}
