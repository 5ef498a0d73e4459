"""The form that an annex names: its files in, the checked form or every fault out."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from annexgen.findings import Finding, Message, Refused, has_errors, in_reading_order
from annexgen.forms.aliases import alias_faults, aliases
from annexgen.forms.build import build
from annexgen.forms.faults import faults
from annexgen.forms.folder import (
    FALLBACK,
    FORM_FILE,
    FormFolder,
    find_form,
    is_form_name,
    shipped_forms,
)
from annexgen.forms.form import Form
from annexgen.forms.policy import policy, policy_faults
from annexgen.forms.rules import BROKEN_BASE, BROKEN_GRID, BROKEN_TEMPLATE
from annexgen.positions import Span
from annexgen.schema.check import check
from annexgen.schema.form import FORM
from annexgen.schema.policy import Policy
from annexgen.schema.vocabulary import Vocabulary
from annexgen.source.reader import read_node
from annexgen.source.report import Report
from annexgen.source.rules import TOO_LARGE
from annexgen.source.text import MOST_BYTES, decode
from annexgen.tuples import NamedTuple

MOST_BASE_BYTES = 8 << 20
"""The largest ``base.docx`` that is read (8 MiB)."""


class _Described(NamedTuple):
    """What a ``form.yaml`` holds: a form without its web page, or what is wrong with it."""

    form: Form | None
    findings: tuple[Finding, ...]


def load_form(root: Path, name: str) -> Form:
    """Load the form ``name`` for the annex at ``root``.

    A file that the form has not is taken from the shipped form of that name; a web page that it has
    not, from the form tianjin.

    Raises:
        Refused: with every fault of the form's files.
    """
    folder = find_form(root, name)
    described = _describe(folder, name)
    findings = list(described.findings)
    page, page_template = _text(folder, "page.html.j2", findings)
    _, stylesheet = _text(folder, "style.css", findings)
    _, page_script = _text(folder, "page.js", findings)
    base = _base(folder, findings)
    if described.form is None or has_errors(findings):
        raise Refused(in_reading_order(findings))
    return described.form._replace(
        page_path=page,
        page_template=page_template,
        stylesheet=stylesheet,
        page_script=page_script,
        base=base,
        folder=folder.form_file.parent,
    )


class RedlinePage(NamedTuple):
    """The sources of the web page that shows changes.

    Attributes:
        path: of the template, as findings name it.
        template: Jinja2 source of ``redline.html.j2``.
        stylesheet: the form's ``style.css``, then its ``redline.css``.
    """

    path: str
    template: str
    stylesheet: str


def redline_page(root: Path, name: str) -> RedlinePage:
    """Return the page of changes of the form ``name``; of a form that is not known, the usual one.

    Raises:
        Refused: with every fault of its files.
    """
    try:
        folder = find_form(root, name)
    except Refused:
        folder = find_form(root, FALLBACK)
    findings: list[Finding] = []
    path, template = _text(folder, "redline.html.j2", findings)
    sheets = [_text(folder, sheet, findings)[1] for sheet in ("style.css", "redline.css")]
    if has_errors(findings):
        raise Refused(in_reading_order(findings))
    return RedlinePage(path, template, "\n".join(sheets))


def base_docx(root: Path, name: str) -> bytes | None:
    """Return the ``base.docx`` of the form ``name``; None where it has none on the disk.

    Raises:
        Refused: where it is broken.
    """
    findings: list[Finding] = []
    try:
        folder = find_form(root, name)
    except Refused:
        return None
    base = _base(folder, findings)
    if has_errors(findings):
        raise Refused(findings)
    return base


def vocabulary_of(root: Path, name: str) -> Vocabulary:
    """Return the words of the form ``name``: the indicator levels, own fields and typefaces.

    Raises:
        Refused: with every fault of its ``form.yaml``.
    """
    return described_form(root, name).vocabulary


def policy_of(root: Path, name: str) -> Policy:
    """Return what the form ``name`` asks of its projects.

    Raises:
        Refused: with every fault of its ``form.yaml``.
    """
    return described_form(root, name).policy


def described_form(root: Path, name: str) -> Form:
    """Return the form ``name`` without its web page and its ``base.docx``.

    Raises:
        Refused: with every fault of its ``form.yaml``.
    """
    folder = find_form(root, name)
    return _sound(_describe(folder, name), folder.form_file.parent)


def described_form_in(root: Path, name: str, data: bytes | None) -> Form:
    """Return the form ``name`` as ``described_form`` does, where its file is not on the disk.

    Args:
        root: the annex root, below which the form's fonts are looked for.
        name: of the form.
        data: its ``form.yaml``, as a revision holds it; None takes the shipped form of that name.

    Raises:
        Refused: with every fault of its ``form.yaml``.
    """
    if data is None or not is_form_name(name):
        return described_form(shipped_forms().parent, name)
    path = f"templates/{name}/{FORM_FILE}"
    return _sound(_described(name, path, data), root / "templates" / name)


def _sound(described: _Described, folder: Path) -> Form:
    if described.form is None:
        raise Refused(described.findings)
    return described.form._replace(folder=folder)


@cache
def shipped_script() -> str:
    """Return the script of the shipped web page, as ``Form.page_script`` has it."""
    folder = shipped_forms() / FALLBACK
    return _text(FormFolder(folder, (folder,), ()), "page.js", [])[1]


def template_finding(path: str, line: int, message: str) -> Finding:
    """Return the finding that a form's web page cannot be filled.

    Args:
        path: of the template.
        line: of the template, from 1.
        message: what the template engine says.
    """
    return BROKEN_TEMPLATE.at(
        path,
        Span(line, 1, line, 1),
        Message(f"网页模板有误：{message}", f"The page template is broken: {message}"),
        Message(
            "改正这一行，或删去这个文件，改用随包的网页模板",
            "Mend this line, or delete the file to use the shipped page template",
        ),
    )


def _describe(folder: FormFolder, name: str) -> _Described:
    file = folder.form_file
    try:
        return _described(name, folder.shown(file), folder.read(file, MOST_BYTES))
    except Refused as refused:
        return _Described(None, refused.findings)


@lru_cache(maxsize=16)
def _described(name: str, path: str, data: bytes) -> _Described:
    """Read a ``form.yaml``; the same bytes are read once."""
    read = read_node(path, data)
    findings = list(read.findings)
    checked = check(read.node, FORM, path, findings.append) if read.node else None
    if checked is None:
        return _Described(None, tuple(findings))
    between = faults(path, checked.value)
    if has_errors(findings):
        # a cell that has a fault of its own is not among the grid's cells
        between = (fault for fault in between if fault.code != BROKEN_GRID.code)
    findings += between
    findings += policy_faults(path, checked.value)
    findings += alias_faults(path, checked.value)
    form = None
    if not has_errors(findings):
        form = build(name, path, checked.value)._replace(
            policy=policy(checked.value), aliases=aliases(checked.value)
        )
    return _Described(form, tuple(in_reading_order(findings)))


def _text(folder: FormFolder, name: str, findings: list[Finding]) -> tuple[str, str]:
    """Return the path and the text of one of the files of the form's web page."""
    file = folder.find(name, lent=True)
    if file is None:
        return "", ""
    report = Report(folder.shown(file))
    try:
        text = decode(folder.read(file, MOST_BYTES), report)
    except Refused as refused:
        findings += refused.findings
        return "", ""
    findings += report.findings()
    return folder.shown(file), text or ""


def _base(folder: FormFolder, findings: list[Finding]) -> bytes | None:
    """Return the form's ``base.docx``, which lends its styles and settings to the DOCX output."""
    file = folder.find("base.docx", lent=False)
    if file is None:
        return None
    try:
        data = folder.read(file, MOST_BASE_BYTES)
    except Refused as refused:
        findings += refused.findings
        return None
    if len(data) > MOST_BASE_BYTES:
        message = Message("文件超过 8 MiB", "The file has more than 8 MiB")
        help_ = Message("删去其中的图片和正文，只留样式", "Leave only its styles in it")
        findings.append(TOO_LARGE.at(folder.shown(file), None, message, help_))
        return data
    from annexgen.forms.base_file import fault

    found = fault(data)
    if found is not None:
        help_ = Message(
            "在 Word 或 WPS 里新建文件，改好样式，另存为 .docx，不设密码",
            "Save a new file with the styles as .docx in Word or WPS, without a password",
        )
        findings.append(BROKEN_BASE.at(folder.shown(file), None, found, help_))
    return data
