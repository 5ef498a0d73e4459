"""Content files of revisions, work trees and folders, asked of real repositories."""

from __future__ import annotations

from pathlib import Path

import pytest

from annexgen.revisions.git import GitFault, Repository
from annexgen.revisions.sides import Folder, Revision, differing, is_content, merge_base_with_main
from annexgen.source.text import MOST_BYTES
from git_trials import commit, git, new_repository, write

A, B, C = "content/1/01-a.yaml", "content/1/02-带 空格\"引号'.yaml", "content/1/03-换\n行.yaml"

pytestmark = pytest.mark.usefixtures("no_git_configuration")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = new_repository(tmp_path / "仓 库")
    write(root, "content/annex.yaml", A, B, C)
    commit(root)
    return root


def revision(root: Path, name: str = "HEAD") -> Revision:
    return Revision(root, name, Repository(root).commit(name))


def test_a_revision_is_read_without_the_work_tree(root: Path) -> None:
    (root / A).unlink()
    side = revision(root)
    assert list(side.files) == [A, B, C, "content/annex.yaml"]
    assert side.read([C, A, B, "content/1/none.yaml"]) == {
        path: f"{path}\n".encode() for path in (C, A, B)
    }


def test_what_differs_between_revisions_and_the_work_tree(root: Path) -> None:
    write(root, A, text="changed\n")
    commit(root)
    git(root, "mv", B, "content/1/04-d.yaml")
    write(root, "content/1/05-e.yaml", "content/1/notes.txt", "content/1/~x.yaml")
    assert differing(revision(root, "HEAD~1"), revision(root)) == [A]
    added = ["content/1/04-d.yaml", "content/1/05-e.yaml"]
    assert differing(revision(root), Folder(root, "")) == [B, *added]
    assert differing(revision(root, "HEAD~1"), Folder(root, "")) == [A, B, *added]
    assert differing(Folder(root, ""), revision(root)) == [B, *added]


def test_two_folders_and_a_folder_beside_a_revision(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    write(other, "content/annex.yaml", "content/1/01-a.yaml", text="other\n")
    everything = ["content/annex.yaml", A, B, C]
    assert differing(Folder(root, ""), Folder(other, "")) == sorted(everything)
    assert differing(revision(root), Folder(root, "")) == []
    assert differing(Folder(other, ""), revision(root)) == sorted(everything)


def test_an_annex_below_the_top_of_its_repository(root: Path) -> None:
    write(root, f"附表 [a]/{A}")
    commit(root)
    write(root, f"附表 [a]/{A}", text="changed\n")
    side = revision(root / "附表 [a]")
    assert side.read([A]) == {A: f"附表 [a]/{A}\n".encode()}
    assert differing(side, Folder(root / "附表 [a]", "")) == [A]


def test_an_enormous_file_is_not_read_but_refused_by_its_size(root: Path) -> None:
    (root / A).write_bytes(b"a" * (MOST_BYTES + 5))
    commit(root)
    read = revision(root).read([A, B])
    assert (len(read[A]), read[B]) == (MOST_BYTES + 1, f"{B}\n".encode())


def test_links_are_followed_but_not_out_of_the_content(root: Path) -> None:
    for name, target in (("6-in", "01-a.yaml"), ("7-out", "../../../secret"), ("8-loop", "8-loop")):
        (root / f"content/1/{name}.yaml").symlink_to(target)
    (root.parent / "secret").write_text("secret")
    commit(root)
    paths = [f"content/1/{name}.yaml" for name in ("6-in", "7-out")]
    for side in (revision(root), Folder(root, "")):
        assert side.read(paths) == {paths[0]: f"{A}\n".encode()}
    assert revision(root).read(["content/1/8-loop.yaml"]) == {}


def test_the_main_branch_is_found_by_its_usual_names(root: Path, tmp_path: Path) -> None:
    first = git(root, "rev-parse", "HEAD")
    git(root, "checkout", "--quiet", "-b", "feature")
    commit(root)
    assert merge_base_with_main(root).commit == first
    git(tmp_path, "clone", "--quiet", "--branch=feature", root.as_uri(), "clone")
    side = merge_base_with_main(tmp_path / "clone")
    assert side.name == "origin/HEAD"
    git(root, "branch", "--quiet", "--move", "main", "master")
    assert merge_base_with_main(root).name == "master"
    git(root, "branch", "--quiet", "--move", "master", "trunk")
    with pytest.raises(GitFault, match="there is no main branch"):
        merge_base_with_main(root)


def test_a_merge_with_conflicts_is_refused(root: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "feature")
    write(root, A, text="mine\n")
    commit(root)
    git(root, "checkout", "--quiet", "main")
    write(root, A, text="theirs\n")
    commit(root)
    with pytest.raises(AssertionError):
        git(root, "merge", "feature")
    with pytest.raises(GitFault, match="a merge is not finished"):
        differing(revision(root), Folder(root, ""))


def test_a_revision_without_content_and_a_repository_within(root: Path) -> None:
    write(new_repository(root / "content/3"), "01-a.yaml")
    commit(root / "content/3")
    with pytest.raises(GitFault, match="content/3 is another git repository"):
        differing(revision(root), Folder(root, ""))
    commit(root)
    with pytest.raises(GitFault, match="content/3 is another git repository"):
        revision(root)
    git(root, "rm", "--quiet", "-r", "--cached", "content")
    git(root, "commit", "--quiet", "--message", "none")
    with pytest.raises(GitFault, match="revision “HEAD” has no content/"):
        revision(root)


def test_a_missing_object_is_told(root: Path) -> None:
    side = revision(root)
    name = side.files[A].id
    (root / ".git/objects" / name[:2] / name[2:]).unlink()
    with pytest.raises(GitFault, match=f"lacks the object {name}"):
        side.read([A])


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("content/annex.yaml", True),
        (A, True),
        (C, True),
        ("content/1/.a.yaml", False),
        ("content/~1/a.yaml", False),
        ("content/1/a.yml", False),
        ("content/other.yaml", False),
        ("content/1/2/a.yaml", False),
    ],
)
def test_which_files_are_content(path: str, expected: bool) -> None:
    assert is_content(path) is expected
