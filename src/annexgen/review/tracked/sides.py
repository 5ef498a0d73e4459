"""A whole side of a comparison as a model; what cannot be one is said in one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from annexgen.findings import Finding, Message
from annexgen.findings.text import headline
from annexgen.loading.annex import Loaded, load_annex
from annexgen.model import Annex
from annexgen.revisions.sides import Folder, Revision, Side
from annexgen.schema.vocabulary import Vocabulary

_MOST_NAMED = 3


class CannotCompose(Exception):  # noqa: N818 - it is an outcome that commands report
    """A side that no file can be made of; carries the line that says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.en)
        self.message = message


def annex_of(side: Side, vocabulary_of: Callable[[str], Vocabulary]) -> Annex:
    """Read all content of a side.

    Args:
        side: the side.
        vocabulary_of: gives the words of a form by its name; may raise ``Refused``.

    Raises:
        CannotCompose: where it has faults.
        GitFault: where git cannot read it.
    """
    loaded = _loaded(side, vocabulary_of)
    if loaded.annex is None:
        raise CannotCompose(refusal(side.name, loaded.findings))
    return loaded.annex


def refusal(name: str, findings: Sequence[Finding]) -> Message:
    """Return the line that says why no file can be made of the side ``name``."""
    faults = [one for one in findings if one.severity == "error"]
    named = faults[:_MOST_NAMED]
    more = len(faults) - len(named)
    return Message(
        f"“{name}”有不合格式的内容，排不成附表："
        + "；".join(headline(one, "zh") for one in named)
        + (f"；另有 {more} 处" if more else "")
        + "（其他 --output-format 仍可比较）",
        f"“{name}” has faults and cannot be composed: "
        + "; ".join(headline(one, "en") for one in named)
        + (f"; {more} more" if more else "")
        + " (the other output formats still compare it)",
    )


def _loaded(side: Side, vocabulary_of: Callable[[str], Vocabulary]) -> Loaded:
    match side:
        case Folder(root=root):
            return load_annex(root, vocabulary_of)
        case Revision():
            with TemporaryDirectory(prefix="annexgen-") as folder:
                for path, data in side.read(side.files).items():
                    file = Path(folder, path)
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(data)
                return load_annex(Path(folder), vocabulary_of)
