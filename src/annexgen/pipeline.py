"""The run: content in, checked and composed, then laid out and rendered in every format asked for.

The one module that knows all stages. ``examine`` does what ``annexgen check`` needs, ``publish``
what ``annexgen build`` adds. An output format is a row in ``FORMATS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from annexgen.atomic import write_together
from annexgen.findings import Finding, Message, Refused, has_errors, in_reading_order

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from pathlib import Path

    from annexgen.document import Document, Face
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
class _Run:
    """What the formats of one run share.

    Attributes:
        work: what is published.
        formats: the formats that are made, in order.
        notify: told the name of each step.
    """

    work: Work
    formats: tuple[str, ...]
    notify: Notify
    _made: dict[Typesetting, Layout] = field(default_factory=dict)

    def pages(self, typesetting: Typesetting) -> Layout:
        """Lay the document out when a format first asks; the next one gets the same pages."""
        from annexgen.layout.paginate import lay_out

        if typesetting not in self._made:
            self.notify(Message("排版", "Laying out"))
            metrics = {face: chain.metrics for face, chain in self.work.chains.items()}
            self._made[typesetting] = lay_out(self.work.document, metrics, typesetting)
        return self._made[typesetting]


def _pdf(run: _Run, out: BinaryIO) -> int:
    from annexgen.render.pdf import render

    return render(run.work.document, run.work.chains, out)


def _docx(run: _Run, out: BinaryIO) -> int:
    from annexgen.layout.typesetting import WORD
    from annexgen.render.docx import render

    layout = run.pages(WORD)
    render(run.work.document, layout, out, run.work.form.base)
    return len(layout.pages)


def _html(run: _Run, out: BinaryIO) -> None:
    from annexgen.forms.load import template_finding
    from annexgen.render.html import TemplateFault, Theme, render

    form = run.work.form
    theme = Theme(form.page_template, form.stylesheet, form.page_script)
    beside = [(label, file_name(name)) for name, label in _DOWNLOADS.items() if name in run.formats]
    try:
        render(run.work.document, theme, out, beside)
    except TemplateFault as fault:
        raise Refused([template_finding(form, fault.line, fault.message)]) from fault


_DOWNLOADS = {"docx": "Word 文档（DOCX）", "pdf": "PDF 文档"}
"""What the web page calls the files that it links to, by format; in the page's own language."""

FORMATS: Mapping[str, Callable[[_Run, BinaryIO], int | None]] = {
    "docx": _docx,
    "pdf": _pdf,
    "html": _html,
}
"""The output formats by name, which is also the file's suffix: each writes itself to a stream and
returns its number of pages, None where it has none."""


def file_name(format_name: str) -> str:
    """Return the name of the output file of a format."""
    return f"annex.{format_name}"


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
            found += _rule_findings(root, loaded.annex)
            work = _prepare(root, loaded.annex)
            found += _missing_glyphs(work)
    except Refused as refused:
        found += [finding for finding in refused.findings if finding not in found]
    return Examined(None if has_errors(found) else work, tuple(in_reading_order(found)))


def _rule_findings(root: Path, annex: Annex) -> list[Finding]:
    """Run the rules as annex.yaml and the form choose; raises ``Refused`` for a broken form."""
    from annexgen.checks.engine import check
    from annexgen.checks.reading import read_settings
    from annexgen.forms.load import policy_of

    settings, findings = read_settings(annex, policy_of(root, annex.form), root)
    return findings + check(annex, settings)


def _prepare(root: Path, annex: Annex) -> Work:
    """Compose the document and find its fonts; raises ``Refused`` for a broken form or font."""
    from annexgen.forms.compose import compose
    from annexgen.forms.load import load_form

    form = load_form(root, annex.form)
    document = compose(annex, form)
    return Work(annex, form, document, _chains(root, annex, form, document.faces))


def _chains(
    root: Path, annex: Annex, form: Form, faces: Mapping[str, Face]
) -> dict[str, FontChain]:
    """Load the fonts; raises ``Refused`` with findings in the file that names each of them."""
    from annexgen.fonts.chain import load_chains

    folders = (form.folder, root)
    try:
        return load_chains(faces, folders, form.path)
    except Refused:
        found: dict[Finding, None] = {}
        for key, face in faces.items():
            own = annex.fonts.get(key, ())
            others = tuple(name for name in face.fonts if name not in own)
            in_annex = annex.origin.path, annex.origin.at(f"fonts.{key}")
            for names, (path, span) in ((own, in_annex), (others, (form.path, None))):
                try:
                    load_chains({key: replace(face, fonts=names)}, folders, path)
                except Refused as refused:
                    found |= dict.fromkeys(replace(one, span=span) for one in refused.findings)
        raise Refused(tuple(found)) from None


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
    run = _Run(work, tuple(formats), notify)
    counted: dict[str, int | None] = {}

    def writer(name: str) -> Callable[[BinaryIO], None]:
        def write(out: BinaryIO) -> None:
            notify(Message(f"生成 {name.upper()}", f"Rendering {name.upper()}"))
            counted[name] = FORMATS[name](run, out)

        return write

    sizes = write_together(folder, {file_name(name): writer(name) for name in run.formats})
    return [
        Product(folder / file_name(name), sizes[file_name(name)], counted[name]) for name in counted
    ]
