"""What a value says, in the columns of the tables of values: for tests only."""

from __future__ import annotations

from annexgen.values import Deadline, Quantity, Range, TargetValue

COLUMNS = ("kind", "bound", "numbers", "unit", "per", "normal")


def facts(value: TargetValue, year: int = 2025) -> dict[str, str]:
    """Say what ``value`` is, a text for each column."""
    return dict(zip(COLUMNS, (*_parts(value, year), value.normal), strict=True))


def _parts(value: TargetValue, year: int) -> tuple[str, str, str, str, str]:
    match value:
        case Quantity():
            bound = value.bound.value if value.stated else ""
            return "quantity", bound, f"{value.number:f}", value.unit, value.per
        case Range():
            return "range", "", f"{value.low:f}—{value.high:f}", value.unit, value.per
        case Deadline(within=None):
            before = "前" if value.before else ""
            return "deadline", before, str(value.last_day(year) or ""), "", value.every
        case Deadline(within=within) if within is not None:
            number = f"{within.number:f}"
            if within.least is not None:
                number = f"{within.least:f}—{number}"
            return "deadline", "内", number, within.unit, value.every
    return "words", "", "", "", ""
