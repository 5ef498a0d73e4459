"""The closing summary of a build: what was written, and the annex's totals."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from annexgen.findings.printable import visible

if TYPE_CHECKING:
    from annexgen.model import Annex
    from annexgen.pipeline import Product


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
    """Return how many units, projects and indicators there are, and the sum of 预算数."""
    projects = [numbered.project for numbered in annex.numbered()]
    indicators = sum(len(project.indicators) for project in projects)
    money = sum((project.budget.total.value for project in projects), Decimal(0))
    unit = visible(annex.money_unit)
    if language == "en":
        return (
            f"{len(annex.units)} units, {len(projects)} projects, {indicators} indicators, "
            f"budget total {money:,} {unit}"
        )
    return (
        f"{len(annex.units)} 个单位，{len(projects)} 个项目，{indicators} 条指标，"
        f"预算数合计 {money:,} {unit}"
    )


def _near(file: Path) -> str:
    """Return the path as seen from here, where it lies below."""
    here = Path.cwd()
    return str(file.relative_to(here) if file.is_relative_to(here) else file)


def _size(size: int) -> str:
    return f"{size / 1000:,.1f} KB" if size < 1_000_000 else f"{size / 1_000_000:,.1f} MB"
