"""A repository that is under review: a bare remote, and a checkout as CI makes it."""

from __future__ import annotations

from pathlib import Path

from annex_texts import HEAD, LITTLE
from git_trials import commit, git, new_repository, write

ANNEX = HEAD + "检查: {missing-kind: 关, missing-benefit: 关, too-few-indicators: 关}\n"
PROJECT = (
    LITTLE
    + """\
  满意度指标:
    服务对象满意度指标:
      - {三级指标: 查阅人满意度, 指标值: ≥95%}
"""
)
FILE = "content/301101/01-档案.yaml"


class Reviewed:
    """A branch ``change`` that raises a target, and a main that has gone on since.

    Args:
        folder: where all is made.
        below: the annex's folder in the repository.
        commits: how many commits each of the two has of its own.
    """

    def __init__(self, folder: Path, below: str = ".", commits: int = 1) -> None:
        self.remote = folder / "remote.git"
        self._folder = folder
        self._author = new_repository(folder / "author")
        self.annex = self._author / below
        git(folder, "init", "--quiet", "--bare", "--initial-branch=main", self.remote)
        git(self._author, "remote", "add", "origin", self.remote)
        write(self._author, "README.md", text="x")
        commit(self._author)
        write(self.annex, "content/annex.yaml", text=ANNEX)
        write(self.annex, "content/301101/unit.yaml", text="单位名称: 办公厅\n")
        write(self.annex, FILE, text=PROJECT)
        commit(self._author)
        git(self._author, "push", "--quiet", "origin", "main")
        git(self._author, "checkout", "--quiet", "-b", "change")
        self._several(commits)
        self.push(PROJECT.replace("≥100卷", "≥150卷"))
        git(self._author, "checkout", "--quiet", "main")
        self._several(commits)
        git(self._author, "push", "--quiet", "origin", "main")
        git(self._author, "checkout", "--quiet", "change")

    def _several(self, commits: int) -> None:
        for number in range(commits):
            write(self._author, f"notes/{number}.md")
            commit(self._author)

    def push(self, project: str) -> None:
        """Push the branch with this project."""
        write(self.annex, FILE, text=project)
        commit(self._author)
        git(self._author, "push", "--quiet", "origin", "HEAD")

    def checkout(self, *options: str, branch: str = "change") -> Path:
        """Clone the remote as CI does: detached, by default with one commit alone."""
        folder = self._folder / f"checkout {len(list(self._folder.iterdir()))}"
        options = options or ("--depth=1",)
        url = self.remote.as_uri()
        git(self._folder, "clone", "--quiet", *options, f"--branch={branch}", url, folder)
        git(folder, "checkout", "--quiet", "--detach")
        return folder

    def start(self, orphan: str) -> None:
        """Push an unrelated branch with no annex in it."""
        git(self._author, "checkout", "--quiet", "--orphan", orphan)
        git(self._author, "rm", "-r", "--quiet", "--force", ".")
        write(self._author, "other.md")
        commit(self._author)
        git(self._author, "push", "--quiet", "origin", orphan)
