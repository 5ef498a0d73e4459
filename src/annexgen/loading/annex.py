"""The whole annex: all content files in, the model and every fault out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from annexgen.findings import Finding, has_errors, in_reading_order
from annexgen.loading.plan import plan
from annexgen.loading.units import Names, load_files
from annexgen.model import Annex
from annexgen.schema.vocabulary import Vocabulary


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
    planned = plan(root, vocabulary_of)
    findings = list(planned.findings)
    units = []
    for one in planned.units:
        files = load_files(root, one.folder.code, one.folder.project_files, planned.vocabulary)
        findings += [*files.findings, *Names().add(files.names)]
        if one.unit is not None:
            units.append(one.unit._replace(projects=files.projects))
    annex = None
    if planned.annex is not None and not has_errors(findings):
        annex = planned.annex._replace(units=tuple(units))
    return Loaded(annex, tuple(in_reading_order(findings)))
