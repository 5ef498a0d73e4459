"""Which files a branch has touched, asked of real repositories."""

from __future__ import annotations

from pathlib import Path

import pytest

from annexgen.revisions.changed import changed_since
from annexgen.revisions.git import GitFault
from git_trials import commit, git, new_repository, write

STRANGE = (
    "content/1/01-带 空格\"引号'.yaml",
    "content/1/02-换\n行.yaml",
    "content/1/03-会议（一期）*.yaml",
    "content/1/-n.yaml",
)

pytestmark = pytest.mark.usefixtures("no_git_configuration")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Make a repository with three files, and a branch."""
    root = new_repository(tmp_path / "仓 库")
    write(root, "content/1/01-a.yaml", "content/1/02-b.yaml", "content/1/03-c.yaml")
    commit(root)
    git(root, "checkout", "--quiet", "-b", "feature")
    return root


def touched(root: Path, *names: str, since: str = "main") -> list[str]:
    changed = changed_since(root, since)
    return [name for name in names if name in changed]


def test_what_a_branch_touches_in_every_way(root: Path) -> None:
    write(root, "content/1/01-a.yaml", text="changed and committed\n")
    git(root, "mv", "content/1/03-c.yaml", "content/1/04-c.yaml")
    commit(root)
    write(root, "content/1/05-d.yaml", "content/1/06-e.yaml")
    git(root, "add", "content/1/05-d.yaml")
    write(root, "content/2/01-f.yaml")
    names = [f"content/1/0{n}.yaml" for n in ("1-a", "2-b", "4-c", "5-d", "6-e")]
    names.append("content/2/01-f.yaml")
    assert touched(root, *names) == [name for name in names if name != "content/1/02-b.yaml"]


def test_what_the_other_branch_touches_does_not_count(root: Path) -> None:
    write(root, "content/1/01-a.yaml", text="feature\n")
    commit(root)
    git(root, "checkout", "--quiet", "main")
    write(root, "content/1/02-b.yaml", text="main\n")
    commit(root)
    git(root, "checkout", "--quiet", "feature")
    assert touched(root, "content/1/01-a.yaml", "content/1/02-b.yaml") == ["content/1/01-a.yaml"]


def test_a_file_changed_and_changed_back_is_untouched(root: Path) -> None:
    write(root, "content/1/01-a.yaml", text="other\n")
    commit(root)
    write(root, "content/1/01-a.yaml")
    assert touched(root, "content/1/01-a.yaml") == []


def test_a_file_that_git_ignores_is_read_and_so_touched(root: Path) -> None:
    write(root, ".gitignore", text="*.yaml\n")
    write(root, "content/1/07-g.yaml")
    assert touched(root, "content/1/07-g.yaml") == ["content/1/07-g.yaml"]


@pytest.mark.parametrize("follows", [True, False])
def test_names_with_blanks_quotes_and_line_feeds(root: Path, follows: bool) -> None:
    write(root, *STRANGE)
    if follows:
        commit(root)
    assert touched(root, *STRANGE, "content/1/01-a.yaml") == [*STRANGE]
    assert touched(root, *STRANGE, since="HEAD") == ([] if follows else [*STRANGE])


def test_an_annex_below_the_top_of_its_repository(root: Path) -> None:
    write(root, "附表 [a]/content/1/01-a.yaml", "附表 a/content/1/01-a.yaml")
    commit(root)
    write(root, "附表 [a]/content/1/01-a.yaml", text="changed\n")
    write(root, "附表 [a]/content/1/02-b.yaml")
    names = ("content/1/01-a.yaml", "content/1/02-b.yaml")
    assert touched(root / "附表 [a]", *names, since="HEAD") == [*names]
    assert touched(root / "附表 a", *names, since="HEAD") == []


def test_a_link_is_touched_with_its_target(root: Path) -> None:
    (root / "content/1/08-link.yaml").symlink_to("01-a.yaml")
    (root / "content/2").symlink_to("1")
    commit(root)
    write(root, "content/1/01-a.yaml", text="changed\n")
    names = ("content/1/08-link.yaml", "content/2/01-a.yaml", "content/2/02-b.yaml")
    assert touched(root, *names, since="HEAD") == [*names[:2]]


def test_a_repository_in_the_repository_is_touched_as_a_whole(root: Path) -> None:
    write(new_repository(root / "content/3"), "01-a.yaml")
    commit(root / "content/3")
    assert touched(root, "content/3/01-a.yaml", since="HEAD") == ["content/3/01-a.yaml"]


def test_every_way_to_name_a_revision_and_a_detached_head(root: Path) -> None:
    git(root, "tag", "--annotate", "v1", "--message", "v1")
    write(root, "content/1/01-a.yaml", text="changed\n")
    commit(root)
    git(root, "checkout", "--quiet", "--detach")
    for since in ("main", "v1", "HEAD~1", "@{0}~1", git(root, "rev-parse", "--short", "main")):
        assert touched(root, "content/1/01-a.yaml", since=since) == ["content/1/01-a.yaml"]


def test_a_hook_s_environment_is_left_aside(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(root, "content/1/01-a.yaml", text="changed\n")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "nothing"))
    assert touched(root, "content/1/01-a.yaml") == ["content/1/01-a.yaml"]


def test_the_user_s_configuration_holds(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config"
    config.write_text(
        "[core]\n autocrlf = true\n[diff]\n external = false\n renames = copies\n relative = no\n"
        "[color]\n ui = always\n[status]\n showUntrackedFiles = no\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    (root / "content/1/01-a.yaml").write_bytes(b"content/1/01-a.yaml\r\n")
    write(root, "content/1/09-h.yaml")
    names = ("content/1/01-a.yaml", "content/1/09-h.yaml")
    assert touched(root, *names) == ["content/1/09-h.yaml"]


@pytest.mark.parametrize(
    "revision", ["nowhere", "-n", "--help", "", "main..feature", "^main", ":/x"]
)
def test_unknown_revisions_are_named(root: Path, revision: str) -> None:
    with pytest.raises(GitFault) as caught:
        changed_since(root, revision)
    assert caught.value.message.zh == f"git 仓库里没有版本“{revision}”"


def test_a_repository_without_a_commit(tmp_path: Path) -> None:
    root = new_repository(tmp_path / "new")
    with pytest.raises(GitFault, match="has no revision “HEAD”"):
        changed_since(root, "HEAD")


def test_histories_without_a_common_commit(root: Path) -> None:
    git(root, "checkout", "--quiet", "--orphan", "other")
    write(root, "content/1/01-a.yaml", text="other\n")
    commit(root)
    with pytest.raises(GitFault, match=r"revision “main” shares no history with HEAD$"):
        changed_since(root, "main")


def test_a_shallow_clone_says_what_to_fetch(root: Path, tmp_path: Path) -> None:
    commit(root)
    git(tmp_path, "clone", "--quiet", "--depth=1", root.as_uri(), "shallow")
    shallow = tmp_path / "shallow"
    assert touched(shallow, "content/1/01-a.yaml", since="HEAD") == []
    with pytest.raises(GitFault, match="has no revision “main”; this clone is shallow"):
        changed_since(shallow, "main")
    git(shallow, "fetch", "--quiet", "--depth=1", "origin", "main:main")
    with pytest.raises(GitFault, match="shares no history with HEAD; this clone is shallow"):
        changed_since(shallow, "main")
    git(shallow, "fetch", "--quiet", "--unshallow")
    assert touched(shallow, "content/1/01-a.yaml", since="main") == []


def test_no_repository(tmp_path: Path) -> None:
    with pytest.raises(GitFault, match="is in no git work tree"):
        changed_since(tmp_path, "main")


def test_a_broken_repository_is_told_in_git_s_words(root: Path) -> None:
    (root / ".git/config").write_text("[core\n", encoding="utf-8")
    with pytest.raises(GitFault, match="git fails: bad config line 1"):
        changed_since(root, "main")


def test_no_git(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(root))
    with pytest.raises(GitFault, match="there is no program git"):
        changed_since(root, "main")
