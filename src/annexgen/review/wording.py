"""Changes in words, in both languages: what every presentation for people says of one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from annexgen.findings import Message
from annexgen.review.changes import (
    ALLOW,
    BASE,
    HEAD,
    Change,
    Changed,
    Effect,
    Faulty,
    Kind,
    Review,
    Sums,
    Weight,
)
from annexgen.review.sheets import INDICATOR, MONEY_UNIT, TARGET, TOTAL, UNIT_NAME
from annexgen.review.showing import Showing
from annexgen.review.tally import excused, tally
from annexgen.schema.amounts import is_amount
from annexgen.source.names import sort_key
from annexgen.tuples import NamedTuple

KINDS = {
    Kind.ANNEX_CHANGED: Message("附表设置改动", "annex changed"),
    Kind.UNIT_ADDED: Message("新增单位", "unit added"),
    Kind.UNIT_DROPPED: Message("取消单位", "unit dropped"),
    Kind.UNIT_CHANGED: Message("单位改动", "unit changed"),
    Kind.UNREADABLE: Message("文件读不出，未比较", "not readable, not compared"),
    Kind.PROJECT_ADDED: Message("新增项目", "project added"),
    Kind.PROJECT_DROPPED: Message("取消项目", "project dropped"),
    Kind.PROJECT_RENAMED: Message("改名", "renamed"),
    Kind.PROJECT_MOVED: Message("文件改名", "file renamed"),
    Kind.BUDGET_RAISED: Message("预算增加", "budget raised"),
    Kind.BUDGET_LOWERED: Message("预算减少", "budget lowered"),
    Kind.BUDGET_CHANGED: Message("预算改动", "budget changed"),
    Kind.BUDGET_REWORDED: Message("写法改动，金额不变", "spelling only, same sum"),
    Kind.PURPOSE_CHANGED: Message("用途改写", "purpose changed"),
    Kind.FIELD_CHANGED: Message("改动", "changed"),
    Kind.GOAL_ADDED: Message("新增目标", "goal added"),
    Kind.GOAL_DROPPED: Message("取消目标", "goal dropped"),
    Kind.GOAL_REWORDED: Message("目标改写", "goal reworded"),
    Kind.GOAL_MOVED: Message("只改了次序", "order only"),
    Kind.INDICATOR_ADDED: Message("新增指标", "indicator added"),
    Kind.INDICATOR_DROPPED: Message("取消指标", "indicator dropped"),
    Kind.INDICATOR_REWORDED: Message("指标改写", "indicator reworded"),
    Kind.INDICATOR_RECLASSED: Message("归类改动", "put under another level"),
    Kind.INDICATOR_MOVED: Message("只改了次序", "order only"),
    Kind.INDICATOR_FIELD_CHANGED: Message("改动", "changed"),
    Kind.TARGET_RAISED: Message("提高", "raised"),
    Kind.TARGET_LOWERED: Message("降低", "lowered"),
    Kind.TARGET_LOOSENED: Message("放宽", "loosened"),
    Kind.TARGET_TIGHTENED: Message("收紧", "tightened"),
    Kind.TARGET_UNIT_CHANGED: Message("单位改动", "unit changed"),
    Kind.TARGET_CHANGED: Message("改写", "changed"),
    Kind.TARGET_REWORDED: Message("写法改动，意思不变", "wording only"),
    Kind.DEADLINE_LATER: Message("时限推后", "deadline later"),
    Kind.DEADLINE_EARLIER: Message("时限提前", "deadline earlier"),
    Kind.EXCEPTION_MADE: Message("新增例外", "exception made"),
    Kind.EXCEPTION_ENDED: Message("取消例外", "exception ended"),
}

_WEIGHTS = {
    Weight.STRICTER: Message("要求提高", "asks for more"),
    Weight.WEAKER: Message("要求降低", "asks for less"),
}
_ORDER_ONLY = Message("只改了次序", "order only")
_OTHER_UNIT = Message("移到别的单位", "moved to another unit")
_PATH = Message("文件", "file")
_EXCEPTION = Message("例外", "exception")


class Told(NamedTuple):
    """A change in words.

    Attributes:
        what: what has changed: the indicator, the field, the goal's number.
        how: the kind of change with its numbers (``提高 +500人（+50.0%），要求提高``).
    """

    what: str
    how: str


class Parts(NamedTuple):
    """What is said of a change, part by part; each may be empty but the first.

    Attributes:
        kind: 提高, 放宽, 改名 …
        measure: how far it moved.
        weight: whether more is asked for, or less, where the kind does not say so itself.
    """

    kind: str
    measure: str
    weight: str


def told(change: Change, language: str) -> Told:
    """Say what a change is."""
    kind, moved, weight = parts_of(change, language)
    first = " ".join(filter(None, (kind, moved)))
    how = Showing(language).say("，", ", ").join(filter(None, (first, weight)))
    return Told(_what(change, language), how)


def parts_of(change: Change, language: str) -> Parts:
    """Say which kind of change it is, how far it goes, and which way."""
    kind = _kind_of_move(change) if change.kind is Kind.PROJECT_MOVED else KINDS[change.kind]
    weight = None if _says_it(change.kind) else _WEIGHTS.get(change.effect.weight)
    return Parts(
        kind.text(language),
        measure(change.effect, language),
        weight.text(language) if weight else "",
    )


def shown_texts(change: Change) -> tuple[str | None, str | None]:
    """Return what was and what is; of a file that stays in its folder, the names."""
    old, new = change.old, change.new
    if change.kind is Kind.PROJECT_MOVED and old and new:
        (folder, _, name), (other, _, new_name) = old.rpartition("/"), new.rpartition("/")
        return (name, new_name) if folder == other else (old, new)
    return old, new


def measure(effect: Effect, language: str) -> str:
    """Say how far something moved: ``+500人（+50.0%）``; empty where nothing is known of it."""
    if not effect.delta:
        return ""
    text = f"{signed(effect.delta)}{effect.unit}"
    if effect.percent is None:
        return text
    percent = f"{signed(effect.percent)}%"
    return f"{text}（{percent}）" if language == "zh" else f"{text} ({percent})"


def signed(number: Decimal) -> str:
    """Write a difference with its sign, the true minus for less."""
    text = format(abs(number), "f")
    return f"+{text}" if number > 0 else f"−{text}" if number < 0 else text


def unit_title(review: Review, code: str) -> str:
    """Return a unit's code and name."""
    return f"{code} {review.unit_names.get(code, '')}".rstrip()


def budget(sums: Sums | None, delta: Decimal, unit: str, language: str) -> str:
    """Say how a sum of budgets moved: ``1226.59 → 1236.59（+10.00万元）``."""
    moved = f"{signed(delta)}{unit}"
    if sums is None:
        return moved
    return f"{sums.old:f} → {sums.new:f}{Showing(language).say(f'（{moved}）', f' ({moved})')}"


def moved_out(project: Changed, review: Review, showing: Showing) -> str:
    """Say whose a project is now that has left its unit, and which budget it takes along."""
    title = unit_title(review, project.sheet.unit)
    said = showing.say(f"移到 {title}", f"moved to {title}")
    before = project.old.get(TOTAL) if project.old else ""
    if not is_amount(before):
        return said
    sum_ = f"{before}{review.money_unit}"
    return said + showing.say(f"，原预算 {sum_}", f", budget before {sum_}")


def sign(changed: Changed) -> str:
    """Return the sign before a project: added, dropped, changed."""
    return "+" if changed.old is None else "-" if changed.new is None else "~"


def summary(review: Review, language: str) -> str:
    """Return the line that tells all: sides, projects, targets, money."""
    say = Showing(language).say
    sums, unread = tally(review), sum(not one.is_read for one in review.faulty)
    sides = f"{review.base} → {review.head}"
    if not sums.changes and not sums.arisen and not sums.mended:
        return say(f"{sides}：没有变化", f"{sides}: no changes")
    parts = [
        counted(sums.changed, "个项目有改动", "project changed", "projects changed", language),
        counted(sums.added, "个新增", "added", "added", language),
        counted(sums.dropped, "个取消", "dropped", "dropped", language),
        counted(sums.stricter, "项要求提高", "target stricter", "targets stricter", language),
        counted(sums.weaker, "项要求降低", "target weaker", "targets weaker", language),
        counted(sums.changes, "处变化", "change in all", "changes in all", language),
        counted(excused(review), "个新例外", "new exception", "new exceptions", language),
        counted(unread, "个文件读不出", "file not readable", "files not readable", language),
        counted(sums.arisen, "个新问题", "new finding", "new findings", language),
        counted(sums.mended, "个问题已改正", "finding mended", "findings mended", language),
    ]
    if sums.delta:
        moved = budget(review.annex_sums, sums.delta, review.money_unit, language)
        parts.append(f"{say('预算', 'budget')} {moved}")
    parts += [f"{MONEY_UNIT} {one.old} → {one.new}" for one in _changed_money_units(review)]
    return f"{sides}{say('：', ': ')}{say('，', ', ').join(filter(None, parts))}"


def fault_line(faulty: Faulty, language: str) -> str:
    """Say that a file does not pass the schema, why, and how far it was compared."""
    say = Showing(language).say
    side = say({BASE: "原来", HEAD: "现在"}[faulty.side], faulty.side)
    why = faulty.faults[0].message.text(language)
    if not faulty.is_read:
        return say(
            f"{faulty.path}（{side}）读不出来，没有比较：{why}",
            f"{faulty.path} ({side}) cannot be read and was not compared: {why}",
        )
    count = len(faulty.faults)
    return say(
        f"{faulty.path}（{side}）有 {count} 处不合格式，只比较了读得出的部分：{why}",
        f"{faulty.path} ({side}) is not of the right shape in {count} place"
        f"{'' if count == 1 else 's'}; what can be read was compared: {why}",
    )


def notes(review: Review, language: str) -> list[str]:
    """Return what a reader must know of the comparison as a whole, a line each."""
    return [*_left_out(review, language), *_money_units(review, language)]


def _left_out(review: Review, language: str) -> Iterator[str]:
    """Yield which own rules were not run."""
    if review.left_out:
        zh, en = "、".join(review.left_out), ", ".join(review.left_out)
        yield Showing(language).say(
            f"自有规则（{zh}）没有比较：程序与原来的版本不同，或原来的一方不是 git 版本",
            f"Own rules ({en}) were not compared: a program differs from that of the side before, "
            "or that side is no git revision",
        )


def _money_units(review: Review, language: str) -> Iterator[str]:
    """Yield that sums are in another unit than before, which no delta allows for."""
    for change in _changed_money_units(review):
        yield Showing(language).say(
            f"金额单位由“{change.old}”改为“{change.new}”：金额按写的数字比较，没有换算",
            f"金额单位 is {change.new} instead of {change.old}: sums are compared as they are "
            "written, without conversion",
        )


def _changed_money_units(review: Review) -> list[Change]:
    """Return the change of the annex's unit of money, if there is one."""
    changes = review.annex.changes if review.annex else ()
    return [one for one in changes if one.field == MONEY_UNIT and one.old and one.new]


def _what(change: Change, language: str) -> str:
    row = change.new_row or change.old_row
    field = _EXCEPTION.text(language) if change.field == ALLOW else change.field
    if row is not None:
        name = row.name or "—"
        return name if field in ("", TARGET, INDICATOR) else f"{name}·{field}"
    if change.kind.startswith("goal-"):
        place = change.new_place if change.new_place is not None else change.old_place
        return f"绩效目标 {(place or 0) + 1}"
    if change.kind in (Kind.PROJECT_ADDED, Kind.PROJECT_DROPPED):
        return TOTAL
    if change.kind in (Kind.UNIT_ADDED, Kind.UNIT_DROPPED):
        return UNIT_NAME
    is_file = field == "path" or change.kind is Kind.UNREADABLE
    return _PATH.text(language) if is_file else field


def _kind_of_move(change: Change) -> Message:
    """Say whether a file has another unit, another name, or only another number before it."""
    old, new = (path.rpartition("/") for path in (change.old or "", change.new or ""))
    if old[0] != new[0]:
        return _OTHER_UNIT
    names = [name.lstrip("0123456789").lstrip("-_. ") for name in (old[2], new[2])]
    is_order = names[0] == names[1] and sort_key(old[2]) != sort_key(new[2])
    return _ORDER_ONLY if is_order else KINDS[change.kind]


def _says_it(kind: Kind) -> bool:
    """Say whether the kind's own words tell the weight."""
    return kind in (
        Kind.TARGET_LOOSENED,
        Kind.TARGET_TIGHTENED,
        Kind.DEADLINE_LATER,
        Kind.DEADLINE_EARLIER,
    )


def counted(number: int, zh: str, one: str, many: str, language: str) -> str:
    """Say how many there are; empty for none."""
    en = one if number == 1 else many
    return f"{number} {en if language == 'en' else zh}" if number else ""
