"""A git repository, read through the program ``git``; only ``drivers`` writes configuration.

Git runs without a shell and without what the caller's environment says of repositories (a hook's
``GIT_DIR``), but with the user's configuration: that is where ``safe.directory`` and
``core.autocrlf`` stand, without which git refuses to read, or takes every file for changed.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from annexgen.findings import Message

_KEPT = (
    "PATH",
    "HOME",
    "XDG_CONFIG_HOME",
    "USERPROFILE",
    "HOMEDRIVE",
    "HOMEPATH",
    "PROGRAMDATA",
    "SYSTEMROOT",
    "TMPDIR",
    "TEMP",
    "TMP",
)
_KEPT_STARTS = ("GIT_CONFIG", "GIT_CEILING_", "GIT_DISCOVERY_")
_SET = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
_OPTIONS = (
    *("--no-pager", "--literal-pathspecs"),
    *("-c", "core.quotepath=off", "-c", "core.fsmonitor=false"),
)
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


class GitFault(Exception):  # noqa: N818 - it is an outcome that commands report, not a failure
    """Git cannot tell what is asked; carries the line that says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.en)
        self.message = message


def new_repository(folder: Path) -> None:
    """Make a folder a git repository with the branch ``main``; one that is there stays.

    Raises:
        GitFault: where git cannot, or there is no git.
    """
    done = _run(folder, "init", "--quiet", "--initial-branch=main")
    if done.returncode:
        raise _refusal(done.stderr)


class Repository:
    """The repository that holds a folder.

    Args:
        folder: where git runs; paths that it prints with ``--relative`` count from there.

    Attributes:
        folder: the same.

    Raises:
        GitFault: where there is no git, or no repository.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        done = self._run("rev-parse", "--is-inside-work-tree")
        if done.stdout.strip() == b"true":
            return
        if done.returncode and b"not a git repository" not in done.stderr:
            raise _refusal(done.stderr)
        raise GitFault(
            Message(f"{folder} 不在 git 仓库的工作目录里", f"{folder} is in no git work tree")
        )

    def commit(self, revision: str) -> str:
        """Return the full name of the commit that a revision (branch, tag, hash, …) means.

        Raises:
            GitFault: where there is none.
        """
        # No revision begins with a dash, but an option does.
        if not revision.startswith("-"):
            name = self._named("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
            if name is not None:
                return name
        hint = self._hint()
        raise GitFault(
            Message(
                f"git 仓库里没有版本“{revision}”{hint.zh}",
                f"the git repository has no revision “{revision}”{hint.en}",
            )
        )

    def merge_base(self, revision: str) -> str:
        """Return the commit at which the history of HEAD left that of ``revision``.

        Raises:
            GitFault: where either is unknown, or they share no history.
        """
        commit, head = self.commit(revision), self.commit("HEAD")
        name = self._named("merge-base", commit, head)
        if name is not None:
            return name
        hint = self._hint()
        raise GitFault(
            Message(
                f"版本“{revision}”与当前版本没有共同的历史{hint.zh}",
                f"revision “{revision}” shares no history with HEAD{hint.en}",
            )
        )

    def _named(self, *arguments: str) -> str | None:
        """Run a git command that names a commit; return its full name, None where there is none."""
        name = self._run(*arguments).stdout.decode("ascii", "replace").strip()
        return name if _COMMIT.fullmatch(name) else None

    def names(self, *arguments: str) -> list[str]:
        """Run a git command that prints file names ended by NUL (``-z``), and return them.

        Raises:
            GitFault: where it fails.
        """
        return [os.fsdecode(name) for name in self.output(*arguments).split(b"\0") if name]

    def output(self, *arguments: str, given: bytes | None = None) -> bytes:
        """Run a git command and return what it prints.

        Args:
            arguments: the command and its arguments.
            given: what it reads from standard input, if anything.

        Raises:
            GitFault: where it fails.
        """
        done = self._run(*arguments, given=given)
        if done.returncode:
            raise _refusal(done.stderr)
        return done.stdout

    def setting(self, key: str) -> str:
        """Return what git's configuration says of a key, whosever it is; empty for nothing."""
        # What our own options say comes from the command line, the last of all scopes.
        told = self._run("config", "--show-scope", "--get-all", key).stdout.decode(
            "utf-8", "replace"
        )
        lines = (line.partition("\t") for line in told.splitlines())
        return next((value for scope, _, value in lines if scope != "command"), "")

    def first_known(self, *revisions: str) -> str | None:
        """Return the first of some revisions that there is."""
        for revision in revisions:
            done = self._run("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
            if not done.returncode:
                return revision
        return None

    @property
    def is_shallow(self) -> bool:
        """Whether it lacks most of the history."""
        return self._run("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"

    def _hint(self) -> Message:
        """Return what to do in a shallow clone; else nothing."""
        if not self.is_shallow:
            return Message("", "")
        return Message(
            "；这里是浅克隆，请先取全部历史：git fetch --unshallow"
            "（GitHub Actions 的 checkout 写 fetch-depth: 0）",
            "; this clone is shallow, fetch all history first: git fetch --unshallow "
            "(in GitHub Actions give checkout fetch-depth: 0)",
        )

    def _run(
        self, *arguments: str, given: bytes | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        return _run(self.folder, *arguments, given=given)


def _run(
    folder: Path, *arguments: str, given: bytes | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder; raises ``GitFault`` where there is none."""
    source: dict[str, Any] = {"stdin": subprocess.DEVNULL} if given is None else {"input": given}
    try:
        return subprocess.run(  # noqa: S603 - no shell; arguments are ours or checked
            ["git", *_OPTIONS, *arguments],  # noqa: S607 - found on PATH as users expect
            cwd=folder,
            env=_environment(os.environ),
            capture_output=True,
            check=False,
            **source,
        )
    except FileNotFoundError:
        raise GitFault(Message("没有找到 git 程序", "there is no program git")) from None


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    kept = {
        name: value
        for name, value in given.items()
        if name in _KEPT or name.startswith(_KEPT_STARTS)
    }
    return kept | _SET


def _refusal(complaint: bytes) -> GitFault:
    """Return the fault that git itself words."""
    lines = complaint.decode("utf-8", "replace").strip().splitlines() or [""]
    said = lines[0].removeprefix("fatal: ")
    remedy = next((line.strip() for line in lines if "safe.directory" in line), "")
    if remedy:
        return GitFault(
            Message(
                f"这个 git 仓库属于别的用户，git 不肯读；确认无误后运行：{remedy}",
                f"this git repository is another user's, so git does not read it; if it is right, "
                f"run: {remedy}",
            )
        )
    return GitFault(Message(f"git 出错：{said}", f"git fails: {said}"))
