"""Two sides of a comparison in, the Word file with the changes out."""

from __future__ import annotations

from functools import partial
from typing import BinaryIO

from annexgen.findings import Message, Refused
from annexgen.fonts.chain import load_chains
from annexgen.forms.compose import compose
from annexgen.forms.load import load_form, vocabulary_of
from annexgen.review.tracked.alignment import alignment
from annexgen.review.tracked.sides import CannotCompose, annex_of, refusal
from annexgen.review.tracked.whole import write
from annexgen.revisions.authors import authors
from annexgen.revisions.sides import Side

_NOBODY = "annexgen"


def write_between(base: Side, head: Side, uncommitted: str, out: BinaryIO) -> None:
    """Write the DOCX file in which ``base`` becomes ``head``.

    Args:
        base: the side before.
        head: the side now; its form is the one that both are printed in.
        uncommitted: names the author of changes in a work tree whose git knows no user.
        out: where the file goes.

    Raises:
        CannotCompose: where a side has faults, and where the sides are of two forms.
        GitFault: where git cannot tell.
    """
    by = authors(base, head, _NOBODY, uncommitted)
    words = partial(vocabulary_of, head.root)
    old, new = annex_of(base, words), annex_of(head, words)
    if old.form != new.form:
        raise CannotCompose(_two_forms(old.form, new.form))
    try:
        form = load_form(head.root, new.form)
        documents = compose(old, form), compose(new, form)
        chains = load_chains(documents[1].faces, (form.folder, head.root), form.path)
    except Refused as refused:
        raise CannotCompose(refusal(head.name, refused.findings)) from refused
    metrics = {face: chain.metrics for face, chain in chains.items()}
    write(*documents, alignment(old, new, form, by.of), metrics, out, form.base)


def _two_forms(old: str, new: str) -> Message:
    return Message(
        f"两方的表样不同（{old}、{new}），修订不能跨两种表样；其他 --output-format 仍可比较",
        f"The sides are of two forms ({old}, {new}), and revisions cannot lead from one to the "
        "other; the other output formats still compare them",
    )
