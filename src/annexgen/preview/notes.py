"""Findings as the page's script takes them: worded, and with the place they are shown at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from annexgen.findings import Finding, Severity, in_reading_order
from annexgen.findings.frame import SourceLines
from annexgen.findings.printable import visible
from annexgen.forms.form import Form
from annexgen.model import Project
from annexgen.preview.places import Place, Places
from annexgen.tuples import NamedTuple

Note = Mapping[str, object]
"""A finding as the page's script takes it."""


class _Known(NamedTuple):
    """The notes of a file, and what they were made from."""

    project: Project | None
    findings: list[Finding]
    notes: list[tuple[str, Note]]


class Notes:
    """Makes the notes of one view after the other; those of a file that is as before are known.

    Args:
        language: ``"zh"`` or ``"en"``.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._form: Form | None = None
        self._known: dict[str, _Known] = {}

    def by_section(
        self, findings: Iterable[Finding], places: Places, form: Form
    ) -> dict[str, tuple[Note, ...]]:
        """Return the findings by the id of the section that they are shown in.

        Args:
            findings: in reading order.
            places: of the page.
            form: that the page is made with.
        """
        before = self._known if form == self._form else {}
        by_path: dict[str, list[Finding]] = {}
        for finding in findings:
            by_path.setdefault(finding.path, []).append(finding)
        self._form, self._known = form, {}
        sections: dict[str, list[Note]] = {}
        for path, here in by_path.items():
            known, project = before.get(path), places.project(path)
            if known is None or known.project is not project or known.findings != here:
                known = _Known(
                    project, here, [self._placed(one, places.place(one)) for one in here]
                )
            self._known[path] = known
            for section, note in known.notes:
                sections.setdefault(section, []).append(note)
        return {section: tuple(notes) for section, notes in sections.items()}

    def problems(
        self,
        findings: Iterable[Finding],
        lines: SourceLines,
        section_of: Callable[[Finding], str],
    ) -> tuple[Note, ...]:
        """Return the errors among findings, each once and with the line that it is about.

        Args:
            findings: what stands against the annex.
            lines: of the files.
            section_of: gives the id of the section that shows a finding's file; empty for none.
        """
        errors = {one for one in findings if one.severity is Severity.ERROR}
        return tuple(
            {**self._note(one), "section": section_of(one), "source": _source(one, lines)}
            for one in in_reading_order(errors)
        )

    def _placed(self, finding: Finding, place: Place) -> tuple[str, Note]:
        section, *_ = place
        where = place._asdict()
        del where["section"]
        return section, {**self._note(finding), "place": None if place.table is None else where}

    def _note(self, finding: Finding) -> dict[str, object]:
        where = visible(finding.path)
        if finding.span is not None:
            where += f":{finding.span.line}:{finding.span.column}"
        return {
            "severity": str(finding.severity),
            "code": finding.code,
            "rule": finding.rule,
            "message": visible(finding.message.text(self._language)),
            "help": visible(finding.help.text(self._language)) if finding.help else "",
            "where": where,
        }


def _source(finding: Finding, lines: SourceLines) -> tuple[str, str, str] | None:
    """Return the first line of a finding's place: before it, itself, behind it."""
    span = finding.span
    text = lines.line(finding.path, span.line) if span is not None else None
    if span is None or not text:
        return None
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(text)
    end = max(end, start + 1)
    return visible(text[:start]), visible(text[start:end]), visible(text[end:])
