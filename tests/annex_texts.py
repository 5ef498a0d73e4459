"""The files of small annexes that many trials begin with."""

from __future__ import annotations

HEAD = "标题: 绩效目标表\n编制单位: 办公厅\n年度: 2025\n金额单位: 万元\n表样: tianjin\n"
"""annex.yaml."""

UNIT = "单位名称: 办公厅\n"
"""unit.yaml."""

SOUND = """\
项目名称: 档案整理
预算数: 26.56
其中:
  财政资金: 26.56
  其他资金:
资金用途: 整理全部室藏档案
绩效目标:
  - 完成全部室藏档案的整理，方便查阅。
绩效指标:
  产出指标:
    数量指标:
      - 三级指标: 整理数量
        指标值: ≥100卷
    质量指标:
      - 三级指标: 整理合格率
        指标值: 100%
    时效指标:
      - 三级指标: 完成时间
        指标值: 2025年12月底前
    成本指标:
      - 三级指标: 整理费用
        指标值: ≤26.56万元
  效益指标:
    社会效益指标:
      - 三级指标: 方便查阅
        指标值: 有效保障
  满意度指标:
    服务对象满意度指标:
      - 三级指标: 查阅人满意度
        指标值: ≥95%
"""
"""A project that no rule finds fault with."""

LITTLE = """\
项目名称: 档案整理
预算数: 27.56
其中:
  财政资金: 27.56
  其他资金:
资金用途: 整理全部室藏档案
绩效目标:
  - 完成全部室藏档案的整理，方便查阅。
绩效指标:
  产出指标:
    数量指标:
      - 三级指标: 整理数量
        指标值: ≥100卷
"""
"""A project with one indicator, for trials of something else than rules."""
