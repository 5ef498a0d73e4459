"""一级指标 and 二级指标 of a row, by the form's levels, carried down where a cell is blank."""

from __future__ import annotations

from annexgen.findings import Message
from annexgen.ingest.labels import Labels
from annexgen.ingest.spelling import folded
from annexgen.tuples import NamedTuple


class Levels(NamedTuple):
    """The levels of a row.

    Attributes:
        level1: 一级指标; empty where it is not known.
        level2: 二级指标; empty where it is not known.
        fault: what is wrong with them; None for nothing.
        is_second: whether the fault is in the second.
    """

    level1: str
    level2: str
    fault: Message | None = None
    is_second: bool = False


def levels_of(first: str, second: str, above: tuple[str, str], labels: Labels) -> Levels:
    """Return the levels of a row.

    Args:
        first: text of its cell for 一级指标, perhaps blank.
        second: text of its cell for 二级指标, perhaps blank.
        above: the levels of the row above; empty for none.
        labels: the form's.
    """
    level1 = labels.levels1.get(folded(first), "")
    if folded(first) and not level1:
        return Levels("", "", _unknown("一级指标", "level 1", first, list(labels.levels1.values())))
    if not folded(second):
        if level1 in ("", above[0]) and above[1]:
            return Levels(*above)
        return Levels(level1, "", _missing("二级指标", "level 2"), is_second=True)
    homes = labels.levels2.get(folded(second), ())
    wanted = level1 or above[0]
    if not homes:
        known = _below(wanted, labels)
        return Levels(wanted, "", _unknown("二级指标", "level 2", second, known), is_second=True)
    fitting = next((home for home in homes if home[0] == wanted), None)
    if fitting is None and not level1 and len(homes) == 1:
        fitting = homes[0]
    if fitting is None:
        known = _below(wanted, labels)
        return Levels(wanted, "", _misplaced(second, wanted, known), is_second=True)
    return Levels(*fitting)


def _below(level1: str, labels: Labels) -> list[str]:
    """Return the levels below ``level1``; of all where it is not known."""
    pairs = [pair for homes in labels.levels2.values() for pair in homes]
    return [level2 for home, level2 in pairs if home == level1 or not level1]


def _unknown(zh: str, en: str, text: str, known: list[str]) -> Message:
    listed = "、".join(dict.fromkeys(known))
    return Message(
        f"表样里没有{zh}“{text}”；可以写：{listed}",
        f"The form has no {en} “{text}”; it has {listed}",
    )


def _missing(zh: str, en: str) -> Message:
    return Message(f"{zh}是空的，上面也没有可以沿用的", f"The {en} is blank, and so is it above")


def _misplaced(text: str, level1: str, known: list[str]) -> Message:
    listed = "、".join(dict.fromkeys(known))
    return Message(
        f"“{level1}”下没有二级指标“{text}”；可以写：{listed}",
        f"“{level1}” has no level 2 “{text}”; it has {listed}",
    )
