"""A few projects from file to page: the piece of work that goes to a worker process.

Whatever can be done for a project without knowing the others is done in one go where it was read:
load, check, compose, set, encode. Neither a job nor its result is tied to a process, and a result
depends on nothing but the job; so one process or many give the same bytes.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annexgen.findings import Finding, has_errors
from annexgen.forms.fields import broken_pattern
from annexgen.forms.patterns import PatternError
from annexgen.loading.units import Name, load_files
from annexgen.model import Annex, Project, Tally, Unit
from annexgen.schema.vocabulary import Vocabulary

if TYPE_CHECKING:
    from annexgen.checks.settings import Settings
    from annexgen.document import Part
    from annexgen.fonts.chain import FontChain
    from annexgen.forms.compose import Composer
    from annexgen.forms.form import Form
    from annexgen.render.pdf.body import BodySection, Stage


@dataclass(frozen=True, slots=True)
class Recipe:
    """What all batches of a run share.

    Attributes:
        root: the annex root.
        vocabulary: the form's words; None where the form is not known.
        annex: what annex.yaml says, without units.
        form: the form; None where nothing but loading can be done.
        settings: what the rules need to know.
        pdf: whether to set and encode the sections of a PDF.
        tags: whether that PDF is tagged.
        keeps: whether the projects are needed as they are, not only what they come to.
    """

    root: Path
    vocabulary: Vocabulary | None
    annex: Annex | None = None
    form: Form | None = None
    settings: Settings | None = None
    pdf: bool = False
    tags: bool = True
    keeps: bool = False


class Batch(NamedTuple):
    """Consecutive projects of a unit.

    Attributes:
        code: the unit's code.
        unit: the unit without projects; None where its file has a fault.
        files: the project files.
        before: how many projects of the annex come before the first of them.
        opens: whether they begin their unit.
        closes: whether they end it.
    """

    code: str
    unit: Unit | None
    files: tuple[str, ...]
    before: int
    opens: bool
    closes: bool


class Done(NamedTuple):
    """What became of a batch.

    Attributes:
        projects: the sound ones, without their indicators where these are not needed any more.
        tally: what they come to.
        names: of all projects, for comparing.
        findings: the faults.
        sections: for a PDF.
    """

    projects: tuple[Project, ...]
    tally: Tally
    names: tuple[Name, ...]
    findings: tuple[Finding, ...]
    sections: tuple[BodySection, ...]


class Bench:
    """A recipe with all that is opened for it once: fonts, form, encoder.

    Args:
        recipe: what is to be done.

    Attributes:
        recipe: what is to be done.
        composer: fills the form; None where nothing but loading can be done.
        chains: the fonts of each face.
        stage: what sets and encodes the sections of a PDF; None for no PDF.
    """

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self.composer: Composer | None = None
        self.chains: Mapping[str, FontChain] = {}
        self.stage: Stage | None = None
        if recipe.form is not None and recipe.annex is not None:
            self._open(recipe.form, recipe.annex)

    def work(self, batch: Batch) -> Done:
        """Do a batch."""
        recipe = self.recipe
        loaded = load_files(recipe.root, batch.code, batch.files, recipe.vocabulary)
        findings = list(loaded.findings)
        for project in loaded.projects if recipe.settings is not None else ():
            findings += self._checked(project)
        sections: tuple[BodySection, ...] = ()
        whole = len(loaded.projects) == len(batch.files)
        if whole and batch.unit is not None and not has_errors(findings):
            unit = replace(batch.unit, projects=loaded.projects)
            try:
                sections = self._sections(unit, batch)
            except PatternError as error:
                findings.append(broken_pattern(self._path, error))
        return Done(
            tuple(map(_card, loaded.projects)) if not recipe.keeps else loaded.projects,
            Tally.of(loaded.projects),
            loaded.names,
            tuple(findings),
            sections,
        )

    @property
    def _path(self) -> str:
        return self.recipe.form.path if self.recipe.form is not None else ""

    def _open(self, form: Form, annex: Annex) -> None:
        from annexgen.fonts.chain import load_chains
        from annexgen.forms.compose import Composer

        self.composer = Composer(form)
        faces = self.composer.faces(annex)
        self.chains = load_chains(faces, (form.folder, self.recipe.root), form.path)
        if self.recipe.pdf:
            from annexgen.render.pdf.body import stage

            self.stage = stage(form.styles, form.furniture, self.chains, tags=self.recipe.tags)

    def _checked(self, project: Project) -> Iterator[Finding]:
        from annexgen.checks.engine import check_project
        from annexgen.checks.glyphs import project_glyphs

        if self.recipe.settings is not None:
            yield from check_project(project, self.recipe.settings)
        yield from project_glyphs(project, self.chains)

    def part(self, unit: Unit, before: int) -> Part:
        """Compose a unit's part, or a stretch of it; ``before`` projects come before its first.

        Raises:
            PatternError: where a pattern of the form is broken.
        """
        composer, annex = self.composer, self.recipe.annex
        assert composer is not None and annex is not None  # noqa: S101, PT018 - nothing else asks
        return composer.part(annex, unit, before)

    def _sections(self, unit: Unit, batch: Batch) -> tuple[BodySection, ...]:
        """Compose the sections, and encode them where a PDF is wanted.

        Composing alone shows what is wrong with a form's templates.
        """
        if self.composer is None or (self.stage is None and self.composer.is_plain):
            return ()
        part = self.part(unit, batch.before)
        if self.stage is not None:
            return tuple(_encoded(part, self.stage, batch))
        for _ in part.sections:
            pass
        return ()


def _encoded(part: Part, stage: Stage, batch: Batch) -> Iterable[BodySection]:
    from annexgen.render.pdf.body import encoded_sections

    opening = part.heading if batch.opens else None
    return encoded_sections(part.sections, stage, part.page, opening, ends_part=batch.closes)


def _card(project: Project) -> Project:
    """Return a project without what only its own section shows."""
    origin = replace(project.origin, spans={key: project.origin.at(key) for key in ("", "name")})
    budget = replace(project.budget, origin=origin)
    return replace(project, indicators=(), origin=origin, budget=budget)


def opened(recipe: Recipe) -> tuple[bytes, Bench]:
    """Return a recipe as it is sent to worker processes, and this process's own bench for it.

    A process that is forked from this one finds the bench ready.
    """
    packed = pickle.dumps(recipe, pickle.HIGHEST_PROTOCOL)
    return packed, _bench(packed)


def work(recipe: bytes, batch: Batch) -> bytes:
    """Do a batch in a worker process.

    Args:
        recipe: from ``opened``.
        batch: what is to be done.

    Returns:
        What ``unpacked`` takes, so that it is unpacked when its turn comes and not before.
    """
    return pickle.dumps(_bench(recipe).work(batch), pickle.HIGHEST_PROTOCOL)


def unpacked(result: bytes) -> Done:
    """Return what ``work`` has sent."""
    done: Done = pickle.loads(result)  # noqa: S301 - from our own worker process
    return done


@lru_cache(maxsize=1)
def _bench(recipe: bytes) -> Bench:
    return Bench(pickle.loads(recipe))  # noqa: S301 - from the process that hands out the work
