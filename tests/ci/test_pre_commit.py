"""The hooks that pre-commit runs in a repository with an annex, through pre-commit itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from reviewed import ANNEX, FILE, PROJECT

from git_trials import git, new_repository, write
from programs import lacking

ROOT = Path(__file__).parents[2]

pytestmark = [pytest.mark.system, pytest.mark.usefixtures("no_git_configuration")]


@pytest.fixture
def annex(tmp_path: Path) -> Path:
    """A repository with an annex that is added, but not committed."""
    annex = new_repository(tmp_path / "annex")
    write(annex, "content/annex.yaml", text=ANNEX)
    write(annex, "content/301101/unit.yaml", text="单位名称: 办公厅\n")
    return annex


def hooks(annex: Path) -> str:
    """Add all there is, and return what the hooks say to it.

    What pip would take from the network is lent to it.
    """
    if not (ROOT / ".git").exists():
        lacking("the repository itself, from which pre-commit clones,")
    git(annex, "add", "--all")
    lent = [path for path in sys.path if path.endswith("site-packages")]
    offline = {"PIP_NO_BUILD_ISOLATION": "0", "PIP_NO_DEPS": "1", "PIP_NO_INDEX": "1"}
    home = annex.parent / "pre-commit"
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "try-repo", ROOT, "--color=never", "--verbose"],
        cwd=annex,
        env={**os.environ, **offline, "PRE_COMMIT_HOME": str(home), "PYTHONPATH": ":".join(lent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.stdout


def test_hooks_show_findings_and_tidy_files_until_there_is_nothing_to_do(annex: Path) -> None:
    write(annex, FILE, text=PROJECT.replace("预算数: 27.56", "预算数:   30.00"))
    told = hooks(annex)
    assert f"{FILE}:5:8: error[ANX201 budget-sum]" in told
    assert "files were modified by this hook" in told
    tidied = (annex / FILE).read_text(encoding="utf-8")
    assert "预算数: 30.00" in tidied
    write(annex, FILE, text=tidied.replace("30.00", "27.56"))
    write(annex, "README.md")
    assert hooks(annex).count("Passed\n") == 2
    assert git(annex, "diff") == ""
