"""What there is to load: annex.yaml, the units and the project files in printing order.

Small and quick; after it every project file can be loaded by itself, in any process, as its number
and all that is printed around it are known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from annexgen.findings import Finding, Message, Refused, has_errors
from annexgen.loading.order import order_findings, printing_order
from annexgen.loading.units import empty_folder, load_unit
from annexgen.model import Annex, Unit
from annexgen.positions import Origin, Span
from annexgen.schema.check import Checked, check
from annexgen.schema.content import ANNEX
from annexgen.schema.rules import UNKNOWN_FACE
from annexgen.schema.vocabulary import Vocabulary
from annexgen.source.nodes import MappingNode, Node, Scalar
from annexgen.source.reader import ReadResult, read_file
from annexgen.source.tree import ANNEX_FILE, ContentTree, UnitFolder, find_files
from annexgen.tuples import NamedTuple

ReadPath = Callable[[str], ReadResult]
"""Reads a content file by its POSIX path relative to the annex root."""


_NEEDED = frozenset(field.name for field in ANNEX.fields if field.required)


class PlannedUnit(NamedTuple):
    """A unit whose projects are to be loaded.

    Attributes:
        folder: its folder.
        unit: what its unit.yaml says, without projects; None where that has a fault.
        before: how many projects come before its first.
    """

    folder: UnitFolder
    unit: Unit | None
    before: int


class Plan(NamedTuple):
    """What there is to load.

    Attributes:
        root: the annex root.
        annex: what annex.yaml says, without units; None where it has a fault, or the folders have.
        known: the same, where all is there that must be, whatever else is wrong.
        vocabulary: the form's words; None where the form is not known.
        units: in printing order.
        findings: what is wrong with names, places, annex.yaml and the units' files.
    """

    root: Path
    annex: Annex | None
    known: Annex | None
    vocabulary: Vocabulary | None
    units: tuple[PlannedUnit, ...]
    findings: tuple[Finding, ...]


def plan(root: Path, vocabulary_of: Callable[[str], Vocabulary]) -> Plan:
    """Look at all but the project files below ``root``.

    Args:
        root: the annex root, the folder that holds ``content/``.
        vocabulary_of: gives the words of a form by its name; may raise ``Refused``.
    """
    return planned(root, find_files(root), partial(read_file, root), vocabulary_of)


def planned(
    root: Path,
    tree: ContentTree,
    read_path: ReadPath,
    vocabulary_of: Callable[[str], Vocabulary],
) -> Plan:
    """Look at all but the project files of a tree, wherever its files lie.

    Args:
        root: the annex root.
        tree: the files that there are.
        read_path: reads annex.yaml and the units' files.
        vocabulary_of: gives the words of a form by its name; may raise ``Refused``.
    """
    findings = list(tree.findings)
    head = _head(read_path, tree, findings)
    vocabulary = _vocabulary(head, vocabulary_of, findings) if head else None
    known = _annex(head) if head is not None and head.value.keys() >= _NEEDED else None
    annex = None if has_errors(findings) else known
    if head is not None:
        findings += order_findings(head, tree, tuple(findings))
    listed = head.value.get("units") if head else None
    units = tuple(_units(read_path, tree, listed, findings))
    return Plan(root, annex, known, vocabulary, units, tuple(findings))


def _units(
    read_path: ReadPath, tree: ContentTree, listed: Checked | None, findings: list[Finding]
) -> Iterator[PlannedUnit]:
    folders = {folder.code: folder for folder in tree.units}
    before = 0
    for code in printing_order(folders, listed):
        folder = folders[code]
        unit = load_unit(read_path, folder, findings)
        if not folder.project_files:
            findings.append(empty_folder(folder))
        yield PlannedUnit(folder, unit, before)
        before += len(folder.project_files)


def _head(read_path: ReadPath, tree: ContentTree, findings: list[Finding]) -> Checked | None:
    """Return what annex.yaml says, without its faulty parts."""
    if tree.annex is None:
        return None
    read = read_path(tree.annex)
    findings += read.findings
    return check(read.node, ANNEX, tree.annex, findings.append) if read.node else None


def _vocabulary(
    head: Checked, vocabulary_of: Callable[[str], Vocabulary], findings: list[Finding]
) -> Vocabulary | None:
    """Return the form's words; what is wrong with the form as a whole is said where it is named."""
    form: Checked | None = head.value.get("form")
    if form is None:
        return None
    try:
        vocabulary = vocabulary_of(form.value)
    except Refused as refused:
        findings += [
            finding if finding.span else finding._replace(path=ANNEX_FILE, span=form.span)
            for finding in refused.findings
        ]
        return None
    findings += _unknown_faces(head, vocabulary)
    return vocabulary


def _unknown_faces(head: Checked, vocabulary: Vocabulary) -> Iterator[Finding]:
    fonts: Checked | None = head.value.get("fonts")
    listed = "、".join(vocabulary.faces)
    for face, font in fonts.value.items() if fonts else ():
        if face not in vocabulary.faces:
            yield UNKNOWN_FACE.at(
                ANNEX_FILE,
                font.key,
                Message(f"表样里没有字体“{face}”", f"The form has no typeface “{face}”"),
                Message(f"可以写：{listed}", f"Known: {listed}"),
            )


def _annex(head: Checked) -> Annex:
    fields: Mapping[str, Checked] = head.value
    checks, fonts = fields.get("checks"), fields.get("fonts")
    faces: Mapping[str, Checked] = fonts.value if fonts else {}
    spans = {name: part.span for name, part in fields.items()}
    spans |= {f"fonts.{face}": font.span for face, font in faces.items()}
    settings = _plain(checks.value, "checks", spans) if checks else {}
    spans[""] = head.span
    return Annex(
        title=fields["title"].value,
        department=fields["department"].value,
        year=int(fields["year"].value),
        money_unit=fields["money_unit"].value,
        form=fields["form"].value,
        units=(),
        checks=settings if isinstance(settings, Mapping) else {},
        fonts={face: tuple(name.value for name in font.value) for face, font in faces.items()},
        origin=Origin(ANNEX_FILE, spans),
    )


def _plain(node: Node, name: str, spans: dict[str, Span]) -> object:
    """Return free content as texts, tuples and mappings; add each part's place to ``spans``."""
    spans[name] = node.span
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, MappingNode):
        return {key.text: _plain(value, f"{name}.{key.text}", spans) for key, value in node.entries}
    return tuple(_plain(item, f"{name}.{i}", spans) for i, item in enumerate(node.items))
