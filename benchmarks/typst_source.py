"""Write the annex as a Typst document equal to the PDF of the form ``tianjin``.

Cover, contents with page numbers, a header for each unit, and for each project a heading, the head
table and the five-column table of indicators with merged levels and a repeated header row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annexgen.model import Annex, Indicator, Project

SET_UP = """\
#set page(paper: "a4", margin: (x: 25mm, top: 28mm, bottom: 26mm))
#set page(numbering: "— 1 —", header: context {{
  let begun = it => it.location().page() <= here().page()
  let heads = query(heading.where(level: 1)).filter(begun)
  if heads.len() > 0 [#set text(9pt); #align(center, heads.last().body); #line(length: 100%)]
}})
#set text(font: "{font}", size: 10.5pt, lang: "zh", region: "cn",
  top-edge: 12pt, bottom-edge: -4pt)
#set par(leading: 0pt)
#set table(stroke: 0.5pt, inset: (x: 4.25pt, y: 3pt))
#set heading(outlined: true)
#show heading: set align(center)
"""
FONT = "Noto Serif SC"


def write_typst(root: Path, target: Path) -> None:
    """Write the annex below ``root`` to ``target``.

    Raises:
        SystemExit: where the annex does not load.
    """
    from annexgen.forms.load import vocabulary_of
    from annexgen.loading.annex import load_annex

    annex = load_annex(root, lambda name: vocabulary_of(root, name)).annex
    if annex is None:
        raise SystemExit(f"the annex in {root} has errors")
    target.write_text("\n".join(_document(annex)), encoding="utf-8")


def _document(annex: Annex) -> Iterator[str]:
    yield SET_UP.format(font=FONT)
    yield f'#align(center)[#v(190pt) #text(26pt, weight: "bold")[#{_text(annex.title)}]'
    yield f"#v(250pt) #text(16pt)[#{_text(annex.department)}]]"
    yield '#pagebreak() #outline(title: "目录", depth: 2)'
    number = 0
    for unit in annex.units:
        yield f"#pagebreak()\n#heading(level: 1, {_text(f'{unit.code} {unit.name}')})"
        for position, project in enumerate(unit.projects):
            number += 1
            yield "#pagebreak()" if position else ""
            yield f"#heading(level: 2, {_text(f'{number}.{project.name}绩效目标表')})"
            yield f"#{_text(unit.code + unit.name)} #h(1fr) #{_text('单位：' + annex.money_unit)}"
            yield from _head_table(project)
            yield from _indicator_table(project.indicators)


def _head_table(project: Project) -> Iterator[str]:
    budget = project.budget
    goals = "\n".join(f"{place}.{goal}" for place, goal in enumerate(project.goals, 1))
    yield "#table(columns: (24mm, 18mm, 25mm, 30mm, 25mm, 20mm, 18mm),"
    yield f"{_label('项目名称')}, {_cell(project.name, 'colspan: 6')},"
    yield f"{_label('预算规模及资金用途', 'rowspan: 2')}, {_label('预算数')},"
    yield f"{_cell(str(budget.total))}, {_label('其中：财政资金')},"
    yield f"{_cell(str(budget.fiscal or ''))}, {_label('其他资金')},"
    yield f"{_cell(str(budget.other or ''))}, {_cell(project.purpose, 'colspan: 6')},"
    yield f"{_label('绩效目标')}, {_cell(goals, 'colspan: 6')})"


def _indicator_table(indicators: Sequence[Indicator]) -> Iterator[str]:
    heads = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值")
    yield "#table(columns: (22mm, 29mm, 34mm, 38mm, 37mm),"
    yield f"table.header({', '.join(_label(head) for head in heads)}),"
    for level1, firsts in groupby(indicators, lambda indicator: indicator.level1):
        of_level1 = list(firsts)
        yield f"{_cell(level1, f'rowspan: {len(of_level1)}')},"
        for level2, seconds in groupby(of_level1, lambda indicator: indicator.level2):
            of_level2 = list(seconds)
            yield f"{_cell(level2, f'rowspan: {len(of_level2)}')},"
            for one in of_level2:
                yield f"{_cell(one.name)}, {_cell(one.description)}, {_cell(one.target_value)},"
    yield ")"


def _label(text: str, span: str = "") -> str:
    return _cell(text, f"{span + ', ' if span else ''}align: center", "strong")


def _cell(text: str, options: str = "", wrap: str = "") -> str:
    inner = f"{wrap}({_text(text)})" if wrap else _text(text)
    return f"table.cell({options + ', ' if options else ''}{inner})"


def _text(text: str) -> str:
    """Return ``text`` as a string of Typst's."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
