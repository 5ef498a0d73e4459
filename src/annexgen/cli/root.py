"""Which annex a command works on."""

from __future__ import annotations

from pathlib import Path

from annexgen.cli.failure import CannotRun

ANNEX_FILE = Path("content", "annex.yaml")


def find_root(given: str | None) -> Path:
    """Return the annex root: ``--root``, else the nearest folder upwards with an annex in it.

    Raises:
        CannotRun: where there is none.
    """
    if given is not None:
        root = Path(given)
        if not (root / ANNEX_FILE).is_file():
            raise CannotRun(
                f"{given} 里没有 content/annex.yaml；--root 应指向含 content/ 的目录",
                f"{given} holds no content/annex.yaml; --root names the folder that has content/",
            )
        return root.resolve()
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / ANNEX_FILE).is_file():
            return folder
    raise CannotRun(
        "这里和上级目录里都没有 content/annex.yaml；请到附表目录里运行，或用 --root 指明",
        "no content/annex.yaml here or in a folder above; run inside an annex or give --root",
    )
