"""Reading deadlines: ``12月底前``, ``2025年1-12月``, ``工作完成后15个工作日内``, ``每月10日前``."""

from __future__ import annotations

from decimal import Decimal

from annexgen.tuples import NamedTuple
from annexgen.values.bounds import BEFORE, bound_before
from annexgen.values.dates import Point, part_at, point_at, season_of, small_at, year_at
from annexgen.values.numbers import HANZI_NUMERALS, digits_end, number_at
from annexgen.values.types import Deadline, Duration
from annexgen.values.units import TIMES, duration_name

_TIME_SIGNS = frozenset("年月季日天周时分秒旬号")
_STARTS = frozenset("0123456789年上下第前本当今次明全半") | HANZI_NUMERALS
_SEPARATORS = frozenset("-—~至到")
_BEFORE = ("之前", "以前", "前")
_WITHIN = ("期间", "之内", "以内", "止", "内")
_INWARD = frozenset("部容外控涵")
"""What makes a word of 内 that is no deadline (内部, 内容)."""
_VERBS = tuple(
    """
    完成 办结 印发 交付 验收 支付 到位 开展 举办 举行 召开 实施 启动 结束 上线 报送 提交 出具 发放
    拨付 建成 竣工 完工 开工 付清 落实 执行 投入
    """.split()  # noqa: SIM905 - a list of words is read as words
)
_PAUSES = "，,、：:；;"
_BY = (
    *("不晚于", "不迟于", "最迟于", "最晚于", "截止到", "截止至", "截至到"),
    *("最迟", "最晚", "截至", "截止"),
)
_FILLERS = frozenset({"于", "在", "应于", "须于", "应在", "须在"})
_EVERY = {"每月": "月", "每个月": "月", "每季度": "季度", "每个季度": "季度", "每季": "季度"}
_MOST_LEAD = 24
_LONGEST_TIME = max(map(len, TIMES))


class _Span(NamedTuple):
    """One date, or two, read from a text."""

    first: Point
    last: Point | None
    end: int


def read_deadline(text: str, written: str) -> Deadline | None:
    """Read a deadline; None where the text is none.

    Args:
        text: the value, folded.
        written: the value as written.
    """
    if _TIME_SIGNS.isdisjoint(text) and not _may_be_iso(text):
        return None
    return _recurring(text, written) or _counted_from(text, written) or _anywhere(text, written)


def _may_be_iso(text: str) -> bool:
    return text[4:5] in ("-", "/", ".") and digits_end(text, 0) == 4


def _recurring(text: str, written: str) -> Deadline | None:
    """Read a day of every month, or the end of every month or quarter."""
    word = next((word for word in _EVERY if text.startswith(word)), None)
    if word is None:
        return None
    part, end = part_at(text, len(word))
    point = Point(part=part)
    day = None if part else small_at(text, len(word))
    if day and text[day[1] : day[1] + 1] in ("日", "号"):
        point, end = Point(day=day[0]), day[1] + 1
    if end == len(word):
        return None
    closed = _close(text, end, point)
    return closed and closed._replace(text=written, first=point, every=_EVERY[word])


def _counted_from(text: str, written: str) -> Deadline | None:
    """Read a duration that an event begins: ``工作完成后15个工作日内``."""
    start = max(text.rfind("后"), text.rfind("起")) + 1
    return _duration(text, start, written) if start else None


def _anywhere(text: str, written: str) -> Deadline | None:
    """Read the first date or duration, with the words before it as the lead."""
    for at in range(min(len(text), _MOST_LEAD)):
        if text[at] in _STARTS:
            found = _dated(text, at, written) or _duration(text, at, written)
            if found:
                return found
            if "0" <= text[at] <= "9":
                return None
    return None


def _dated(text: str, at: int, written: str) -> Deadline | None:
    span = _span_at(text, at)
    if span is None:
        return None
    lead = text[:at]
    by = next((word for word in _BY if lead.endswith(word)), "")
    lead = lead.removesuffix(by)
    every = "年" if lead in ("每", "每年") else ""
    closed = _close(text, span.end, span.last or span.first)
    if closed is None or not _is_lead(lead):
        return None
    first, last = span.first, span.last
    if by:
        first, last = (first, _end_of(last)) if last else (_end_of(first), None)
    return closed._replace(
        text=written,
        first=first,
        last=last,
        before=closed.before or bool(by),
        every=every,
        lead="" if every or lead in _FILLERS else lead,
    )


def _end_of(point: Point) -> Point:
    """Return the end of a whole month: 不晚于11月 allows all of November."""
    return point._replace(part="底") if point.is_whole else point


def _is_lead(lead: str) -> bool:
    return not lead or (lead.isalpha() and lead[-1] not in "第前近提")


def _close(text: str, end: int, last: Point) -> Deadline | None:
    """Read 前 or 内 and the task after a date; None where the text goes on otherwise."""
    before = next((word for word in _BEFORE if text.startswith(word, end)), "")
    within = "" if before else next((word for word in _WITHIN if text.startswith(word, end)), "")
    rest = text[end + len(before) + len(within) :]
    if within == "内" and rest[:1] in _INWARD and rest:
        return None
    if not (before or within) and rest and rest[0] not in _PAUSES and not rest.startswith(_VERBS):
        return None
    return Deadline("", before=bool(before) or last.part == "底", task=rest.lstrip(_PAUSES))


def _span_at(text: str, at: int) -> _Span | None:
    """Read a date or two: ``2月前``, ``2025年1-12月``, ``5月1日至10月31日``."""
    read = point_at(text, at)
    short = _short_span(text, read.end if read else at, read.point if read else Point())
    if short and (read is None or _is_year(read.point)):
        return short
    if read is None:
        return _years(text, at)
    if text[read.end : read.end + 1] not in _SEPARATORS or read.end == len(text):
        return _Span(read.point, None, read.end)
    start = read.end + 1
    second = point_at(text, start)
    if second:
        return _Span(read.point, second.point, second.end)
    day = small_at(text, start)
    if day and read.point.day is not None and text[day[1] : day[1] + 1] in ("日", "号"):
        return _Span(read.point, Point(month=read.point.month, day=day[0]), day[1] + 1)
    return None


def _is_year(point: Point) -> bool:
    return point.year is not None and point.month is None and not point.season and not point.part


def _short_span(text: str, at: int, year: Point) -> _Span | None:
    """Read ``1-12月`` or ``1-3季度``, whose first number leaves out what it counts."""
    number = small_at(text, at)
    if number is None or text[number[1] : number[1] + 1] not in _SEPARATORS:
        return None
    last = point_at(text, number[1] + 1)
    if last is None or last.point.year is not None or last.point.day is not None:
        return None
    if last.point.month is not None:
        first = year._replace(month=number[0])
    elif last.point.season and 1 <= number[0] <= 4:
        first = year._replace(season=season_of(number[0]))
    else:
        return None
    return _Span(first, last.point, last.end)


def _years(text: str, at: int) -> _Span | None:
    """Read ``2024-2025年``."""
    if digits_end(text, at) != at + 4 or text[at + 4 : at + 5] not in _SEPARATORS:
        return None
    first, last = year_at(f"{text[at : at + 4]}年", 0), year_at(text, at + 5)
    return _Span(Point(first[0]), Point(last[0]), last[1]) if first and last else None


def _duration(text: str, at: int, written: str) -> Deadline | None:
    """Read ``5个工作日内`` at ``at``, with what stands before and after it."""
    lead = text[:at]
    bound = bound_before(lead)
    if bound and BEFORE[bound].is_upper:
        lead = lead.removesuffix(bound)
    duration, end = _stretch(text, at)
    within = next((word for word in ("之内", "以内", "内") if text.startswith(word, end)), "")
    if duration is None or not within or not _is_event(lead):
        return None
    rest = text[end + len(within) :]
    if within == "内" and rest and rest[0] in _INWARD:
        return None
    return Deadline(written, within=duration, lead=lead, task=rest.lstrip(_PAUSES))


def _is_event(lead: str) -> bool:
    return _is_lead(lead) or lead[-1] in "后起"


def _stretch(text: str, at: int) -> tuple[Duration | None, int]:
    """Read a number or two and a unit of time; return them and their end."""
    if text.startswith("半", at):
        name, end = _time_name(text, at + 1)
        return (Duration(Decimal("0.5"), name) if name else None), end
    least, number = None, number_at(text, at)
    if number and text[number.end : number.end + 1] in _SEPARATORS:
        least, number = number.value, number_at(text, number.end + 1)
    if number is None:
        return None, at
    name, end = _time_name(text, number.end)
    return (Duration(number.value, name, least) if name else None), end


def _time_name(text: str, at: int) -> tuple[str, int]:
    for end in range(min(len(text), at + _LONGEST_TIME), at, -1):
        if text[at:end] in TIMES:
            return duration_name(text[at:end]), end
    return "", at
