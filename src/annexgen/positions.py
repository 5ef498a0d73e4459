"""Where in a content file a value stands.

The lowest module: the model, the checks and the findings all speak of positions, and none of them
knows YAML.
"""

from __future__ import annotations

from collections.abc import Mapping

from annexgen.tuples import NamedTuple


class Span(NamedTuple):
    """A stretch of a file, counted in characters (code points) from 1; the end is exclusive.

    Attributes:
        line: first line.
        column: first character of the stretch in that line.
        end_line: line in which the stretch ends.
        end_column: the character after the last one.
    """

    line: int
    column: int
    end_line: int
    end_column: int


START_OF_FILE = Span(1, 1, 1, 1)
_NO_SPANS: Mapping[str, Span] = {}


class Origin:
    """The file that a part of the model was read from, and where each of its fields stands.

    All origins are equal, so that two parts of the model are equal when they say the same.

    Attributes:
        path: POSIX path relative to the annex root, e.g. ``content/301101/01-….yaml``.
        spans: from a field's name in the model (``"name"``, ``"target_value"``) to the span of its
            value. A field that was left out is absent; ``""`` is the whole part.
    """

    __slots__ = ("path", "spans")

    def __init__(self, path: str, spans: Mapping[str, Span] = _NO_SPANS) -> None:
        self.path = path
        self.spans = spans

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Origin)

    def __hash__(self) -> int:
        return 0

    def __repr__(self) -> str:
        return f"Origin({self.path!r})"

    def at(self, name: str) -> Span:
        """Return the span of field ``name``, else that of the whole part, else the file's start."""
        spans = self.spans
        return spans.get(name) or spans.get("") or START_OF_FILE
