"""The closing summary of a build: what was written, and the annex's totals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annexgen.findings.printable import columns, visible

if TYPE_CHECKING:
    from annexgen.model import Amount, Annex
    from annexgen.pipeline import Product

MOST_UNITS = 20
"""With more units than this the summary gives their sum alone."""


def summary(annex: Annex, products: Sequence[Product], seconds: float, language: str) -> str:
    """Return the lines that close a build.

    Args:
        annex: what was published.
        products: the files.
        seconds: how long it took.
        language: ``"zh"`` or ``"en"``.
    """
    english = language == "en"
    names = [visible(_near(product.file)) for product in products]
    wide = max(map(len, names), default=0)
    lines = []
    for name, product in zip(names, products, strict=True):
        pages = ""
        if product.pages is not None:
            pages = f", {product.pages} pages" if english else f"，{product.pages} 页"
        verb = "Wrote" if english else "已写出"
        lines.append(f"{verb} {name:<{wide}}  {_size(product.size)}{pages}")
    lines.append(totals(annex, language))
    lines.append(f"Took {seconds:.1f} s" if english else f"用时 {seconds:.1f} 秒")
    return "\n".join(lines) + "\n"


def totals(annex: Annex, language: str) -> str:
    """Return how many units, projects and indicators there are, and the sum of 预算数.

    Where there are several units, and no more than fit a screen, a line for each follows.
    """
    units, projects, indicators = annex.unit_count, annex.project_count, annex.indicator_count
    sum_ = _money(annex.total, annex)
    if language == "en":
        lines = [
            f"{units} units, {projects} projects, {indicators} indicators, budget total {sum_}"
        ]
    else:
        lines = [f"{units} 个单位，{projects} 个项目，{indicators} 条指标，预算数合计 {sum_}"]
    if 1 < units <= MOST_UNITS:
        lines += _unit_lines(annex, language)
    return "\n".join(lines)


def _unit_lines(annex: Annex, language: str) -> Iterator[str]:
    """Yield code, name, count of projects and sum of each unit, in columns."""
    names = [visible(f"{unit.code} {unit.name}") for unit in annex.units]
    sums = [_money(unit.total, annex) for unit in annex.units]
    wide, widest = max(map(columns, names)), max(map(columns, sums))
    most = len(str(max(unit.project_count for unit in annex.units)))
    for unit, name, sum_ in zip(annex.units, names, sums, strict=True):
        count = f"{unit.project_count:>{most}}"
        word = f"{count} 个项目"
        if language == "en":
            word = f"{count} {'project ' if unit.project_count == 1 else 'projects'}"
        blanks, before = " " * (wide - columns(name)), " " * (widest - columns(sum_))
        yield f"  {name}{blanks}  {word}  {before}{sum_}"


def _money(amount: Amount, annex: Annex) -> str:
    return f"{amount.value:,} {visible(annex.money_unit)}"


def _near(file: Path) -> str:
    """Return the path as seen from here, where it lies below."""
    here = Path.cwd()
    return str(file.relative_to(here) if file.is_relative_to(here) else file)


def _size(size: int) -> str:
    return f"{size / 1000:,.1f} KB" if size < 1_000_000 else f"{size / 1_000_000:,.1f} MB"
