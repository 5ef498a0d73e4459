"""A few projects from file to page: the piece of work that goes to a worker process.

Whatever can be done for a project without knowing the others is done in one go where it was read:
load, check, compose, set, encode. Neither a job nor its result is tied to a process, and a result
depends on nothing but the job; so one process or many give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from annexgen.cache import records
from annexgen.findings import Finding, has_errors
from annexgen.forms.fields import broken_pattern
from annexgen.forms.patterns import PatternError
from annexgen.loading.projects import LoadedProject, load_project
from annexgen.loading.units import Name
from annexgen.model import Annex, Project, Unit
from annexgen.positions import Origin
from annexgen.schema.content import project_shape
from annexgen.schema.vocabulary import Vocabulary
from annexgen.source.text import read_bytes
from annexgen.tuples import NamedTuple

if TYPE_CHECKING:
    from annexgen.checks.glyphs import GlyphCheck
    from annexgen.checks.settings import Settings
    from annexgen.document import Heading, Part
    from annexgen.fonts.chain import FontChain
    from annexgen.forms.compose import Composer
    from annexgen.forms.form import Form
    from annexgen.render.docx.body import DocxSection
    from annexgen.render.docx.body import Stage as DocxStage
    from annexgen.render.pdf.body import BodySection
    from annexgen.render.pdf.body import Stage as PdfStage


class Recipe(NamedTuple):
    """What all batches of a run share.

    Attributes:
        root: the annex root.
        vocabulary: the form's words; None where the form is not known.
        annex: what annex.yaml says, without units.
        form: the form; None where nothing but loading can be done.
        settings: what the rules need to know.
        formats: what is to be made.
        tags: whether a PDF is tagged.
    """

    root: Path
    vocabulary: Vocabulary | None
    annex: Annex | None = None
    form: Form | None = None
    settings: Settings | None = None
    formats: tuple[str, ...] = ()
    tags: bool = True


class FileJob(NamedTuple):
    """A project file of a batch.

    Attributes:
        path: POSIX, relative to the annex root.
        number: of the project in the whole annex.
        opens: whether it begins its unit.
        closes: whether it ends it.
        data: its bytes; None where they have yet to be read.
        is_known: whether only the model is wanted, as all else is known from an earlier run.
    """

    path: str
    number: int
    opens: bool
    closes: bool
    data: bytes | None = None
    is_known: bool = False


class Batch(NamedTuple):
    """Projects of a unit.

    Attributes:
        code: the unit's code.
        unit: the unit without projects; None where its file has a fault.
        files: the project files.
        together: whether they are the whole unit, to be set one behind the other.
    """

    code: str
    unit: Unit | None
    files: tuple[FileJob, ...]
    together: bool


class Remembered(NamedTuple):
    """The sections of an earlier run, not yet read.

    Attributes:
        record: holds them.
        project: whose they are.
        number: that it has in this run.
        work: makes them again.
    """

    record: bytes
    project: Project
    number: int
    work: Batch

    def sections(self, bench: Bench) -> tuple[BodySection | None, DocxSection | None]:
        """Return the sections for PDF and DOCX.

        Args:
            bench: makes them again where the record is damaged, or the heading takes other lines
                than it did.
        """
        record, unit = records.unpacked(self.record), self.work.unit
        if record is None or unit is None:
            return self._again(bench)
        heading = bench.heading(unit, self.project, self.number)
        if bench.caption_lines(heading) != record.lines:
            return self._again(bench)
        pdf, docx = record.pdf, record.docx
        if (pdf is None) is not (bench.pdf is None) or (docx is None) is not (bench.docx is None):
            return self._again(bench)
        return pdf and pdf._replace(heading=heading), docx and docx._replace(heading=heading)

    def _again(self, bench: Bench) -> tuple[BodySection | None, DocxSection | None]:
        done = bench.work(self.work)[0]
        return done.pdf, done.docx


class Done(NamedTuple):
    """What became of a project file.

    Attributes:
        project: without its indicators where these are not needed any more; None for a file that
            has a fault.
        indicators: how many it has.
        name: for comparing; None where there is none.
        findings: the faults.
        pdf: its section in a PDF; None where there is none.
        docx: its section in a DOCX; None where there is none.
        remembered: the sections of an earlier run instead, not yet read.
        is_unmarked: whether the file has been seen to hold no allowance.
    """

    project: Project | None
    indicators: int
    name: Name | None
    findings: tuple[Finding, ...]
    pdf: BodySection | None
    docx: DocxSection | None
    remembered: Remembered | None = None
    is_unmarked: bool = False


class Bench:
    """A recipe with all that is opened for it once: fonts, form, encoder.

    Args:
        recipe: what is to be done.

    Attributes:
        recipe: what is to be done.
        composer: fills the form; None where nothing but loading can be done.
        chains: the fonts of each face.
        pdf: what sets and encodes the sections of a PDF; None for no PDF, and for a form that needs
            to know all projects first.
        docx: what sets and writes those of a DOCX; None likewise.
    """

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self.composer: Composer | None = None
        self.chains: Mapping[str, FontChain] = {}
        self.pdf: PdfStage | None = None
        self.docx: DocxStage | None = None
        self._shape = project_shape(recipe.vocabulary)
        self._glyphs: GlyphCheck | None = None
        if recipe.form is not None and recipe.annex is not None:
            self._open(recipe.form, recipe.annex)

    @property
    def sets_sections(self) -> bool:
        """Whether sections are set, for whatever format."""
        return self.pdf is not None or self.docx is not None

    @property
    def keeps(self) -> bool:
        """Whether the projects are needed as they are, not only what they come to."""
        made = (self.pdf is not None) + (self.docx is not None)
        return made < len(self.recipe.formats)

    def work(self, batch: Batch) -> list[Done]:
        """Do a batch."""
        files = [self._checked(batch, job) for job in batch.files]
        for run in self._runs(batch, files):
            projects = tuple([file.project for file in run if file.project is not None])
            try:
                self._set(batch.unit, projects, run)
            except PatternError as error:
                run[0].findings.append(broken_pattern(self._path, error))
        return [self._done(file) for file in files]

    def _runs(self, batch: Batch, files: list[_File]) -> list[list[_File]]:
        """Return the files that are set one behind the other; those with a fault are not set."""
        sound = [file for file in files if file.is_sound]
        if batch.unit is None:
            return []
        if batch.together:
            return [sound] if sound and len(sound) == len(files) else []
        return [[file] for file in sound]

    def part(self, unit: Unit, before: int) -> Part:
        """Compose a unit's part, or a stretch of it; ``before`` projects come before its first.

        Raises:
            PatternError: where a pattern of the form is broken.
        """
        composer, annex = self._filled_with()
        return composer.part(annex, unit, before)

    def heading(self, unit: Unit, project: Project, number: int) -> Heading:
        """Return the heading of a project's section."""
        composer, annex = self._filled_with()
        return composer.heading(annex, unit, project, number)

    def _filled_with(self) -> tuple[Composer, Annex]:
        composer, annex = self.composer, self.recipe.annex
        assert composer is not None and annex is not None  # noqa: S101, PT018 - nothing else asks
        return composer, annex

    def caption_lines(self, heading: Heading) -> records.CaptionLines:
        """Return how many lines a heading takes, by format."""
        form, pdf, docx = self.recipe.form, None, None
        if self.pdf is not None and form is not None:
            from annexgen.render.pdf.body import caption_lines

            pdf = caption_lines(heading, self.pdf, form.page)
        if self.docx is not None and form is not None:
            from annexgen.render.docx.body import heading_lines

            docx = heading_lines(heading, self.docx, form.page)
        return records.CaptionLines(pdf, docx)

    def glyphs_in_headings(self, annex: Annex) -> list[Finding]:
        """Return the characters of annex.yaml and the units' files that cannot be printed."""
        return self._glyphs.in_headings(annex) if self._glyphs is not None else []

    @property
    def _path(self) -> str:
        return self.recipe.form.path if self.recipe.form is not None else ""

    def _open(self, form: Form, annex: Annex) -> None:
        from annexgen.checks.glyphs import GlyphCheck
        from annexgen.fonts.chain import load_chains
        from annexgen.forms.compose import Composer

        self.composer = Composer(form)
        faces = self.composer.faces(annex)
        self.chains = load_chains(faces, (form.folder, self.recipe.root), form.path)
        self._glyphs = GlyphCheck(self.chains)
        if not self.composer.goes_by_unit:
            return
        if "pdf" in self.recipe.formats:
            from annexgen.render.pdf import body

            self.pdf = body.stage(form.styles, form.furniture, self.chains, tags=self.recipe.tags)
        if "docx" in self.recipe.formats:
            from annexgen.render.docx import body as docx_body

            metrics = {face: chain.metrics for face, chain in self.chains.items()}
            self.docx = docx_body.stage(form.styles, form.furniture, metrics)

    def _checked(self, batch: Batch, job: FileJob) -> _File:
        """Load a file, and run the rules on it."""
        from annexgen.checks.allowances import may_allow
        from annexgen.checks.engine import check_project

        root, data = self.recipe.root, job.data
        if data is None:
            with suppress(OSError):
                data = read_bytes(root / job.path)
        loaded = load_project(root, job.path, batch.code, self._shape, data)
        file = _File(job, loaded)
        file.is_unmarked = data is not None and not may_allow(data)
        project, settings = loaded.project, self.recipe.settings
        if project is not None and not job.is_known:
            if settings is not None:
                file.findings += check_project(project, settings, data)
            if self._glyphs is not None:
                file.findings += self._glyphs.in_project(project)
        return file

    def _set(self, unit: Unit | None, projects: tuple[Project, ...], files: list[_File]) -> None:
        """Compose the sections of ``files``, and set and encode them for every format wanted.

        Composing alone shows what is wrong with a form's templates.
        """
        if self.composer is None or unit is None:
            return
        if self.composer.is_plain and not self.sets_sections:
            return
        first, last = files[0].job, files[-1].job
        composer, annex = self._filled_with()
        stretch = unit._replace(projects=projects)
        part = composer.part(annex, stretch, first.number - 1, has_facts=False)
        sections = part.sections[:]
        opening = part.heading if first.opens else None
        if self.pdf is not None:
            from annexgen.render.pdf.body import encoded_sections

            encoded = encoded_sections(
                sections, self.pdf, part.page, opening, ends_part=last.closes
            )
            for file, pdf in zip(files, encoded, strict=True):
                file.pdf = pdf
        if self.docx is not None:
            from annexgen.render.docx.body import section_markups

            written = section_markups(
                sections, self.docx, part.page, opening, ends_part=last.closes
            )
            for file, docx in zip(files, written, strict=True):
                file.docx = docx

    def _done(self, file: _File) -> Done:
        project, name = file.project, file.name
        return Done(
            _card(project) if project and not self.keeps else project,
            len(project.indicators) if project else 0,
            Name(file.job.path, *name) if name else None,
            tuple(file.findings),
            file.pdf,
            file.docx,
            is_unmarked=file.is_unmarked,
        )


class _File:
    """A file while it is worked on."""

    def __init__(self, job: FileJob, loaded: LoadedProject) -> None:
        self.job = job
        self.project = loaded.project
        self.name = loaded.name
        self.findings = list(loaded.findings)
        self.is_unmarked = False
        self.pdf: BodySection | None = None
        self.docx: DocxSection | None = None

    @property
    def is_sound(self) -> bool:
        """Whether its section is to be set."""
        return self.project is not None and not self.job.is_known and not has_errors(self.findings)


def _card(project: Project) -> Project:
    """Return a project without what only its own section shows."""
    whole = project.origin
    origin = Origin(whole.path, {key: whole.at(key) for key in ("", "name")})
    budget = project.budget._replace(origin=origin)
    return project._replace(indicators=(), origin=origin, budget=budget)


_ready: dict[bytes, Bench] = {}
"""The bench of this process, by the recipe as it is sent."""

INHERITED = b""
"""Stands for the recipe whose bench a forked process has from its parent."""


def bequeath(bench: Bench) -> None:
    """Let processes that are forked from now on know a bench as ``INHERITED``."""
    _ready.clear()
    _ready[INHERITED] = bench


def sendable(bench: Bench) -> bytes:
    """Return a bench's recipe as it is sent to a process that knows nothing."""
    import pickle

    return pickle.dumps(bench.recipe, pickle.HIGHEST_PROTOCOL)


def work(recipe: bytes, batch: Batch) -> bytes:
    """Do a batch in a worker process.

    Args:
        recipe: from ``sendable``, or ``INHERITED``.
        batch: what is to be done.

    Returns:
        What ``unpacked`` takes, so that it is unpacked when its turn comes and not before.
    """
    import pickle

    if recipe not in _ready:
        _ready.clear()
        _ready[recipe] = Bench(pickle.loads(recipe))  # noqa: S301 - from who hands out the work
    return pickle.dumps(_ready[recipe].work(batch), pickle.HIGHEST_PROTOCOL)


def unpacked(result: bytes) -> list[Done]:
    """Return what ``work`` has sent."""
    import pickle

    done: list[Done] = pickle.loads(result)  # noqa: S301 - from our own worker process
    return done
