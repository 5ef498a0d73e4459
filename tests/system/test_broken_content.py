"""What a build does when content, disk or reader fail it, or when it is stopped.

The old outputs stay, byte for byte, and the editor is told which place is wrong.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from programs import run

ROOT = Path(__file__).parents[2]
OUTPUTS = ["annex.docx", "annex.html", "annex.pdf"]
SPOILT = Path("content/301101/05-市政府专项会议保障经费.yaml")

pytestmark = pytest.mark.system


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return an annex root with a copy of the real content."""
    root = tmp_path / "annex"
    shutil.copytree(ROOT / "content", root / "content")
    return root


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an annex that takes seconds to publish."""
    root = tmp_path_factory.mktemp("large")
    run([sys.executable, ROOT / "benchmarks/corpus.py", "300", root])
    return root


def command(root: Path, *arguments: str | Path) -> list[str]:
    words = [sys.executable, "-m", "annexgen", "build", "--root", root, "--lang", "en", *arguments]
    return [str(word) for word in words]


def build(
    root: Path, *arguments: str | Path, before: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(root, *arguments),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
        preexec_fn=before,
    )


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def spoil(root: Path, old: str, new: str) -> None:
    file = root / SPOILT
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "places", "code"),
    [
        (
            "资金用途:",
            "资金用涂:",
            ["2:1: error[S102 missing-key]", "7:1: error[S101 unknown-key]"],
            1,
        ),
        ("财政资金: ", "财政资金: 壹拾", ["5:9: error[S105 not-a-number]"], 1),
        ("预算数: ", "预算数: -", ["3:6: error[S106 negative-amount]"], 1),
        ("绩效目标:", "绩效目标: [", ["9:3: error[Y010 yaml-syntax]"], 2),
    ],
)
def test_one_broken_file_among_good_ones(
    root: Path, old: str, new: str, places: list[str], code: int
) -> None:
    assert build(root).returncode == 0
    outputs = files(root / "output")
    assert list(outputs) == OUTPUTS
    spoil(root, old, new)
    done = build(root)
    assert done.returncode == code, done.stderr
    heads = [line for line in done.stderr.split("\n") if "error[" in line]
    assert [head.partition("]")[0] + "]" for head in heads] == [
        f"{SPOILT.as_posix()}:{place}" for place in places
    ]
    assert "Nothing was published" in done.stderr
    assert done.stdout == ""
    assert files(root / "output") == outputs


def test_a_first_build_that_fails_makes_no_folder(root: Path) -> None:
    spoil(root, "预算数: ", "预算数: -")
    assert build(root).returncode == 1
    assert not (root / "output").exists()


def test_a_warning_does_not_stop(root: Path) -> None:
    assert build(root).returncode == 0
    outputs = files(root / "output")
    spoil(root, "", "\ufeff")
    done = build(root)
    assert done.returncode == 0
    assert f"{SPOILT.as_posix()}:1:1: warning[Y002 byte-order-mark]" in done.stderr
    assert files(root / "output") == outputs


def test_strict_stops_at_a_warning(root: Path) -> None:
    assert build(root, "--strict").returncode == 0
    outputs = files(root / "output")
    spoil(root, "", "\ufeff")
    done = build(root, "--strict")
    assert done.returncode == 1
    assert "warning[Y002 byte-order-mark]" in done.stderr
    assert "Nothing was published" in done.stderr
    assert files(root / "output") == outputs


def test_quiet_prints_nothing(root: Path) -> None:
    done = build(root, "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(files(root / "output")) == OUTPUTS


def test_more_processes_give_the_same_bytes(root: Path, tmp_path: Path) -> None:
    for jobs in ("1", "2"):
        assert build(root, "--jobs", jobs, "--output", tmp_path / jobs).returncode == 0
    assert files(tmp_path / "1") == files(tmp_path / "2")


def test_web_page_links_to_what_is_built_beside_it(root: Path) -> None:
    assert build(root, "--format", "pdf,html").returncode == 0
    page = (root / "output/annex.html").read_text(encoding="utf-8")
    assert 'href="annex.pdf"' in page
    assert "annex.docx" not in page
    assert "annex.csv" not in page


def test_web_page_links_to_the_data_that_lies_beside_it(root: Path) -> None:
    exported = [sys.executable, "-m", "annexgen", "export", "--to", "json,xlsx", "--quiet"]
    assert subprocess.run([*exported, "--root", root], check=False).returncode == 0
    assert build(root, "--format", "html").returncode == 0
    page = (root / "output/annex.html").read_text(encoding="utf-8")
    assert page.index('href="annex.xlsx"') < page.index('href="annex.json"')
    assert "annex.csv" not in page


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_stopped_midway_it_leaves_nothing_behind(
    large: Path, tmp_path: Path, asked: signal.Signals, jobs: str
) -> None:
    output = tmp_path / "made" / "output"
    with subprocess.Popen(
        command(large, "--output", output, "--jobs", jobs),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # a test run in the background may have been told to ignore Ctrl-C
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    ) as process:
        until = time.monotonic() + 60
        while not list(output.glob(".annex.*.part")):
            assert process.poll() is None, "The build was over before it could be stopped"
            assert time.monotonic() < until
            time.sleep(0.01)
        process.send_signal(asked)
        told = process.communicate(timeout=120)[1].decode()
    assert process.returncode == 2, told
    assert told.splitlines()[-1] == "annexgen: Interrupted; no file was changed"
    assert "Traceback" not in told
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_takes_no_more_leaves_the_old_files(root: Path) -> None:
    assert build(root).returncode == 0
    outputs = files(root / "output")
    spoil(root, "会议费", "会务费")
    done = build(
        root, "--quiet", before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith(f"annexgen: {root / 'output/annex.pdf'}: ")
    assert files(root / "output") == outputs


def test_a_folder_without_permission_is_one_line(root: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("nothing is forbidden to root")
    (root / "output").mkdir(mode=0o500)
    done = build(root, "--quiet")
    assert done.returncode == 2
    assert done.stderr == f"annexgen: {root / 'output/annex.docx'}: permission denied\n"


@pytest.mark.parametrize(
    ("output", "named", "told"),
    [
        ("plain/output", "plain/output", "a part of the path is a file, not a folder"),
        ("taken", "taken/annex.pdf", "it is a folder, not a file"),
    ],
)
def test_an_output_that_cannot_be_written_is_one_line(
    root: Path, output: str, named: str, told: str
) -> None:
    (root / "plain").write_bytes(b"old")
    (root / "taken/annex.pdf").mkdir(parents=True)
    done = build(root, "--quiet", "--output", root / output)
    assert (done.returncode, done.stderr) == (2, f"annexgen: {root / named}: {told}\n")
    assert done.stdout == ""
    assert (root / "plain").read_bytes() == b"old"
    assert [path.name for path in (root / "taken").iterdir()] == ["annex.pdf"]


def test_a_reader_that_has_gone_away_is_no_fault(root: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        command(root), stdout=writing, stderr=subprocess.PIPE, check=False, timeout=120
    )
    os.close(writing)
    assert done.returncode == 0
    assert b"annexgen:" not in done.stderr
    assert b"Error" not in done.stderr
    assert list(files(root / "output")) == OUTPUTS
