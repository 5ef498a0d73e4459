"""A form's web page as sources (template, stylesheet, script), and what may be wrong with them."""

from __future__ import annotations

from annexgen.tuples import NamedTuple


class Theme(NamedTuple):
    """The sources of a form's web page, as read by the caller.

    Attributes:
        page_template: Jinja2 source of ``page.html.j2``.
        stylesheet: source of ``style.css``.
        script: source of ``page.js``; empty for a page without a script.
    """

    page_template: str
    stylesheet: str
    script: str = ""


class TemplateFault(Exception):  # noqa: N818 - a fault of the form that commands report
    """A page template that cannot be read or filled.

    Attributes:
        line: line in ``page.html.j2``, from 1.
        message: what Jinja2 says is wrong.
    """

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"page.html.j2:{line}: {message}")
        self.line = line
        self.message = message
