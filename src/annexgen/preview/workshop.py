"""One annex kept up to date as a view: files in, what browsers show out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from annexgen.document import Document, Section
from annexgen.findings import Finding
from annexgen.findings.frame import SourceLines
from annexgen.forms.fields import broken_pattern
from annexgen.forms.form import Form
from annexgen.forms.load import shipped_script, template_finding
from annexgen.forms.patterns import PatternError
from annexgen.pipeline import Composed, compose
from annexgen.preview.desk import Desk
from annexgen.preview.notes import Notes
from annexgen.preview.places import Places
from annexgen.preview.sheets import Page, Sheets
from annexgen.preview.view import EMPTY, View, counted
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
        self._desk = Desk()
        self._sheets = Sheets()
        self._notes = Notes(language)
        self._places: Places | None = None

    def refresh(self) -> View:
        """Read the files as they are now, and return the new view.

        What cannot be shown leaves the page and its notes as they were; the view then says why.
        """
        composed = compose(self._root, self._desk.for_run)
        faults = list(composed.findings)
        self.view = self._whole(composed, faults) or self._old(faults)
        return self.view

    def _whole(self, composed: Composed, faults: list[Finding]) -> View | None:
        """Return the view of the files as they are; None where they cannot be shown."""
        annex, document, form, found = composed
        if annex is None or document is None or form is None:
            return None
        page = self._page(document, form, faults)
        if page is None:
            return None
        self._places = Places(annex, form, _finder(document))
        return View(page, self._notes.by_section(found, self._places, form), (), counted(found))

    def _old(self, faults: list[Finding]) -> View:
        """Return the view of before, and why it is still shown."""
        places, lines = self._places, SourceLines(self._root)
        problems = self._notes.problems(
            faults, lines, lambda one: "" if places is None else places.place(one).section
        )
        return self.view._replace(problems=problems, counts=counted(faults))

    def _page(self, document: Document, form: Form, faults: list[Finding]) -> Page | None:
        """Return the page; None where there is none, and add to ``faults`` what keeps it."""
        theme = Theme(form.page_template, form.stylesheet, form.page_script)
        try:
            parts = [part._replace(sections=tuple(part.sections)) for part in document.parts]
            page = self._sheets.page(document._replace(parts=parts), theme, self._guest)
        except PatternError as error:
            faults.append(broken_pattern(form.path, error))
            return None
        except TemplateFault as fault:
            faults.append(template_finding(form.page_path, fault.line, fault.message))
            return None
        return page if theme.script in {"", shipped_script()} else page.in_one_piece()


def _finder(document: Document) -> Callable[[str], Section | None]:
    """Return what composes a section by its id."""
    found = {
        heading.id: (part.sections, index)
        for part in document.parts
        for index, heading in enumerate(list(part.headings())[1:])
    }

    def find(name: str) -> Section | None:
        place = found.get(name)
        return None if place is None else place[0][place[1]]

    return find
