"""The run: content in, checked and composed, then laid out and rendered in every format asked for.

The one module that knows all stages. ``examine`` does what ``annexgen check`` needs, ``publish``
what ``annexgen build`` adds. An output format is a row in ``FORMATS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from annexgen.atomic import write_together
from annexgen.findings import Finding, Message, Refused, has_errors, in_reading_order

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from pathlib import Path

    from annexgen.document import Document
    from annexgen.fonts.chain import FontChain
    from annexgen.forms.form import Form
    from annexgen.layout.pages import Layout
    from annexgen.layout.typesetting import Typesetting
    from annexgen.model import Annex

Notify = Callable[[Message], None]
"""Told the name of each step as it begins."""


@dataclass(frozen=True, slots=True)
class Work:
    """A checked annex, ready to be rendered.

    Attributes:
        annex: the model.
        form: the form that it is printed in.
        document: the two composed.
        chains: the fonts of each face, by the face's key.
    """

    annex: Annex
    form: Form
    document: Document
    chains: Mapping[str, FontChain]


class Examined(NamedTuple):
    """What ``examine`` has found.

    Attributes:
        work: what can be published; None where an error stands against it.
        findings: all findings in reading order.
    """

    work: Work | None
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Pages:
    """The layouts of a run: made when a format first asks, and kept for the next one."""

    work: Work
    notify: Notify
    _made: dict[Typesetting, Layout] = field(default_factory=dict)

    def of(self, typesetting: Typesetting) -> Layout:
        """Lay the document out."""
        from annexgen.layout.paginate import lay_out

        if typesetting not in self._made:
            self.notify(Message("排版", "Laying out"))
            metrics = {face: chain.metrics for face, chain in self.work.chains.items()}
            self._made[typesetting] = lay_out(self.work.document, metrics, typesetting)
        return self._made[typesetting]


def _pdf(work: Work, pages: _Pages, out: BinaryIO) -> int:
    from annexgen.layout.typesetting import Typesetting
    from annexgen.render.pdf import render

    layout = pages.of(Typesetting())
    render(work.document, layout, work.chains, out)
    return len(layout.pages)


def _docx(work: Work, pages: _Pages, out: BinaryIO) -> int:
    from annexgen.layout.typesetting import WORD
    from annexgen.render.docx import render

    layout = pages.of(WORD)
    render(work.document, layout, out)
    return len(layout.pages)


def _html(work: Work, _pages: _Pages, out: BinaryIO) -> None:
    from annexgen.render.html import Theme, render

    render(work.document, Theme(work.form.page_template, work.form.stylesheet), out)


FORMATS: Mapping[str, Callable[[Work, _Pages, BinaryIO], int | None]] = {
    "docx": _docx,
    "pdf": _pdf,
    "html": _html,
}
"""The output formats by name, which is also the file's suffix: each writes itself to a stream and
returns its number of pages, None where it has none."""


class Product(NamedTuple):
    """A file that was written.

    Attributes:
        file: where.
        size: in bytes.
        pages: how many; None for a format without pages.
    """

    file: Path
    size: int
    pages: int | None


def examine(root: Path, notify: Notify, executor: Executor | None = None) -> Examined:
    """Read and check the annex below ``root`` and compose its document.

    Args:
        root: the folder that holds ``content/``.
        notify: told the name of each step.
        executor: reads the files side by side; None reads them one after the other.
    """
    from annexgen.forms.load import vocabulary_of
    from annexgen.loading.annex import load_annex

    notify(Message("检查内容", "Checking the content"))
    found: list[Finding] = []
    work = None
    try:
        loaded = load_annex(root, lambda name: vocabulary_of(root, name), executor)
        found += loaded.findings
        if loaded.annex is not None and not has_errors(found):
            work = _prepare(root, loaded.annex)
            found += _missing_glyphs(work)
    except Refused as refused:
        found += [finding for finding in refused.findings if finding not in found]
    return Examined(None if has_errors(found) else work, tuple(in_reading_order(found)))


def _prepare(root: Path, annex: Annex) -> Work:
    """Compose the document and find its fonts; raises ``Refused`` for a broken form or font."""
    from annexgen.fonts.chain import load_chains
    from annexgen.forms.compose import compose
    from annexgen.forms.load import load_form

    form = load_form(root, annex.form)
    document = compose(annex, form)
    folders = (root / "templates" / form.name, root)
    return Work(annex, form, document, load_chains(document.faces, folders, form.path))


def _missing_glyphs(work: Work) -> list[Finding]:
    from annexgen.checks.glyphs import missing_glyphs

    return missing_glyphs(work.annex, work.chains)


def publish(work: Work, formats: Iterable[str], folder: Path, notify: Notify) -> list[Product]:
    """Render every format and write all of them into ``folder``, or none.

    Args:
        work: what ``examine`` has found sound.
        formats: keys of ``FORMATS``.
        folder: where ``annex.docx`` … go.
        notify: told the name of each step.

    Raises:
        Refused: where a form's page template is broken.
        OSError: where a file cannot be written.
    """
    pages = _Pages(work, notify)
    counted: dict[str, int | None] = {}

    def writer(name: str) -> Callable[[BinaryIO], None]:
        def write(out: BinaryIO) -> None:
            notify(Message(f"生成 {name.upper()}", f"Rendering {name.upper()}"))
            counted[name] = FORMATS[name](work, pages, out)

        return write

    sizes = write_together(folder, {f"annex.{name}": writer(name) for name in formats})
    return [
        Product(folder / f"annex.{name}", sizes[f"annex.{name}"], counted[name]) for name in counted
    ]
