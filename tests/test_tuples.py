"""Our named tuples behave as those of the standard library."""

from __future__ import annotations

import copy
import inspect
import pickle
import typing
from types import new_class
from typing import Generic, TypeVar

import pytest

from annexgen.tuples import NamedTuple, made

Part = TypeVar("Part")


class Ours(NamedTuple):
    """A place."""

    row: int
    column: int = 2
    text: str = ""

    @property
    def sum(self) -> int:
        """Both together."""
        return self.row + self.column


class Theirs(typing.NamedTuple):
    """A place."""

    row: int
    column: int = 2
    text: str = ""


class Wide(NamedTuple, Generic[Part]):
    """One that holds anything."""

    part: Part


class Apart(Ours):
    """One that is equal to no other."""

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = Ours.__hash__


def test_the_same_tuples_come_of_the_same_arguments() -> None:
    assert tuple(Ours(1)) == Theirs(1) == (1, 2, "")
    assert tuple(Ours(1, text="a", column=5)) == Theirs(1, text="a", column=5)
    assert repr(Ours(1, 3, "甲")) == repr(Theirs(1, 3, "甲")).replace("Theirs", "Ours")
    assert inspect.signature(Ours) == inspect.signature(Theirs).replace(
        return_annotation=inspect.Signature.empty,
        parameters=[
            parameter.replace(annotation=inspect.Parameter.empty)
            for parameter in inspect.signature(Theirs).parameters.values()
        ],
    )
    assert Ours._fields == Theirs._fields
    assert Ours._field_defaults == Theirs._field_defaults
    assert Ours.__doc__ == Theirs.__doc__


@pytest.mark.parametrize("kind", [Ours, Theirs])
def test_what_does_not_fit_is_refused(kind: typing.Any) -> None:
    with pytest.raises(TypeError, match="row"):
        kind()
    with pytest.raises(TypeError, match="5 were given"):
        kind(1, 2, "", 4)
    with pytest.raises(TypeError, match="colour"):
        kind(1, colour=2)
    with pytest.raises(ValueError, match="colour"):
        kind(1)._replace(colour=2)
    with pytest.raises(AttributeError):
        kind(1).row = 2
    with pytest.raises(AttributeError):
        kind(1).colour = 2


def test_a_default_before_none_is_refused() -> None:
    odd = {"__qualname__": "Odd", "__annotations__": {"a": "int", "b": "int"}, "a": 0}
    with pytest.raises(TypeError, match="without a default"):
        new_class("Odd", (NamedTuple,), {}, lambda body: body.update(odd))


def test_they_can_be_changed_listed_copied_and_matched() -> None:
    place = Ours(1, 3)
    assert place._replace(text="a") == Ours(1, 3, "a")
    assert isinstance(place._replace(row=4), Ours)
    assert place._asdict() == {"row": 1, "column": 3, "text": ""}
    assert Ours._make([1, 3]) == place == made(Ours, (1, 3, ""))
    assert place.sum == 4
    match copy.deepcopy(pickle.loads(pickle.dumps(place))):
        case Ours(row, column):
            assert (row, column) == (1, 3)
        case _:
            pytest.fail("it is not matched by its fields")


def test_they_can_be_inherited_from() -> None:
    assert Wide(part=3).part == 3
    place = Apart(1, 2)
    assert [place] == [place]
    assert not place == Apart(1, 2)  # noqa: SIM201
    assert isinstance(Apart(1)._replace(row=2), Apart)
