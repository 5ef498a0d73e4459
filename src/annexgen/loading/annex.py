"""The whole annex: all content files in, the model and every fault out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from annexgen.findings import Finding, has_errors, in_reading_order
from annexgen.loading.plan import Plan, plan
from annexgen.loading.units import Names, ReadAlready, load_files
from annexgen.model import Annex
from annexgen.schema.vocabulary import Vocabulary
from annexgen.tuples import NamedTuple


class Loaded(NamedTuple):
    """What the content files gave.

    Attributes:
        annex: the model; None where an error makes it unusable.
        findings: the faults of all files, in reading order.
    """

    annex: Annex | None
    findings: tuple[Finding, ...]


def load_annex(root: Path, vocabulary_of: Callable[[str], Vocabulary]) -> Loaded:
    """Read and check all content files below ``root``, in this process.

    Args:
        root: the annex root, the folder that holds ``content/``.
        vocabulary_of: gives the words of a form by its name; may raise ``Refused``.
    """
    return load_planned(plan(root, vocabulary_of))


def load_planned(planned: Plan, already: ReadAlready = ReadAlready()) -> Loaded:  # noqa: B008
    """Read and check the project files of an annex.

    Args:
        planned: what there is to load.
        already: what need not be read from the disk.
    """
    findings = list(planned.findings)
    units = []
    for one in planned.units:
        folder = one.folder
        files = load_files(
            planned.root, folder.code, folder.project_files, planned.vocabulary, already
        )
        findings += [*files.findings, *Names().add(files.names)]
        if one.unit is not None:
            units.append(one.unit._replace(projects=files.projects))
    annex = None
    if planned.annex is not None and not has_errors(findings):
        annex = planned.annex._replace(units=tuple(units))
    return Loaded(annex, tuple(in_reading_order(findings)))
