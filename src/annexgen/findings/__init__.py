"""What a check has found, for an editor to mend: one type for every stage, many ways to show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from annexgen.positions import Span
from annexgen.tuples import NamedTuple


class Severity(StrEnum):
    """How much a finding weighs: an error stops a build, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Message(NamedTuple):
    """A sentence for the editor in both languages of the tool; Chinese is the default."""

    zh: str
    en: str

    def text(self, language: str) -> str:
        """Return the wording in ``language`` (``"zh"`` or ``"en"``)."""
        return self.en if language == "en" else self.zh


class Finding(NamedTuple):
    """One fault at one place.

    Attributes:
        code: stable code, e.g. ``S101``.
        rule: stable readable name of the rule, e.g. ``unknown-key``.
        severity: what it does to a build.
        path: POSIX path relative to the annex root.
        span: where; None for a fault of the file or folder as a whole.
        message: what is wrong and what was found.
        help: what to write instead; None where nothing more can be said.
        mend: the text to put in place of all of ``span``'s value, where ``check --fix`` may do so.
    """

    code: str
    rule: str
    severity: Severity
    path: str
    span: Span | None
    message: Message
    help: Message | None = None
    mend: str | None = None


class Rule(NamedTuple):
    """A kind of fault: what all findings of it share. Each stage lists its own in ``rules.py``.

    Attributes:
        code: stable code: letters for the stage (Y source, S schema, F forms and fonts, C glyphs,
            ANX what the annex says) and a number.
        name: stable readable name, e.g. ``unknown-key``.
        severity: what a finding of it does to a build.
        summary: one sentence for a list of rules.
        reason: why the rule exists, with its source; None where the summary says it all.
        remedy: how to mend what it finds; None where each finding says that itself.
    """

    code: str
    name: str
    severity: Severity
    summary: Message
    reason: Message | None = None
    remedy: Message | None = None

    def at(
        self,
        path: str,
        span: Span | None,
        message: Message,
        help: Message | None = None,  # noqa: A002
    ) -> Finding:
        """Return a finding of this rule at ``span`` of the file ``path`` (relative to the root)."""
        return Finding(self.code, self.name, self.severity, path, span, message, help)


def in_reading_order(findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings by file, then position, then code, so that output never depends on timing."""
    return sorted(findings, key=lambda f: (f.path, f.span or (0, 0, 0, 0), f.code, f.message.zh))


def has_errors(findings: Iterable[Finding]) -> bool:
    """Say whether any finding stops a build."""
    return any(finding.severity is Severity.ERROR for finding in findings)


class Refused(Exception):  # noqa: N818 - it is an outcome that commands report, not a failure
    """Content or a form that cannot be used as it is; carries every finding of the run."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = tuple(findings)
