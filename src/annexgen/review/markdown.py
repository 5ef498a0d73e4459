"""Changes as a comment on a pull request: a table that sums up, then each project folded.

GitHub takes 65,536 characters; what does not fit is cut at a project or a row, and said. Texts come
from whoever wrote the content: nothing in them is taken for markup, a mention or a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from annexgen.findings import Finding
from annexgen.findings.printable import visible
from annexgen.findings.text import headline
from annexgen.review.belonging import belonging, belonging_before
from annexgen.review.changes import Change, Changed, Kind, Review
from annexgen.review.showing import Showing
from annexgen.review.tally import is_approved, money, tally_of_unit
from annexgen.review.units import by_unit
from annexgen.review.wording import (
    budget,
    counted,
    fault_line,
    notes,
    shown_texts,
    sign,
    signed,
    summary,
    told,
    unit_title,
)
from annexgen.review.words import stretches

MOST_CHARACTERS = 65_536

_ROOM_FOR_CUT = 300
_MOST_UNITS = 100
_MOST_FAULTS = 20
_MOST_TITLE, _MOST_LINE = 80, 300
"""Characters of a unit's name in the table, and of a line above the files."""
_MOST_TEXT = 2_000
"""Characters of one text that are shown."""
_EVENTS = (Kind.PROJECT_RENAMED, Kind.PROJECT_MOVED)
_MARKUP = re.compile(r"[\\`*_\[\]|~$>]")
NO_SPACE = "\u200b"
"""Zero-width: after the sign that would make a mention or link of what follows."""
_LINKING = re.compile(
    rf"(?<=@)(?!{NO_SPACE})|(?<=#)(?=\w)|(?<=:)(?=\\*/)|(?<=\bwww)(?=\.)|(?<=\bGH)(?=-)"
    r"|(?<=\])(?=[(\[:])"
)


def show(review: Review, showing: Showing) -> str:
    """Return the comment, of no more than 65,536 characters."""
    page = _Page(MOST_CHARACTERS - _ROOM_FOR_CUT)
    say = showing.say
    title, line = say("绩效目标的变化", "Changes of targets"), summary(review, showing.language)
    page.add(f"### {title}\n\n{_escaped(line)}\n")
    page.add(_table(review, showing))
    page.add(_faults(review, showing))
    files = list(review.files)
    for index, one in enumerate(files):
        if not _add_file(page, one, review, showing):
            page.cut(_cut(len(files) - index, showing))
            break
    return page.text


def _cut(left: int, showing: Showing) -> str:
    """Say that files are not listed; without the blank, CommonMark takes no ``**`` for an end."""
    return showing.say(
        f"**评论写不下：另有 {left} 个文件的变化没有列全。** 完整内容请运行 `annexgen diff`。",
        f"**Too long for a comment: {left} more files are not listed in full.** "
        "Run `annexgen diff` for all.",
    )


class _Page:
    """A text that does not grow beyond its room."""

    def __init__(self, room: int) -> None:
        self._parts: list[str] = []
        self._room = room

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def fits(self, text: str) -> bool:
        return length(text) <= self._room

    def add(self, text: str) -> bool:
        """Add a text if there is room for it, and say whether there was."""
        if not self.fits(text):
            return False
        self._parts.append(text)
        self._room -= length(text)
        return True

    def cut(self, text: str) -> None:
        """Say below the heading and at the end that there is more; room has been left for it."""
        self._parts.insert(1, f"\n> ⚠ {text}\n")
        self._parts.append(f"\n{text}\n")


def length(text: str) -> int:
    """Return the length in UTF-16 units, the longest way a service may count."""
    return len(text) + sum(char > "\uffff" for char in text)


def _table(review: Review, showing: Showing) -> str:
    """Return the summary table: a row for each unit with changed projects."""
    units = [unit for unit in by_unit(review) if unit.projects or unit.moved_out]
    if not units:
        return ""
    say, deltas = showing.say, money(review.projects)
    heads = (
        say("单位", "unit"),
        *(say("新增", "added"), say("取消", "dropped"), say("改动", "changed")),
        *(say("要求提高", "stricter"), say("要求降低", "weaker")),
        say(f"预算（{review.money_unit}）", f"budget ({review.money_unit})"),
    )
    lines = ["", _line(map(_escaped, heads)), f"|---|{'--:|' * (len(heads) - 1)}"]
    for unit in units[:_MOST_UNITS]:
        code, sums = unit.code, tally_of_unit(unit.projects)
        numbers = (sums.added, sums.dropped, sums.changed, sums.stricter, sums.weaker)
        delta = deltas.get(code)
        moved = budget(review.unit_sums.get(code), delta, "", showing.language) if delta else ""
        title = _brief(unit_title(review, code), _MOST_TITLE)
        lines.append(_line([title, *(str(n or "") for n in numbers), moved]))
    if len(units) > _MOST_UNITS:
        left = len(units) - _MOST_UNITS
        lines.append(_line([say(f"另有 {left} 个单位", f"{left} more units"), *[""] * 6]))
    return "\n".join(lines) + "\n"


def _faults(review: Review, showing: Showing) -> str:
    shown = [
        f"> ⚠ {_brief(fault_line(one, showing.language), _MOST_LINE)}"
        for one in review.faulty[:_MOST_FAULTS]
    ]
    left = len(review.faulty) - len(shown)
    if left > 0:
        shown.append(showing.say(f"> ⚠ 另有 {left} 个文件", f"> ⚠ {left} more files"))
    shown += [f"> ⚠ {_brief(line, _MOST_LINE)}" for line in notes(review, showing.language)]
    shown += _elsewhere(review, showing)
    return "\n" + "  \n".join(shown) + "\n" if shown else ""


def _elsewhere(review: Review, showing: Showing) -> Iterator[str]:
    """Yield the findings that arose and were mended in files that say the same."""
    found = [("⚠", one) for one in review.arisen] + [("✅", one) for one in review.mended]
    for mark, finding in found[:_MOST_FAULTS]:
        yield f"> {mark} {_brief(headline(finding, showing.language), _MOST_LINE)}"
    left = len(found) - _MOST_FAULTS
    if left > 0:
        yield showing.say(
            f"> ⚠ 没有改动的文件里另有 {left} 个问题",
            f"> ⚠ {left} more findings in files that have not changed",
        )


def _add_file(page: _Page, one: Changed, review: Review, showing: Showing) -> bool:
    """Add a file's changes, as many rows as there is room for; say whether all were added."""
    head, tail = _fold(one, review, showing), "\n</details>\n"
    rows = list(_rows(one, showing))
    whole = head + "\n".join(rows) + tail
    if page.add(whole):
        return True
    kept: list[str] = []
    used = length(head + tail)
    for row in rows:
        used += length(row) + 1
        if not page.fits("x" * used):
            break
        kept.append(row)
    if len(kept) > 3:
        page.add(head + "\n".join(kept) + tail)
    return False


def _fold(one: Changed, review: Review, showing: Showing) -> str:
    sheet = one.sheet
    is_project = one in review.projects
    title = f"{sheet.unit} {sheet.name}" if is_project else sheet.path
    mark = {"+": "🟢 ", "-": "🔴 ", "~": ""}[sign(one)]
    what = told(one.changes[0], showing.language).how if sign(one) != "~" else _count(one, showing)
    return (
        f"\n<details>\n<summary>{mark}<b>{_html(title)}</b> · {_html(what)}</summary>\n\n"
        f"<code>{_html(sheet.path)}</code>\n\n"
    )


def _count(one: Changed, showing: Showing) -> str:
    """Say in a line what a reviewer decides by whether to look closer."""
    sums, language = tally_of_unit((one,)), showing.language
    delta = sum(money((one,)).values(), Decimal(0))
    parts = (
        *(told(change, language).how for change in one.changes if change.kind in _EVENTS),
        counted(sums.changes, "处变化", "change", "changes", language),
        f"{showing.say('预算', 'budget')} {signed(delta)}" if delta else "",
        counted(sums.stricter, "项要求提高", "target stricter", "targets stricter", language),
        counted(sums.weaker, "项要求降低", "target weaker", "targets weaker", language),
        counted(sums.arisen, "个新问题", "new finding", "new findings", language),
        counted(sums.mended, "个问题已改正", "finding mended", "findings mended", language),
    )
    return showing.say("，", ", ").join(filter(None, parts))


def _rows(one: Changed, showing: Showing) -> Iterator[str]:
    say = showing.say
    yield _line(
        (say("项", "what"), say("原来", "before"), say("现在", "now"), say("变化", "change"))
    )
    yield "|---|---|---|---|"
    arisen, mended = belonging(one), belonging_before(one)
    for change in one.changes:
        what, how = told(change, showing.language)
        if is_approved(change, showing.approved):
            how += f" ✓ {say('已批准', 'approved')}"
        how = "<br>".join(
            (
                f"{_escaped(how)} `{change.fingerprint}`",
                *(_found("⚠", finding, showing) for finding in arisen.get(change.fingerprint, ())),
                *(_found("✅", finding, showing) for finding in mended.get(change.fingerprint, ())),
            )
        )
        yield _line((_escaped(what), *_before_and_now(change), how))
    if one.old is None and one.changes[0].kind is Kind.PROJECT_ADDED:
        for row in one.sheet.rows:
            yield _line((_escaped(row.name), "", _escaped(row.target), ""))
    for finding in arisen.get("", ()):
        yield _line(("", "", "", _found("⚠", finding, showing)))
    for finding in mended.get("", ()):
        yield _line(("", "", "", _found("✅", finding, showing)))


def _found(mark: str, finding: Finding, showing: Showing) -> str:
    message = finding.message.text(showing.language)
    return f"{mark} {finding.severity} {finding.code}: {_escaped(message)}"


def _before_and_now(change: Change) -> tuple[str, str]:
    """Return both texts, what has changed in them marked."""
    if change.kind in (Kind.GOAL_MOVED, Kind.INDICATOR_MOVED):
        return str((change.old_place or 0) + 1), str((change.new_place or 0) + 1)
    old, new = shown_texts(change)
    if old is None or new is None:
        return _escaped(old or ""), _escaped(new or "")
    parts = stretches(old[:_MOST_TEXT], new[:_MOST_TEXT])
    if not any(part.is_equal for part in parts):
        return _escaped(old), _escaped(new)
    return (
        "".join(_marked(part.old, "" if part.is_equal else "del") for part in parts),
        "".join(_marked(part.new, "" if part.is_equal else "ins") for part in parts),
    )


def _marked(text: str, tag: str) -> str:
    escaped = _escaped(text)
    return f"<{tag}>{escaped}</{tag}>" if tag and text else escaped


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def unlinked(text: str) -> str:
    """Return a text of which no mention or link is made; done again, it changes nothing."""
    return _LINKING.sub(NO_SPACE, text)


def _escaped(text: str) -> str:
    """Return a text that Markdown shows as it is, in one line."""
    shown = _MARKUP.sub(r"\\\g<0>", _shown(text))
    return shown.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")


def _brief(text: str, most: int) -> str:
    """Return the beginning of a text, so that all that stands above the files has room."""
    shown = visible(text)
    return _escaped(shown if len(shown) <= most else f"{shown[:most]}…")


def _html(text: str) -> str:
    """Return a text for an HTML element."""
    return _shown(text).replace("&", "&amp;").replace("<", "&lt;").replace("\n", " ")


def _shown(text: str) -> str:
    """Return a text, cut where it is very long, without mentions, links and control characters."""
    cut = text if len(text) <= _MOST_TEXT else f"{text[:_MOST_TEXT]}…"
    return unlinked("\n".join(map(visible, cut.splitlines())))
