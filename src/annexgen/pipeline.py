"""The run: content in, checked, composed, set and rendered in every format asked for.

The one module that knows all stages. ``examine`` does what ``annexgen check`` needs, ``build`` what
``annexgen build`` needs. Projects go through in batches (see ``batches``), side by side where an
executor is given; the PDF is written while they come in. An output format is a row in ``FORMATS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from annexgen.atomic import write_together
from annexgen.findings import (
    Finding,
    Message,
    Refused,
    Severity,
    has_errors,
    in_reading_order,
)

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from pathlib import Path

    from annexgen.batches import Bench, Recipe
    from annexgen.cache.memory import Memory
    from annexgen.document import Document, Face, Part
    from annexgen.forms.form import Form
    from annexgen.intake import Read
    from annexgen.loading.plan import Plan
    from annexgen.model import Annex, Unit
    from annexgen.render.docx.assembly import DocxAssembly
    from annexgen.render.pdf.assembly import Assembly, PartRegion

Notify = Callable[[Message], None]
"""Told the name of each step as it begins."""

Pool = Callable[[int], AbstractContextManager["Executor | None"]]
"""Gives an executor for so many project files; None where one process is quicker."""


class Examined(NamedTuple):
    """What ``examine`` has found.

    Attributes:
        annex: the model; its projects may lack their indicators. None where an error stands
            against it.
        findings: all findings in reading order.
    """

    annex: Annex | None
    findings: tuple[Finding, ...]


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


class Built(NamedTuple):
    """What ``build`` has done.

    Attributes:
        annex: what was published; None where an error stood against it and nothing was written.
        products: the files, in the order of the formats asked for.
        findings: all findings in reading order.
    """

    annex: Annex | None
    products: tuple[Product, ...]
    findings: tuple[Finding, ...]


def examine(root: Path, notify: Notify, pool: Pool, *, remembers: bool = True) -> Examined:
    """Read and check the annex below ``root``.

    Args:
        root: the folder that holds ``content/``.
        notify: told the name of each step.
        pool: gives what reads the files side by side.
        remembers: whether files that are known from an earlier run are not checked again.
    """
    run = _Run(root, (), notify, pool, tags=True, remembers=remembers)
    annex = run.annex()
    return Examined(annex, run.all_findings())


def build(
    root: Path,
    formats: Sequence[str],
    folder: Path,
    notify: Notify,
    pool: Pool,
    *,
    tags: bool = True,
    remembers: bool = True,
    is_strict: bool = False,
) -> Built:
    """Read, check and publish the annex below ``root``: every format, or none.

    Args:
        root: the folder that holds ``content/``.
        formats: keys of ``FORMATS``.
        folder: where ``annex.docx`` … go.
        notify: told the name of each step.
        pool: gives what works on projects side by side.
        tags: whether the PDF is tagged.
        remembers: whether files that are known from an earlier run are not worked on again.
        is_strict: whether warnings stop it as errors do.

    Raises:
        OSError: where a file cannot be written.
    """
    run = _Run(
        root, tuple(formats), notify, pool, tags=tags, remembers=remembers, is_strict=is_strict
    )
    if not run.may_write:
        run.annex()
        return Built(None, (), run.all_findings())
    counted: dict[str, int | None] = {}

    def writer(name: str) -> Callable[[BinaryIO], None]:
        def write(out: BinaryIO) -> None:
            counted[name] = FORMATS[name](run, out)

        return write

    # The PDF is written while projects are read, so it must be under way when they are.
    first = sorted(run.formats, key=lambda name: name != "pdf")
    try:
        sizes = write_together(folder, {file_name(name): writer(name) for name in first})
    except Refused as refused:
        run.findings += [one for one in refused.findings if one not in run.findings]
        return Built(None, (), run.all_findings())
    products = [
        Product(folder / file_name(name), sizes[file_name(name)], counted[name])
        for name in run.formats
    ]
    return Built(run.annex(), tuple(products), run.all_findings())


@dataclass(slots=True)
class _Run:
    """One run over an annex, and what its formats share.

    Attributes:
        root: the annex root.
        formats: the formats that are made, in order.
        notify: told the name of each step.
        pool: gives an executor.
        tags: whether the PDF is tagged.
        remembers: whether earlier runs are remembered.
        is_strict: whether warnings stop a build.
        findings: all so far.
        form: the form that it is printed in; None where there is none to speak of.
        bench: what this process works with.
        memory: of earlier runs; None for none.
    """

    root: Path
    formats: tuple[str, ...]
    notify: Notify
    pool: Pool
    tags: bool
    remembers: bool
    is_strict: bool = False
    findings: list[Finding] = field(default_factory=list)
    form: Form | None = None
    bench: Bench = field(init=False)
    memory: Memory | None = None
    _plan: Plan = field(init=False)
    _recipe: bytes = b""
    _annex: Annex | None = None
    _pdf: Assembly | None = None
    _pdf_out: BinaryIO | None = None
    _docx: DocxAssembly | None = None
    _document: Document | None = None
    _is_read: bool = False
    _kept_part: bool = False
    _part_key: bytes | None = None

    def __post_init__(self) -> None:
        from annexgen.batches import Recipe, opened
        from annexgen.forms.load import vocabulary_of
        from annexgen.loading.plan import plan

        self.notify(Message("检查内容", "Checking the content"))
        self._plan = plan(self.root, lambda name: vocabulary_of(self.root, name))
        self.findings += self._plan.findings
        recipe = Recipe(root=self.root, vocabulary=self._plan.vocabulary)
        if self._plan.annex is not None:
            try:
                recipe = self._whole_recipe(recipe, self._plan.annex)
            except Refused as refused:
                self.findings += [one for one in refused.findings if one not in self.findings]
        self._recipe, self.bench = opened(recipe)

    def _whole_recipe(self, recipe: Recipe, annex: Annex) -> Recipe:
        """Add form, rules and fonts to the recipe; raises ``Refused`` where one is broken."""
        from annexgen.checks.reading import read_settings
        from annexgen.forms.compose import Composer
        from annexgen.forms.load import load_form, policy_of

        form = load_form(self.root, annex.form)
        settings, found = read_settings(annex, policy_of(self.root, annex.form), self.root)
        self.findings += found
        composer = Composer(form)
        _find_fonts(self.root, annex, form, composer.faces(annex))
        self.form = form
        streamed = [name for name in self.formats if name in _STREAMED and composer.goes_by_unit]
        return replace(
            recipe,
            annex=annex,
            form=form,
            settings=settings,
            pdf="pdf" in streamed,
            docx="docx" in streamed,
            tags=self.tags,
            keeps=len(streamed) < len(self.formats),
        )

    @property
    def may_write(self) -> bool:
        """Whether nothing found so far keeps the annex from being published."""
        return self.form is not None and not self._is_stopped()

    def _is_stopped(self) -> bool:
        return has_errors(self.findings) or (
            self.is_strict and any(one.severity is Severity.WARNING for one in self.findings)
        )

    def all_findings(self) -> tuple[Finding, ...]:
        """Return the findings in reading order."""
        return tuple(in_reading_order(self.findings))

    # ------------------------------------------------------------------ projects

    def annex(self) -> Annex | None:
        """Return the whole annex, None where an error stands against it; read when first asked."""
        if not self._is_read:
            self._is_read = True
            self._annex = self._read()
        return self._annex

    def begin_pdf(self, out: BinaryIO) -> None:
        """Let a PDF take its sections when the annex is read."""
        self._pdf_out = out

    @property
    def pdf(self) -> Assembly | None:
        """The PDF that was begun; made when it is first wanted, as workers can do without."""
        if self._pdf is None and self._pdf_out is not None and self.bench.pdf is not None:
            from annexgen.render.pdf.assembly import Assembly

            self._pdf = Assembly(self._pdf_out, self.bench.pdf)
        return self._pdf

    @property
    def docx(self) -> DocxAssembly | None:
        """The DOCX that takes its sections when the annex is read; None where it takes none."""
        if self._docx is None and self.bench.docx is not None:
            from annexgen.render.docx.assembly import DocxAssembly

            self._docx = DocxAssembly(self.bench.docx, self.form.base if self.form else None)
        return self._docx

    def published(self) -> Annex:
        """Return the whole annex.

        Raises:
            Refused: where an error stands against it.
        """
        annex = self.annex()
        if annex is None:
            raise Refused(self.findings)
        return annex

    def document(self) -> Document:
        """Compose the whole document; raises ``Refused`` where a pattern of the form is broken."""
        from annexgen.forms.compose import compose

        if self._document is None:
            annex = self.published()
            assert self.form is not None  # noqa: S101 - an annex without a form is refused
            self._document = compose(annex, self.form)
        return self._document

    def _read(self) -> Annex | None:
        """Read all projects; write the sections of those before the first fault."""
        from annexgen.intake import Collected, Intake

        self.memory = self._memory()
        intake = Intake(self._plan, self.bench, self._recipe, self.memory)
        units, whole = [], True
        collected = Collected()
        for read in intake.read(self._starting(self.pool)):
            if read.opens:
                collected = Collected()
            self.findings += collected.add(read.files)
            unit = read.planned.unit
            whole = whole and unit is not None and all(done.project for done in read.files)
            if whole:
                self._write(read)
            if read.closes and unit is not None:
                units.append(collected.unit(unit))
        if self._plan.annex is None:
            return None
        annex = replace(self._plan.annex, units=tuple(units))
        self._check_whole(annex, intake.unmarked, whole=whole)
        return None if self._is_stopped() or not whole else annex

    def _starting(self, pool: Pool) -> Pool:
        """Tell that checking begins once worker processes have been started."""

        @contextmanager
        def start(files: int) -> Iterator[Executor | None]:
            with pool(files) as executor:
                self.notify(Message("检查、排版", "Checking and setting"))
                yield executor

        return start

    def _memory(self) -> Memory | None:
        from annexgen.cache.memory import memory_of

        settings = self.bench.recipe.settings
        if not self.remembers or self.form is None or settings is None:
            return None
        recipe = self.bench.recipe
        made = {"pdf": recipe.pdf and self.tags, "untagged": recipe.pdf and not self.tags}
        made |= {"docx": recipe.docx}
        kind = "-".join(name for name, is_made in made.items() if is_made) or "check"
        return memory_of(self.root, self.form, self.bench.chains, settings.own, kind=kind)

    def _check_whole(self, annex: Annex, unmarked: set[str], *, whole: bool) -> None:
        """Run the rules that need all projects, and those on headings."""
        from annexgen.checks.engine import check_annex

        settings = self.bench.recipe.settings
        if settings is not None and whole:
            self.findings += check_annex(annex, settings, unmarked)
            self.findings += self.bench.glyphs_in_headings(annex)

    def _write(self, read: Read) -> None:
        """Write the sections of what was read, those of a PDF only where its part is not kept."""
        unit, pdf, docx = read.planned.unit, self.pdf, self.docx
        if unit is None or (pdf is None and docx is None):
            return
        if read.opens:
            part = self.bench.part(unit, read.planned.before)
            self._kept_part = pdf is not None and self._spliced(pdf, read, part)
            if pdf is not None and not self._kept_part:
                keeps = self._part_key is not None
                pdf.begin_part(part.heading, part.running_header, part.page, keeps=keeps)
            if docx is not None:
                docx.begin_part(part.heading, part.running_header, part.page)
        for done in read.files if docx is not None or not self._kept_part else ():
            for_pdf, for_docx = done.pdf, done.docx
            if done.remembered is not None:
                for_pdf, for_docx = done.remembered.sections(self.bench)
            if pdf is not None and for_pdf is not None and not self._kept_part:
                pdf.add(for_pdf)
            if docx is not None and for_docx is not None:
                docx.add(for_docx)
        if read.closes and pdf is not None and not self._kept_part:
            self._keep(pdf.end_part(), unit)

    def _spliced(self, pdf: Assembly, read: Read, part: Part) -> bool:
        """Write a unit's part as an earlier run wrote it, where nothing of it has changed."""
        self._part_key = None
        if self.memory is None or read.unit_key is None:
            return False
        self._part_key = self.memory.part_key(read.unit_key, pdf.place)
        kept = self.memory.part(read.planned.folder.code, self._part_key)
        if kept is None or kept.region.first != pdf.place:
            return False
        pdf.splice(kept, part.page)
        return True

    def _keep(self, part: PartRegion | None, unit: Unit) -> None:
        if part is not None and self.memory is not None and self._part_key is not None:
            self.memory.keep_part(unit.code, self._part_key, part)


def _pdf(run: _Run, out: BinaryIO) -> int:
    run.begin_pdf(out)
    document, assembly = run.document(), run.pdf
    run.notify(Message("生成 PDF", "Rendering PDF"))
    if assembly is not None:
        return assembly.finish(document)
    from annexgen.render.pdf import render

    return render(document, run.bench.chains, out, tags=run.tags)


def _docx(run: _Run, out: BinaryIO) -> int:
    document, assembly = run.document(), run.docx
    run.notify(Message("生成 DOCX", "Rendering DOCX"))
    if assembly is not None:
        return assembly.finish(document, out)
    from annexgen.render.docx import render

    metrics = {face: chain.metrics for face, chain in run.bench.chains.items()}
    return render(document, metrics, out, run.form.base if run.form else None)


def _html(run: _Run, out: BinaryIO) -> None:
    from annexgen.forms.load import template_finding
    from annexgen.render.html import TemplateFault, Theme, render

    document, form = run.document(), run.form
    assert form is not None  # noqa: S101 - a document without a form is refused
    run.notify(Message("生成 HTML", "Rendering HTML"))
    theme = Theme(form.page_template, form.stylesheet, form.page_script)
    beside = [(label, file_name(name)) for name, label in _DOWNLOADS.items() if name in run.formats]
    try:
        render(document, theme, out, beside)
    except TemplateFault as fault:
        raise Refused([template_finding(form, fault.line, fault.message)]) from fault


_DOWNLOADS = {"docx": "Word 文档（DOCX）", "pdf": "PDF 文档"}
"""What the web page calls the files that it links to, by format; in the page's own language."""

_STREAMED = ("pdf", "docx")
"""The formats that are made while projects come in."""

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


def _find_fonts(root: Path, annex: Annex, form: Form, faces: Mapping[str, Face]) -> None:
    """Load the fonts; raises ``Refused`` with findings in the file that names each of them."""
    from annexgen.fonts.chain import load_chains

    folders = (form.folder, root)
    try:
        load_chains(faces, folders, form.path)
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
