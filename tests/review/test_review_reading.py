"""Sides of an annex read from real repositories and compared, sound or not."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from annex_texts import HEAD, LITTLE, UNIT
from annexgen.forms.load import described_form
from annexgen.review.changes import Kind, Review
from annexgen.review.reading import Forms, review
from annexgen.revisions.git import Repository
from annexgen.revisions.sides import Folder, Revision
from git_trials import commit, git, new_repository, write

ONE = "content/301101/01-档案.yaml"

pytestmark = pytest.mark.usefixtures("no_git_configuration")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = new_repository(tmp_path / "附 表")
    write(root, "content/annex.yaml", text=HEAD)
    write(root, "content/301101/unit.yaml", text=UNIT)
    write(root, ONE, text=LITTLE)
    commit(root)
    return root


def reviewed(root: Path) -> Review:
    base = Revision(root, "HEAD", Repository(root).commit("HEAD"))
    forms = Forms(partial(described_form, root), partial(described_form, root))
    return review(base, Folder(root, ""), forms)


def kinds(result: Review) -> list[Kind]:
    return [change.kind for change in result.changes]


def test_nothing_has_changed(root: Path) -> None:
    result = reviewed(root)
    assert kinds(result) == []
    assert (result.annex, result.units, result.projects, result.faulty) == (None, (), (), ())


def test_layout_and_comments_say_nothing(root: Path) -> None:
    text = LITTLE.replace(
        "- 三级指标: 整理数量\n        指标值: ≥100卷\n",
        "# 说明\n      - {指标值: ≥100卷, 三级指标: 整理数量, 绩效指标描述: 整理数量}\n",
    )
    write(root, ONE, text=text)
    assert kinds(reviewed(root)) == []


def test_all_kinds_of_files(root: Path) -> None:
    write(root, "content/annex.yaml", text=HEAD.replace("2025", "2026"))
    write(root, "content/301101/unit.yaml", text=UNIT + "页眉: 办公厅\n")
    write(root, ONE, text=LITTLE.replace("≥100卷", "≥120卷"))
    write(root, "content/301102/unit.yaml", text="单位名称: 驻京办\n")
    write(root, "content/301102/01-维保.yaml", text=LITTLE.replace("档案", "机房"))
    result = reviewed(root)
    assert kinds(result) == [
        Kind.ANNEX_CHANGED,
        Kind.UNIT_CHANGED,
        Kind.UNIT_ADDED,
        Kind.TARGET_RAISED,
        Kind.PROJECT_ADDED,
    ]
    assert result.unit_names == {"301101": "办公厅", "301102": "驻京办"}
    change = result.projects[0].changes[0]
    assert (change.old_line, change.new_line) == (12, 12)


def test_a_renamed_file_and_a_project_in_another_unit_have_moved(root: Path) -> None:
    write(root, "content/301102/unit.yaml", text=UNIT)
    git(root, "mv", ONE, "content/301102/03-档案.yaml")
    result = reviewed(root)
    assert kinds(result) == [Kind.UNIT_ADDED, Kind.PROJECT_MOVED]
    git(root, "mv", "content/301102/03-档案.yaml", "content/301101/02-档案.yaml")
    assert kinds(reviewed(root)) == [Kind.UNIT_ADDED, Kind.PROJECT_MOVED]


def test_a_base_that_does_not_pass_the_schema_is_compared_as_far_as_it_can_be_read(
    root: Path,
) -> None:
    broken = LITTLE.replace("预算数: 27.56", "预算数: 二十七").replace(
        "绩效目标:\n", "其它: x\n绩效目标:\n"
    )
    write(root, ONE, text=broken)
    commit(root)
    write(root, ONE, text=LITTLE.replace("≥100卷", "约100卷"))
    result = reviewed(root)
    assert kinds(result) == [Kind.BUDGET_CHANGED, Kind.FIELD_CHANGED, Kind.TARGET_LOOSENED]
    (faulty,) = result.faulty
    assert (faulty.side, faulty.path, faulty.is_read, len(faulty.faults)) == ("base", ONE, True, 2)


@pytest.mark.parametrize("data", [b"\x00\xff\xfe\x80", b"a" * (2 << 20), b": [", b""])
def test_a_file_that_cannot_be_read_is_not_taken_for_empty(root: Path, data: bytes) -> None:
    (root / ONE).write_bytes(data)
    result = reviewed(root)
    assert kinds(result) == [Kind.UNREADABLE]
    (faulty,) = result.faulty
    assert (faulty.side, faulty.is_read) == ("head", False)


def test_of_equal_files_nothing_is_read(root: Path) -> None:
    write(root, "content/301101/02-会议.yaml", text=LITTLE.replace("档案", "会议"))
    commit(root)
    write(root, ONE, text=LITTLE.replace("≥100卷", "≥120卷"))
    blob = git(root, "rev-parse", "HEAD:content/301101/02-会议.yaml")
    (root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    assert kinds(reviewed(root)) == [Kind.TARGET_RAISED]


def test_an_unknown_form_lets_any_level_pass(root: Path) -> None:
    write(root, "content/annex.yaml", text=HEAD.replace("tianjin", "none"))
    write(root, ONE, text=LITTLE.replace("数量指标", "别的指标"))
    assert kinds(reviewed(root)) == [Kind.ANNEX_CHANGED, Kind.INDICATOR_RECLASSED]
