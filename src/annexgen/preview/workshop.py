"""One annex kept up to date as a view: files in, what browsers show out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from annexgen.document import Document
from annexgen.findings import Finding
from annexgen.findings.frame import SourceLines
from annexgen.forms.fields import broken_pattern
from annexgen.forms.form import Form
from annexgen.forms.load import shipped_script, template_finding
from annexgen.forms.patterns import PatternError
from annexgen.model import Annex
from annexgen.pipeline import Composed, compose
from annexgen.preview.desk import Desk
from annexgen.preview.places import ANNEX, Place, Places
from annexgen.preview.sheets import Page, Sheets
from annexgen.preview.view import EMPTY, Notes, View, counted
from annexgen.render.html.inline import Inline
from annexgen.render.html.theme import TemplateFault, Theme


class Workshop:
    """Makes view after view of the annex below ``root``; writes no file.

    Args:
        root: the folder that holds ``content/``.
        guest: the script that the page's policy is to allow.
        language: of what is said beside the page, ``"zh"`` or ``"en"``.

    Attributes:
        view: the latest.
    """

    def __init__(self, root: Path, guest: Inline, language: str) -> None:
        self.view = EMPTY
        self._root = root
        self._guest = guest
        self._language = language
        self._desk = Desk()
        self._sheets = Sheets()
        self._place: Callable[[Finding], Place] = lambda _: ANNEX

    def refresh(self) -> View:
        """Read the files as they are now, and return the new view.

        What cannot be shown leaves the page and its notes as they were; the view then says why.
        """
        composed = compose(self._root, self._desk.for_run)
        notes = Notes(SourceLines(self._root), self._language)
        faults = list(composed.findings)
        page = self._page(composed, faults)
        if page is None:
            problems = notes.problems(faults, lambda one: self._place(one).section)
            self.view = self.view._replace(problems=problems, counts=counted(faults))
        else:
            here = notes.by_section(composed.findings, self._place)
            self.view = View(page, here, (), counted(composed.findings))
        return self.view

    def _page(self, composed: Composed, faults: list[Finding]) -> Page | None:
        """Return the page; None where there is none, and add to ``faults`` what keeps it."""
        annex, document, form, _ = composed
        if annex is None or document is None or form is None:
            return None
        theme = Theme(form.page_template, form.stylesheet, form.page_script)
        try:
            whole = _composed(document)
            page = self._sheets.page(whole, theme, self._guest)
            page = page if _may_be_patched(theme) else page.in_one_piece()
        except PatternError as error:
            faults.append(broken_pattern(form.path, error))
            return None
        except TemplateFault as fault:
            faults.append(template_finding(form.page_path, fault.line, fault.message))
            return None
        self._place = _places(annex, form, whole)
        return page


def _may_be_patched(theme: Theme) -> bool:
    """Say whether sections may change under the page's script: only the shipped one is known."""
    return theme.script in {"", shipped_script()}


def _composed(document: Document) -> Document:
    """Return the document with all of its sections at hand."""
    parts = [part._replace(sections=tuple(part.sections)) for part in document.parts]
    return document._replace(parts=parts)


def _places(annex: Annex, form: Form, document: Document) -> Callable[[Finding], Place]:
    sections = {one.heading.id: one for part in document.parts for one in part.sections}
    return Places(annex, form, sections.get).place
