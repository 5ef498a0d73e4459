"""What to write into a new project's file: comments for editors, in Chinese as all content is.

What each kind of indicator is to say follows 财预〔2021〕101号
(中央部门项目支出核心绩效目标和指标设置及取值指引) and 财预〔2015〕88号. A kind is known by a
word in its name, so that the forms of other offices are served as well.
"""

from __future__ import annotations

from collections.abc import Sequence

from annexgen.tuples import NamedTuple

_YUAN = "元"
_WAN = 10_000

HEAD = """\
“#”后面是填写说明，填好后可以删去；没有填的地方，annexgen check 会逐处指出。
每条指标写三级指标和指标值；三级指标还要解释的，在它下面加一行“绩效指标描述”。"""
SOURCES = "钱从哪里来，合计要等于预算数；没有的一项空着"
EXAMPLE_NAME = "干部培训项目"
_EXAMPLE_BUDGET = 40
EXAMPLE_PURPOSE = "用于机关干部业务培训"
EXAMPLE_GOAL = "完成年度培训计划，提高干部业务能力"
PURPOSE = f"这笔钱用来做什么。例：{EXAMPLE_PURPOSE}"
GOALS = f"要达到什么目标，一条一项，序号自动编，不用写。例：{EXAMPLE_GOAL}"


def budget(money_unit: str) -> str:
    """Return what to write as 预算数."""
    what = f"预算总额，只写数字，单位{money_unit}，最多两位小数，照原样印出"
    return f"{what}。例：{example_budget(money_unit)}"


def example_budget(money_unit: str) -> str:
    """Return 预算数 for example."""
    return f"{_in_unit(_EXAMPLE_BUDGET, money_unit)}.00"


def _in_unit(wan: int, money_unit: str) -> int:
    """Return a sum of so many 万元 in the annex's money unit."""
    return wan * _WAN if money_unit == _YUAN else wan


class Advice(NamedTuple):
    """What an indicator of one kind is to say.

    Attributes:
        what: in a few words.
        name: a 三级指标 for example.
        value: its 指标值; ``{year}`` is the annex's, ``{money}`` the sum with the annex's unit.
        wan: that sum in 万元.
    """

    what: str
    name: str
    value: str
    wan: int = 0

    def value_in(self, year: int, money_unit: str) -> str:
        """Return the 指标值 in an annex of this year and money unit."""
        money = f"{_in_unit(self.wan, money_unit)}{money_unit}"
        return self.value.format(year=year, money=money)


_KINDS = {
    "数量": Advice("做多少：提供的产品或服务的数量", "培训人数", "≥300人"),
    "质量": Advice("做成什么样：达到的标准、水平", "培训合格率", "≥95%"),
    "时效": Advice("什么时候做完", "培训完成时间", "{year}年11月底前"),
    "成本": Advice("花多少钱：总额或单价的上限", "培训经费", "≤{money}", _EXAMPLE_BUDGET),
    "经济效益": Advice("给经济带来什么变化", "节约外聘讲课费", "≥{money}", 2),
    "社会效益": Advice("给社会带来什么变化", "为基层培养业务骨干", "≥30人"),
    "生态": Advice("对环境有什么影响", "会议用纸减少", "≥20%"),
    "可持续": Advice("作用能保持多久", "培训教材使用年限", "≥3年"),
    "满意": Advice("服务的人满意到什么程度", "参训人员满意度", "≥95%"),
}
_ANY = Advice("写能核对的数量、比例或时间", "任务完成率", "≥95%")


def advice_on(level2: str) -> Advice:
    """Return what an indicator of the kind ``level2`` (二级指标) is to say."""
    return next((one for word, one in _KINDS.items() if word in level2), _ANY)


def indicator(level2: str, others: Sequence[str], year: int, money_unit: str) -> str:
    """Return what to write as an indicator of the kind ``level2``.

    Args:
        level2: the kind.
        others: kinds that would do instead.
        year: 年度.
        money_unit: 金额单位.
    """
    one = advice_on(level2)
    value = one.value_in(year, money_unit)
    lines = [f"{one.what}。例：三级指标写“{one.name}”，指标值写“{value}”"]
    if others:
        lines.append(f"有一类即可，也可以改成或再加：{'、'.join(others)}")
    return "\n".join(lines)
