"""Parts in, the file's text out."""

from __future__ import annotations

from annexgen.formatting.parts import EMPTY_LINE, Block, Part, Text

_STEP = "  "


class _Raw(str):
    __slots__ = ()


_EMPTY_IN_TEXT = _Raw()
"""An empty line within a text: it stays, whatever is beside it."""


def write_parts(root: Block) -> str:
    """Return the text of a content file."""
    lines: list[str] = []
    for line in _block(root):
        is_empty = line == EMPTY_LINE and line is not _EMPTY_IN_TEXT
        if not is_empty or (lines and lines[-1] != EMPTY_LINE):
            lines.append(line)
    while lines and lines[-1] == EMPTY_LINE:
        lines.pop()
    return "\n".join(lines) + "\n"


def _block(block: Block) -> list[str]:
    """Return the lines of a mapping or list, indented by nothing."""
    lines: list[str] = []
    for part in block.parts:
        lines += _item(part) if part.name is None else _entry(part)
    return lines + block.after


def _entry(part: Part) -> list[str]:
    if isinstance(part.value, Text):
        return _with_text(part, f"{part.key}:")
    lines = _block(part.value)
    while lines[0] == EMPTY_LINE:
        del lines[0]
    return [*part.before, f"{part.key}:{part.comment}", *_indented(lines)]


def _item(part: Part) -> list[str]:
    """Return the lines of an item; what stands above its first key goes above the dash."""
    if isinstance(part.value, Text):
        return _with_text(part, "-")
    lines = _block(part.value)
    first = next(i for i, line in enumerate(lines) if line and not line.startswith("#"))
    rest = _indented(lines[first + 1 :])
    return [*part.before, *lines[:first], f"- {lines[first]}", *rest]


def _with_text(part: Part, start: str) -> list[str]:
    """Return the lines of a key or dash with a text behind it."""
    text = part.value
    first, *rest = text.lines if isinstance(text, Text) else ()
    before, lines = list(part.before), [f"{start} {first}" if first else start]
    lines += [_STEP + line if line else _EMPTY_IN_TEXT for line in rest]
    if isinstance(text, Text) and text.is_block and part.comment and "#" in first:
        before.append(part.comment.lstrip())
    elif isinstance(text, Text) and text.is_block:
        lines[0] += part.comment
    else:
        lines[-1] += part.comment
    return before + lines


def _indented(lines: list[str]) -> list[str]:
    return [_STEP + line if line else line for line in lines]
