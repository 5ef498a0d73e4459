"""A save is told of once, however an editor or git writes it."""

from __future__ import annotations

import queue
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from annexgen.preview import watching
from annexgen.preview.watching import saves
from preview_trials import FIRST, PROJECT, lay, save

SECONDS = 60


class Watcher:
    """Counts saves in a thread."""

    def __init__(self, root: Path) -> None:
        self.stop = threading.Event()
        self._told: queue.Queue[float] = queue.Queue()
        self.thread = threading.Thread(target=self._watch, args=(root,), daemon=True)
        self.thread.start()
        self.next()

    def _watch(self, root: Path) -> None:
        for _ in saves(root, self.stop):
            self._told.put(time.monotonic())

    def next(self) -> float:
        """Wait for the next save."""
        return self._told.get(timeout=SECONDS)

    def till_quiet(self) -> None:
        """Wait until nothing is told for longer than the folders are not looked at."""
        while not self.none(1.5):
            pass

    def none(self, seconds: float) -> bool:
        """Say whether so many seconds pass without a save."""
        try:
            self._told.get(timeout=seconds)
        except queue.Empty:
            return True
        return False


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay(tmp_path)


@contextmanager
def watched(root: Path) -> Iterator[Watcher]:
    watcher = Watcher(root)
    yield watcher
    watcher.stop.set()
    watcher.thread.join(SECONDS)
    assert not watcher.thread.is_alive()


@pytest.fixture
def watcher(root: Path) -> Iterator[Watcher]:
    with watched(root) as watcher:
        yield watcher


def test_write_is_told_soon(root: Path, watcher: Watcher) -> None:
    def seconds(number: int) -> float:
        began = time.monotonic()
        save(root, FIRST, PROJECT + f"# {number}\n")
        return watcher.next() - began

    assert min(map(seconds, range(5))) < 0.5


def test_several_writes_in_one_go_are_told_once(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "QUIET", 500)
    monkeypatch.setattr(watching, "LONGEST", 60_000)
    with watched(root) as watcher:
        for number in range(20):
            save(root, FIRST, PROJECT + f"# {number}\n")
            save(root, f"301101/1{number:02}-新.yaml", PROJECT)
        watcher.next()
        assert watcher.none(1)


def test_save_by_rename_is_told(root: Path, watcher: Watcher) -> None:
    aside = root / "content" / "301101" / ".01-档案.yaml.swp"
    aside.write_text(PROJECT + "# 改\n", "utf-8")
    aside.replace(root / "content" / FIRST)
    watcher.next()


def test_new_folder_and_what_is_saved_in_it_are_told(root: Path, watcher: Watcher) -> None:
    save(root, "301103/unit.yaml", "单位名称: 新\n")
    watcher.next()
    save(root, "301103/01-新.yaml", PROJECT)
    watcher.next()
    shutil.rmtree(root / "content" / "301103")
    watcher.next()


def test_folder_put_in_anothers_place_is_watched(root: Path, watcher: Watcher) -> None:
    (root / "content").rename(root / "away")
    shutil.copytree(root / "away", root / "content")
    watcher.next()
    watcher.till_quiet()
    save(root, FIRST, PROJECT + "# 改\n")
    watcher.next()


def test_forms_are_watched_from_when_there_are_any(root: Path, watcher: Watcher) -> None:
    folder = root / "templates" / "own"
    folder.mkdir(parents=True)
    watcher.next()
    watcher.till_quiet()
    (folder / "form.yaml").write_text("甲: 乙\n", "utf-8")
    watcher.next()


def test_other_folders_are_not_watched(root: Path, watcher: Watcher) -> None:
    (root / "output").mkdir()
    (root / "output" / "annex.html").write_text("x", "utf-8")
    assert watcher.none(0.5)


def test_where_no_watches_are_left_the_files_are_looked_at(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def scarce(*_: Any) -> Any:
        raise OSError("OS file watch limit reached")

    monkeypatch.setattr("watchfiles.main.RustNotify", scarce)
    with watched(root) as watcher:
        for number in range(4):
            save(root, FIRST, PROJECT + f"# {number}\n")
            watcher.next()


def test_root_that_has_gone_ends_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        next(saves(tmp_path / "gone"))
