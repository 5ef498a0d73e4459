"""The annex as JSON, by the schema that ``json_schema`` describes.

Amounts and numbers are texts with their exact decimals (``"470.00"``): a JSON number is a binary
fraction to most readers, and would lose both the cents and the way they were written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import BinaryIO

from annexgen.export.understood import understand
from annexgen.model import Annex, Budget, Indicator, Numbered, Unit

FORMAT = "annexgen-export"
VERSION = "1.0"
"""Of the schema: the first number changes when a reader must, the second when fields are added."""

_encode = json.JSONEncoder(ensure_ascii=False).encode


def write(annex: Annex, out: BinaryIO) -> None:
    """Write the annex, each project's facts and each indicator on a line of its own."""
    out.writelines(text.encode() for text in _texts(annex))


def _texts(annex: Annex) -> Iterator[str]:
    head = {
        "format": FORMAT,
        "version": VERSION,
        "title": annex.title,
        "department": annex.department,
        "year": annex.year,
        "money_unit": annex.money_unit,
        "form": annex.form,
        "totals": {"units": annex.unit_count, **_totals(annex)},
    }
    yield f'{_opened(head)}, "units": [\n'
    numbered = annex.numbered()
    for index, unit in enumerate(annex.units):
        yield ",\n" if index else ""
        yield from _unit(unit, numbered, annex.year)
    yield "\n]}\n"


def _unit(unit: Unit, numbered: Iterator[Numbered], year: int) -> Iterator[str]:
    """Yield a unit; ``numbered`` stands before its first project."""
    head = {"code": unit.code, "name": unit.name, "totals": _totals(unit)}
    yield f'{_opened(head)}, "projects": ['
    for index in range(unit.project_count):
        yield ",\n" if index else "\n"
        yield _project(next(numbered), year)
    yield "]}"


def _project(numbered: Numbered, year: int) -> str:
    project = numbered.project
    head = {
        "id": project.id,
        "number": numbered.number,
        "name": project.name,
        "budget": _budget(project.budget),
        "purpose": project.purpose,
        "goals": project.goals,
        "extra": dict(project.extra),
    }
    rows = ",\n".join(
        _encode(_indicator(indicator, position, year))
        for position, indicator in enumerate(project.indicators, start=1)
    )
    return f'{_opened(head)}, "indicators": [\n{rows}]}}'


def _indicator(indicator: Indicator, position: int, year: int) -> Mapping[str, object]:
    target = understand(indicator.target_value, year)
    return {
        "position": position,
        "level1": indicator.level1,
        "level2": indicator.level2,
        "name": indicator.name,
        "description": indicator.description,
        "target": {
            "text": indicator.target_value,
            "kind": target.kind.value,
            "normal": target.normal,
            "bound": target.bound or None,
            "number": _exact(target.number),
            "low": _exact(target.low),
            "high": _exact(target.high),
            "unit": target.unit or None,
            "per": target.per or None,
            "last_day": _iso(target.last_day),
        },
        "extra": dict(indicator.extra),
    }


def _budget(budget: Budget) -> Mapping[str, str | None]:
    return {
        "total": budget.total.text,
        "fiscal": None if budget.fiscal is None else budget.fiscal.text,
        "other": None if budget.other is None else budget.other.text,
    }


def _totals(whole: Annex | Unit) -> Mapping[str, object]:
    return {
        "projects": whole.project_count,
        "indicators": whole.indicator_count,
        "budget": whole.total.text,
    }


def _opened(head: Mapping[str, object]) -> str:
    """Return an object as JSON without its closing brace."""
    return _encode(head).removesuffix("}")


def _exact(number: Decimal | None) -> str | None:
    return None if number is None else format(number, "f")


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
