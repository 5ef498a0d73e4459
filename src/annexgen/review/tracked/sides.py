"""Both sides of a comparison as models; what cannot be one is said in one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annexgen.document import TableLook
from annexgen.findings import Finding, Message, Refused
from annexgen.findings.text import headline
from annexgen.forms.form import Form
from annexgen.forms.patterns import Pattern
from annexgen.loading.annex import load_planned
from annexgen.loading.plan import planned
from annexgen.loading.units import ReadAlready
from annexgen.model import Annex, Project
from annexgen.review.reading import Forms
from annexgen.review.standing import FormOf
from annexgen.revisions.sides import Side, differing
from annexgen.source.reader import ReadResult, read_node
from annexgen.source.tree import ANNEX_FILE, tree_of
from annexgen.tuples import NamedTuple

_MOST_NAMED = 3


class CannotCompose(Exception):  # noqa: N818 - it is an outcome that commands report
    """Sides that no file can be made of; carries the line that says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.en)
        self.message = message


class Filled(NamedTuple):
    """What is to be composed: an annex, and the form that it is printed in."""

    annex: Annex
    form: Form


def both(base: Side, head: Side, forms: Forms) -> tuple[Filled, Filled]:
    """Read all content of two sides; a project that is the same in both is read once.

    Args:
        base: the side before.
        head: the side now.
        forms: of both sides.

    Raises:
        CannotCompose: where one has faults, and where their forms lay out other tables.
        GitFault: where git cannot read one.
    """
    new = _filled(head, forms.of_head, {})
    differ = set(differing(base, head))
    same: Mapping[str, Project] = {}
    if ANNEX_FILE not in differ:
        projects = (project for unit in new.annex.units for project in unit.projects)
        same = {one.origin.path: one for one in projects if one.origin.path not in differ}
    old = _filled(base, forms.of_base, same)
    if not _lay_out_alike(old.form, new.form):
        raise CannotCompose(_two_forms(old.annex.form, new.annex.form))
    return old, new


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


def _filled(side: Side, form_of: FormOf, known: Mapping[str, Project]) -> Filled:
    """Read a side; the projects that are known are not read."""
    paths = list(side.files)
    files = side.read(path for path in paths if path not in known)

    def read(path: str) -> ReadResult:
        return read_node(path, files.get(path, b""))

    plan = planned(side.root, tree_of(paths), read, lambda name: form_of(name).vocabulary)
    loaded = load_planned(plan, ReadAlready(files, known))
    if loaded.annex is None:
        raise CannotCompose(refusal(side.name, loaded.findings))
    try:
        return Filled(loaded.annex, form_of(loaded.annex.form))
    except Refused as refused:
        raise CannotCompose(refusal(side.name, refused.findings)) from refused


def _lay_out_alike(old: Form, new: Form) -> bool:
    """Say whether two forms differ in words at most, and in looks."""
    return old.styles.keys() <= new.styles.keys() and _bare(old) == _bare(new)


def _bare(part: object) -> object:
    """Return what a form lays out, without words, looks and lengths."""
    match part:
        case Form():
            return _bare((part.cover, part.contents, part.unit.style, part.section))
        case Pattern() | TableLook() | float():
            return None
        case tuple():
            return tuple(map(_bare, part))
    return part


def _two_forms(old: str, new: str) -> Message:
    return Message(
        f"两方的表样（{old}、{new}）排的表格不同，修订不能从一种变到另一种；"
        "其他 --output-format 仍可比较",
        f"The forms of the sides ({old}, {new}) lay out other tables, and revisions cannot lead "
        "from one to the other; the other output formats still compare them",
    )
