"""What an indicator's name says of its target: which way is better, and how far it can go."""

from __future__ import annotations

_SHARES = (
    *(
        "满意度",
        "满意率",
        "合格率",
        "达标率",
        "准确率",
        "准确度",
        "正确率",
        "覆盖率",
        "及时率",
        "及格率",
    ),
    *(
        "优良率",
        "优秀率",
        "完好率",
        "到位率",
        "普及率",
        "知晓率",
        "通过率",
        "规范率",
        "合规率",
        "响应率",
    ),
    *(
        "办结率",
        "发放率",
        "公开率",
        "归档率",
        "出勤率",
        "参与率",
        "支持率",
        "稳定运行率",
        "正常运行率",
    ),
)
"""Ends of names of shares of which more is better, and 100 % is all."""
_GAINS = (*_SHARES, "完成率", "完成度")
_FAULTS = (
    *(
        "投诉率",
        "投诉量",
        "投诉数",
        "投诉次数",
        "差错率",
        "错误率",
        "失误率",
        "故障率",
        "复发率",
        "事故率",
    ),
    *(
        "事故数",
        "事故次数",
        "死亡率",
        "发病率",
        "违规率",
        "违约率",
        "损坏率",
        "损失率",
        "流失率",
        "延误率",
    ),
    *(
        "逾期率",
        "超标率",
        "漏报率",
        "误报率",
        "返工率",
        "不合格率",
        "不满意率",
        "不满意度",
        "不达标率",
    ),
)
"""Ends of names of which less is better."""


def is_fault(name: str) -> bool:
    """Say whether ``name`` counts faults, of which less is better (投诉率)."""
    return _bare(name).endswith(_FAULTS)


def is_gain(name: str) -> bool:
    """Say whether ``name`` names a share of which more is better (满意度)."""
    return not is_fault(name) and _bare(name).endswith(_GAINS)


def is_share(name: str) -> bool:
    """Say whether ``name`` names a part of a whole, which cannot be above 100 % (合格率)."""
    return _bare(name).endswith((*_SHARES, *(word for word in _FAULTS if word.endswith("率"))))


def _bare(name: str) -> str:
    """Return ``name`` without what stands in brackets at its end."""
    if not name.endswith(("）", ")")):
        return name
    opening = max(name.rfind("（"), name.rfind("("))
    return name[:opening] if opening > 0 else name
