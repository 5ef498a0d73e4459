"""Lines outside tables, and rows that are but a line: headings, units, running headers."""

from __future__ import annotations

import re
import unicodedata

from annexgen.forms.patterns import Path
from annexgen.ingest.blocks import Cell, Line, Role
from annexgen.ingest.collected import MONEY_UNIT, NAME
from annexgen.ingest.head import label_and_value
from annexgen.ingest.spelling import folded, in_one_line
from annexgen.ingest.state import State
from annexgen.ingest.wording import Values

_CODE: Path = ("unit", "code")
_UNIT_NAME: Path = ("unit", "name")
_PAGE_NUMBER = re.compile(r"[\s\W_第页共]*(?:[0-9ivxlcIVXLC]+[\s\W_第页共]*){1,2}")
_ENTRY = re.compile(r"(.*?)(?:\t|[.·…。\s]{3,})\s*[0-9]+\s*", re.DOTALL)
"""An entry of the contents: a title, a tab or dots, a page number."""
_CONTINUED = re.compile(r"\s*(?:[(（]续[表一二三四五六七八九十0-9]*[)）]|续表|续上表|接上表)\s*")
_UNIT_LINE = re.compile(
    r"(?:(?:预算|主管|实施|填报|部门|单位|名称|代码|编码|及|[（）()、/\s]){1,9}[：:])?"
    r"\s*([0-9]{6}(?:[0-9]{3}){0,2})(?![0-9])\s*[-—–]?\s*([^\d\s](?:(?!\s\s|\u3000).){1,80})"
)
"""A unit as other forms print it: ``预算单位：301101-某某局``."""
_MONEY_LINE = re.compile(r"(?:金额|货币)?单位\s*[：:]\s*(?:人民币)?(\S{0,3}元)")
_WIDE_CODE = re.compile("(?<![0-9０-９])[０-９]{3,12}(?![0-9０-９])")
_APART = re.compile(r"\s{2,}|\u3000+")
"""What stands between two texts of one line where no tab does."""
_LONGEST = 500
"""Characters of a line that may be a heading."""


def take_line(line: Line, state: State) -> None:
    """Take in a paragraph outside tables."""
    if line.role is Role.HEADER:
        state.header = line
        state.headers.append(line)
    elif line.role is not Role.BODY:
        is_number = line.role is Role.FOOTER and _is_page_number(line.text)
        if not is_number:
            state.account.leave(line.place, line.text, is_line=True)
    elif _entry(line.text):
        state.has_begun = True
        state.account.leave(line.place, line.text, is_line=True)
    else:
        for part in line.text.split("\t"):
            if part.strip() and not take_text(in_one_line(part), line, state):
                _set_aside(part, line, state)


def take_text(text: str, part: Cell | Line, state: State) -> bool:
    """Take in a text if it is a heading or a line that the form prints; say whether it is."""
    if len(text) > _LONGEST:
        return False
    bare, is_continued = without_continued(text)
    if not bare:
        return is_continued
    values = _values(bare, state)
    if values is not None:
        return _absorb(values, part, state)
    return _take_apart(_APART.split(bare), part, state)


def _narrowed(text: str) -> str:
    """Return a text with the digits of its first number, perhaps a unit's code, in half width."""
    return _WIDE_CODE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text, count=1)


def is_known(text: str, state: State) -> bool:
    """Say whether a text is one that the form, or many forms, print around their tables."""
    return len(text) <= _LONGEST and _values(without_continued(text)[0], state) is not None


def _values(text: str, state: State) -> Values | None:
    text = _narrowed(text)
    for words in state.labels.lines:
        values = words.read(text)
        if values is not None and all(values.values()):
            return values
    return _usual(text) or _name_in(text, state)


def _name_in(text: str, state: State) -> Values | None:
    """Return the project's name, where a line says no more (``项目名称：干部培训``)."""
    found = label_and_value(text, state.labels.head)
    return {NAME: found.value} if found is not None and found.label.value == NAME else None


def _take_apart(texts: list[str], part: Cell | Line, state: State) -> bool:
    """Take in a line of several texts, if one of them is known; those that are not are left."""
    known = [_usual(_narrowed(text)) for text in texts]
    if not any(known):
        return False
    for text, values in zip(texts, known, strict=True):
        if values is None or not _absorb(values, part, state):
            state.account.leave(part.place, text, is_line=True)
    return True


def _usual(text: str) -> Values | None:
    """Return what a line says that many forms print: the unit, or the unit of money."""
    match = _UNIT_LINE.fullmatch(text)
    if match is not None:
        return {_CODE: match[1], _UNIT_NAME: match[2].strip()}
    match = _MONEY_LINE.fullmatch(text)
    return {MONEY_UNIT: match[1]} if match is not None else None


def without_continued(text: str) -> tuple[str, bool]:
    """Return a heading without its （续）, and whether it had one."""
    bare = _CONTINUED.sub("", text)
    return bare, bare != text


def title_of_entry(text: str) -> str:
    """Return the title of an entry of the contents; any other text as it is."""
    match = _ENTRY.fullmatch(text)
    return match[1] if match else text


def _entry(text: str) -> bool:
    return _ENTRY.fullmatch(text) is not None


def _is_page_number(text: str) -> bool:
    return len(text) < 40 and (not text.strip() or _PAGE_NUMBER.fullmatch(text) is not None)


def _absorb(values: Values, part: Cell | Line, state: State) -> bool:
    """Take in the values of a line; say whether nothing in it is at odds with what is known."""
    state.has_begun = True
    if NAME in values:
        state.enter_section(values[NAME])
        state.account.leave(part.place, "\n".join(_texts(part)), is_line=True)
        return True
    for path, text in values.items():
        if path[0] != "unit":
            state.set_value(path, text, part)
    if _CODE in values and _UNIT_NAME in values:
        code, name = values[_CODE], values[_UNIT_NAME]
        return state.enter_unit(code, name, in_table=isinstance(part, Cell))
    return not any(path[0] == "unit" for path in values)


def _texts(part: Cell | Line) -> tuple[str, ...]:
    return part.paragraphs if isinstance(part, Cell) else (part.text,)


def _set_aside(text: str, line: Line, state: State) -> None:
    """Keep a line of the cover; leave any other over."""
    if state.has_begun:
        state.account.leave(line.place, text, is_line=True)
    elif folded(text) in ("目录", "目次"):
        state.has_begun = True
    else:
        state.front.append(Line(in_one_line(text), line.place))
