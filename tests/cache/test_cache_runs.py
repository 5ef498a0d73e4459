"""A run that remembers gives the same files and findings as one that does not."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path

import pytest

from annexgen.batches import Bench
from annexgen.cache.memory import Memory
from annexgen.document import PageSetup
from annexgen.findings import Message
from annexgen.pipeline import Built, build, examine
from annexgen.render.pdf.assembly import Assembly
from annexgen.render.pdf.regions import EndRegion, PartRegion
from corpus import write_corpus

PROJECTS = 60
FIRST, MIDDLE = "content/301001/01-第1号项目.yaml", "content/301001/20-第20号项目.yaml"


def quietly(_: Message) -> None:
    """Hear of a step."""


@contextmanager
def alone(files: int) -> Iterator[Executor | None]:
    yield None


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_corpus(PROJECTS, tmp_path)
    return tmp_path


def published(root: Path, *formats: str, remembers: bool = True) -> tuple[Built, bytes]:
    built = build(root, formats or ("pdf",), root / "output", quietly, alone, remembers=remembers)
    return built, (root / "output/annex.pdf").read_bytes()


def agrees(root: Path, *formats: str) -> None:
    """Hold a run that remembers against one that does not."""
    warm, cold = published(root, *formats), published(root, *formats, remembers=False)
    assert warm[0].findings == cold[0].findings
    assert warm[1] == cold[1]


def edit(root: Path, path: str, old: str, new: str) -> None:
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the paths that are worked on from now on."""
    paths: list[str] = []
    work = Bench.work

    def noting(self: Bench, batch: object) -> object:
        paths.extend(job.path for job in batch.files if not job.is_known)  # type: ignore[attr-defined]
        return work(self, batch)  # type: ignore[arg-type]

    monkeypatch.setattr(Bench, "work", noting)
    return paths


def test_nothing_is_done_twice(root: Path, worked: list[str]) -> None:
    published(root)
    assert len(worked) == PROJECTS
    worked.clear()
    agrees(root)
    assert len(worked) == PROJECTS


def test_an_edited_file_alone_is_done_again(root: Path, worked: list[str]) -> None:
    published(root)
    worked.clear()
    edit(root, MIDDLE, "项目名称: ", "项目名称: 新的")
    published(root)
    assert worked == [MIDDLE]
    agrees(root)


def test_an_inserted_project_leaves_the_others_valid(root: Path, worked: list[str]) -> None:
    published(root)
    worked.clear()
    new = root / "content/301001/20-又一个.yaml"
    text = (root / FIRST).read_text(encoding="utf-8").replace("第1号", "又一个")
    new.write_text(text, encoding="utf-8")
    published(root)
    assert worked == [new.relative_to(root).as_posix()]
    agrees(root)


def test_a_heading_that_takes_another_line_is_set_again(root: Path) -> None:
    wide = "一" * 23
    edit(root, "content/301001/09-第9号项目.yaml", "第9号项目", wide)
    published(root)
    new = root / "content/301001/00-又一个.yaml"
    new.write_text((root / FIRST).read_text(encoding="utf-8"), encoding="utf-8")
    edit(root, "content/301001/00-又一个.yaml", "第1号", "又一个")
    agrees(root)


def test_other_conditions_are_not_confused(root: Path) -> None:
    published(root)
    edit(root, "content/annex.yaml", "年度: 2025", "年度: 2024")
    agrees(root)
    (root / "content/301001/unit.yaml").write_text("单位名称: 改名的单位\n", encoding="utf-8")
    agrees(root)


def test_all_formats_together_are_remembered(root: Path, worked: list[str]) -> None:
    published(root, "docx", "pdf", "html")
    docx = (root / "output/annex.docx").read_bytes()
    worked.clear()
    published(root, "docx", "pdf", "html")
    assert worked == []
    assert (root / "output/annex.docx").read_bytes() == docx
    agrees(root, "docx", "pdf", "html")
    assert (root / "output/annex.docx").read_bytes() == docx


def test_findings_are_remembered(root: Path, worked: list[str]) -> None:
    edit(root, MIDDLE, "资金用途: ", "资金用途: 第 一，")
    first = examine(root, quietly, alone)
    worked.clear()
    assert examine(root, quietly, alone) == first
    assert worked == []


def _cut(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


def _spoilt(data: bytes) -> bytes:
    chance, spoilt = random.Random(1), bytearray(data)
    for _ in range(200):
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


@pytest.mark.parametrize(
    "spoil", [_cut, _spoilt, lambda _: b"", lambda _: b"annexgen cache 1\n" + b"\xff" * 500]
)
def test_damaged_records_are_made_again(root: Path, spoil: Callable[[bytes], bytes]) -> None:
    cold = published(root)
    packs = list((root / ".annexgen").glob("*.pdf*"))
    assert len(packs) == 5
    for pack in packs:
        pack.write_bytes(spoil(pack.read_bytes()))
    warm = published(root)
    assert (warm[1], warm[0].findings) == (cold[1], cold[0].findings)


def test_records_of_another_annex_are_not_taken(root: Path, tmp_path: Path) -> None:
    published(root)
    packs = sorted((root / ".annexgen").glob("*.pdf"))
    one, other = (pack.read_bytes() for pack in packs)
    packs[0].write_bytes(other)
    packs[1].write_bytes(one)
    agrees(root)


def test_a_folder_that_cannot_be_made_is_no_fault(root: Path) -> None:
    (root / ".annexgen").write_text("a file", encoding="utf-8")
    agrees(root)


def test_an_unchanged_unit_is_copied_as_it_was(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published(root)
    copied: list[int] = []
    splice = Assembly.splice

    def noting(self: Assembly, part: PartRegion, setup: PageSetup) -> None:
        copied.append(part.region.first)
        splice(self, part, setup)

    monkeypatch.setattr(Assembly, "splice", noting)
    edit(root, "content/301002/01-第51号项目.yaml", "资金用途: ", "资金用途: 新")
    published(root)
    assert len(copied) == 1
    agrees(root)


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Return for each PDF from now on whether its end is copied from an earlier run."""
    copied: list[bool] = []
    end = Memory.end

    def noting(self: Memory, state: Sequence[bytes]) -> EndRegion | None:
        kept = end(self, state)
        copied.append(kept is not None)
        return kept

    monkeypatch.setattr(Memory, "end", noting)
    return copied


@pytest.mark.parametrize(
    ("old", "new", "is_copied"),
    [
        ("≥95%", "≥96%", True),
        ("资金用途: ", "资金用途: 㙍", True),
        ("项目名称: ", "项目名称: 新", False),
        ("资金用途: ", "资金用途: " + "多" * 900, False),
    ],
)
def test_the_end_is_copied_where_nothing_has_moved(
    root: Path, ended: list[bool], old: str, new: str, is_copied: bool
) -> None:
    published(root)
    edit(root, MIDDLE, old, new)
    agrees(root)
    assert ended == [False, is_copied]


def test_the_end_says_what_annex_yaml_says(root: Path, ended: list[bool]) -> None:
    published(root)
    edit(root, "content/annex.yaml", "编制单位: ", "编制单位: 新的")
    agrees(root)
    assert ended == [False, False]


def test_a_unit_that_is_gone_is_forgotten(root: Path) -> None:
    published(root)
    shutil.rmtree(root / "content/301002")
    agrees(root)
    names = {file.name for file in (root / ".annexgen").iterdir()}
    assert names == {".gitignore", "301001.pdf", "301001.pdf-parts", "annex.pdf-end"}


def test_a_unit_without_projects_is_remembered(root: Path) -> None:
    (root / "content/301003").mkdir()
    (root / "content/301003/unit.yaml").write_text("单位名称: 空单位\n", encoding="utf-8")
    published(root)
    agrees(root)
