"""Text patterns of a form: ``{{ number }}.{{ project.name }}绩效目标表``.

Almost every pattern is text with plain ``{{ dotted.path }}`` fields; those are filled directly, so
that a build without HTML never loads a template engine. Anything more (filters, conditions) runs in
Jinja2's sandbox. Both mean the same: an unknown field is a fault, None prints nothing, and names
that begin with an underscore are out of reach.

A pattern yields plain text, so nothing is escaped here; each renderer escapes for its own format.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from annexgen.positions import Span
from annexgen.tuples import NamedTuple

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

Fill = Callable[[Mapping[str, object]], str]
Path = tuple[str, ...]
"""A field's dotted path: ``("project", "budget", "total")``."""

FIELD = re.compile(r"\{\{\s*([^\W\d]\w*(?:\.[^\W\d]\w*)*)\s*\}\}")
"""A field of a pattern; its dotted path is the group."""


class PatternError(Exception):
    """A pattern that cannot be read or filled.

    Attributes:
        reason: what is wrong, in the template engine's words or ours.
        span: where the pattern stands in the form.
    """

    def __init__(self, reason: str, span: Span) -> None:
        super().__init__(reason)
        self.reason = reason
        self.span = span


class Pattern(NamedTuple):
    """A pattern as written in the form.

    Attributes:
        source: the text with its fields.
        span: where it stands in the form.
    """

    source: str
    span: Span

    @property
    def constant(self) -> str | None:
        """The text of a pattern without fields; None for any other."""
        return self.source if self.is_plain and not FIELD.search(self.source) else None

    @property
    def is_plain(self) -> bool:
        """Whether the pattern is text with plain fields, and needs no template engine."""
        literals = FIELD.split(self.source)[::2]
        return not any(mark in literal for literal in literals for mark in ("{{", "{%", "{#"))

    def paths(self) -> tuple[tuple[Path, ...], tuple[str, ...]]:
        """Return what the pattern names: its fields' paths, or only the names these begin with.

        Returns:
            The paths of a plain pattern and nothing, or nothing and the first names of another.

        Raises:
            PatternError: if the template engine cannot read the pattern.
        """
        if self.is_plain:
            return tuple(tuple(path.split(".")) for path in FIELD.findall(self.source)), ()
        from jinja2 import TemplateError, meta

        try:
            _sandbox().from_string(self.source)
            names = meta.find_undeclared_variables(_sandbox().parse(self.source))
        except TemplateError as error:
            raise PatternError(str(error), self.span) from error
        return (), tuple(sorted(names - set(_sandbox().globals)))

    def filler(self) -> Fill:
        """Return a function that fills the pattern, for many fillings.

        Raises:
            PatternError: if the pattern is broken; from the function, if it names a field that
                there is not.
        """
        constant = self.constant
        if constant is not None:
            return lambda values: constant
        try:
            fill = _compiled(self.source, self.is_plain)
        except Exception as error:
            raise PatternError(str(error), self.span) from error

        def guarded(values: Mapping[str, object]) -> str:
            try:
                return fill(values)
            except Exception as error:
                raise PatternError(str(error), self.span) from error

        return guarded

    def fill(self, values: Mapping[str, object]) -> str:
        """Return the text with the fields' values.

        Args:
            values: the names that fields may begin with (``annex``, ``unit``, ``project`` …).

        Raises:
            PatternError: if the pattern is broken or names a field that there is not.
        """
        return self.filler()(values)


@cache
def _compiled(source: str, is_plain: bool) -> Fill:
    """Return the quickest function that fills ``source``."""
    if not is_plain:
        return _through_jinja(source)
    pieces = FIELD.split(source)
    literals, fields = pieces[::2], pieces[1::2]
    look_ups = [_look_up(tuple(field.split("."))) for field in fields]
    if len(look_ups) == 1 and not any(literals):
        return look_ups[0]

    def fill(values: Mapping[str, object]) -> str:
        out = [literals[0]]
        for look_up, literal in zip(look_ups, literals[1:], strict=True):
            out += (look_up(values), literal)
        return "".join(out)

    return fill


def _look_up(path: Path) -> Fill:
    """Return what gives the text at ``path``: a name in the values, then attributes or keys."""
    for name in path:
        if name.startswith("_"):
            return _out_of_reach(name)
    first, *rest = path

    def look_up(values: Mapping[str, object]) -> str:
        try:
            found = values[first]
            for name in rest:
                found = found[name] if type(found) is dict else getattr(found, name)
        except KeyError as error:
            raise LookupError(f"{error} is undefined") from None
        if type(found) is str:
            return found
        return "" if found is None else str(found)

    return look_up


def _out_of_reach(name: str) -> Fill:
    def refuse(_: Mapping[str, object]) -> str:
        raise LookupError(f"'{name}' is out of reach")

    return refuse


def _through_jinja(source: str) -> Fill:
    """Compile ``source`` in the sandbox."""
    template = _sandbox().from_string(source)
    return template.render


@cache
def _sandbox() -> ImmutableSandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    def none_is_empty(value: object) -> object:
        return "" if value is None else value

    return ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, finalize=none_is_empty
    )
