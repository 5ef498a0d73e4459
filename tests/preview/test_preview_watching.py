"""A save is told of once, however an editor or git writes it."""

from __future__ import annotations

import queue
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from watchfiles import _rust_notify

from annexgen.preview.watching import saves
from preview_trials import FIRST, PROJECT, lay, save

SECONDS = 5


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


@pytest.fixture
def watcher(root: Path) -> Iterator[Watcher]:
    watching = Watcher(root)
    yield watching
    watching.stop.set()
    watching.thread.join(SECONDS)
    assert not watching.thread.is_alive()


def test_write_is_told_soon(root: Path, watcher: Watcher) -> None:
    began = time.monotonic()
    save(root, FIRST, PROJECT + "# 改\n")
    assert watcher.next() - began < 1


def test_several_writes_in_one_go_are_told_once(root: Path, watcher: Watcher) -> None:
    for number in range(20):
        save(root, FIRST, PROJECT + f"# {number}\n")
        save(root, f"301101/1{number:02}-新.yaml", PROJECT)
    watcher.next()
    assert watcher.none(0.5)


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
    while not watcher.none(1.5):
        pass
    save(root, FIRST, PROJECT + "# 改\n")
    watcher.next()


def test_forms_are_watched_from_when_there_are_any(root: Path, watcher: Watcher) -> None:
    folder = root / "templates" / "own"
    folder.mkdir(parents=True)
    watcher.next()
    while not watcher.none(1.5):
        pass
    (folder / "form.yaml").write_text("甲: 乙\n", "utf-8")
    watcher.next()


def test_other_folders_are_not_watched(root: Path, watcher: Watcher) -> None:
    (root / "output").mkdir()
    (root / "output" / "annex.html").write_text("x", "utf-8")
    assert watcher.none(0.5)


def test_where_no_watches_are_left_the_files_are_looked_at(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    native = _rust_notify.RustNotify

    def scarce(paths: list[str], debug: bool, polls: bool, *more: Any) -> Any:
        if not polls:
            raise OSError("OS file watch limit reached")
        return native(paths, debug, polls, *more)

    monkeypatch.setattr("watchfiles.main.RustNotify", scarce)
    watching = Watcher(root)
    save(root, FIRST, PROJECT + "# 改\n")
    watching.next()
    watching.stop.set()
    watching.thread.join(SECONDS)
    assert not watching.thread.is_alive()


def test_root_that_has_gone_ends_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        next(saves(tmp_path / "gone"))
