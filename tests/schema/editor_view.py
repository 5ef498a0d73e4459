"""A YAML file as an editor's language server hands it to JSON Schema: typed by the core schema.

YAML 1.2.2, 10.3.2: what an untagged plain scalar is. The parser is ruamel.yaml's composer, so that
nothing of annexgen's own reader is used.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

_CORE: tuple[tuple[str, Callable[[str], object]], ...] = (
    (r"null|Null|NULL|~|", lambda _: None),
    (r"true|True|TRUE", lambda _: True),
    (r"false|False|FALSE", lambda _: False),
    (r"[-+]?[0-9]+", int),
    (r"0o[0-7]+", lambda text: int(text, 0)),
    (r"0x[0-9a-fA-F]+", lambda text: int(text, 0)),
    (r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", float),
    (r"[-+]?\.(?:inf|Inf|INF)", lambda text: float(text.replace(".", ""))),
)


def editor_view(text: str) -> object:
    """Return the values of ``text`` as an editor sees them.

    Raises:
        YAMLError: where it is no YAML, or a key is written twice.
    """
    return _value(YAML(typ="safe", pure=True).compose(text))


def _value(node: Node) -> object:
    if isinstance(node, MappingNode):
        keys = [key.value for key, _ in node.value]
        if len(set(keys)) < len(keys):
            raise YAMLError("a key is written twice")
        return {key.value: _value(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [_value(item) for item in node.value]
    assert isinstance(node, ScalarNode)
    return _scalar(node.value) if not node.style else node.value


def _scalar(text: str) -> object:
    for pattern, typed in _CORE:
        if re.fullmatch(pattern, text):
            return typed(text)
    return text
