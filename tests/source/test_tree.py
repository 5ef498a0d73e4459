"""Content folders: what is read, in which order, and what lies in the wrong place."""

from __future__ import annotations

import os
from pathlib import Path
from unicodedata import normalize

import pytest

from annexgen.source.tree import ContentTree, find_files


def lay(root: Path, *paths: str) -> None:
    """Write an empty file at each of ``paths``."""
    for path in paths:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"")


def found(tree: ContentTree) -> list[tuple[str, str]]:
    """Return codes and paths."""
    return [(finding.code, finding.path) for finding in tree.findings]


GOOD = ("content/annex.yaml", "content/301101/unit.yaml")


def test_the_real_annex() -> None:
    tree = find_files(Path(__file__).parents[2])
    assert tree.findings == ()
    assert tree.annex == "content/annex.yaml"
    assert [unit.code for unit in tree.units] == sorted(unit.code for unit in tree.units)
    assert sum(len(unit.project_files) for unit in tree.units) == 12


def test_projects_are_in_natural_order(tmp_path: Path) -> None:
    names = ["10-丙.yaml", "2-乙.yaml", "01-甲.yaml", "02-b.yaml", "附.yaml"]
    lay(tmp_path, *GOOD, *(f"content/301101/{name}" for name in names))
    [unit] = find_files(tmp_path).units
    assert [path.rpartition("/")[2] for path in unit.project_files] == [
        *("01-甲.yaml", "02-b.yaml", "2-乙.yaml", "10-丙.yaml", "附.yaml")
    ]
    assert unit.unit_file == "content/301101/unit.yaml"


def test_an_empty_root_lacks_the_annex(tmp_path: Path) -> None:
    tree = find_files(tmp_path)
    assert (tree.annex, tree.units) == (None, ())
    assert found(tree) == [("Y050", "content/annex.yaml")]


def test_folders_without_unit_file_or_with_a_malformed_code(tmp_path: Path) -> None:
    lay(tmp_path, *GOOD, "content/301102/01-a.yaml", "content/3011/unit.yaml")
    (tmp_path / "content/图片").mkdir()
    (tmp_path / "content/301103").mkdir()
    tree = find_files(tmp_path)
    assert sorted(found(tree)) == [
        ("Y051", "content/301102/unit.yaml"),
        ("Y051", "content/301103/unit.yaml"),
        ("Y052", "content/3011"),
        ("Y052", "content/图片"),
    ]
    assert [unit.code for unit in tree.units] == ["3011", "301101", "301102", "301103"]
    assert tree.units[2].unit_file is None


@pytest.mark.parametrize("name", ["01-a.yml", "01-a.YAML", "01-a.yaml.txt", "01-a.Yml"])
def test_another_suffix_is_to_be_renamed(tmp_path: Path, name: str) -> None:
    lay(tmp_path, *GOOD, f"content/301101/{name}")
    tree = find_files(tmp_path)
    assert found(tree) == [("Y053", f"content/301101/{name}")]
    assert tree.findings[0].help is not None
    assert "01-a.yaml" in tree.findings[0].help.zh
    assert tree.units[0].project_files == ()


def test_other_files_are_passed_over(tmp_path: Path) -> None:
    strays = [
        "README.md",
        ".DS_Store",
        "~$x.docx",
        ".01-a.yaml.swp",
        ".x.yaml",
        "~$x.yaml",
        "a.yaml~",
    ]
    lay(tmp_path, *GOOD, *(f"content/301101/{name}" for name in strays))
    lay(tmp_path, *(f"content/{name}" for name in strays), "content/.git/x.yaml")
    assert find_files(tmp_path).findings == ()


def test_yaml_in_the_wrong_place(tmp_path: Path) -> None:
    strays = [
        "x.yaml",
        "unit.yaml",
        "301101/annex.yaml",
        "301101/sub/deep/01.yaml",
        "301101/Unit.yaml",
    ]
    lay(tmp_path, *GOOD, *(f"content/{name}" for name in strays), "content/301101/sub/a.png")
    tree = find_files(tmp_path)
    assert sorted(found(tree)) == sorted(("Y054", f"content/{name}") for name in strays)
    renamed = next(finding for finding in tree.findings if "Unit" in finding.path)
    assert renamed.help is not None
    assert "unit.yaml" in renamed.help.zh


def test_names_that_collide(tmp_path: Path) -> None:
    lay(
        tmp_path,
        *GOOD,
        "content/301101/01-É.yaml",
        f"content/301101/{normalize('NFD', '01-é')}.yaml",
    )
    tree = find_files(tmp_path)
    assert [finding.code for finding in tree.findings] == ["Y055"]


def test_unfit_names_get_a_suggestion(tmp_path: Path) -> None:
    lay(tmp_path, *GOOD, "content/301101/01 项目#2.yaml")
    tree = find_files(tmp_path)
    [finding] = tree.findings
    assert (finding.code, finding.path) == ("Y056", "content/301101/01 项目#2.yaml")
    assert "空格、#" in finding.message.zh
    assert finding.help is not None
    assert "01-项目-2.yaml" in finding.help.zh
    assert len(tree.units[0].project_files) == 1


@pytest.mark.skipif(os.name == "nt", reason="names are always Unicode there")
def test_a_name_that_is_no_unicode(tmp_path: Path) -> None:
    lay(tmp_path, *GOOD)
    name = os.fsdecode("01-项目.yaml".encode("gbk"))
    try:
        (tmp_path / "content/301101" / name).write_bytes(b"")
    except OSError:
        pytest.skip("this file system takes Unicode names only")
    [finding] = find_files(tmp_path).findings
    assert finding.code == "Y056"
    finding.path.encode()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_may_not_leave_the_content(tmp_path: Path) -> None:
    lay(tmp_path, *GOOD, "outside/unit.yaml", "secret.yaml", "content2/x.yaml")
    folder = tmp_path / "content/301101"
    (folder / "01-in.yaml").symlink_to("unit.yaml")
    (folder / "02-out.yaml").symlink_to(tmp_path / "secret.yaml")
    (folder / "03-next.yaml").symlink_to("../../content2/x.yaml")
    (folder / "04-gone.yaml").symlink_to("gone")
    (folder / "05-loop.yaml").symlink_to("05-loop.yaml")
    (tmp_path / "content/301102").symlink_to(tmp_path / "outside")
    os.mkfifo(folder / "06-pipe.yaml")
    tree = find_files(tmp_path)
    assert sorted(found(tree)) == [
        ("Y007", "content/301101/04-gone.yaml"),
        ("Y007", "content/301101/05-loop.yaml"),
        ("Y007", "content/301101/06-pipe.yaml"),
        ("Y057", "content/301101/02-out.yaml"),
        ("Y057", "content/301101/03-next.yaml"),
        ("Y057", "content/301102"),
    ]
    assert tree.units[0].project_files == ("content/301101/01-in.yaml",)
    assert [unit.code for unit in tree.units] == ["301101"]
