"""WeasyPrint: a plain page of the same tables, made a PDF with the same fonts; it is not tagged.

Contents with page numbers, the unit in the running header, merged levels, repeated header rows.
"""
# mypy: disable-error-code="import-not-found"

from __future__ import annotations

import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path

from weasyprint import HTML

from peer_data import (
    BOLD,
    HEAD_WIDTHS,
    HEADINGS,
    REGULAR,
    WIDTHS,
    AnnexData,
    ProjectData,
    RowData,
    read_data,
)

STYLE = f"""
@font-face {{ font-family: song; src: url({REGULAR.as_uri()}); }}
@font-face {{ font-family: song; font-weight: bold; src: url({BOLD.as_uri()}); }}
@page {{
  size: A4; margin: 28mm 25mm 26mm;
  @top-center {{ content: string(unit); font: 9pt song; border-bottom: .5pt solid; width: 100%; }}
  @bottom-center {{ content: "— " counter(page) " —"; font: 14pt song; }}
}}
body {{ font: 10.5pt/16pt song; margin: 0; }}
.cover {{ text-align: center; padding-top: 190pt; font: bold 26pt song; }}
.department {{ padding-top: 250pt; font: 16pt song; }}
nav {{ break-before: page; }}
nav p {{ margin: 0; line-height: 20pt; }}
nav a {{ color: inherit; text-decoration: none; }}
nav a::after {{ content: leader(".") target-counter(attr(href), page); }}
h1 {{ break-before: page; string-set: unit content(); font: bold 16pt/26pt song; }}
h2 {{ font: bold 14pt/22pt song; break-after: avoid; }}
h1, h2, th, .centre {{ text-align: center; }}
h1, h2 {{ margin: 0 0 8pt; }}
section + section {{ break-before: page; }}
.line {{ display: flex; justify-content: space-between; }}
table {{ table-layout: fixed; width: 160mm; border-collapse: collapse; margin-bottom: 8pt; }}
tr {{ break-inside: avoid; }}
th, td {{ border: .5pt solid; padding: 2.75pt 4.25pt; }}
"""


def build(source: Path, target: Path) -> None:
    """Make the PDF ``target`` of the data ``source``."""
    HTML(string="\n".join(_page(read_data(source)))).write_pdf(target)


def _page(annex: AnnexData) -> Iterator[str]:
    yield f"<!doctype html><html lang=zh-CN><title>{escape(annex['title'])}</title>"
    yield f"<style>{STYLE}</style><div class=cover>{escape(annex['title'])}"
    yield f"<div class=department>{escape(annex['department'])}</div></div><nav><h2>目录</h2>"
    for place, unit in enumerate(annex["units"]):
        yield f'<p><a href="#u{place}"><b>{escape(unit["heading"])}</b></a>'
        for project in unit["projects"]:
            yield f'<p><a href="#p{_number(project)}">{escape(project["heading"])}</a>'
    yield "</nav>"
    for place, unit in enumerate(annex["units"]):
        yield f"<h1 id=u{place}>{escape(unit['heading'])}</h1><div>"
        for project in unit["projects"]:
            yield f"<section><h2 id=p{_number(project)}>{escape(project['heading'])}</h2>"
            yield f"<div class=line><span>{escape(unit['line'])}</span>"
            yield f"<span>单位：{escape(annex['money_unit'])}</span></div>"
            yield from _head_table(project)
            yield from _indicator_table(project["rows"])
            yield "</section>"
        yield "</div>"


def _number(project: ProjectData) -> str:
    return project["heading"].partition(".")[0]


def _columns(widths: tuple[int, ...]) -> str:
    return "<table>" + "".join(f'<col style="width: {width}mm">' for width in widths)


def _head_table(project: ProjectData) -> Iterator[str]:
    yield _columns(HEAD_WIDTHS)
    yield f"<tr><th>项目名称<td colspan=6>{escape(project['name'])}"
    yield f"<tr><th rowspan=2>预算规模及资金用途<th>预算数<td class=centre>{project['total']}"
    yield f"<th>其中：财政资金<td class=centre>{project['fiscal']}"
    yield f"<th>其他资金<td class=centre>{project['other']}"
    yield f"<tr><td colspan=6>{escape(project['purpose'])}"
    goals = "<br>".join(escape(goal) for goal in project["goals"])
    yield f"<tr><th>绩效目标<td colspan=6>{goals}</table>"


def _indicator_table(rows: list[RowData]) -> Iterator[str]:
    heads = "".join(f"<th>{head}" for head in HEADINGS)
    yield f"{_columns(WIDTHS)}<thead><tr>{heads}</thead><tbody>"
    for row in rows:
        yield "<tr>"
        if row["level1_rows"]:
            yield f"<td class=centre rowspan={row['level1_rows']}>{escape(row['level1'])}"
        if row["level2_rows"]:
            yield f"<td class=centre rowspan={row['level2_rows']}>{escape(row['level2'])}"
        yield f"<td>{escape(row['name'])}<td>{escape(row['description'])}"
        yield f"<td>{escape(row['target'])}"
    yield "</tbody></table>"


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))
