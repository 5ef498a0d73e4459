"""The DOCX's contents are true in a real word processor, for tables and cells of every length."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest

from annexgen.document import Document
from annexgen.fonts.chain import load_chains
from annexgen.forms.compose import compose
from annexgen.forms.load import load_form
from annexgen.layout.typesetting import WORD
from annexgen.model import Amount, Annex, Budget, Indicator, Project, Unit
from annexgen.positions import Origin
from annexgen.render.docx import render
from programs import docx_to_pdf, pdf_page_lines
from whole_layout import lay_out

ROOT = Path(__file__).parents[2]
PROJECTS = 200
HERE = Origin("content/annex.yaml")
WORDS = (
    "推动落实重点工作任务",
    "，",
    "。",
    "（含文书、会计、科技等）",
    "《检查标准》",
    "“天津之夜”",
    "≥1000人",
    "2025年12月底前",
    "100%",
    "≤17.51万元",
    "120000页/件",
    "API接口",
    "https://www.tj.gov.cn/zwgk",
    "——",
    "绩效",
    "和",
    "1-12月",
)

pytestmark = pytest.mark.system


def text(chance: random.Random) -> str:
    """Return a text of 1 to 600 characters, short ones far more often."""
    length = min(600, 1 + int(chance.expovariate(1 / 14)) ** (2 if chance.random() < 0.03 else 1))
    out = "项"
    while len(out) < length:
        out += chance.choice(WORDS)
    return out[:length]


def project(number: int, chance: random.Random) -> Project:
    rows = min(80, 1 + int(chance.expovariate(1 / 14)))
    return Project(
        id=f"301101-{number:03d}",
        name=f"第{number}号项目",
        budget=Budget(Amount("1.00"), Amount("1.00"), None, HERE),
        purpose=text(chance),
        goals=tuple(text(chance) for _ in range(chance.randint(1, 3))),
        indicators=tuple(
            Indicator(
                ("产出指标", "效益指标", "满意度指标")[3 * row // rows],
                ("数量指标", "社会效益指标", "服务对象满意度指标")[3 * row // rows],
                text(chance),
                text(chance),
                text(chance),
                {},
                HERE,
            )
            for row in range(rows)
        ),
        extra={},
        origin=HERE,
    )


@pytest.fixture(scope="module")
def document() -> Document:
    chance = random.Random(200)
    projects = [project(number, chance) for number in range(1, PROJECTS + 1)]
    units = tuple(
        Unit(
            f"3011{start // 20:02d}",
            f"第{start // 20}单位",
            "单位",
            tuple(projects[start : start + 20]),
            HERE,
        )
        for start in range(0, PROJECTS, 20)
    )
    annex = Annex("附表", "某局", 2025, "万元", "tianjin", units, {}, {}, HERE)
    return compose(annex, load_form(ROOT, "tianjin"))


def test_every_heading_is_on_the_page_that_the_contents_say(
    document: Document, tmp_path: Path
) -> None:
    chains = load_chains(document.faces, [ROOT])
    metrics = {key: chain.metrics for key, chain in chains.items()}
    layout = lay_out(document, metrics, WORD)
    docx = tmp_path / "long.docx"
    out = io.BytesIO()
    counted = render(document, metrics, out)
    docx.write_bytes(out.getvalue())
    pages = pdf_page_lines(docx_to_pdf(docx, tmp_path))
    seen: dict[str, int] = {}
    for number, lines in enumerate(pages, 1):
        seen.update({line: number for line in lines if line})
    wrong = {
        heading.text: (layout.places[heading.id].page, seen.get("".join(heading.text.split())))
        for heading in document.headings()
        if layout.places[heading.id].page != seen.get("".join(heading.text.split()))
    }
    assert not wrong
    assert len(pages) == len(layout.pages) == counted
