"""Two sides of a comparison in, the Word file with the changes out."""

from __future__ import annotations

from typing import BinaryIO

from annexgen.findings import Refused
from annexgen.fonts.chain import load_chains
from annexgen.forms.compose import compose
from annexgen.forms.load import base_docx
from annexgen.review.reading import Forms
from annexgen.review.tracked.alignment import alignment
from annexgen.review.tracked.sides import CannotCompose, both, refusal
from annexgen.review.tracked.whole import write
from annexgen.revisions.authors import authors
from annexgen.revisions.sides import Side

_NOBODY = "annexgen"


def write_between(base: Side, head: Side, forms: Forms, uncommitted: str, out: BinaryIO) -> None:
    """Write the DOCX file in which ``base`` becomes ``head``.

    Args:
        base: the side before.
        head: the side now; its form says how both look.
        forms: of both sides.
        uncommitted: names the author of changes in a work tree whose git knows no user.
        out: where the file goes.

    Raises:
        CannotCompose: where a side has faults, and where their forms lay out other tables.
        GitFault: where git cannot tell.
    """
    by = authors(base, head, _NOBODY, uncommitted)
    old, new = both(base, head, forms)
    try:
        documents = compose(*old), compose(*new)
        form = new.form
        chains = load_chains(documents[1].faces, (form.folder, head.root), form.path)
        base_file = base_docx(head.root, new.annex.form)
    except Refused as refused:
        raise CannotCompose(refusal(head.name, refused.findings)) from refused
    metrics = {face: chain.metrics for face, chain in chains.items()}
    aligned = alignment(old.annex, new.annex, form, by.of)
    write(*documents, aligned, metrics, out, base_file)
