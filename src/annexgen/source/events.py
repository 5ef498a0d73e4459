"""YAML events, from libyaml where it can be had, else from ruamel.yaml's own parser.

In: a text. Out: the events of YAML 1.1/1.2 as ruamel.yaml's event classes, whose marks count
characters (code points) from 0. Both parsers give the same events; the second one takes about
twenty times as long.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from functools import cache
from typing import Protocol

_C_MODULES = ("_ruamel_yaml", "_ruamel_yaml_clibz")


class Mark(Protocol):
    """A place in the text, counted from 0 in characters."""

    index: int
    line: int
    column: int


class Event(Protocol):
    """What all events share; the others' attributes are looked at by kind."""

    start_mark: Mark
    end_mark: Mark


Parse = Callable[[str], Iterator[Event]]


def parse(text: str) -> Iterator[Event]:
    """Yield the events of ``text``.

    Raises:
        ruamel.yaml.error.MarkedYAMLError: where the text is no YAML.
    """
    return parser()(text)


@cache
def parser() -> Parse:
    """Choose the parser, once; where the C extension is missing, say so at debug level."""
    for name in _C_MODULES:
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        return _with_libyaml(module.CParser)
    _say_that_it_is_slow()
    return parse_in_python


def _say_that_it_is_slow() -> None:
    import logging

    logging.getLogger("annexgen.source").debug(
        "ruamel.yaml's C extension is missing; YAML is read by the slower Python parser"
    )


def _with_libyaml(c_parser: Callable[[str], object]) -> Parse:
    def parse_in_c(text: str) -> Iterator[Event]:
        get_event = c_parser(text).get_event  # type: ignore[attr-defined]
        return iter(get_event, None)

    return parse_in_c


def parse_in_python(text: str) -> Iterator[Event]:
    """Yield the events of ``text`` without the C extension."""
    from ruamel.yaml import YAML

    return iter(YAML(typ="safe", pure=True).parse(text))
