"""Make an annex of any size, the same for the same size: ``python benchmarks/corpus.py 1200 DIR``.

Each project has 15 indicators with texts of the lengths seen in the real annex; every 50 projects
begin a new unit. Eight phrases come again and again, which suits whatever remembers texts: with
``--distinct`` every text is another one, which is harder than any real annex.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

WORDS = (
    "组织开展业务培训",
    "聘请法律顾问承办法律业务及日常工作",
    "推动落实党中央、国务院决策部署和市委、市政府重点工作任务",
    "政策解读（视频、音频、图片）",
    "“政务信息发布”微博微信运维保障内容更新量",
    "按照《检查标准》规定的时限内完成",
    "机要文件交换、报刊分发系统维修",
    "受理群众来信来访",
)
LEVELS = (
    ("产出指标", "数量指标", 4, ("≥1000人", "≥120000页/件", "≥12次")),
    ("产出指标", "质量指标", 3, ("100%", "≥95%")),
    ("产出指标", "时效指标", 2, ("2025年12月底前", "<2小时")),
    ("产出指标", "成本指标", 2, ()),
    ("效益指标", "社会效益指标", 2, ("显著提升", "有效保障")),
    ("效益指标", "可持续影响指标", 1, ("显著提升",)),
    ("满意度指标", "服务对象满意度指标", 1, ("≥90%", "≥95%")),
)
"""Kinds of indicators, how many of each, and their target values; costs share the budget."""
PROJECTS_A_UNIT = 50
CHARACTERS = sorted({character for word in WORDS for character in word if character.isalpha()})
"""What distinct texts are made of."""


def write_corpus(projects: int, root: Path, *, distinct: bool = False) -> None:
    """Write ``content/`` with that many projects below ``root``.

    Args:
        projects: how many.
        root: where ``content/`` goes.
        distinct: whether no two texts are the same.
    """
    chance = random.Random(projects)
    content = root / "content"
    content.mkdir(parents=True, exist_ok=True)
    (content / "annex.yaml").write_text(
        "标题: 2025年项目绩效目标表\n编制单位: 某市财政局\n年度: 2025\n"
        "金额单位: 万元\n表样: tianjin\n",
        encoding="utf-8",
    )
    for index in range(projects):
        unit = content / f"{301001 + index // PROJECTS_A_UNIT}"
        number = index % PROJECTS_A_UNIT + 1
        if number == 1:
            unit.mkdir()
            name = f"第{index // PROJECTS_A_UNIT + 1}预算单位"
            (unit / "unit.yaml").write_text(f"单位名称: {name}\n", encoding="utf-8")
        text = project_text(index + 1, chance, distinct=distinct)
        (unit / f"{number:02d}-第{index + 1}号项目.yaml").write_text(text, encoding="utf-8")


def project_text(number: int, chance: random.Random, *, distinct: bool) -> str:
    """Return the content file of one project."""

    def phrases(count: int) -> list[str]:
        texts = chance.sample(WORDS, count)
        if not distinct:
            return texts
        return ["".join(chance.sample(CHARACTERS, len(text))) for text in texts]

    half = chance.randint(100, 499999)
    money = f"{half * 2 // 100}.{half * 2 % 100:02d}"
    lines = [
        f"项目名称: 第{number}号项目",
        f"预算数: {money}",
        "其中:",
        f"  财政资金: {money}",
        "  其他资金:",
        f"资金用途: {phrases(1)[0]}",
        "绩效目标:",
        f"  - {'，'.join(phrases(3))}。",
        "绩效指标:",
    ]
    level1 = ""
    for first, second, count, targets in LEVELS:
        if first != level1:
            lines.append(f"  {first}:")
            level1 = first
        lines.append(f"    {second}:")
        texts = phrases(2 * count)
        for name, description in zip(texts[:count], texts[count:], strict=True):
            target = chance.choice(targets) if targets else f"≤{half // 100}.{half % 100:02d}万元"
            lines.append(f"      - 三级指标: {name}")
            lines.append(f"        绩效指标描述: {description}")
            lines.append(f"        指标值: {target}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write a corpus of the size and to the folder given on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("projects", type=int)
    parser.add_argument("root", type=Path)
    parser.add_argument("--distinct", action="store_true", help="no two texts the same")
    arguments = parser.parse_args()
    write_corpus(arguments.projects, arguments.root, distinct=arguments.distinct)


if __name__ == "__main__":
    main()
