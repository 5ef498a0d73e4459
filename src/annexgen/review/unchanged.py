"""The project files that are the same on both sides, read only where sums or rules need them.

Of such a file hardly more than its name and its budget is looked at, in their usual spelling; one
that is written otherwise is read whole.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from annexgen.model import Amount, Budget, Project
from annexgen.positions import Origin, Span
from annexgen.review.compare import amount
from annexgen.review.sheets import NAME, TOTAL, project_sheet
from annexgen.schema.content import project_shape
from annexgen.source.names import project_id

Read = Callable[[Iterable[str]], Mapping[str, bytes]]

_TOTAL_KEY, _NAME_KEY = TOTAL.encode(), NAME.encode()
_BUDGET = re.compile(rb"^%b: +([0-9]+(?:\.[0-9]{1,2})?) *\r?$" % _TOTAL_KEY, re.MULTILINE)
_NAME = re.compile(
    rb"^%b: ([^\s'\"|>&*!%%@`{}\[\],#?:-][^\r\n#:]*?) *\r?\n(?=[^\s#])" % _NAME_KEY, re.MULTILINE
)
"""A name that ends with its line and needs no thought on quotes and comments."""
_COLUMN = len(f"{NAME}: ") + 1


class Unchanged:
    """The unchanged project files.

    Args:
        paths: all of them.
        read: reads some of them.
    """

    def __init__(self, paths: Sequence[str], read: Read) -> None:
        self._by_unit: defaultdict[str, list[str]] = defaultdict(list)
        for path in paths:
            self._by_unit[path.split("/")[1]].append(path)
        self._read = read
        self._data: dict[str, bytes] = {}
        self._known: set[str] = set()

    def __len__(self) -> int:
        return sum(map(len, self._by_unit.values()))

    @property
    def units(self) -> frozenset[str]:
        """The codes of the units that have such files."""
        return frozenset(self._by_unit)

    def paths(self, unit: str) -> Sequence[str]:
        """Return the files of a unit."""
        return self._by_unit.get(unit, ())

    def files(self, units: Iterable[str]) -> Mapping[str, bytes]:
        """Return the bytes of all files of some units, by path; each is read once."""
        wanted = {unit: self.paths(unit) for unit in units}
        new = [path for unit in wanted.keys() - self._known for path in wanted[unit]]
        self._data |= self._read(new) if new else {}
        self._known |= wanted.keys()
        return {
            path: self._data[path]
            for paths in wanted.values()
            for path in paths
            if path in self._data
        }


def budget_in(path: str, data: bytes) -> Decimal | None:
    """Return the budget of a project file; None where that cannot be read."""
    text = _usual(_BUDGET, _TOTAL_KEY, data)
    if text is None:
        return amount(project_sheet(path, data, project_shape(None)).get(TOTAL))
    return Decimal(text.group(1).decode("ascii"))


def card_in(path: str, data: bytes) -> Project | None:
    """Return a project with its name and budget alone; None where they are written unusually."""
    name, total = _usual(_NAME, _NAME_KEY, data), _usual(_BUDGET, _TOTAL_KEY, data)
    if name is None or total is None:
        return None
    text = name.group(1).decode("utf-8", "replace")
    if "\ufffd" in text or not text.isprintable():
        return None
    line = data.count(b"\n", 0, name.start()) + 1
    origin = Origin(path, {"name": Span(line, _COLUMN, line, _COLUMN + len(text))})
    budget = Budget(Amount(total.group(1).decode("ascii")), None, None, origin)
    _, unit, file = path.split("/")
    return Project(project_id(unit, file), text, budget, "", (), (), {}, origin)


def _usual(pattern: re.Pattern[bytes], key: bytes, data: bytes) -> re.Match[bytes] | None:
    """Return where a field stands in its usual spelling; None where it might stand otherwise."""
    if data.count(key) != 1:
        return None
    at = data.find(key)
    return pattern.match(data, at) if at == 0 or data[at - 1] == ord("\n") else None
