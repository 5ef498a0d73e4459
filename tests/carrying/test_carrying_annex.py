"""An annex in another year: every file or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from annexgen.carrying import annex
from annexgen.carrying.annex import carry, collisions, diff, write
from annexgen.carrying.files import Carried, Years
from annexgen.formatting.annex import content_files
from annexgen.forms.load import vocabulary_of

ROOT = Path(__file__).parents[2]
WORDS = vocabulary_of(ROOT, "tianjin")
FILES = {
    "content/annex.yaml": "标题: 2025年表\n年度: 2025\n",
    "content/301101/unit.yaml": "单位名称: 甲\n",
    "content/301101/01-2025甲.yaml": "项目名称: 2025甲\n预算数: 1\n",
    "content/301101/02-2026甲.yaml": "项目名称: 2026年甲\n预算数: 1\n",
    "content/301101/03-乙.yaml": "项目名称: 乙\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    return tmp_path


def read(root: Path) -> dict[str, str]:
    return {
        file.relative_to(root).as_posix(): file.read_text("utf-8")
        for file in sorted(root.rglob("*"))
        if file.is_file()
    }


def carried_files(root: Path) -> list[Carried]:
    batches = list(carry(root, content_files(root), WORDS, Years(2025, 2026), None))
    assert not any(batch.findings or batch.odd for batch in batches)
    return [file for batch in batches for file in batch.files]


AFTER = {
    "content/301101/01-2026甲.yaml": "项目名称: 2026甲\n# 待核：沿用 2025 年\n预算数: 1\n",
    "content/301101/02-2027甲.yaml": "项目名称: 2027年甲\n# 待核：沿用 2025 年\n预算数: 1\n",
    "content/301101/03-乙.yaml": "项目名称: 乙\n",
    "content/301101/unit.yaml": "单位名称: 甲\n",
    "content/annex.yaml": "标题: 2026年表\n年度: 2026\n",
}


def test_in_place(root: Path) -> None:
    files = carried_files(root)
    assert read(root) == dict(sorted(FILES.items()))
    write(root, files, root)
    assert read(root) == AFTER


def test_into_another_folder_with_what_it_needs(root: Path, tmp_path: Path) -> None:
    (root / "templates/own").mkdir(parents=True)
    (root / "templates/own/form.yaml").write_text("a: b\n", "utf-8")
    target = tmp_path / "next"
    write(root, carried_files(root), target)
    assert read(target) == AFTER | {"templates/own/form.yaml": "a: b\n"}
    assert (root / "content/301101/01-2025甲.yaml").is_file()


def test_a_failure_leaves_all_as_it_was(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = carried_files(root)
    rename = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.name == "02-2027甲.yaml":
            raise OSError("broken")
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(OSError, match="broken"):
        write(root, files, root)
    assert read(root) == dict(sorted(FILES.items()))


def test_names_may_chase_each_other(root: Path) -> None:
    (root / "content/301101/01-2025甲.yaml").rename(root / "content/301101/01-2025年.yaml")
    (root / "content/301101/02-2026甲.yaml").rename(root / "content/301101/01-2026年.yaml")
    write(root, carried_files(root), root)
    after = read(root / "content/301101")
    assert list(after) == ["01-2026年.yaml", "01-2027年.yaml", "03-乙.yaml", "unit.yaml"]
    assert after["01-2026年.yaml"].startswith("项目名称: 2026甲\n")
    assert after["01-2027年.yaml"].startswith("项目名称: 2027年甲\n")


def test_links_stay_links(root: Path) -> None:
    (root / "content/annex.yaml").rename(root / "content/annex.txt")
    (root / "content/annex.yaml").symlink_to("annex.txt")
    write(root, carried_files(root), root)
    assert (root / "content/annex.yaml").is_symlink()
    assert (root / "content/annex.txt").read_text("utf-8") == AFTER["content/annex.yaml"]


def test_a_file_that_has_changed_meanwhile_is_named(root: Path) -> None:
    files = carried_files(root)
    assert annex.changed_meanwhile(root, files) == []
    (root / "content/301101/unit.yaml").write_text("单位名称: 乙\n", "utf-8")
    assert annex.changed_meanwhile(root, files) == ["content/301101/unit.yaml"]


def test_names_that_would_collide_are_found(root: Path) -> None:
    (root / "content/301101/01-2027甲.yaml").write_text("项目名称: 丙\n", "utf-8")
    (root / "content/301101/01-2026甲.yaml").write_text("项目名称: 丁\n", "utf-8")
    assert collisions(carried_files(root)) == ["content/301101/01-2027甲.yaml"]


def test_the_diff_names_old_and_new_files(root: Path) -> None:
    text = diff(carried_files(root))
    assert "--- a/content/301101/01-2025甲.yaml\n+++ b/content/301101/01-2026甲.yaml\n" in text
    assert "03-乙" not in text


def test_batches_tell_what_cannot_be_carried(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annex, "BATCH", 2)
    (root / "content/301101/01-2025甲.yaml").write_text("项目名称: '甲\n", "utf-8")
    (root / "content/301101/02-2026甲.yaml").write_text('项目名称: "202\\u0035年"\n', "utf-8")
    (root / "content/301101/03-乙.yaml").write_text("# 待核：沿用 2024 年\n预算数: 1\n", "utf-8")
    paths = [*content_files(root), "content/301101/gone.yaml"]
    batches = list(carry(root, paths, WORDS, Years(2025, 2026), None))
    assert len(batches) == 3
    found = {one.path[15:]: one.code for batch in batches for one in batch.findings}
    assert found == {"01-2025甲.yaml": "Y014", "03-乙.yaml": "ANX113", "gone.yaml": "Y007"}
    assert [path for batch in batches for path in batch.odd] == ["content/301101/02-2026甲.yaml"]
