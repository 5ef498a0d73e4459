"""The whole annex: all content files in, the model and every fault out, in one run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

from annexgen.findings import Finding, Message, Refused, has_errors, in_reading_order
from annexgen.loading.order import in_printing_order, order_findings
from annexgen.loading.units import FolderJob, LoadedFolder, load_folder
from annexgen.model import Annex, Unit
from annexgen.positions import Origin, Span
from annexgen.schema.check import Checked, check
from annexgen.schema.content import ANNEX
from annexgen.schema.rules import UNKNOWN_FACE
from annexgen.schema.vocabulary import Vocabulary
from annexgen.source.nodes import MappingNode, Node, Scalar
from annexgen.source.reader import read_file
from annexgen.source.tree import ANNEX_FILE, ContentTree, find_files


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the content files gave.

    Attributes:
        annex: the model; None where an error makes it unusable.
        findings: the faults of all files, in reading order.
    """

    annex: Annex | None
    findings: tuple[Finding, ...]


def load_annex(
    root: Path, vocabulary_of: Callable[[str], Vocabulary], executor: Executor | None = None
) -> Loaded:
    """Read and check all content files below ``root``.

    Args:
        root: the annex root, the folder that holds ``content/``.
        vocabulary_of: gives the words of a form by its name; may raise ``Refused``.
        executor: takes one unit's folder at a time; None works in this process.
    """
    tree = find_files(root)
    findings = list(tree.findings)
    head = _head(root, tree, findings)
    vocabulary = _vocabulary(head, vocabulary_of, findings) if head else None
    jobs = [FolderJob(root, folder, vocabulary) for folder in tree.units]
    run = map if executor is None else executor.map
    folders: list[LoadedFolder] = list(run(load_folder, jobs))
    for folder in folders:
        findings += folder.findings
    if head:
        findings += order_findings(head, tree, tuple(findings))
    annex = None
    if head and not has_errors(findings):
        annex = _annex(head, [folder.unit for folder in folders if folder.unit])
    return Loaded(annex, tuple(in_reading_order(findings)))


def _head(root: Path, tree: ContentTree, findings: list[Finding]) -> Checked | None:
    """Return what annex.yaml says, without its faulty parts."""
    if tree.annex is None:
        return None
    read = read_file(root, tree.annex)
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
            finding if finding.span else replace(finding, path=ANNEX_FILE, span=form.span)
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


def _annex(head: Checked, units: list[Unit]) -> Annex:
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
        units=tuple(in_printing_order(units, fields.get("units"))),
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
