"""Units that measure the same thing: how many of the smaller one the larger one is.

Only exact and undisputed ones: a month has no fixed number of days, a working day no fixed number
of hours, and a 亩 no whole number of square metres.
"""

from __future__ import annotations

from collections.abc import Mapping

from annexgen.tuples import NamedTuple


def _scale(names: Mapping[int, str]) -> dict[str, int]:
    """Return how many of the smallest unit each is, from the units' names by that number."""
    return {name: size for size, written in names.items() for name in written.split()}


_SCALES = (
    _scale({1: "元", 10**4: "万元", 10**8: "亿元"}),
    _scale(
        {
            1: "毫秒 ms",
            1000: "秒 秒钟 s",
            60_000: "分钟 min",
            900_000: "刻钟",
            3_600_000: "小时 时 h",
            86_400_000: "天 日",
            604_800_000: "周 星期 个星期",
        }
    ),
    _scale({1: "月 个月", 3: "季度 个季度", 12: "年 年度"}),
    _scale({1: "‱", 10: "‰", 100: "%"}),
    _scale(
        {
            1: "毫米 mm ㎜",
            10: "厘米 cm ㎝",
            1000: "米 m 延米",
            500_000: "里",
            10**6: "公里 千米 km ㎞",
        }
    ),
    _scale(
        {
            1: "平方厘米",
            10**4: "平方米 ㎡ m² m2",
            10**8: "公顷",
            10**10: "平方公里 平方千米 km²",
        }
    ),
    _scale({1: "毫升 mL ml", 1000: "升 L l", 10**6: "立方米 m³"}),
    _scale({1: "毫克 mg", 1000: "克 g", 500_000: "斤", 10**6: "公斤 千克 kg ㎏", 10**9: "吨 t"}),
    _scale({1: "W", 1000: "千瓦 kW", 10**6: "兆瓦 MW"}),
    _scale({1: "Wh", 1000: "千瓦时 度 kWh", 10**6: "MWh"}),
    _scale({1: "bps", 10**6: "Mbps", 10**9: "Gbps"}),
)


class Common(NamedTuple):
    """Two units told in one.

    Attributes:
        unit: the smaller of the two.
        first: how many of it the first one is.
        second: how many of it the second one is.
    """

    unit: str
    first: int
    second: int


def common(first: str, second: str) -> Common | None:
    """Return in what both units can be told exactly; None where they measure different things."""
    for scale in _SCALES:
        if first in scale and second in scale:
            one, other = scale[first], scale[second]
            if one % other == 0:
                return Common(second, one // other, 1)
            return Common(first, 1, other // one) if other % one == 0 else None
    return Common(first, 1, 1) if first == second else None
