"""Units of measurement and counting, and the periods for which something is counted.

The list is open: it names what targets count most, so that words after the unit can be told from
it; a single unknown hanzi at the end of a value is taken for a unit as well (``3盏``).
"""

from __future__ import annotations

from annexgen.tuples import NamedTuple


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


PERCENTS = ("个百分比", "百分比", "%")
"""Spellings of percent after a number; ``％`` is folded before."""

MONEY = _names("元 万元 亿元")

COUNTED = _names("""
    个 人 名 位 户 家 所 人次 户次 家次 次 场 场次 期 期次 批 批次 班 班次 轮 遍 届 台次 件次 例次
    车次 架次 项 类 种 件 篇 页 份 本 册 条 部 门 幅 张 字 词 题 节 集 首 版 课
    专题 栏目 笔 单 宗 例 起 台 套 台套 辆 艘 架 只 头 匹 羽 株 棵 颗 根 支 枚 盏 把 面 块 片 卷
    盒 箱 袋 瓶 桶 罐 包 圈 顶 幢 栋 座 间 处 站 站点 平台 路 线 道 口 眼 孔 村 镇 街 区 县 市 省
    校 岗 席 床 床位 组 队 对 双 层 款 樘 个项目 个单位 个部门 个平台 个系统 个网站 个批次 个品种
    个点位 个岗位 个站点 个村 个社区 个街道 个乡镇 个学校 个班 个班次 个场次 个区 个县 个市 个栏目
    个专题 个账号 个品牌 个课题 个案例 个标准 个小区
""")
"""What is counted one by one: a fraction of it makes no sense."""

TIMES = _names("""
    毫秒 秒 秒钟 分 分钟 刻钟 时 小时 日 天 工作日 个工作日 自然日 个自然日 日历日 个日历日 周
    星期 个星期 旬 月 个月 季度 个季度 年 年度 学期 个学期 学年 个学年
""")
_DURATION_NAMES = {
    "工作日": "个工作日",
    "自然日": "个自然日",
    "日历日": "个日历日",
    "星期": "周",
    "个星期": "周",
    "月": "个月",
    "季度": "个季度",
    "年度": "年",
    "秒钟": "秒",
    "时": "小时",
    "日": "天",
}

_MEASURES = _names("""
    课时 学时 学分
    美元 欧元 港元 日元 公里 千米 米 厘米 毫米 微米 纳米 里 延米 平方米 平方公里 平方千米 平方厘米
    立方米 亩 公顷 吨 公斤 千克 克 毫克 斤 升 毫升 千瓦 千瓦时 兆瓦 度 伏 安 兆 倍 折 分贝 摄氏度
    像素 百分点 个百分点 人天 人月 人日 人年 人时 工时 工日 机时 台时 台班 吨标准煤 ‰ ‱ ℃ ° ㎡ m²
    m2 m³ m3 ㎏ ㎜ ㎝ ㎞ km² km cm mm m kg g mg t L mL ml l kW kWh MW MWh W V dB Hz KB MB GB TB
    PB Mbps Gbps bps ms s min h dpi ppm
""")

UNITS = MONEY | COUNTED | TIMES | _MEASURES
_LONGEST = max(map(len, UNITS))

PERIODS = {
    "年": "年",
    "年度": "年",
    "半年": "半年",
    "季": "季度",
    "季度": "季度",
    "月": "月",
    "个月": "月",
    "旬": "旬",
    "周": "周",
    "星期": "周",
    "天": "日",
    "日": "日",
    "小时": "小时",
    "时": "小时",
    "学期": "学期",
    "学年": "学年",
    "分钟": "分钟",
    "秒": "秒",
}
"""From a period as written to its normal name."""

EACH = {f"{each}{name}": period for name, period in PERIODS.items() for each in ("每", "每个")} | {
    "全年": "年",
    "一年": "年",
}
"""From the words that say how often (``每月``) to the period's normal name."""
EACH_LENGTHS = tuple(sorted({len(word) for word in EACH}, reverse=True))

_DIVIDERS = frozenset("/·")
"""What stands between the parts of a compound unit (``元/人·年``)."""
_NO_UNIT = frozenset(
    "零〇一二两三四五六七八九十百千万亿半分以及之左上内前后底多余来末初至到的第和与或且约为是在不性等已未无有完达级型"
)
"""Hanzi that are no unit when they stand after a number."""


class Unit(NamedTuple):
    """A unit read from a text.

    Attributes:
        name: the unit, without the period (``次`` of ``次/年``); empty where a period alone stands.
        per: the period's normal name, or empty.
        end: the place after its last character.
        is_known: whether the list has it.
    """

    name: str
    per: str
    end: int
    is_known: bool = True


def duration_name(unit: str) -> str:
    """Return the normal name of a unit of time (``工作日``: 个工作日)."""
    return _DURATION_NAMES.get(unit, unit)


def unit_at(text: str, start: int) -> Unit | None:
    """Read the unit that begins at ``start``, with what it is divided by; None where none is."""
    known = _known_end(text, start)
    end = known or _unknown_end(text, start)
    if end is None:
        return None
    while text[end : end + 1] in _DIVIDERS:
        each = end + 2 if text[end + 1 : end + 2] == "每" else end + 1
        part_end = _known_end(text, each) or _unknown_end(text, each)
        if part_end is None:
            return None
        period = PERIODS.get(text[each:part_end])
        if period and text[part_end : part_end + 1] not in _DIVIDERS:
            return Unit(text[start:end], period, part_end, known is not None)
        end = part_end
    return Unit(text[start:end], "", end, known is not None)


def _known_end(text: str, start: int) -> int | None:
    for end in range(min(len(text), start + _LONGEST), start, -1):
        if text[start:end] in UNITS:
            return end if not _cuts_word(text, end) else None
    return None


def _cuts_word(text: str, end: int) -> bool:
    """Say whether a Latin letter or digit goes on at ``end`` (the m of ``5mg`` is no metre)."""
    return (
        text[end - 1].isascii() and text[end : end + 1].isascii() and text[end : end + 1].isalnum()
    )


def _unknown_end(text: str, start: int) -> int | None:
    """Take one unknown hanzi before the end or a solidus for a unit."""
    end = start + 1
    if text[end : end + 1] not in ("", *_DIVIDERS) or text[start:end] in _NO_UNIT:
        return None
    return end if "\u4e00" <= text[start:end] <= "\u9fff" else None
