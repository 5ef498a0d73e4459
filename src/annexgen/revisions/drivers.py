"""How git comes to call annexgen for content files: attributes and configuration.

Which files are meant stands in ``.gitattributes`` beside ``content/``, for all who clone; what is
called stands in the configuration of each clone. Without the latter git treats the files as text.

The interpreter is named by its full path, since a virtual environment that is not active is on no
``PATH``, and started with ``-P``: git calls from the top of the work tree, whose files must not
stand in for modules. Where it is gone, each command falls back on what git does with plain texts.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from annexgen.revisions.git import Repository

NAME = "annexgen"
ATTRIBUTES_FILE = ".gitattributes"
LINE = f"content/**/*.yaml diff={NAME} merge={NAME}"
_BEGIN = "# annexgen git-setup: begin"
_END = "# annexgen git-setup: end"
_MARKED = re.compile(rf"(?m)^{_BEGIN}\r?\n(?:.*\n)*?{_END}(?:\r?\n|\Z)")
_SECTIONS = (f"diff.{NAME}", f"merge.{NAME}", NAME)
_QUOTE = "core.quotepath"
_QUOTE_IS_OURS = f"{NAME}.{_QUOTE.partition('.')[2]}"
"""Set where ``core.quotePath`` is ours, so that ``forget`` leaves alone what somebody else set."""


def settings(repository: Repository, python: str, language: str) -> dict[str, str]:
    """Return the configuration, by its keys.

    Git shows Chinese file names as octal numbers unless ``core.quotePath`` is off, so it is turned
    off where nobody has set it.

    Args:
        repository: the clone that is to have it.
        python: the full path of the interpreter that has annexgen.
        language: ``"zh"`` or ``"en"``, of what git is to show.
    """
    start = f"{shlex.quote(Path(python).as_posix())} -P"
    call = f"{start} -m annexgen"
    lang = " --lang en" if language == "en" else ""
    merge = (
        f"if {start} -c 'import annexgen' 2>/dev/null; then "
        f"{call} git-merge{lang} --marker-size=@L --ours=@X --theirs=@Y -- @O @A @B @P; "
        "else git merge-file --marker-size=@L -L ours -L base -L theirs @A @O @B; fi"
    )
    quote = {_QUOTE: "false", _QUOTE_IS_OURS: "false"}
    is_ours = _QUOTE_IS_OURS in configured(repository)
    return {
        f"diff.{NAME}.command": _function(
            f'{call} git-diff{lang} -- "$@" || diff -u -- "$2" "$5" || :'
        ),
        f"diff.{NAME}.textconv": _function(f'{call} git-text{lang} -- "$1" || cat -- "$1"'),
        f"merge.{NAME}.name": "annexgen: indicator by indicator",
        f"merge.{NAME}.driver": merge.replace("%", "%%").replace("@", "%"),
        **(quote if is_ours or not repository.setting(_QUOTE) else {}),
    }


def configured(repository: Repository) -> dict[str, str]:
    """Return what the repository's own configuration has of it, by its keys."""
    found = repository.names("config", "--local", "--null", "--list")
    entries = {key: value for key, _, value in (entry.partition("\n") for entry in found)}
    starts = tuple(f"{section}." for section in _SECTIONS)
    return {
        key: value
        for key, value in entries.items()
        if key.startswith(starts) or (key == _QUOTE and _QUOTE_IS_OURS in entries)
    }


def configure(repository: Repository, wanted: dict[str, str]) -> None:
    """Write settings into the repository's own configuration.

    Raises:
        GitFault: where git cannot.
    """
    for key, value in wanted.items():
        repository.output("config", "--local", "--replace-all", key, value)


def forget(repository: Repository) -> None:
    """Take all settings out of the repository's own configuration.

    Raises:
        GitFault: where git cannot.
    """
    found = configured(repository)
    if found.pop(_QUOTE, None) is not None:
        repository.output("config", "--local", "--unset-all", _QUOTE)
    for section in sorted({key.rpartition(".")[0] for key in found}):
        repository.output("config", "--local", "--remove-section", section)


def with_line(text: str) -> str:
    """Return a ``.gitattributes`` with our line at its end, where it counts most, and no other."""
    rest = without_line(text)
    end = "\r\n" if "\r\n" in text else "\n"
    if rest and not rest.endswith("\n"):
        rest += end
    return rest + "".join(f"{line}{end}" for line in (_BEGIN, LINE, _END))


def without_line(text: str) -> str:
    """Return a ``.gitattributes`` without what we wrote; all else stays as it is."""
    return _MARKED.sub("", text)


def is_in_force(repository: Repository) -> bool:
    """Say whether the attributes apply to content files, and none that come later undo them."""
    told = repository.output("check-attr", "-z", "diff", "merge", "--", "content/annex.yaml")
    return told.split(b"\0")[2::3] == [NAME.encode()] * 2


def _function(body: str) -> str:
    """Return a shell command that does ``body`` with the arguments that git puts behind it."""
    return f"f() {{ {body}; }}; f"
