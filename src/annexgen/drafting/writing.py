"""Drafts in, the texts of content files out, as ``fmt`` writes them.

Order, spelling of values, quotes and layout are those of ``formatting``, which writes these files
as it writes those that were read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from annexgen.drafting.drafts import AnnexDraft, IndicatorDraft, ProjectDraft, UnitDraft
from annexgen.drafting.texts import key_of, text_of
from annexgen.findings.printable import columns
from annexgen.formatting.order import places
from annexgen.formatting.parts import Block, Part, Text
from annexgen.formatting.reading import Shaped, below
from annexgen.formatting.writing import write_parts
from annexgen.schema.content import ANNEX, UNIT, project_shape
from annexgen.schema.shapes import Record, Shape
from annexgen.schema.vocabulary import Vocabulary

Notes = Mapping[tuple[str, ...], str]
"""Comments above entries, by the keys that lead there; without ``#``, perhaps of several lines."""

NO_NOTES: Notes = MappingProxyType({})

_MODELINE = "# yaml-language-server: $schema="
_GAP = 3
"""Blanks before a comment at the end of a line."""


def project_text(draft: ProjectDraft, vocabulary: Vocabulary, notes: Notes = NO_NOTES) -> str:
    """Return the text of a project file.

    Args:
        draft: what it is to say.
        vocabulary: the words of the annex's form.
        notes: comments; ``()`` leads to the head of the file.

    Raises:
        ValueError: for a key that the form does not have, and a text with a character that no
            content file can hold (``source.text.first_unfit`` finds it).
    """
    shape = project_shape(vocabulary)
    tree = {
        "项目名称": draft.name,
        "预算数": draft.budget,
        "其中": {"财政资金": "", "其他资金": "", **draft.funds},
        "资金用途": draft.purpose,
        "绩效目标": list(draft.goals),
        **draft.fields,
        "绩效指标": _levels(draft.indicators),
    }
    return _file_text(tree, shape, "../../schema/project.schema.json", notes)


def unit_text(draft: UnitDraft) -> str:
    """Return the text of a ``unit.yaml``.

    Raises:
        ValueError: for a character that no content file can hold.
    """
    tree = {"单位名称": draft.name} | ({"页眉": draft.header} if draft.header else {})
    return _file_text(tree, UNIT, "../../schema/unit.schema.json", NO_NOTES)


def annex_text(draft: AnnexDraft) -> str:
    """Return the text of an ``annex.yaml``; comments say what its keys mean and name the units.

    Raises:
        ValueError: for a character that no content file can hold.
    """
    tree: dict[str, Any] = {
        "标题": draft.title,
        "编制单位": draft.department,
        "年度": draft.year,
        "金额单位": draft.money_unit,
        "表样": draft.form,
    }
    if draft.units:
        tree["单位"] = [unit.code for unit in draft.units]
    root = _block(tree, ANNEX, NO_NOTES, ())
    root.parts[0].before = [
        f"{_MODELINE}../schema/annex.schema.json",
        "# 整本附表的说明。各单位、各项目在同级的单位代码目录里，一个项目一个文件。",
    ]
    _explain_annex(root, draft.units)
    return write_parts(root)


def _explain_annex(root: Block, units: Sequence[UnitDraft]) -> None:
    """Put comments at the ends of lines, those of 表样 and 单位 below each other."""
    said = {"表样": "templates/ 下的目录名", "单位": "印刷顺序；不写则按单位代码排序"}
    parts = [part for part in root.parts if part.name in said]
    widths = [columns(_first_line(part)) for part in parts]
    for part, width in zip(parts, widths, strict=True):
        blanks = " " * (max(widths) - width + _GAP)
        part.comment = f"{blanks}# {said[part.name or '']}"
        if isinstance(part.value, Block):
            for item, unit in zip(part.value.parts, units, strict=True):
                item.comment = " " * _GAP + f"# {' '.join(unit.name.split())}"


def _first_line(part: Part) -> str:
    text = part.value.lines[0] if isinstance(part.value, Text) else ""
    return f"{part.key}: {text}".rstrip()


def _levels(indicators: Sequence[IndicatorDraft]) -> dict[str, dict[str, list[dict[str, str]]]]:
    levels: dict[str, dict[str, list[dict[str, str]]]] = {}
    for one in indicators:
        levels.setdefault(one.level1, {}).setdefault(one.level2, []).append(_indicator(one))
    return levels


def _indicator(draft: IndicatorDraft) -> dict[str, str]:
    row = {"三级指标": draft.name, "指标值": draft.target_value, **draft.fields}
    if draft.description not in ("", draft.name):
        row["绩效指标描述"] = draft.description
    return row


def _file_text(tree: Mapping[str, Any], shape: Record, schema: str, notes: Notes) -> str:
    root = _block(tree, shape, notes, ())
    root.parts[0].before[:0] = [_MODELINE + schema, *_comment(notes.get((), ""))]
    return write_parts(root)


def _block(
    tree: Mapping[str, Any] | Sequence[Any],
    shape: Shape | None,
    notes: Notes,
    path: tuple[str, ...],
) -> Block:
    """Return a mapping or list that is to be written; what is empty is a slot."""
    if not isinstance(tree, Mapping):
        return Block(0, [_part(None, item, below(shape, None), notes, path) for item in tree])
    keys = list(tree)
    unknown = [key for key in keys if isinstance(shape, Record) and key not in shape.by_key]
    if unknown:
        raise ValueError(f"the form has no key {unknown[0]!r}")
    block = Block(0)
    for key in (keys[index] for index in places(keys, shape)):
        part = _part(key, tree[key], below(shape, key), notes, (*path, key))
        part.before = _comment(notes.get((*path, key), ""))
        block.parts.append(part)
    return block


def _part(key: str | None, value: Any, shaped: Shaped, notes: Notes, path: tuple[str, ...]) -> Part:
    part = Part(key, key_of(key) if key is not None else "")
    if isinstance(value, str):
        part.value = text_of(value, shaped)
    elif value:
        part.value = _block(value, shaped.shape, notes, path)
    return part


def _comment(note: str) -> list[str]:
    return [f"# {line}".rstrip() for line in note.splitlines()]
