"""A form's text patterns read backwards: from what is printed to the values of the fields."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from annexgen.forms.patterns import FIELD, Path, Pattern
from annexgen.tuples import NamedTuple

Values = Mapping[Path, str]

_CODE: Path = ("unit", "code")
_SHAPES: Mapping[Path, str] = {
    _CODE: r"(?<![0-9])(?:[0-9]{3}){1,4}(?![0-9])",
    ("number",): "[0-9０-９]+",
    ("position",): "[0-9０-９]+",
    ("annex", "year"): "[0-9]{4}",
    ("unit", "name"): "(?![.．、,，。]).*?",
    ("annex", "money_unit"): r"\S{0,4}元",
}
"""What the values of some fields look like; any other is any text."""


_LONGEST = 2000
"""Characters of a text with words around its fields; those that offices print have 100."""


class Wording(NamedTuple):
    """A pattern that can be read backwards.

    Attributes:
        fields: the paths of its fields, in order.
        regex: matches what the pattern prints, with a group for each field; None for a pattern
            that is a field and nothing else.
        literals: characters that it prints besides its fields.
    """

    fields: tuple[Path, ...]
    regex: re.Pattern[str] | None
    literals: int = 0

    def read(self, text: str) -> Values | None:
        """Return the values of the fields; None for a text that the pattern does not print."""
        if self.regex is None:
            return {self.fields[0]: text.strip()}
        match = self.regex.fullmatch(text) if len(text) <= _LONGEST else None
        if match is None:
            return None
        return {
            field: value.strip() for field, value in zip(self.fields, match.groups(), strict=True)
        }


def wording(pattern: Pattern, known: Values | None = None) -> Wording | None:
    """Return how to read ``pattern`` backwards; None where a template engine is needed to fill it.

    Args:
        pattern: of a form.
        known: values of fields that need not be found out.
    """
    if not pattern.is_plain:
        return None
    known = known or {}
    pieces = FIELD.split(pattern.source)
    parts = [_literal(pieces[0])]
    fields: list[Path] = []
    for name, literal in zip(pieces[1::2], pieces[2::2], strict=True):
        path = tuple(name.split("."))
        if path in known:
            parts.append(_literal(known[path]))
        else:
            fields.append(path)
            parts.append(f"({_SHAPES.get(path, '.*?')})")
        parts.append(_literal(literal))
    if len(fields) == 1 and not any(pieces[::2]) and fields[0] not in _SHAPES:
        return Wording(tuple(fields), None)
    literals = sum(not char.isspace() for literal in pieces[::2] for char in literal)
    regex = re.compile(rf"\s*{''.join(parts)}\s*", re.DOTALL)
    return Wording(tuple(fields), regex, literals)


def _literal(text: str) -> str:
    """Return what matches ``text`` in any width and with any blanks."""
    return "".join(rf"\s*{_either(char)}" for char in text if not char.isspace()) + (
        r"\s*" if text else ""
    )


def _either(char: str) -> str:
    """Return what matches a character in its half-width and full-width form."""
    forms = {char, unicodedata.normalize("NFKC", char)}
    if "!" <= char <= "~":
        forms.add(chr(ord(char) + 0xFEE0))
    return f"(?:{'|'.join(sorted(map(re.escape, forms)))})"
