"""One side of a comparison as the checks see it before they look at any project.

The repository's own rules are programs. Those run, on both sides, that the side before names, and
only where no program on the disk differs from what its revision holds: a comparison never runs what
a pull request brings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from annexgen.checks.own import OWN_KEYS
from annexgen.checks.reading import read_settings
from annexgen.findings import Finding, Refused
from annexgen.forms.form import Form
from annexgen.loading.plan import Plan, planned
from annexgen.model import Annex
from annexgen.review.judging import Measure
from annexgen.review.sheets import FORM, Sheet, annex_sheet
from annexgen.revisions.sides import Revision, Side
from annexgen.schema.vocabulary import Vocabulary
from annexgen.source.reader import ReadResult, read_node
from annexgen.source.tree import ANNEX_FILE, tree_of
from annexgen.tuples import NamedTuple

FormOf = Callable[[str], Form]
"""Gives a form of one side by its name; may raise ``Refused``."""

_NOWHERE = Path()
_PROGRAM = ".py"


class OwnRules(NamedTuple):
    """The repository's own rules that may be run.

    Attributes:
        root: below which they lie; None where none may be run.
        names: as annex.yaml names them.
        left_out: those that may not be run.
    """

    root: Path | None = None
    names: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


class Standing(NamedTuple):
    """What one side says outside its projects, and what the projects are held against.

    Attributes:
        annex: what annex.yaml says.
        plan: the same as a part of the model, the units, and what is wrong with all of that.
        measure: what the project files are held against.
        findings: of the plan, and of the settings of the rules.
        own: the own rules.
    """

    annex: Sheet
    plan: Plan
    measure: Measure
    findings: tuple[Finding, ...]
    own: OwnRules = OwnRules()


def standing(
    files: Mapping[str, bytes],
    paths: Iterable[str],
    form_of: FormOf,
    own: Callable[[Annex], OwnRules],
    root: Path,
) -> Standing:
    """Look at all but the projects of one side.

    Args:
        files: the bytes of annex.yaml and of the units' files.
        paths: of all files that may count.
        form_of: gives the side's forms.
        own: gives the own rules to run; sees what annex.yaml says.
        root: the annex root, for fonts.
    """
    annex = Sheet(ANNEX_FILE)
    if ANNEX_FILE in files:
        annex = annex_sheet(ANNEX_FILE, files[ANNEX_FILE])
    plan = planned(root, tree_of(paths), partial(_read, files), partial(_vocabulary_of, form_of))
    form = _form(annex, form_of)
    if plan.known is None or form is None:
        return Standing(annex, plan, Measure(root, plan.known, form, None), plan.findings)
    chosen = own(plan.known)
    settings, found = read_settings(_with(plan.known, chosen), form.policy, chosen.root)
    if chosen.root is None and names_of(plan.known):
        found = []  # settings of rules that are not run
    # The root is where allowances are looked for; their files' bytes are at hand.
    settings = settings._replace(root=chosen.root or _NOWHERE)
    measure = Measure(root, plan.known, form, settings)
    return Standing(annex, plan, measure, (*plan.findings, *found), chosen)


def own_rules_of(side: Side, annex: Annex) -> OwnRules:
    """Return the own rules that a side, which is the one before, names.

    Raises:
        GitFault: where git cannot tell which programs differ.
    """
    names = names_of(annex)
    if not names:
        return OwnRules()
    if isinstance(side, Revision) and side.has_all_as_on_disk(_PROGRAM):
        return OwnRules(side.root, names)
    return OwnRules(left_out=names)


def names_of(annex: Annex) -> tuple[str, ...]:
    """Return the own rules that annex.yaml names."""
    for key in OWN_KEYS:
        written = annex.checks.get(key, ())
        if isinstance(written, tuple) and written:
            return tuple(map(str, written))
    return ()


def _with(annex: Annex, own: OwnRules) -> Annex:
    """Return the annex with other own rules than it names."""
    checks = {key: value for key, value in annex.checks.items() if key not in OWN_KEYS}
    return annex._replace(checks=checks | {OWN_KEYS[0]: own.names})


def _read(files: Mapping[str, bytes], path: str) -> ReadResult:
    return read_node(path, files.get(path, b""))


def _form(annex: Sheet, form_of: FormOf) -> Form | None:
    """Return the form that annex.yaml names, sound or not; None where it is not known."""
    name = annex.get(FORM)
    try:
        return form_of(name) if name else None
    except Refused:
        return None


def _vocabulary_of(form_of: FormOf, name: str) -> Vocabulary:
    return form_of(name).vocabulary
