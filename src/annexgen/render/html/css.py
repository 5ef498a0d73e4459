"""Small pieces of CSS syntax (CSS Syntax 3, CSS Values 4): strings, class names, numbers."""

from __future__ import annotations

import re

_UNSAFE_IN_STRING = re.compile(r'["\\<>\x00-\x1f\x7f]')
_UNSAFE_IN_NAME = re.compile(r"[^\w-]")


def string(text: str) -> str:
    """Return ``text`` as a CSS string; nothing in it can end the string or the style element."""
    escaped = _UNSAFE_IN_STRING.sub(lambda match: f"\\{ord(match[0]):x} ", text)
    return f'"{escaped}"'


def class_name(prefix: str, key: str) -> str:
    """Return a class name for ``key`` that needs no escaping in CSS or HTML.

    Different keys give different names: a character that a name cannot hold becomes its code.
    """
    safe = _UNSAFE_IN_NAME.sub(lambda match: f"--{ord(match[0]):x}--", key)
    return f"{prefix}-{safe}"


def number(value: float) -> str:
    """Return ``value`` with at most three decimals and no trailing zeros."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in {"", "-0"} else text


def points(value: float) -> str:
    """Return a length in pt."""
    return f"{number(value)}pt" if value else "0"
