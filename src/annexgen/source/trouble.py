"""What the parser complained of and what is made of it: the terms of ``syntax``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annexgen.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annexgen.findings import Message, Rule


class Trouble(NamedTuple):
    """The parser's complaint: what it was reading, since where, and where it stopped."""

    text: str
    context: str
    begin: int
    stop: int
    problem: str

    def rest_of_line(self, start: int) -> int:
        """Return the end of the line that ``start`` stands in, trailing blanks left out."""
        end = self.text.find("\n", start)
        line = self.text[start : end if end >= 0 else None]
        return start + max(len(line.rstrip(" \t")), 1)

    def line_start(self, index: int) -> int:
        """Return where the line of ``index`` begins."""
        return self.text.rfind("\n", 0, index) + 1

    def line_number(self, index: int) -> int:
        """Return the number of the line of ``index``, from 1."""
        return self.text.count("\n", 0, index) + 1

    def word(self, start: int) -> str:
        """Return the first characters from ``start`` on, for showing."""
        return self.text[start : self.rest_of_line(start)][:12]


class Diagnosis(NamedTuple):
    """The rule that was broken, the stretch of the text to point at, and what to say."""

    rule: Rule
    start: int
    end: int
    message: Message
    help: Message


def lines_above(text: str, start: int) -> Iterator[int]:
    """Yield where the lines above ``start`` begin, empty ones left out, nearest first."""
    while start > 0:
        end = start - 1
        start = text.rfind("\n", 0, end) + 1
        if text[start:end].strip(" "):
            yield start


def blanks_before(text: str, start: int) -> int:
    """Return by how many blanks the line at ``start`` is indented."""
    line = text[start : (text.find("\n", start) + 1) or None]
    return len(line) - len(line.lstrip(" "))


def quoted_word(trouble: Trouble, start: int) -> str:
    """Return the text from ``start`` on in quotes, cut short, as an example of what to write."""
    whole = trouble.text[start : trouble.rest_of_line(start)]
    word = whole if len(whole) <= 12 else whole[:12] + "…"
    if '"' in word or "\\" in word:
        return "'" + word.replace("'", "''") + "'"
    return f'"{word}"'
