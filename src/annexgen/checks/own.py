"""A repository's own rules: files and installed packages that annex.yaml names.

检查:
  规则: [rules/house.py, finance-office]   # a file below the root; an entry point's name

A file is Python and is run, as is a package that offers the entry point (group
``annexgen.rules``, a module); nothing is run that annex.yaml does not name. Both register rules
with the decorators of ``registry``. Codes and names must differ from those of the built-in rules.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path

from annexgen.checks.registry import AnyRule, Shelf, new_shelf
from annexgen.source.nodes import MappingNode, Node, Scalar, SequenceNode
from annexgen.source.reader import read_file
from annexgen.source.tree import ANNEX_FILE

OWN_KEYS = ("规则", "rules")
"""The keys below 检查 that name the rules."""

ENTRY_POINTS = "annexgen.rules"
"""The group of the entry points."""

_loaded: dict[str, AnyRule] = {}


class OwnRulesFault(Exception):  # noqa: N818 - it is the repository's fault, and reported
    """Rules that cannot be loaded.

    Args:
        name: as annex.yaml writes it.
        reason: why, in English.
    """

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.reason = reason


@lru_cache(maxsize=16)
def own_rules(root: Path, names: tuple[str, ...]) -> Shelf:
    """Load the rules that ``names`` stand for, once in each process.

    Args:
        root: the annex root, below which the files lie.
        names: paths ending in ``.py``, and names of entry points.

    Raises:
        OwnRulesFault: where one cannot be loaded.
    """
    with new_shelf() as shelf:
        for name in names:
            try:
                _load(root, name)
            except OwnRulesFault:
                raise
            except Exception as error:
                raise OwnRulesFault(name, f"{type(error).__name__}: {error}") from error
    _loaded.update({one.rule.code: one for one in shelf.every})
    return shelf


def own_rules_so_far() -> tuple[AnyRule, ...]:
    """Return the own rules that this process has loaded, by code."""
    return tuple(_loaded[code] for code in sorted(_loaded))


def load_named(root: Path) -> None:
    """Load the rules that the annex at ``root`` names, without reading more of it.

    Raises:
        OwnRulesFault: where one cannot be loaded.
    """
    node = read_file(root, ANNEX_FILE).node
    names = _texts_at(node, ("检查",), OWN_KEYS)
    if names:
        own_rules(root, names)


def _texts_at(node: Node | None, *path: tuple[str, ...]) -> tuple[str, ...]:
    """Return the list of texts below the keys of ``path``; for each key, its spellings."""
    if path and isinstance(node, MappingNode):
        below = [value for key, value in node.entries if key.text in path[0]]
        return tuple(text for value in below for text in _texts_at(value, *path[1:]))
    if not path and isinstance(node, SequenceNode):
        return tuple(item.text for item in node.items if isinstance(item, Scalar))
    return ()


def _load(root: Path, name: str) -> None:
    if name.endswith(".py"):
        _run_file(root, name)
        return
    from importlib.metadata import entry_points

    found = [*entry_points(group=ENTRY_POINTS, name=name)]
    if not found:
        raise OwnRulesFault(name, "no installed package offers it")
    module = found[0].value.partition(":")[0]
    sys.modules.pop(module, None)
    found[0].load()


def _run_file(root: Path, name: str) -> None:
    from importlib.util import module_from_spec, spec_from_file_location

    file = (root / name).resolve()
    if not file.is_relative_to(root.resolve()):
        raise OwnRulesFault(name, "it lies outside the annex's folder")
    if not file.is_file():
        raise OwnRulesFault(name, "there is no such file")
    spec = spec_from_file_location(f"annexgen_own_{file.stem}", file)
    if spec is None or spec.loader is None:
        raise OwnRulesFault(name, "it is no Python file")
    spec.loader.exec_module(module_from_spec(spec))
