"""What a source says of the annex as a whole and of its units."""

from __future__ import annotations

import re
import unicodedata

from annexgen.drafting.drafts import AnnexDraft, UnitDraft
from annexgen.forms.form import Form
from annexgen.forms.patterns import Path
from annexgen.ingest.amounts import money_unit_in
from annexgen.ingest.blocks import Line
from annexgen.ingest.collected import MONEY_UNIT, TOTAL
from annexgen.ingest.spelling import in_one_line
from annexgen.ingest.state import SeenUnit, State
from annexgen.ingest.wording import wording

_TITLE: Path = ("annex", "title")
_DEPARTMENT: Path = ("annex", "department")
_YEAR: Path = ("annex", "year")
_CODE: Path = ("unit", "code")
_UNIT_NAME: Path = ("unit", "name")
_HEADER: Path = ("unit", "header")
_YEAR_IN_TITLE = re.compile(r"((?:19|20)[0-9]{2})\s*年")


def read_cover(state: State, form: Form) -> None:
    """Read the lines of the cover, of which the title names the year; leave others over."""
    front = list(state.front)
    words = [wording(item.text) for item in form.cover]
    if len(front) != len(words):
        years = [at for at, line in enumerate(front) if _year_in(line.text)]
        front = front[years[0] : years[0] + len(words)] if years else []
    taken = []
    for line, words_of_line in zip(front, words, strict=False):
        values = words_of_line.read(line.text) if words_of_line is not None else None
        if values is not None:
            taken.append(line)
            for path, text in values.items():
                state.set_value(path, text, line)
    for line in state.front:
        if line not in taken:
            state.account.leave(line.place, line.text, is_line=True)


def read_money_unit(state: State) -> None:
    """Take the unit of money from the first sum, where no line says it."""
    if not state.facts.get(MONEY_UNIT):
        totals = (one.fields.get(TOTAL, "") for one in state.projects)
        state.facts[MONEY_UNIT] = next(filter(None, map(money_unit_in, totals)), "")


def _year_in(title: str) -> str:
    """Return the year that a title names, in digits of any width; empty where it names none."""
    match = _YEAR_IN_TITLE.search(unicodedata.normalize("NFKC", title))
    return match[1] if match is not None else ""


def unit_drafts(state: State, form: Form) -> tuple[UnitDraft, ...]:
    """Return the units in reading order; leave over running headers that are not theirs."""
    used: list[Line] = []
    units = tuple(_unit(seen, state, form, used) for seen in state.units.values())
    for line in state.headers:
        if line not in used:
            state.account.leave(line.place, line.text, is_line=True)
    return units


def _unit(seen: SeenUnit, state: State, form: Form, used: list[Line]) -> UnitDraft:
    """Return a unit; a running header says something of its own only where it is not usual."""
    if seen.header is None:
        return UnitDraft(seen.code, seen.name)
    text, pattern = in_one_line(seen.header.text), form.unit.running_header
    known = {path: fact for path, fact in state.facts.items() if fact}
    known |= {_CODE: seen.code, _UNIT_NAME: seen.name}
    usual = wording(pattern, known | {_HEADER: f"{seen.code} {seen.name}"})
    for words in (usual, wording(pattern, known)):
        values = words.read(text) if words is not None else None
        if values is not None:
            used.append(seen.header)
            others = {path: fact for path, fact in values.items() if fact and path != _HEADER}
            state.facts.update(others)
            return UnitDraft(seen.code, seen.name, values.get(_HEADER, ""))
    return UnitDraft(seen.code, seen.name)


def annex_draft(state: State, form: Form, units: tuple[UnitDraft, ...]) -> AnnexDraft:
    """Return the annex itself; its units are listed where their order is not that of codes."""
    facts, properties = state.facts, state.properties
    year = facts.get(_YEAR, "") or properties.year or _year_in(facts.get(_TITLE, ""))
    return AnnexDraft(
        title=facts.get(_TITLE, "") or properties.title,
        department=facts.get(_DEPARTMENT, "") or properties.department,
        year=year,
        money_unit=facts.get(MONEY_UNIT, ""),
        form=form.name,
        units=units if [unit.code for unit in units] != sorted(state.units) else (),
    )
