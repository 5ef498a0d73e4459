"""The run: content in, checked, composed, set and rendered in every format asked for.

The one module that knows all stages. ``examine`` does what ``annexgen check`` needs, ``build`` what
``annexgen build`` needs. Projects go through in batches (see ``batches``), side by side where an
executor is given; the PDF is written while they come in. An output format is a row in ``FORMATS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from annexgen.atomic import write_together
from annexgen.findings import (
    Finding,
    Message,
    Refused,
    Severity,
    has_errors,
    in_reading_order,
)
from annexgen.tuples import NamedTuple

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from pathlib import Path

    from annexgen.batches import Bench, Recipe
    from annexgen.cache.memory import Memory
    from annexgen.document import Document
    from annexgen.forms.compose import Composer
    from annexgen.forms.form import Form
    from annexgen.intake import Pool, Worker
    from annexgen.model import Annex

Notify = Callable[[Message], None]
"""Told the name of each step as it begins."""


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


class Composed(NamedTuple):
    """What ``compose`` has made.

    Attributes:
        annex: the model; None where a file cannot be read.
        document: the annex in its form; None likewise, and where the form is broken. What rules
            have found against it does not keep it from being shown.
        form: the form; None where there is none to speak of.
        findings: all findings in reading order.
    """

    annex: Annex | None
    document: Document | None
    form: Form | None
    findings: tuple[Finding, ...]


def compose(root: Path, worker_for: Callable[[Bench], Worker]) -> Composed:
    """Read and check the annex below ``root`` and fill its form, for showing it on screen.

    Args:
        root: the folder that holds ``content/``.
        worker_for: gives, for the run's bench, what works on the project files; it may know files
            from before.
    """
    run = _Run(root, ("html",), _silent, _alone, tags=False, remembers=False)
    run.worker = worker_for(run.bench)
    run.annex()
    return Composed(run.whole, run.composed, run.form, run.all_findings())


def _silent(_: Message) -> None:
    pass


@contextmanager
def _alone(_: int) -> Iterator[Executor | None]:
    yield None


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
    run.data = tuple(name for name in _DATA if (folder / file_name(name)).is_file())
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
        run.refuse(refused)
        return Built(None, (), run.all_findings())
    products = [
        Product(folder / file_name(name), sizes[file_name(name)], counted[name])
        for name in run.formats
    ]
    return Built(run.annex(), tuple(products), run.all_findings())


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
        data: the formats of open data that lie where the files go, for the web page to link to.
        findings: all so far.
        form: the form that it is printed in; None where there is none to speak of.
        bench: what this process works with.
        bodies: of PDF and DOCX.
        worker: does the batches instead of the bench; None for none.
        whole: the model, whatever the rules say of it; None where a file cannot be read.
        composed: the document of that model; None also where the form cannot be filled.
        memory: of earlier runs, once projects are read; None for none.
    """

    def __init__(
        self,
        root: Path,
        formats: tuple[str, ...],
        notify: Notify,
        pool: Pool,
        *,
        tags: bool,
        remembers: bool,
        is_strict: bool = False,
    ) -> None:
        self.root = root
        self.formats = formats
        self.notify = notify
        self.pool = pool
        self.tags = tags
        self.remembers = remembers
        self.is_strict = is_strict
        self.data: tuple[str, ...] = ()
        self.findings: list[Finding] = []
        self.worker: Worker | None = None
        self.whole: Annex | None = None
        self.composed: Document | None = None
        self.memory: Memory | None = None
        self._annex: Annex | None = None
        self._is_read = False
        self._open()

    def _open(self) -> None:
        """Find out what there is to read, and open what it is worked on with."""
        from annexgen.batches import Bench, Recipe
        from annexgen.bodies import Bodies
        from annexgen.forms.load import vocabulary_of
        from annexgen.loading.plan import plan

        self.notify(Message("检查内容", "Checking the content"))
        self._plan = plan(self.root, lambda name: vocabulary_of(self.root, name))
        self.findings += self._plan.findings
        bare = Recipe(root=self.root, vocabulary=self._plan.vocabulary)
        try:
            self.bench = _opened(self._whole_recipe(bare))
        except Refused as refused:
            self.refuse(refused)
            self.bench = Bench(bare)
        self.form = self.bench.recipe.form
        self.bodies = Bodies(self.bench, self.form.base if self.form else None)

    def refuse(self, refused: Refused) -> None:
        """Take in the findings of a refusal, each once."""
        self.findings += [one for one in refused.findings if one not in self.findings]

    def _whole_recipe(self, recipe: Recipe) -> Recipe:
        """Add form and rules to the recipe, where annex.yaml is sound.

        Raises:
            Refused: where the form is broken.
        """
        from annexgen.checks.reading import read_settings
        from annexgen.forms.load import load_form, policy_of

        annex = self._plan.annex
        if annex is None:
            return recipe
        form = load_form(self.root, annex.form)
        settings, found = read_settings(annex, policy_of(self.root, annex.form), self.root)
        self.findings += found
        return recipe._replace(
            annex=annex,
            form=form,
            settings=settings,
            formats=self.formats,
            tags=self.tags,
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
        """Return the whole document.

        Raises:
            Refused: where an error stands against the annex.
        """
        self.published()
        assert self.composed is not None  # noqa: S101 - a sound annex has been composed
        return self.composed

    def _read(self) -> Annex | None:
        """Read all projects; write the sections of those before the first fault."""
        from annexgen.intake import Collected, Intake

        memory = self.memory = self._memory()
        intake = Intake(self._plan, self.bench, memory, self.worker)
        units, whole = [], True
        collected = Collected()
        for read in intake.read(self._starting(self.pool)):
            if read.opens:
                collected = Collected()
            self.findings += collected.add(read.files)
            unit = read.planned.unit
            whole = whole and unit is not None and all(done.project for done in read.files)
            if whole:
                self.bodies.add(read, memory)
            if read.closes and unit is not None:
                units.append(collected.unit(unit))
        if self._plan.annex is None:
            return None
        annex = self._plan.annex._replace(units=tuple(units))
        if whole:
            self.whole = annex
            self._check_whole(annex, intake.unmarked)
        return None if self._is_stopped() or not whole else annex

    def _starting(self, pool: Pool) -> Pool:
        """Tell that checking begins once worker processes have been started."""

        @contextmanager
        def start(files: int) -> Iterator[Executor | None]:
            with pool(files) as executor:
                self.bodies.alone = executor is None
                self.notify(Message("检查、排版", "Checking and setting"))
                yield executor

        return start

    def _memory(self) -> Memory | None:
        from annexgen.cache.memory import memory_of

        settings = self.bench.recipe.settings
        if not self.remembers or self.form is None or settings is None:
            return None
        made = []
        if self.bench.pdf is not None:
            made.append("pdf" if self.tags else "untagged")
        if self.bench.docx is not None:
            made.append("docx")
        kind = "-".join(made) or "check"
        return memory_of(self.root, self.form, self.bench.chains, settings.own, kind=kind)

    def _check_whole(self, annex: Annex, unmarked: set[str]) -> None:
        """Run the rules that need all projects and those on headings, and compose the document."""
        from annexgen.checks.engine import check_annex

        settings, composer = self.bench.recipe.settings, self.bench.composer
        if settings is None or composer is None or self.form is None:
            return
        self.findings += check_annex(annex, settings, unmarked)
        self.findings += self.bench.glyphs_in_headings(annex)
        try:
            self.composed = _filled(composer, annex, self.form)
        except Refused as refused:
            self.refuse(refused)


def _pdf(run: _Run, out: BinaryIO) -> int:
    run.bodies.begin_pdf(out)
    document, assembly = run.document(), run.bodies.pdf
    run.notify(Message("生成 PDF", "Rendering PDF"))
    if assembly is not None:
        return assembly.finish(document, run.memory)
    from annexgen.render.pdf import render

    return render(document, run.bench.chains, out, tags=run.tags)


def _docx(run: _Run, out: BinaryIO) -> int:
    document, assembly = run.document(), run.bodies.docx
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
    made = [(label, file_name(name)) for name, label in _DOWNLOADS.items() if name in run.formats]
    beside = [*made, *((_DATA[name], file_name(name)) for name in run.data)]
    try:
        render(document, theme, out, beside)
    except TemplateFault as fault:
        raise Refused([template_finding(form.page_path, fault.line, fault.message)]) from fault


_DOWNLOADS = {"docx": "Word 文档（DOCX）", "pdf": "PDF 文档"}
"""What the web page calls the files that it links to, by format; in the page's own language."""

_DATA = {"xlsx": "Excel 工作簿（XLSX）", "csv": "数据（CSV）", "json": "数据（JSON）"}
"""The same for those that ``annexgen export`` has written into the same folder."""

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


def _filled(composer: Composer, annex: Annex, form: Form) -> Document:
    """Return the whole document; raises ``Refused`` where a pattern of the form is broken."""
    from annexgen.forms.fields import broken_pattern
    from annexgen.forms.patterns import PatternError

    try:
        return composer.document(annex)
    except PatternError as error:
        raise Refused([broken_pattern(form.path, error)]) from error


def _opened(recipe: Recipe) -> Bench:
    """Open a recipe; raises ``Refused`` with findings in the files that name the fonts at fault."""
    from annexgen.batches import Bench

    try:
        return Bench(recipe)
    except Refused as refused:
        raise Refused(tuple(_font_findings(recipe)) or refused.findings) from None


def _font_findings(recipe: Recipe) -> Iterable[Finding]:
    """Return what is wrong with each font, where annex.yaml or the form names it."""
    from annexgen.fonts.chain import load_chains
    from annexgen.forms.compose import Composer

    annex, form, found = recipe.annex, recipe.form, dict[Finding, None]()
    if annex is None or form is None:
        return found
    for key, face in Composer(form).faces(annex).items():
        own = annex.fonts.get(key, ())
        others = tuple(name for name in face.fonts if name not in own)
        in_annex = annex.origin.path, annex.origin.at(f"fonts.{key}")
        for names, (path, span) in ((own, in_annex), (others, (form.path, None))):
            try:
                load_chains({key: face._replace(fonts=names)}, (form.folder, recipe.root), path)
            except Refused as refused:
                found |= dict.fromkeys(one._replace(span=span) for one in refused.findings)
    return found
