"""Goals (绩效目标) without their printed numbers; a number that is part of the text stays."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from annexgen.ingest.wording import Wording
from annexgen.tuples import NamedTuple

_CHINESE = "〇一二三四五六七八九"
_STYLES = (
    re.compile(r"([0-9]{1,2})\s*[.．](.*)", re.DOTALL),
    re.compile(r"([0-9]{1,2})\s*[、)）](.*)", re.DOTALL),
    re.compile(r"[(（]\s*([0-9]{1,2})\s*[)）](.*)", re.DOTALL),
    re.compile(r"([①-⑳])(.*)", re.DOTALL),
    re.compile(r"([一二三四五六七八九十]{1,3})\s*[、.．](.*)", re.DOTALL),
    re.compile(r"[(（]\s*([一二三四五六七八九十]{1,3})\s*[)）](.*)", re.DOTALL),
    re.compile(r"目标\s*([0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*[:：](.*)", re.DOTALL),
)
"""Ways to number a list, each with the number and what follows it."""
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\s*年")
_SENTENCE_END = re.compile(r"[；;。]\s*")

Numbered = Callable[[str], tuple[int, str] | None]
"""Parts a line's number from its text; None for a line without one of this style."""


class Goals(NamedTuple):
    """The goals of a project.

    Attributes:
        texts: without numbers.
        is_numbered: whether they were numbered.
        is_unclear: whether the first number may be part of the text (``1.5万人次``).
    """

    texts: tuple[str, ...]
    is_numbered: bool
    is_unclear: bool


def goals_of(paragraphs: Sequence[str], item: Wording | None, *, trusts: bool) -> Goals:
    """Return the goals that a cell lists.

    Args:
        paragraphs: of the cell.
        item: how the form words a goal with its number.
        trusts: whether an unclear number is to be taken for one: all other goals have theirs.
    """
    lines = [line for paragraph in paragraphs for line in _lines(paragraph)]
    own = _by_form(item) if item is not None else None
    style = _style(lines, own)
    if style is not None and style is not own:
        # In the form's own style this could be one goal, as it was written.
        lines = list(_apart(lines, style))
    goals, numbers = _cut(lines, style) if style is not None else ([], 0)
    is_unclear = style is not None and numbers == 1 and _is_decimal(lines, style)
    if style is None or (is_unclear and not trusts):
        whole = (paragraph.strip() for paragraph in paragraphs)
        return Goals(tuple(text for text in whole if text), False, is_unclear)
    return Goals(tuple(goals), True, is_unclear)


def _lines(paragraph: str) -> list[str]:
    return paragraph.strip().split("\n") if paragraph.strip() else []


def _style(lines: Sequence[str], own: Numbered | None) -> Numbered | None:
    """Return the style in which the first number of ``lines`` stands; ``own`` is the form's."""
    styles = [own] if own is not None else []
    styles += [_by_regex(regex) for regex in _STYLES]
    for line in lines:
        for style in styles:
            found = style(line)
            if found is not None and found[0] == 1 and found[1]:
                return style
    return None


def _cut(lines: Sequence[str], style: Numbered) -> tuple[list[str], int]:
    """Begin a goal at each number that is next; return the goals and how many numbers there were.

    A line without the next number goes on with the goal above.
    """
    goals: list[list[str]] = []
    count = 0
    for line in lines:
        found = style(line)
        if found is not None and found[0] == count + 1 and found[1]:
            count += 1
            goals.append([found[1]])
        elif goals:
            goals[-1].append(line)
        else:
            goals.append([line])
    return ["\n".join(goal).strip() for goal in goals], count


def _apart(lines: Iterable[str], style: Numbered) -> Iterator[str]:
    """Yield lines so that each number that is next begins one (``1、甲；2、乙``)."""
    count = 0
    for line in lines:
        start = 0
        for at in (0, *(end.end() for end in _SENTENCE_END.finditer(line))):
            number, text = style(line[at:]) or (0, "")
            if number != count + 1 or not text or (at and text[0].isdigit()):
                continue
            count += 1
            if at:
                yield line[start:at]
            start = at
        yield line[start:]


def _is_decimal(lines: Sequence[str], style: Numbered) -> bool:
    """Say whether the only number may be the whole part of a decimal (``1.5万人次``)."""
    line = next(line for line in lines if style(line) is not None)
    _, text = style(line) or (0, "")
    before = line[: len(line) - len(text)]
    return text[:1].isdigit() and before[-1:] in ".．" and not _YEAR.match(text)


def _by_form(item: Wording) -> Numbered:
    def parted(line: str) -> tuple[int, str] | None:
        values = item.read(line)
        if values is None:
            return None
        return int(values["position",]), values["item",]

    return parted


def _by_regex(regex: re.Pattern[str]) -> Numbered:
    def parted(line: str) -> tuple[int, str] | None:
        match = regex.fullmatch(line.strip())
        return (_number(match[1]), match[2].strip()) if match else None

    return parted


def _number(text: str) -> int:
    """Return the value of a number as lists are numbered: 3, ③, 三, 十二."""
    if text.isdigit() and text.isascii():
        return int(text)
    if "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    tens, found, ones = text.rpartition("十")
    high = (_CHINESE.index(tens) if tens in _CHINESE[1:] and tens else 1) if found else 0
    return high * 10 + (_CHINESE.index(ones) if len(ones) == 1 and ones in _CHINESE else 0)
