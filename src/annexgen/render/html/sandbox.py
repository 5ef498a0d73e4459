"""Page templates in Jinja2's sandbox: no files, no Python internals, faults with their line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any

from annexgen.render.html.theme import TemplateFault

if TYPE_CHECKING:
    from jinja2 import Template

_TEMPLATE = "<template>"
"""The file name that Jinja2 gives to a template made from a string."""


def compiled(
    source: str,
    filters: Mapping[str, Callable[..., object]],
    tests: Mapping[str, Callable[..., bool]],
) -> Template:
    """Return ``source`` as a sandboxed template that escapes what it prints.

    Args:
        source: of the template.
        filters: what the template may use besides Jinja2's own filters.
        tests: what it may ask besides Jinja2's own tests.

    Raises:
        TemplateFault: if ``source`` is no template.
    """
    from jinja2 import StrictUndefined, TemplateSyntaxError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(filters)
    environment.tests.update(tests)
    try:
        return environment.from_string(source)
    except TemplateSyntaxError as error:
        raise TemplateFault(error.lineno, error.message or "") from error


def filled(template: Template, values: Mapping[str, Any]) -> Iterator[str]:
    """Yield ``template`` filled with ``values``, piece by piece.

    Raises:
        TemplateFault: for whatever goes wrong inside the template.
    """
    try:
        stream = template.stream(values)
        stream.enable_buffering(size=500)
        yield from stream
    except Exception as error:
        line = _line(error.__traceback__)
        message = str(error) or type(error).__name__
        raise TemplateFault(line, message) from error


def _line(traceback: TracebackType | None) -> int:
    """Return the innermost template line of a traceback that Jinja2 has rewritten."""
    line = 1
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == _TEMPLATE:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line
